"""What a date is here: an interval of instants, how exactly it is known, and the words it came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class NotADate(ValueError):
    """Words that name no date. `reason` says what is wrong and how to mend it; `text` is what was read.

    `template` is the reason with its values in braces, so that a caller can say it in another language: those whose
    name begins with `say_` are English words that want translating, too; all others stand as they are.
    """

    def __init__(self, text: str, template: str, **values: object) -> None:
        self.text, self.template, self.values = text, template, values
        self.reason = template.format(**values)
        super().__init__(self.reason)


class Precision(StrEnum):
    """How exactly a date is known, from the minute to not at all."""

    MINUTE = "minute"  # a start with its hour, with or without an end
    DAY = "day"  # one day
    DAYS = "days"  # a first and a last day, one of them open perhaps
    WEEK = "week"  # somewhere in one ISO week, Monday to Sunday
    PART = "part"  # early, mid or late in a month; or a span that begins or ends so
    MONTH = "month"  # somewhere in a month
    MONTHS = "months"  # somewhere in, or all through, a run of months
    QUARTER = "quarter"  # somewhere in three months
    ALL_YEAR = "all-year"  # open at any time in the year
    YEAR = "year"  # somewhere in the year
    UNKNOWN = "unknown"  # to be confirmed


# Precisions whose bounds are days that somebody has fixed.
EXACT = frozenset({Precision.MINUTE, Precision.DAY, Precision.DAYS})


@dataclass(frozen=True, slots=True)
class When:
    """A date as people know it.

    `text` is what was typed; `edtf` the same in EDTF (ISO 8601-2:2019, level 1); `lower` and `upper` the
    earliest instant and the first instant after, aware and in UTC, `None` where the interval is open;
    `zone` an IANA name or a fixed offset such as `+09:00`, in which the days begin and end.
    """

    text: str
    edtf: str
    lower: datetime | None
    upper: datetime | None
    precision: Precision
    zone: str

    @property
    def approximate(self) -> bool:
        """Whether somebody said "about": EDTF's `~` on the whole of an end (8.2.2)."""
        return "~" in self.edtf

    @property
    def open_start(self) -> bool:
        """Whether only the end is known: EDTF's `../` (level 1, open start)."""
        return self.edtf.startswith("../")

    @property
    def open_end(self) -> bool:
        """Whether only the start is known: EDTF's `/..` (level 1, open end)."""
        return self.edtf.endswith("/..")

    @property
    def has_time(self) -> bool:
        """Whether the hour is known."""
        return self.precision is Precision.MINUTE

    @property
    def end_known(self) -> bool:
        """Whether an hour was given for the end, too; meaningful with `has_time` only."""
        return self.has_time and "/" in self.edtf

    @property
    def is_exact(self) -> bool:
        """Whether the bounds are days that somebody fixed, rather than the edges of what is not known."""
        return self.precision in EXACT and not self.approximate

    @property
    def first_on(self) -> date | None:
        """The first local day it can touch; `None` for an open start and for a date to be confirmed."""
        if self.lower is None or self.precision is Precision.UNKNOWN:
            return None
        return self.lower.astimezone(zone_of(self.zone)).date()

    @property
    def last_on(self) -> date | None:
        """The last local day it can touch; `None` for an open end and for a date to be confirmed."""
        if self.upper is None or self.precision is Precision.UNKNOWN:
            return None
        last = self.upper.astimezone(zone_of(self.zone))
        if not self.has_time or (self.lower is not None and self.upper > self.lower):
            last -= timedelta(microseconds=1)
        return last.date()

    def same_as(self, other: When) -> bool:
        """Whether both mean the same time, whatever words or name of zone were used."""
        mine = (self.edtf, self.lower, self.upper, self.precision)
        return mine == (other.edtf, other.lower, other.upper, other.precision)


_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


def order_key(when: When) -> tuple[int, datetime, datetime, int]:
    """A total order for lists: by earliest instant, then by end, exact before vague.

    What runs all year and what has no date yet stand after everything dated.
    """
    group = {Precision.ALL_YEAR: 1, Precision.YEAR: 2, Precision.UNKNOWN: 3}.get(when.precision, 0)
    return (group, when.lower or _FIRST, when.upper or _LAST, list(Precision).index(when.precision))


def restore(*, text: str, edtf: str, lower: datetime | None, upper: datetime | None, precision: str, zone: str) -> When:
    """Make a `When` from stored columns, without parsing anything."""
    return When(text, edtf, lower, upper, Precision(precision), zone)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """The zone for an IANA name or a fixed offset such as `+09:00`; `ZoneInfoNotFoundError` for others."""
    if name[:1] in "+-" and len(name) == 6:
        hours, minutes = int(name[1:3]), int(name[4:6])
        span = timedelta(hours=hours, minutes=minutes)
        return timezone(-span if name[0] == "-" else span)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as fault:  # odd characters, a folder's name
        raise ZoneInfoNotFoundError(name) from fault


def midnight(day: date, zone: str) -> datetime:
    """The instant a local day begins, in UTC.

    Where the clock jumps over midnight, the day begins with the first instant that exists.
    """
    return datetime.combine(day, time(0), zone_of(zone)).astimezone(UTC)


def offset_at(zone: str, moment: datetime) -> str:
    """The zone's offset from UTC at an instant, as `+09:00`."""
    span = moment.astimezone(zone_of(zone)).utcoffset() or timedelta(0)
    minutes = int(span.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
