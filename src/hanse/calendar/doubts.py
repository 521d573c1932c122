"""Dates that can be read but are hardly meant: another year's, or an agenda on another day than its activity."""

from __future__ import annotations

from datetime import datetime, timedelta

from hanse.engines.when import When, zone_of

# An evening that goes on past midnight is still of its day.
_A_NIGHT = timedelta(hours=12)


def is_of_another_year(when: When, year: int) -> bool:
    """Whether a date lies wholly outside the year of its activity."""
    first, last = when.first_on, when.last_on
    return (first is not None and first.year > year) or (last is not None and last.year < year)


def is_on_another_day(when: When, starts: str, ends: str, zone: str) -> tuple[bool, bool]:
    """Whether a line of an agenda begins, and whether it ends, outside the days of its activity, as far as these are
    known. `starts` and `ends` are hours on the clock of `zone`, the place's; `ends` may be empty."""
    begins = datetime.fromisoformat(starts).replace(tzinfo=zone_of(zone))
    if not ends:
        return _is_outside(when, begins), False
    over = datetime.fromisoformat(ends).replace(tzinfo=zone_of(zone))
    return _is_outside(when, begins), _is_outside(when, over) and over - begins > _A_NIGHT


def _is_outside(when: When, moment: datetime) -> bool:
    # Where the date is written on another clock than the place's, either day will do.
    days = {moment.date(), moment.astimezone(zone_of(when.zone)).date()}
    first, last = when.first_on, when.last_on
    return (first is not None and max(days) < first) or (last is not None and min(days) > last)
