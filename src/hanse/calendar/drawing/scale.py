"""Days as fractions of a year whose months are equal twelfths, so that a month is as wide in February as in March."""

from __future__ import annotations

import calendar
from datetime import date

from hanse.calendar.queries.entries import Entry
from hanse.engines.lanes import Item, Kind
from hanse.engines.when import Precision

# What leaves its date is drawn hollow, with a sign on it: struck where it is cancelled, paused where it is postponed.
OFF = frozenset({"cancelled", "postponed"})
_SIGNS = {
    "cancelled": '<path class="m-cross" d="M-8 0H8"/>',
    "postponed": '<path class="m-pause" d="M-2 -3V3M2 -3V3"/>',
}


def off_sign(entry: Entry, x: str, y: float) -> str:
    """The sign on the mark of what leaves its date."""
    return f'<svg x="{x}" y="{y:g}" overflow="visible">{_SIGNS[entry.status]}</svg>'


def at_start(day: date, year: int) -> float:
    """Where a day begins, from 0 to 1."""
    if day.year != year:
        return 0.0 if day.year < year else 1.0
    return (day.month - 1 + (day.day - 1) / calendar.monthrange(year, day.month)[1]) / 12


def at_end(day: date, year: int) -> float:
    """Where a day ends, from 0 to 1."""
    if day.year != year:
        return 0.0 if day.year < year else 1.0
    return (day.month - 1 + day.day / calendar.monthrange(year, day.month)[1]) / 12


def at_noon(day: date, year: int) -> float:
    """The middle of a day, where its dot stands."""
    return (at_start(day, year) + at_end(day, year)) / 2


def mark_of(entry: Entry, year: int, label_width: float) -> Item | None:
    """The mark an entry gets; `None` where it has no place in the picture, as a date to be confirmed."""
    when = entry.when
    if when.precision is Precision.ALL_YEAR:
        return Item(entry.slug, 0.0, 1.0, "year", label_width)
    if when.precision is Precision.UNKNOWN or (entry.first_on is None and entry.last_on is None):
        return None
    if when.open_end and entry.first_on:
        noon = at_noon(entry.first_on, year)
        return Item(entry.slug, noon, noon, "open", label_width)
    first = entry.first_on or date(year, 1, 1)
    last = entry.last_on or date(year, 12, 31)
    if first == last:
        noon = at_noon(first, year)
        return Item(entry.slug, noon, noon, "dot", label_width)
    end = at_end(last, year)
    if entry.is_vague and entry.length_days:
        end = min(1.0, end + entry.length_days / 365)
    kind: Kind = "month" if entry.is_vague or when.approximate else "span"
    return Item(entry.slug, at_start(first, year), end, kind, label_width)
