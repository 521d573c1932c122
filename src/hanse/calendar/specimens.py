"""Example data for the gallery of components: a year that nobody has loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from babel.dates import format_date
from django.utils.safestring import SafeString

from hanse.calendar.choices import AreaKey
from hanse.calendar.drawing.wide import today_fraction
from hanse.calendar.models import Activity, Area, Year
from hanse.calendar.operations.dates import set_when
from hanse.calendar.queries.activity_page import Clock, clocks_elsewhere
from hanse.calendar.queries.entries import Entry, by_month, entry
from hanse.calendar.queries.month_page import Day, is_long, weeks_of
from hanse.calendar.queries.today import Said, sentences
from hanse.calendar.queries.year_page import DrawnRow, drawn
from hanse.engines.when import parse

YEAR, ZONE = 2023, "Asia/Seoul"
TODAY = date(YEAR, 5, 16)
# Area, date, status, length in days: every shape that a date can take, in every state.
_ACTIVITIES = (
    ("kickoff", "21 Feb", "held", None), ("prize", "1 Mar – 31 May", "confirmed", None),
    ("governance", "Sep", "confirmed", None), ("matchmaking", "Year-round", "confirmed", None),
    ("capacity", "Jun", "confirmed", 105), ("research", "9-11 May", "cancelled", None),
    ("networking", "22-25 May", "tentative", None), ("networking", "from 30 Nov", "tentative", None),
    ("regional", "23 May", "confirmed", None), ("regional", "4 Oct", "postponed", None),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specimens:
    """What the components of the calendar show in the gallery."""

    year: int
    today: date
    today_words: str
    today_at: float | None
    rows: tuple[DrawnRow, ...]
    tall: SafeString
    entries: tuple[Entry, ...]
    months: dict[int, list[Entry]]
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    through: tuple[Entry, ...]
    in_month: tuple[Entry, ...]
    sentences: tuple[Said, ...]
    clocks: tuple[Clock, ...]


def specimens(language: str) -> Specimens:
    """Everything, in the reader's language; nothing is read from the database."""
    year = Year(number=YEAR, network={"zone": ZONE})
    areas = [Area(year=year, key=key, name=str(AreaKey(key).label), position=n) for n, key in enumerate(AreaKey.values)]
    listed = [entry(one, language=language, today=TODAY) for one in _activities(year, areas)]
    listed.sort(key=lambda one: (one.is_all_year, one.first_on or TODAY))
    at = today_fraction(TODAY, YEAR)
    rows, tall = drawn(areas, listed, YEAR, at)
    first = TODAY.replace(day=1)
    in_month = tuple(  # once more on the same page, so that each needs another name there
        replace(one, slug=f"month-{one.slug}") for one in listed if one.when.is_exact and one.first_on and one.last_on and one.last_on >= first
        and one.first_on.replace(day=1) <= first
    )  # fmt: skip
    hour = parse("21 Feb, 14:00 (GMT+9)", YEAR, ZONE)
    return Specimens(
        year=YEAR,
        today=TODAY,
        today_words=format_date(TODAY, "d MMM" if language != "ko" else "MMM d일", locale=language),
        today_at=at,
        rows=rows,
        tall=tall,
        entries=tuple(listed),
        months=by_month(listed),
        first=first,
        weeks=weeks_of(in_month, first, TODAY),
        through=tuple(one for one in in_month if is_long(one)),
        in_month=in_month,
        sentences=sentences(listed, YEAR, TODAY, language),
        clocks=clocks_elsewhere(hour, ZONE, "Africa/Kampala", language),
    )


def _activities(year: Year, areas: list[Area]) -> Iterator[Activity]:
    by_key = {area.key: area for area in areas}
    stamp = datetime(YEAR, 1, 1, tzinfo=UTC)
    for number, (key, when, status, length) in enumerate(_ACTIVITIES, start=1):
        title = f"{by_key[key].name} {number}"
        made = Activity(
            year=year, area=by_key[key], slug=f"{key}-{number}", title=title, label=title, status=status,
            length_days=length, city="Seoul", country="KR", mode="in-person", created_at=stamp, modified_at=stamp,
        )  # fmt: skip
        set_when(made, parse(when, YEAR, ZONE))
        yield made
