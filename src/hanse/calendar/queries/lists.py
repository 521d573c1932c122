"""The year as a list, a month, an area or a programme."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Prefetch, Q, Value, When

from hanse.calendar.filters import ActivityFilter
from hanse.calendar.models import Activity, Area, Duty, Programme, StatusChange, Year
from hanse.calendar.queries.entries import Entry, by_month, entries, entry
from hanse.calendar.queries.visible import visible_activities

ON_A_PAGE = 100
IN_A_MONTH = 150
UNDATED_LAST = Case(
    When(when_precision="all-year", then=Value(1)), When(when_precision="unknown", then=Value(2)), default=Value(0)
)


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, by month."""

    year: Year
    today: date
    total: int
    page: Page[Any]
    months: dict[int, list[Entry]]


def list_page(
    year: Year, chosen: ActivityFilter, *, number: str, now: datetime, secretariat: bool, language: str
) -> ListPage:
    """All activities that fit a filter, a hundred to a page, dated ones first."""
    today = now.astimezone(ZoneInfo(year.zone)).date()
    found = chosen.apply(visible_activities(now=now, secretariat=secretariat).filter(year=year))
    found = found.select_related("area", "year").order_by(UNDATED_LAST, "when_lower", "when_upper", "id")
    page = Paginator(found, ON_A_PAGE).get_page(number)
    listed = [entry(a, language=language, today=today) for a in page.object_list]
    return ListPage(year, today, page.paginator.count, page, by_month(listed))


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month: its date, what begins on it, whether it is in the month."""

    on: date
    in_month: bool
    is_today: bool
    starting: tuple[Entry, ...]
    running: int


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month as weeks of days, and what has a month but no day."""

    year: Year
    month: int
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    undated: tuple[Entry, ...]
    dated: tuple[Entry, ...]
    total: int
    previous: date
    next: date


def month_page(
    year: Year, month: int, chosen: ActivityFilter, *, now: datetime, secretariat: bool, language: str
) -> MonthPage:
    """A month with everything that touches it."""
    first = date(year.number, month, 1)
    last = date(year.number, month, calendar.monthrange(year.number, month)[1])
    today = now.astimezone(ZoneInfo(year.zone)).date()
    visible = visible_activities(now=now, secretariat=secretariat).filter(year=year).exclude(when_precision="all-year")
    touching = Q(first_on__lte=last) & (Q(last_on__gte=first) | Q(last_on__isnull=True, first_on__gte=first))
    found = chosen.apply(visible.filter(touching | Q(first_on__isnull=True, last_on__range=(first, last))))
    total = found.count()
    listed = entries(found.order_by("when_lower", "id")[:IN_A_MONTH], language=language, today=today)
    dated = [one for one in listed if not one.is_vague]
    weeks = calendar.Calendar(0).monthdatescalendar(year.number, month)
    return MonthPage(
        year=year,
        month=month,
        first=first,
        weeks=tuple(tuple(_day(on, month, today, dated) for on in week) for week in weeks),
        undated=tuple(one for one in listed if one.is_vague),
        dated=tuple(dated),
        total=total,
        previous=first - timedelta(days=1),
        next=last + timedelta(days=1),
    )


def _day(on: date, month: int, today: date, dated: Iterable[Entry]) -> Day:
    starting = tuple(one for one in dated if (one.first_on or one.last_on) == on)
    running = sum(1 for one in dated if one.first_on and one.last_on and one.first_on < on <= one.last_on)
    return Day(on, on.month == month, on == today, starting, running)


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area with its programmes and what happens in it."""

    year: Year
    area: Area
    programmes: tuple[Programme, ...]
    months: dict[int, list[Entry]]
    total: int
    duties: tuple[Duty, ...]


def area_page(
    year: Year, key: str, *, programme: str = "", now: datetime, secretariat: bool, language: str
) -> AreaPage | None:
    """An area, or one programme of it; `None` where there is none."""
    today = now.astimezone(ZoneInfo(year.zone)).date()
    areas = Area.objects.filter(year=year).prefetch_related("programmes")
    area = areas.filter(programmes__slug=programme).first() if programme else areas.filter(key=key).first()
    if area is None:
        return None
    found = visible_activities(now=now, secretariat=secretariat).filter(area=area)
    if programme:
        found = found.filter(programme__slug=programme)
    total = found.count()
    listed = entries(found[:ON_A_PAGE], language=language, today=today)
    programmes = tuple(p for p in area.programmes.all() if not programme or p.slug == programme)
    duties = Duty.objects.filter(activity__in=found).prefetch_related("occasions")
    return AreaPage(year, area, programmes, by_month(listed), total, tuple(duties[:20]))


def programmes_page(year: Year, *, now: datetime, secretariat: bool) -> list[Area]:
    """All areas with their programmes, and how much there is in each."""
    visible = visible_activities(now=now, secretariat=secretariat).filter(year=year)
    counted = Programme.objects.order_by("position").annotate(
        number=Count("activities", filter=Q(activities__in=visible))
    )
    return list(Area.objects.filter(year=year).prefetch_related(Prefetch("programmes", counted)))


def activity_with_everything(slug: str, *, now: datetime, secretariat: bool) -> Activity | None:
    """An activity with all that its page shows."""
    found = visible_activities(now=now, secretariat=secretariat).filter(slug=slug)
    return (
        found.select_related("area", "programme", "year", "parent__area")
        .prefetch_related(
            "involvements__organisation", "contacts", "links", "documents", "sessions__speakers", "networks",
            Prefetch("status_changes", StatusChange.objects.order_by("position", "id")), "duties__occasions", "disagreements",
        )
        .first()
    )  # fmt: skip
