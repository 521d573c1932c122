"""A month as weeks: what begins, what goes on, what has a month but no day, what runs all year."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from hanse.calendar.filters import ActivityFilter
from hanse.calendar.models import Activity, Year
from hanse.calendar.queries.entries import BY_DAY, VAGUE, Entry, entries
from hanse.calendar.queries.visible import visible_activities

IN_A_MONTH = 150
ALL_YEAR = 40
LANES = 4  # bars one above the other in a week, and activities of one day; what does not fit is in the words below
LONGEST_BAR = 7  # days; what lasts longer is named once, above the weeks
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """What an activity shows on one day: a whole day, or the first, a middle or the last one of several."""

    entry: Entry
    is_first: bool
    is_last: bool
    is_named: bool

    @property
    def part(self) -> str:
        """The same in one word, for the drawing."""
        if self.is_first and self.is_last:
            return "day"
        return "first" if self.is_first else "last" if self.is_last else "on"


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month.

    `bars` stand in lanes, so that those of one activity meet; `None` where a lane is empty. `singles` are of this day
    alone, `edges` are the first and last days of long spans.
    """

    on: date
    in_month: bool
    is_today: bool
    bars: tuple[Piece | None, ...]
    singles: tuple[Piece, ...]
    edges: tuple[Piece, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month with everything that the year's picture draws in it.

    `undated` may have its day in this month; `running` had it in one before, and takes so long that it may go on.
    """

    year: Year
    month: int
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    through: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    running: tuple[Entry, ...]
    dated: tuple[Entry, ...]
    all_year: tuple[Entry, ...]
    total: int
    unlisted: int
    previous: date
    next: date


def month_of_year(first: date) -> str:
    """A month with its year, as a reader of the language writes them."""
    return str(format_skeleton("yMMMM", first, locale=(get_language() or "en").split("-")[0]))


def month_page(
    year: Year, month: int, chosen: ActivityFilter, *, now: datetime, secretariat: bool, language: str
) -> MonthPage:
    """A month with all that touches it, as the picture of the year draws it."""
    first = date(year.number, month, 1)
    last = date(year.number, month, calendar.monthrange(year.number, month)[1])
    today = now.astimezone(ZoneInfo(year.zone)).date()
    visible = chosen.apply(visible_activities(now=now, secretariat=secretariat).filter(year=year))
    found = _touching(visible.exclude(when_precision="all-year"), first, last)
    total = found.count()
    listed = entries(found.order_by(*BY_DAY)[:IN_A_MONTH], language=language, today=today)
    always = visible.filter(when_precision="all-year").order_by("id")
    all_year = entries(always[: ALL_YEAR + 1], language=language, today=today)
    dated = tuple(one for one in listed if not one.is_vague)
    vague = [one for one in listed if one.is_vague]
    return MonthPage(
        year=year,
        month=month,
        first=first,
        weeks=weeks_of(dated, first, today),
        through=tuple(one for one in dated if is_long(one)),
        undated=tuple(one for one in vague if _last(one) >= first),
        running=tuple(one for one in vague if _last(one) < first),
        dated=dated,
        all_year=tuple(all_year[:ALL_YEAR]),
        total=total + len(all_year),
        unlisted=total - len(listed) + max(0, len(all_year) - ALL_YEAR),
        previous=first - _ONE_DAY,
        next=last + _ONE_DAY,
    )


def _touching(dated: QuerySet[Activity], first: date, last: date) -> QuerySet[Activity]:
    """What has a day in the month, or may have one.

    Where only one end is known, the picture draws the other up to the edge of the year; where a length follows a month
    without a day, it draws the length behind the month.
    """
    ends_in_or_after = Q(last_on__gte=first) | Q(last_on__isnull=True, first_on__isnull=False)
    begins_in_or_before = Q(first_on__lte=last) | Q(first_on__isnull=True, last_on__isnull=False)
    return dated.filter((begins_in_or_before & ends_in_or_after) | Q(pk__in=_running_on(dated, first)))


def _running_on(dated: QuerySet[Activity], first: date) -> list[int]:
    """What began before in a month without a day, and takes so long that it goes on."""
    before = dated.filter(length_days__isnull=False, when_precision__in=VAGUE, last_on__lt=first).order_by()
    rows = before.values_list("pk", "last_on", "length_days")
    return [pk for pk, ended, days in rows if ended and ended + timedelta(days=days or 0) >= first]


def is_long(one: Entry) -> bool:
    """Whether it lasts for too many days to be drawn through the weeks, or nobody knows until when."""
    if one.first_on is None or one.last_on is None:
        return True
    return (one.last_on - one.first_on).days >= LONGEST_BAR


def weeks_of(dated: Sequence[Entry], first: date, today: date) -> tuple[tuple[Day, ...], ...]:
    """The weeks of a month, short spans as bars in lanes, long ones by their ends."""
    weeks = calendar.Calendar(0).monthdatescalendar(first.year, first.month)
    return tuple(_week(week, first.month, dated, today) for week in weeks)


def _week(week: Sequence[date], month: int, dated: Sequence[Entry], today: date) -> tuple[Day, ...]:
    days = [on for on in week if on.month == month]
    lanes: list[dict[date, Entry]] = []
    unshown = dict.fromkeys(week, 0)
    for one in dated:
        covered = [on for on in days if not is_long(one) and _first(one) <= on <= _last(one)]
        if not covered or _first(one) == _last(one):
            continue
        free = next((lane for lane in lanes if not any(on in lane for on in covered)), None)
        if free is None and len(lanes) < LANES:
            free = {}
            lanes.append(free)
        for on in covered:
            if free is None:
                unshown[on] += 1
            else:
                free[on] = one
    return tuple(_day(on, days, lanes, dated, unshown[on], today) for on in week)


def _day(
    on: date,
    days: Sequence[date],
    lanes: Sequence[dict[date, Entry]],
    dated: Sequence[Entry],
    unshown: int,
    today: date,
) -> Day:
    if on not in days:
        return Day(on, False, on == today, (), (), (), 0)
    bars = [_piece(lane[on], on, on == days[0]) if on in lane else None for lane in lanes]
    while bars and bars[-1] is None:
        bars.pop()
    alone = [_piece(one, on, True) for one in dated if not is_long(one) and _first(one) == on == _last(one)]
    edges = [_piece(one, on, True) for one in dated if is_long(one) and on in (one.first_on, one.last_on)]
    unshown += max(0, len(alone) - LANES)
    return Day(on, True, on == today, tuple(bars), tuple(alone[:LANES]), tuple(edges), unshown)


def _piece(one: Entry, on: date, begins_row: bool) -> Piece:
    is_first = on == _first(one)
    return Piece(one, is_first, on == _last(one), is_first or begins_row)


def _first(one: Entry) -> date:
    return one.first_on or one.last_on or date.min


def _last(one: Entry) -> date:
    return one.last_on or one.first_on or date.max
