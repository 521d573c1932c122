"""Mandates that rest since a merger: of whom, since when, and who can confirm them.

Since when stands in the record of the merger, which names the mandates that it let rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from hanse.audit.models import Entry
from hanse.members.models import Mandate, Organisation
from hanse.members.queries.acting import open_mandates
from hanse.members.queries.people import state_of


@dataclass(frozen=True, slots=True)
class Resting:
    """A mandate that gives no right until it is confirmed; `since_at` is when the merger was done."""

    mandate: Mandate
    since_at: datetime
    has_administrators: bool

    @property
    def confirmer(self) -> str:
        """Who can confirm it."""
        return confirmer_words(self.mandate.organisation.name, self.has_administrators)


def resting_of(person: int, on: date) -> tuple[Resting, ...]:
    """A person's mandates that rest on a day, by organisation."""
    rows = Mandate.objects.filter(person=person, awaits_confirmation=True, revoked_at__isnull=True)
    return resting_among(person, rows.select_related("organisation").order_by("organisation__name", "id"), on)


def resting_among(person: int, mandates: Iterable[Mandate], on: date) -> tuple[Resting, ...]:
    """Those of a person's mandates that rest on a day; no query where none does, and three where any do."""
    resting = [row for row in mandates if state_of(row, on) == "awaiting"]
    if not resting:
        return ()
    bodies = [row.organisation_id for row in resting]
    kept = open_mandates(on).filter(organisation__in=bodies, is_administrator=True, person__is_active=True)
    administered = set(kept.values_list("organisation_id", flat=True))
    since = _since(person, resting)
    return tuple(
        Resting(row, since.get(row.pk, row.granted_at), row.organisation_id in administered) for row in resting
    )


def confirmer_words(organisation: str, has_administrators: bool) -> str:
    """Who can confirm a mandate that rests, as a part of a sentence."""
    if has_administrators:
        return _("an administrator of %(name)s or the secretariat can do it") % {"name": organisation}
    return _("the secretariat can do it")


def _since(person: int, resting: Sequence[Mandate]) -> dict[int, datetime]:
    """When each of the mandates came to rest; the newest merger that names it counts."""
    bodies = {row.organisation_id for row in resting}
    slugs = Organisation.everything.filter(Q(pk__in=bodies) | Q(merged_into__in=bodies)).values_list("slug", flat=True)
    mergers = Entry.objects.filter(
        Q(kind="organisation", key__in=list(slugs)) | Q(kind="person", key=str(person)), verb="merge"
    )
    found: dict[int, datetime] = {}
    for at, changes in mergers.order_by("at", "id").values_list("at", "changes"):
        for key in changes.get("to confirm", ((), ()))[1]:
            found[key] = at
    return found
