"""The year at a glance, as a picture and in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth
from django.utils.safestring import SafeString

from hanse.calendar.drawing.tall import draw_tall, draw_tall_counts
from hanse.calendar.drawing.wide import draw_counts, draw_row, today_fraction
from hanse.calendar.filters import ActivityFilter
from hanse.calendar.models import Activity, Area, Year
from hanse.calendar.queries.entries import Entry, by_month, entries
from hanse.calendar.queries.today import Said, sentences
from hanse.calendar.queries.visible import visible_activities
from hanse.ui.languages import wording

MOST_DRAWN = 120  # beyond, a picture of single marks would be neither readable nor quick
MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """An area's row in the picture."""

    key: str
    name: str
    count: int
    marks: SafeString
    height: int


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything the page of a year shows."""

    year: Year
    today: date
    lead: str
    total: int
    all_year: int
    rows: tuple[DrawnRow, ...]
    tall: SafeString
    today_at: float | None
    today_words: str
    sentences: tuple[Said, ...]
    months: dict[int, list[Entry]]
    is_counted: bool
    lists_coming: bool
    listed: int
    unlisted: int


def year_page(year: Year, chosen: ActivityFilter, *, now: datetime, secretariat: bool, language: str) -> YearPage:
    """Read a year in a handful of queries, however many activities it has."""
    today = now.astimezone(ZoneInfo(year.zone)).date()
    found = chosen.apply(visible_activities(now=now, secretariat=secretariat).filter(year=year))
    areas = list(Area.objects.filter(year=year))
    total = found.count()
    at = today_fraction(today, year.number)
    if total <= MOST_DRAWN:
        listed = entries(found, language=language, today=today)
        rows, tall = drawn(areas, listed, year.number, at)
        all_year = sum(one.is_all_year for one in listed)
    else:
        rows, tall = _counted(areas, found, at)
        all_year = found.filter(when_precision="all-year").count()
        listed = entries(_next(found, today), language=language, today=today)
    return YearPage(
        year=year,
        today=today,
        lead=wording(year, "lead"),
        total=total,
        all_year=all_year,
        rows=rows,
        tall=tall,
        today_at=at,
        today_words=_today_words(today, year.number, language),
        sentences=sentences(listed, year.number, today, language, narrowed=not chosen.is_empty),
        months=by_month(listed),
        is_counted=total > MOST_DRAWN,
        lists_coming=any(one.last_on and one.last_on >= today and not one.is_all_year for one in listed),
        listed=len(listed),
        unlisted=total - len(listed),
    )


def _today_words(today: date, year: int, language: str) -> str:
    """The present day; with its year, where another one is shown."""
    if today.year == year:
        return format_date(today, "d MMM" if language != "ko" else "MMM d일", locale=language)
    return format_date(today, "d MMM y" if language != "ko" else "y년 MMM d일", locale=language)


def _next(found: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    """What comes next, or the whole beginning of a year that is over or has not begun."""
    coming = found.filter(last_on__gte=today).exclude(when_precision="all-year")
    return (coming if coming.exists() else found)[:MOST_LISTED]


def drawn(
    areas: list[Area], listed: list[Entry], year: int, at: float | None
) -> tuple[tuple[DrawnRow, ...], SafeString]:
    """The picture lying, as a row for each area, and upright."""
    by_area: dict[str, list[Entry]] = defaultdict(list)
    for one in listed:
        by_area[one.area].append(one)
    rows = []
    for area in areas:
        marks, height = draw_row(by_area[area.key], area=area.key, year=year, today=at, lanes_at_least=2)
        rows.append(DrawnRow(area.key, wording(area, "name"), len(by_area[area.key]), marks, height))
    return tuple(rows), draw_tall(listed, year=year, today=at)


def _counted(areas: list[Area], found: QuerySet[Activity], at: float | None) -> tuple[tuple[DrawnRow, ...], SafeString]:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    grouped = (
        found.filter(first_on__isnull=False)
        .order_by()
        .values("area__key", month=ExtractMonth("first_on"))
        .annotate(n=Count("pk"))
    )
    for row in grouped:
        counts[row["area__key"]][row["month"]] = row["n"]
    most = max((n for months in counts.values() for n in months.values()), default=1)
    rows = []
    for area in areas:
        marks, height = draw_counts(counts[area.key], most=most)
        rows.append(DrawnRow(area.key, wording(area, "name"), sum(counts[area.key].values()), marks, height))
    return tuple(rows), draw_tall_counts(counts, today=at)
