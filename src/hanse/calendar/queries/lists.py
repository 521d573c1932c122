"""The year as a list, an area or a programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page
from django.db.models import Case, Count, Prefetch, Q, Value, When

from hanse.calendar.filters import ActivityFilter
from hanse.calendar.models import Activity, Area, Duty, Programme, Speaker, StatusChange, Year
from hanse.calendar.queries.entries import BY_DAY, Entry, by_month, entries, entry
from hanse.calendar.queries.telling import is_same
from hanse.calendar.queries.visible import visible_activities
from hanse.ui.languages import wording
from hanse.ui.paging import page_of

ON_A_PAGE = 100
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
    found = found.select_related("area", "year").order_by(UNDATED_LAST, *BY_DAY)
    page = page_of(found, ON_A_PAGE, number)
    listed = [entry(a, language=language, today=today) for a in page.object_list]
    return ListPage(year, today, page.paginator.count, page, by_month(listed))


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area with its programmes and what happens in it."""

    year: Year
    area: Area
    programmes: tuple[Programme, ...]
    months: dict[int, list[Entry]]
    total: int
    duties: tuple[Duty, ...]
    crumb: str


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
    name = wording(area, "name")
    crumb = name if programme and not is_same(name, wording(programmes[0], "name")) else ""
    return AreaPage(year, area, programmes, by_month(listed), total, tuple(duties[:20]), crumb)


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
            "involvements__organisation", "contacts", "links", "documents", "networks",
            Prefetch("sessions__speakers", Speaker.objects.select_related("organisation")),
            Prefetch("status_changes", StatusChange.objects.order_by("position", "id")), "duties__occasions", "disagreements",
        )
        .first()
    )  # fmt: skip
