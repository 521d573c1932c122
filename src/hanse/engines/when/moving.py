"""The same date in another year, for next year's edition."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from hanse.engines.when.model import Precision, When
from hanse.engines.when.stored import from_edtf

_STAMP = re.compile(r"(\d{4})((?:-\d\d|-XX)?)((?:-\d\d)?)(~?)((?:T\d\d:\d\d:\d\d)?)(?:[+-]\d\d:\d\d)?")


def shift(when: When, years: int) -> When:
    """Move by whole years and keep the precision.

    A day keeps its date (29 February becomes the 28th), a week keeps its number in the ISO year, hours keep the
    local clock even where the offset from UTC has changed. The words are the EDTF until somebody writes others.
    """
    if when.precision is Precision.WEEK:
        return _shift_week(when, years)
    late = when.precision is Precision.PART
    moved = "/".join(_moved(half, years, late) for half in when.edtf.split("/"))
    return replace(from_edtf(moved, when.zone), precision=when.precision)


def _moved(half: str, years: int, to_end_of_month: bool) -> str:
    match = _STAMP.fullmatch(half)
    if match is None:  # an open end
        return half
    year = int(match[1]) + years
    day = match[3]
    if day:
        month, number = int(match[2][1:]), int(day[1:])
        last, old_last = (calendar.monthrange(y, month)[1] for y in (year, int(match[1])))
        # "late February" ends with the month in every year.
        number = last if to_end_of_month and number == old_last else min(number, last)
        day = f"-{number:02d}"
    return f"{year:04d}{match[2]}{day}{match[4]}{match[5]}"


def _shift_week(when: When, years: int) -> When:
    iso = date.fromisoformat(when.edtf[:10]).isocalendar()
    weeks = date(iso.year + years, 12, 28).isocalendar().week
    monday = date.fromisocalendar(iso.year + years, min(iso.week, weeks), 1)
    moved = from_edtf(f"{monday}/{monday + timedelta(days=6)}", when.zone)
    return replace(moved, precision=Precision.WEEK)
