"""Two ends in words into EDTF and instants: the gaps filled, everything checked against the calendar."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from hanse.engines.when.model import NotADate, Precision, When, midnight, offset_at, zone_of
from hanse.engines.when.reading import EXAMPLE, Reading, Side

EARLIEST, LATEST = 1900, 2200
PART_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
MONTH_NAMES = [calendar.month_name[m] for m in range(13)]
WEEKDAY_NAMES = list(calendar.day_name)


def resolve(reading: Reading, year: int, zone: str) -> When:
    """Make a `When` of what was read; `year` and `zone` stand in where the words name none."""
    zone = reading.zone or zone
    for name in dict.fromkeys([zone, *(side.zone for side in reading.sides if side.zone)]):
        _check_zone(reading.text, name)
    start, end = _filled(reading, year)
    for side in (start, end):
        if side is not None:
            _check_side(reading.text, side)
    if reading.week:
        return _week(reading, start, zone)
    if start.time is not None or (end is not None and end.time is not None):
        return _timed(reading, start, end, zone)
    return _dated(reading, start, end, zone)


def unknown(text: str, year: int, zone: str) -> When:
    """Some day of the year, not said which: EDTF `2023-XX`, "unspecified month" (level 1, 8.3)."""
    _check_year(text, year)
    return When(text, f"{year}-XX", *_bounds(date(year, 1, 1), date(year, 12, 31), zone), Precision.UNKNOWN, zone)


def all_year(text: str, year: int, zone: str) -> When:
    """The whole of the year: an interval, not "some time in it"."""
    _check_year(text, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return When(text, f"{first}/{last}", *_bounds(first, last, zone), Precision.ALL_YEAR, zone)


def _filled(reading: Reading, year: int) -> tuple[Side, Side | None]:
    """Give each end the month and year that only the other one names."""
    start = reading.sides[0]
    end = reading.sides[1] if len(reading.sides) > 1 else None
    if end is not None:
        if not start.has_date and not start.part:
            raise NotADate(reading.text, f"The start names an hour but no day. {EXAMPLE}")
        if not end.has_date and end.time is not None:
            end.year, end.month, end.day = start.year, start.month, start.day
        if start.month is None and start.quarter is None:
            start.month = end.month
        if end.month is None and end.quarter is None:
            end.month = start.month
        years_named = start.year is not None or end.year is not None
        if start.year is None:
            start.year = end.year
        if start.year is None:
            start.year = year
        if end.year is None:
            end.year = start.year
            # "Dec 28 – Jan 3" goes on into the next year; with a year named, a backward span is a slip.
            if not years_named and _month(end) < _month(start):
                end.year += 1
    if start.year is None:
        start.year = year
    return start, end


def _month(side: Side) -> int:
    return side.month or (side.quarter or 0) * 3


def _check_zone(text: str, zone: str) -> None:
    try:
        zone_of(zone)
    except ZoneInfoNotFoundError:
        raise NotADate(text, f"“{zone}” is no time zone. Write it such as “GMT+9” or “Asia/Seoul”.") from None


def _check_year(text: str, year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise NotADate(text, f"The year {year} is outside {EARLIEST} to {LATEST}. Write the year in four digits.")


def _check_side(text: str, side: Side) -> None:
    year, month, day = side.year or 0, side.month, side.day
    _check_year(text, year)
    if side.time is not None and day is None:
        raise NotADate(text, f"There is an hour but no day. {EXAMPLE}")
    if day is None and side.part and month is None:
        raise NotADate(text, f"“{side.part}” needs a month. Write it such as “{side.part} June”.")
    if day is not None and month is None:
        raise NotADate(text, f"The day {day} has no month. {EXAMPLE}")
    if month is None:
        return
    if not 1 <= month <= 12:
        raise NotADate(text, f"There is no month {month}. Months go from 1 to 12.")
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        raise NotADate(text, f"{MONTH_NAMES[month]} {year} has {last} days, not {day}. Write the day again.")
    if side.weekday is not None and day is not None and date(year, month, day).weekday() != side.weekday:
        right, wrong = WEEKDAY_NAMES[date(year, month, day).weekday()], WEEKDAY_NAMES[side.weekday]
        raise NotADate(text, f"{day} {MONTH_NAMES[month]} {year} is a {right}, not a {wrong}. Correct one of the two.")


def _day(side: Side) -> date:
    return date(side.year or 1, side.month or 1, side.day or 1)


def _edges(side: Side) -> tuple[date, date, str, Precision]:
    """First day, last day, EDTF and precision of one end."""
    year = side.year or 1
    if side.quarter is not None:
        first = date(year, side.quarter * 3 - 2, 1)
        last = _end_of_month(year, side.quarter * 3)
        return first, last, f"{first:%Y-%m}/{last:%Y-%m}", Precision.QUARTER
    if side.month is None:
        return date(year, 1, 1), date(year, 12, 31), f"{year}", Precision.YEAR
    if side.day is not None:
        return _day(side), _day(side), f"{_day(side)}", Precision.DAY
    last_day = calendar.monthrange(year, side.month)[1]
    if side.part:
        low, high = PART_DAYS[side.part]
        first, last = date(year, side.month, low), date(year, side.month, min(high, last_day))
        return first, last, f"{first}~/{last}~", Precision.PART
    return date(year, side.month, 1), date(year, side.month, last_day), f"{year}-{side.month:02d}", Precision.MONTH


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def _dated(reading: Reading, start: Side, end: Side | None, zone: str) -> When:
    first, last, edtf, precision = _edges(start)
    if end is None:
        if reading.open_end or reading.open_start:
            return _open(reading, first, last, edtf, zone)
        if reading.about and precision is not Precision.PART:
            edtf += "~"
        return When(reading.text, edtf, *_bounds(first, last, zone), precision, zone)
    _, end_last, end_edtf, end_precision = _edges(end)
    if end_last < first:
        raise NotADate(reading.text, f"It ends before it starts ({end_last} is before {first}). Swap the two ends.")
    low, high = edtf.split("/")[0], end_edtf.split("/")[-1]
    span = _span_precision(precision, end_precision)
    if span is Precision.DAYS and first == end_last:
        span, joined = Precision.DAY, low
    elif precision is end_precision is Precision.MONTH and low == high:
        span, joined = Precision.MONTH, low
    else:
        joined = f"{low}/{high}"
    if reading.about and span in (Precision.DAYS, Precision.DAY):
        joined = "/".join(f"{side}~" for side in joined.split("/"))
    return When(reading.text, joined, *_bounds(first, end_last, zone), span, zone)


def _span_precision(start: Precision, end: Precision) -> Precision:
    if start is end is Precision.DAY:
        return Precision.DAYS
    if Precision.PART in (start, end) or Precision.DAY in (start, end):
        return Precision.PART
    return Precision.MONTHS


def _open(reading: Reading, first: date, last: date, edtf: str, zone: str) -> When:
    """Only one end is known: EDTF's open interval."""
    lower, upper = _bounds(first, last, zone)
    days = Precision.DAYS if len(edtf) == len("2023-11-30") else Precision.MONTHS
    if "/" in edtf or len(edtf) == 4:
        raise NotADate(reading.text, "An open span needs a day or a month to start or end with, such as “from 30 Nov”.")
    if reading.open_end:
        return When(reading.text, f"{edtf}/..", lower, None, days, zone)
    return When(reading.text, f"../{edtf}", None, upper, days, zone)


def _week(reading: Reading, start: Side, zone: str) -> When:
    if start.day is None or start.month is None:
        raise NotADate(reading.text, "A week needs a day in it. Write it such as “week of 12 June”.")
    monday = _day(start) - timedelta(days=_day(start).weekday())
    sunday = monday + timedelta(days=6)
    return When(reading.text, f"{monday}/{sunday}", *_bounds(monday, sunday, zone), Precision.WEEK, zone)


def _timed(reading: Reading, start: Side, end: Side | None, zone: str) -> When:
    """Hours are known. Seconds are written because EDTF's level 0 asks for them."""
    if reading.open_end or reading.open_start or reading.about or start.part:
        raise NotADate(reading.text, f"An hour needs one fixed day. {EXAMPLE}")
    if start.time is None:
        raise NotADate(reading.text, f"The end names an hour, the start does not. {EXAMPLE}")
    lower = _instant(reading.text, start, zone)
    if end is None:
        return When(reading.text, _written(lower, zone), lower, lower, Precision.MINUTE, zone)
    if end.time is None:
        raise NotADate(reading.text, f"The start names an hour, the end does not. {EXAMPLE}")
    if end.day is None:
        end = replace(end, day=start.day)
    upper = _instant(reading.text, end, end.zone or zone)
    if upper <= lower:
        raise NotADate(reading.text, "It ends before it starts. Swap the hours, or name the day on which it ends.")
    edtf = f"{_written(lower, zone)}/{_written(upper, end.zone or zone)}"
    return When(reading.text, edtf, lower, upper, Precision.MINUTE, zone)


def _instant(text: str, side: Side, zone: str) -> datetime:
    """The instant of a local hour; an hour that the clock skips is refused, one that it repeats is the first."""
    hour, minute = side.time or (0, 0)
    day = _day(side)
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone_of(zone))
    instant = local.astimezone(UTC)
    if instant.astimezone(zone_of(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NotADate(text, f"On {day} the clocks of {zone} skip {hour:02d}:{minute:02d}. Choose another hour.")
    return instant


def _written(instant: datetime, zone: str) -> str:
    return written(instant.astimezone(zone_of(zone)), offset_at(zone, instant))


def written(local: datetime, offset: str) -> str:
    """A local hour with its offset as EDTF's level 0 wants it."""
    return f"{local:%Y-%m-%dT%H:%M:%S}{'Z' if offset == '+00:00' else offset}"
