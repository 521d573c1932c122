"""Two ends in words into EDTF and instants: the gaps filled, everything checked against the calendar."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from hanse.engines.when.model import NotADate, Precision, When, midnight, offset_at, zone_of
from hanse.engines.when.reading import EXAMPLE, Reading, Side, apart

EARLIEST, LATEST = 1900, 2200
LONGEST_WRAP = 6  # months: "Dec 28 – Jan 3" is meant, "10 Mar – 2 Feb" is a slip
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
            raise NotADate(reading.text, "The start names an hour but no day. {say_example}", say_example=EXAMPLE)
        if not end.has_date and end.time is not None:
            end.year, end.month, end.day = start.year, start.month, start.day
        if start.month is None and (start.day is not None or start.part or not start.has_date):
            start.month = end.month
        if end.month is None and (end.day is not None or end.part or not end.has_date):
            end.month = start.month
        years_named = start.year is not None or end.year is not None
        if start.year is None:
            start.year = end.year
        if start.year is None:
            start.year = year
        if end.year is None:
            end.year = start.year
            # "Dec 28 – Jan 3" goes on into the next year; with a year named, a backward span is a slip.
            if not years_named and _month(end) < _month(start) and _month(end) + 12 - _month(start) <= LONGEST_WRAP:
                end.year += 1
    if start.year is None:
        start.year = year
    return start, end


def _month(side: Side) -> int:
    return side.month or (side.quarter or 0) * 3 or (side.half or 0) * 6


def _check_zone(text: str, zone: str) -> None:
    try:
        zone_of(zone)
    except ZoneInfoNotFoundError:
        raise NotADate(text, "“{zone}” is no time zone. Write it such as “GMT+9” or “Asia/Seoul”.", zone=zone) from None


def _check_year(text: str, year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise NotADate(
            text,
            "The year {year} is outside {earliest} to {latest}. Write the year in four digits.",
            year=year,
            earliest=EARLIEST,
            latest=LATEST,
        )


def _check_side(text: str, side: Side) -> None:
    year, month, day = side.year or 0, side.month, side.day
    _check_year(text, year)
    if side.time is not None and day is None:
        raise NotADate(text, "There is an hour but no day. {say_example}", say_example=EXAMPLE)
    if day is None and side.part and month is None:
        raise NotADate(text, "“{part}” needs a month. Write it such as “{part} June”.", part=side.part)
    if day is not None and month is None:
        raise NotADate(text, "The day {day} has no month. {say_example}", day=day, say_example=EXAMPLE)
    if month is None:
        return
    if not 1 <= month <= 12:
        raise NotADate(text, "There is no month {month}. Months go from 1 to 12.", month=month)
    last = calendar.monthrange(year, month)[1]
    if day == 0:
        raise NotADate(text, "There is no day 0; a month begins with day 1. Write the day again.")
    if day is not None and not 1 <= day <= last:
        raise NotADate(
            text,
            "{say_month} {year} has {last} days, not {day}. Write the day again.",
            say_month=MONTH_NAMES[month],
            year=year,
            last=last,
            day=day,
        )
    if side.weekday is not None and day is not None and date(year, month, day).weekday() != side.weekday:
        right, wrong = WEEKDAY_NAMES[date(year, month, day).weekday()], WEEKDAY_NAMES[side.weekday]
        raise NotADate(
            text,
            "{day} {say_month} {year} is a {say_right}, not a {say_wrong}. Correct one of the two.",
            day=day,
            say_month=MONTH_NAMES[month],
            year=year,
            say_right=right,
            say_wrong=wrong,
        )


def _day(side: Side) -> date:
    return date(side.year or 1, side.month or 1, side.day or 1)


def _edges(side: Side) -> tuple[date, date, str, Precision]:
    """First day, last day, EDTF and precision of one end."""
    year = side.year or 1
    if side.quarter is not None:
        first = date(year, side.quarter * 3 - 2, 1)
        last = _end_of_month(year, side.quarter * 3)
        return first, last, f"{first:%Y-%m}/{last:%Y-%m}", Precision.QUARTER
    if side.half is not None:
        first, last = date(year, side.half * 6 - 5, 1), _end_of_month(year, side.half * 6)
        return first, last, f"{first:%Y-%m}/{last:%Y-%m}", Precision.MONTHS
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
            edtf = _about(edtf)
        return When(reading.text, edtf, *_bounds(first, last, zone), precision, zone)
    end_first, end_last, end_edtf, end_precision = _edges(end)
    if reading.joined and not _edges(start)[1] < end_first <= _edges(start)[1] + timedelta(days=1):
        raise apart(reading.text)
    if end_last < first:
        raise NotADate(
            reading.text,
            "It ends before it starts ({last} is before {first}). Swap the two ends.",
            last=end_last,
            first=first,
        )
    low, high = edtf.split("/")[0], end_edtf.split("/")[-1]
    # A span of years is written by its months, as readers are told: from January to December.
    low, high = (low + "-01" if len(low) == 4 else low), (high + "-12" if len(high) == 4 else high)
    span = _span_precision(precision, end_precision)
    if span is Precision.DAYS and first == end_last:
        span, joined = Precision.DAY, low
    elif span is Precision.MONTHS and low == high:
        span, joined = Precision.MONTH, low
    else:
        joined = f"{low}/{high}"
    if reading.about and span is not Precision.PART:
        joined = _about(joined)
    return When(reading.text, joined, *_bounds(first, end_last, zone), span, zone)


def _about(edtf: str) -> str:
    return "/".join(f"{half}~" for half in edtf.split("/"))


def _span_precision(start: Precision, end: Precision) -> Precision:
    if start is end is Precision.DAY:
        return Precision.DAYS
    if Precision.PART in (start, end) or Precision.DAY in (start, end):
        return Precision.PART
    return Precision.MONTHS


def _open(reading: Reading, first: date, last: date, edtf: str, zone: str) -> When:
    """Only one end is known: EDTF's open interval."""
    if reading.before and not reading.open_end:
        # "Before June" is until the last of May.
        last = first - timedelta(days=1)
        edtf = {10: f"{last}", 7: f"{last:%Y-%m}", 4: f"{last:%Y}"}.get(len(edtf), edtf)
    lower, upper = _bounds(first, last, zone)
    days = Precision.DAYS if len(edtf) == len("2023-11-30") else Precision.MONTHS
    if "/" in edtf:
        raise NotADate(reading.text, "An open span needs a day or a month to start or end with, such as “from 30 Nov”.")
    if reading.open_end:
        return When(reading.text, f"{edtf}/..", lower, None, days, zone)
    return When(reading.text, f"../{edtf}", None, upper, days, zone)


def _week(reading: Reading, start: Side, zone: str) -> When:
    if start.week is not None and start.month is not None and start.day is None:
        return _week_of_month(reading, start, start.week, zone)
    if start.day is None or start.month is None:
        raise NotADate(reading.text, "A week needs a day in it. Write it such as “week of 12 June”.")
    monday = _day(start) - timedelta(days=_day(start).weekday())
    sunday = monday + timedelta(days=6)
    return When(reading.text, f"{monday}/{sunday}", *_bounds(monday, sunday, zone), Precision.WEEK, zone)


def _week_of_month(reading: Reading, start: Side, week: int, zone: str) -> When:
    """The first, second, third, fourth or last seven days of a month: about those days, since weeks are no thirds."""
    year, month = start.year or 1, start.month or 1
    last_day = calendar.monthrange(year, month)[1]
    low = week * 7 - 6 if week > 0 else last_day - 6
    first, last = date(year, month, low), date(year, month, low + 6)
    return When(reading.text, f"{first}~/{last}~", *_bounds(first, last, zone), Precision.DAYS, zone)


def _timed(reading: Reading, start: Side, end: Side | None, zone: str) -> When:
    """Hours are known. Seconds are written because EDTF's level 0 asks for them."""
    if reading.joined:
        raise apart(reading.text)
    if reading.open_end or reading.open_start or reading.about or start.part:
        raise NotADate(reading.text, "An hour needs one fixed day. {say_example}", say_example=EXAMPLE)
    if start.time is None:
        raise NotADate(reading.text, "The end names an hour, the start does not. {say_example}", say_example=EXAMPLE)
    lower = _instant(reading.text, start, zone)
    if end is None:
        return When(reading.text, _written(lower, zone), lower, lower, Precision.MINUTE, zone)
    if end.time is None:
        raise NotADate(reading.text, "The start names an hour, the end does not. {say_example}", say_example=EXAMPLE)
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
        raise NotADate(
            text,
            "On {day} the clocks of {zone} skip {hour}. Choose another hour.",
            day=day,
            zone=zone,
            hour=f"{hour:02d}:{minute:02d}",
        )
    return instant


def _written(instant: datetime, zone: str) -> str:
    return written(instant.astimezone(zone_of(zone)), offset_at(zone, instant))


def written(local: datetime, offset: str) -> str:
    """A local hour with its offset as EDTF's level 0 wants it."""
    return f"{local:%Y-%m-%dT%H:%M:%S}{'Z' if offset == '+00:00' else offset}"
