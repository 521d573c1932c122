"""For whom somebody may act, and for whom they are acting now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hanse.members.models import Mandate, Organisation


@dataclass(frozen=True, slots=True)
class Acting:
    """One mandate as pages and operations need it."""

    mandate: int
    organisation: int
    slug: str
    name: str
    role: str
    is_administrator: bool


def open_mandates(on: date) -> QuerySet[Mandate]:
    """All mandates that are in force on a day."""
    return Mandate.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        starts_on__lte=on,
        revoked_at__isnull=True,
        awaits_confirmation=False,
        organisation__merged_into__isnull=True,
    )


def mandates_of(person: int, on: date) -> tuple[Acting, ...]:
    """For whom a person may act on a day, by the organisations' names; an administrator's mandate stands first."""
    rows = open_mandates(on).filter(person=person).select_related("organisation")
    ordered = sorted(rows, key=lambda row: (row.organisation.name, row.organisation_id, not row.is_administrator))
    found: dict[int, Acting] = {}
    for row in ordered:
        one = row.organisation
        found.setdefault(one.pk, Acting(row.pk, one.pk, one.slug, one.name, row.role, row.is_administrator))
    return tuple(found.values())


def name_of(slug: str) -> str:
    """The name of an organisation by its address; empty where there is none."""
    found = Organisation.objects.filter(slug=slug).values_list("name", flat=True).first()
    return str(found or "")


def present_slug(slug: str) -> str:
    """Where an address that an organisation had before a merger leads now; empty where it leads nowhere."""
    found = Organisation.everything.filter(slug=slug, merged_into__isnull=False)
    return str(found.values_list("merged_into__slug", flat=True).first() or "")
