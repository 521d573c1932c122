"""EDTF level 1, as far as people's dates need it, into a `When`; without the slow `edtf` library."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import UTC, datetime

from hanse.engines.when.model import NotADate, Precision, When, offset_at
from hanse.engines.when.reading import Reading, Side
from hanse.engines.when.resolving import PART_DAYS, all_year, resolve, unknown, written

_STAMP = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~)?(?:T(\d\d):(\d\d)(?::00)?(Z|[+-]\d\d:\d\d)?)?")
_SEASON = re.compile(r"\d{4}-(?:2[1-9]|3\d|4[01])")
_HOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::00)?(?:Z|[+-]\d\d:\d\d)")
_QUARTERS = frozenset({("01", "03"), ("04", "06"), ("07", "09"), ("10", "12")})


def from_edtf(edtf: str, zone: str) -> When:
    """Read EDTF; raises `NotADate` for what lies outside the forms in this package's table."""
    typed = edtf
    # What is uncertain (?), or uncertain and approximate (%), is "about" to a reader; an unspecified day is its month.
    edtf = re.sub(r"[?%]", "~", edtf)
    edtf = re.sub(r"^(\d{4}-\d\d)-XX$", r"\1", re.sub(r"^(\d{4})-XX-XX$", r"\1-XX", edtf))
    # A span of years goes by its months, as the words do.
    if re.fullmatch(r"(\d{4})/\1", edtf):
        edtf = edtf[:4]
    if "/" in edtf:
        edtf = re.sub(r"/(\d{4})$", r"/\1-12", re.sub(r"^(\d{4})/(?!\.\.)", r"\1-01/", edtf))
    return replace(_from_edtf(edtf, zone), text=typed)


def _from_edtf(edtf: str, zone: str) -> When:
    if re.fullmatch(r"\d{4}-XX", edtf):
        return unknown(edtf, int(edtf[:4]), zone)
    if re.fullmatch(r"(\d{4})-01-01/\1-12-31", edtf):
        return all_year(edtf, int(edtf[:4]), zone)
    halves = edtf.split("/")
    if all(_HOUR.fullmatch(half) for half in halves) and len(halves) <= 2:
        return _instants(edtf, halves, zone)
    if len(halves) > 2 or edtf == "../..":
        raise NotADate(edtf, "A span has one slash: start/end, such as “2023-03-13/2023-03-17”.")
    reading = Reading(edtf, open_end=halves[-1] == "..", open_start=halves[0] == "..")
    reading.sides = [_stamp(edtf, half, reading) for half in halves if half != ".."]
    when = resolve(reading, reading.sides[0].year or 0, zone)
    return when if when.has_time else replace(when, edtf=_slimmed(edtf), precision=_precision(when, edtf))


def _instants(edtf: str, halves: list[str], zone: str) -> When:
    """Hours with their offsets say the instants themselves; each end may have an offset of its own (DST)."""
    try:
        ends = [datetime.fromisoformat(half) for half in halves]
    except ValueError as fault:
        raise NotADate(
            edtf,
            "“{edtf}” names an hour that does not exist. Write it such as “2023-02-21T14:00:00+09:00”.",
            edtf=edtf,
        ) from fault
    offsets = [
        offset_at("+00:00" if half.endswith("Z") else half[-6:], end) for half, end in zip(halves, ends, strict=True)
    ]
    if any(offset_at(zone, end) != offset for end, offset in zip(ends, offsets, strict=True)):
        zone = offsets[0]
    lower, upper = ends[0].astimezone(UTC), ends[-1].astimezone(UTC)
    if upper < lower or (len(ends) == 2 and upper == lower):
        raise NotADate(edtf, "It ends before it starts. Swap the two ends.")
    return When(
        edtf,
        "/".join(written(end, offset) for end, offset in zip(ends, offsets, strict=True)),
        lower,
        upper,
        Precision.MINUTE,
        zone,
    )


def _stamp(edtf: str, half: str, reading: Reading) -> Side:
    match = _STAMP.fullmatch(half)
    if match is None or _SEASON.fullmatch(half):
        raise NotADate(edtf, _other(half), half=half)
    year, month, day, about, hour, minute, offset = match.groups()
    if about and hour:
        raise NotADate(edtf, "An hour cannot be approximate. Leave the “~” or the hour away.")
    if offset:
        reading.zone = reading.zone or ("+00:00" if offset == "Z" else offset)
    if hour and (int(hour) > 23 or int(minute) > 59):
        raise NotADate(
            edtf, "“{hour}” is not an hour of the day. Hours go from 00:00 to 23:59.", hour=f"{hour}:{minute}"
        )
    time = (int(hour), int(minute)) if hour else None
    return Side(int(year), int(month) if month else None, int(day) if day else None, time)


def _other(half: str) -> str:
    """Why a text that looks like EDTF is none that a calendar can keep."""
    if _SEASON.fullmatch(half):
        return "“{half}” is a season, and seasons differ between north and south. Write months, such as “Jun – Aug”."
    if re.fullmatch(r"\d{2,3}X+", half):
        return "“{half}” is wider than a year. Write a year, such as “2023”, or “TBC”."
    return "“{half}” is not a date in EDTF level 1. Write it such as “2023-09” or “2023-03-13”."


def _slimmed(edtf: str) -> str:
    """One day, or one month, written as a span is that day or month."""
    first, _, last = edtf.partition("/")
    return first if first == last else edtf


def _precision(when: When, edtf: str) -> Precision:
    """What the bare EDTF means where several words would give the same bounds."""
    first, _, last = edtf.partition("/")
    exact = (first.rstrip("~"), last.rstrip("~"))
    if [len(half) for half in exact] == [7, 7] and first[:4] == last[:4] and (first[5:7], last[5:7]) in _QUARTERS:
        return Precision.QUARTER
    if first.endswith("~") and last.endswith("~") and part_of(first, start=True) == part_of(last, start=False) != "":
        return Precision.PART if first[:7] == last[:7] else when.precision
    return when.precision


def part_of(half: str, *, start: bool) -> str:
    """The third of the month at whose edge an approximate day lies: early, mid, late, or nothing."""
    if not half.endswith("~") or len(half) != 11:
        return ""
    year, month, day = int(half[:4]), int(half[5:7]), int(half[8:10])
    last_day = calendar.monthrange(year, month)[1]
    for part, (low, high) in PART_DAYS.items():
        if day == (low if start else min(high, last_day)):
            return part
    return ""
