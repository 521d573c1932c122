"""An organisation and its part in the network's years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hanse.calendar.queries.entries import Entry, entries
from hanse.calendar.queries.visible import visible_activities
from hanse.members.models import Organisation
from hanse.members.queries.directory import Dot, dots_of
from hanse.members.queries.directory import organisation as one_organisation
from hanse.members.queries.profile import Profile, profile_of

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation and its part in the network's years."""

    organisation: Organisation
    activities: tuple[Entry, ...]
    more: bool
    dots: tuple[Dot, ...]
    profile: Profile


def organisation_page(
    slug: str, *, now: datetime, secretariat: bool, language: str, zone: str
) -> OrganisationPage | None:
    """An organisation with the activities in which it has a part; `None` where there is none."""
    found = one_organisation(slug)
    if found is None:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    mine = visible_activities(now=now, secretariat=secretariat).filter(involvements__organisation=found).distinct()
    listed = entries(mine[: MOST_SHOWN + 1], language=language, today=today)
    dots, _ = dots_of(Organisation.objects.filter(pk=found.pk))
    profile = profile_of(found.pk, today)
    return OrganisationPage(found, tuple(listed[:MOST_SHOWN]), len(listed) > MOST_SHOWN, dots, profile)
