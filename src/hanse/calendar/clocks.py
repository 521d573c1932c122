"""The clock of a place: the zone in which an activity's hours are meant where nobody names one.

An hour beside the name of a city is read on that city's clock. So it is written in it or not at all: the zone follows
from the country where the country has one clock, or from the city where a zone is named after it; otherwise somebody
is asked.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext

from hanse.calendar.choices import Mode
from hanse.engines.when import When, names_zone, zone_of
from hanse.members.geography import country_name

# What decides on which clock hours are meant.
DECIDING = frozenset({"when", "zone", "mode", "city", "country"})
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Clock:
    """The zone that hours are read in; `is_sure` is false where the place may well have another."""

    zone: str
    is_sure: bool


def clock_of(place: Mapping[str, Any], *, year: int, network: str) -> Clock:
    """The clock of a place, which has a `zone`, `mode`, `city` and `country`; `network` is the network's own zone.

    What is online, or in no place that is named, goes by the network's clock, and so does what is in its own country.
    """
    zone, city, country = (str(place.get(name) or "") for name in ("zone", "city", "country"))
    if zone:
        return Clock(zone, True)
    if place.get("mode") == Mode.ONLINE or not (city or country):
        return Clock(network, True)
    zones = _zones()[country] if country else tuple(_countries())
    named = [one for one in zones if city and _plain(one.rpartition("/")[2]) == _plain(city)]
    if len(named) == 1:
        return Clock(named[0], True)
    if country and _countries().get(network) == country:
        return Clock(network, True)
    if country and zones and _agree(zones, year):
        return Clock(zones[0], True)
    return Clock(network, False)


def is_open(draft: Mapping[str, Any], when: When, *, year: int, network: str) -> bool:
    """Whether an activity has hours, its own or those of its agenda, and nobody can say on which clock."""
    has_hours = when.has_time or bool(draft.get("sessions"))
    if not has_hours or clock_of(draft, year=year, network=network).is_sure:
        return False
    return not names_zone(str(draft["when"]), year)


def shows_its_place(place: Mapping[str, Any], when: When, shown: str, *, year: int, network: str) -> bool:
    """Whether the hour of a date on the clock of the zone `shown` is what a clock at the place shows."""
    known = clock_of(place, year=year, network=network)
    if not known.is_sure or when.lower is None:
        return shown != network
    return when.lower.astimezone(zone_of(shown)).utcoffset() == when.lower.astimezone(zone_of(known.zone)).utcoffset()


def which_clock(city: str, country: str, *, year: int, language: str) -> str:
    """What to ask where the clock is open."""
    if not country:
        says = gettext(
            "Which clock? Choose the country of “%(city)s”; or name the time zone of the place, such as %(zone)s."
        )
        return says % {"city": city[:60], "zone": "Asia/Seoul"}
    says = gettext(
        "Which clock? There are several time zones in %(country)s. Name that of the place as its time zone or "
        "behind the hour, such as %(zone)s."
    )
    return says % {"country": country_name(country, language), "zone": example_of(country, year)}


def example_of(country: str, year: int) -> str:
    """A zone of a country, of its most usual clock."""
    zones = _zones()[country]
    if not zones:
        return "Asia/Seoul"
    usual = Counter(_course(zone, year) for zone in zones).most_common(1)[0][0]
    return next(zone for zone in zones if _course(zone, year) == usual)


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """The zones of each country, the most populous first as a rule: zone.tab of the IANA's time zone database."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for zone, country in _countries().items():
        found[country] += (zone,)
    return found


@cache
def _countries() -> Mapping[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _place, zone, *_comment in rows}


@lru_cache(maxsize=512)
def _agree(zones: tuple[str, ...], year: int) -> bool:
    return len({_course(zone, year) for zone in zones}) == 1


@lru_cache(maxsize=1024)
def _course(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """How a zone's clock stands, week by week through a year."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    return tuple((first + n * _WEEK).astimezone(zone_of(zone)).utcoffset() for n in range(53))


def _plain(name: str) -> str:
    """A city's name without capitals and accents, as zones write it."""
    letters = unicodedata.normalize("NFKD", name.replace("_", " ").replace("-", " ").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()
