"""The register of agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from hanse.members.models import Agreement

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """Agreements: those that someone has to renew, those in force, those that are over."""

    due: tuple[Agreement, ...]
    in_force: tuple[Agreement, ...]
    over: tuple[Agreement, ...]


def agreements_page(on: date) -> AgreementsPage:
    """All agreements; one that ends within ninety days, or ended without an answer, is due."""
    due = list(due_agreements(on))
    keys = {row.pk for row in due}
    rows = [row for row in Agreement.objects.select_related("partner", "renewed_by") if row.pk not in keys]
    in_force = [row for row in rows if row.ends_on is None or row.ends_on >= on]
    over = [row for row in rows if row.ends_on is not None and row.ends_on < on]
    return AgreementsPage(tuple(due), tuple(in_force), tuple(sorted(over, key=lambda r: r.ends_on or on, reverse=True)))


def due_agreements(on: date) -> QuerySet[Agreement]:
    """Agreements whose renewal somebody has to decide on, soonest first."""
    rows = Agreement.objects.filter(ends_on__lte=on + SOON, lapsed_at__isnull=True, renewed_by__isnull=True)
    return rows.select_related("partner").order_by("ends_on", "id")


def agreements_of(organisation: int) -> tuple[Agreement, ...]:
    """One partner's agreements, newest first."""
    rows = Agreement.objects.filter(partner=organisation).select_related("renewed_by")
    return tuple(rows.order_by("-starts_on", "-id"))


def one_agreement(agreement: int) -> Agreement | None:
    """An agreement by its key."""
    return Agreement.objects.select_related("partner", "renews").filter(pk=agreement).first()
