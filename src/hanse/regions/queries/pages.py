"""A regional network with its members and its year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hanse.calendar.models import Year
from hanse.calendar.queries.entries import Entry, by_month, entries
from hanse.calendar.queries.visible import visible_activities
from hanse.members.choices import Region
from hanse.members.models import Organisation
from hanse.members.queries.around import Around, members_around
from hanse.members.queries.directory import Dot, NetworkPage, dots_of, in_region, network_page
from hanse.members.queries.today import Told, told_on

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A regional network, or a part of the world, with what happens there."""

    code: str
    network: NetworkPage | None
    region: str
    organisations: tuple[Organisation, ...]
    total: int
    members: int
    around: Around | None
    dots: tuple[Dot, ...]
    standings: dict[int, Told]
    months: dict[int, list[Entry]]


def region_page(code: str, year: Year, *, now: datetime, secretariat: bool, language: str) -> RegionPage | None:
    """Read a network by its code, or a part of the world by its slug; `None` for anything else."""
    today = now.astimezone(ZoneInfo(year.zone)).date()
    visible = visible_activities(now=now, secretariat=secretariat).filter(year=year)
    network = network_page(code, on=today)
    if network is not None:
        listed = entries(visible.filter(networks__code=code)[:MOST_SHOWN], language=language, today=today)
        around = members_around(network.network, network.places, language, today)
        recorded = len({place.organisation_id for place in network.places})
        return RegionPage(code, network, "", (), recorded, 0, around, network.dots, {}, by_month(listed))
    if code not in Region.values:
        return None
    listed = entries(visible.filter(region=code)[:MOST_SHOWN], language=language, today=today)
    here = in_region(code, today)
    dots, _ = dots_of(Organisation.objects.filter(region=code))
    standings = told_on(here.organisations, today)
    name, listed_here = str(Region(code).label), here.organisations
    months = by_month(listed)
    return RegionPage(code, None, name, listed_here, here.total, here.members, None, dots, standings, months)
