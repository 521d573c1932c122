"""Dates that can be read but are hardly meant: another year's, or an agenda on another day than its activity."""

from __future__ import annotations

from datetime import date, timedelta

from hanse.engines.when import When

# The clock of the place and the clock of the date may be a day apart.
_A_DAY = timedelta(days=1)


def is_of_another_year(when: When, year: int) -> bool:
    """Whether a date lies wholly outside the year of its activity."""
    first, last = when.first_on, when.last_on
    return (first is not None and first.year > year) or (last is not None and last.year < year)


def is_on_another_day(when: When, day: date) -> bool:
    """Whether a line of an agenda lies outside the days of its activity, as far as these are known."""
    first, last = when.first_on, when.last_on
    return (first is not None and day < first - _A_DAY) or (last is not None and day > last + _A_DAY)
