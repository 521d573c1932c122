"""VTIMEZONE (RFC 5545, 3.6.5) from the machine's own IANA data, only for the years that a feed speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hanse.calendar.feeds.lines import local

_STEP = timedelta(days=3)  # the shortest that a clock stayed changed is a week (Boa Vista, 2000)
_NAMELESS = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z"})


@dataclass(frozen=True, slots=True)
class _Clock:
    """How a zone's clock stands: its offset from UTC, its abbreviation, whether it is summer time."""

    offset: timedelta
    name: str
    summer: bool


def is_named(zone: str) -> bool:
    """Whether hours in this zone are written with a TZID. Fixed offsets and UTC itself are written in UTC."""
    return zone[:1] not in "+-" and zone not in _NAMELESS


@lru_cache(maxsize=512)
def vtimezone(zone: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """The content lines of one VTIMEZONE, right for every instant of these years, both included.

    The changes are written out one by one instead of as rules: laws change too often for rules to be shorter
    (Egypt took summer time up again in 2023), and a reader needs no more than the years of the feed.
    """
    info = ZoneInfo(zone)
    start = datetime(first_year, 1, 1, tzinfo=UTC) - timedelta(days=2)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC) + timedelta(days=2)
    first = _clock(start, info)
    # The zone's state at the start is written as an onset that changes nothing, so that no hour comes before it.
    onsets: dict[tuple[timedelta, _Clock], list[str]] = {
        (first.offset, first): [local((start + first.offset).replace(tzinfo=None))]
    }
    before = first
    for instant, after in _changes(start, end, info):
        onset = local((instant + before.offset).replace(tzinfo=None))  # by the clock that it ends
        onsets.setdefault((before.offset, after), []).append(onset)
        before = after
    return ("BEGIN:VTIMEZONE", f"TZID:{zone}", *_observances(onsets), "END:VTIMEZONE")


def _observances(onsets: dict[tuple[timedelta, _Clock], list[str]]) -> Iterator[str]:
    for (previous, clock), at in onsets.items():
        kind = "DAYLIGHT" if clock.summer else "STANDARD"
        yield f"BEGIN:{kind}"
        yield f"DTSTART:{at[0]}"
        if len(at) > 1:
            yield f"RDATE:{','.join(at[1:])}"
        yield f"TZNAME:{clock.name}"
        yield f"TZOFFSETFROM:{_offset(previous)}"
        yield f"TZOFFSETTO:{_offset(clock.offset)}"
        yield f"END:{kind}"


def _changes(start: datetime, end: datetime, info: ZoneInfo) -> Iterator[tuple[datetime, _Clock]]:
    """Every change of the clock between two instants, to the second."""
    at, before = start, _clock(start, info)
    while at < end:
        later = at + _STEP
        after = _clock(later, info)
        if after != before:
            yield _moment(at, later, before, info), after
            before = after
        at = later


def _moment(low: datetime, high: datetime, before: _Clock, info: ZoneInfo) -> datetime:
    """The first second that differs from `before`, by halving."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _clock(middle, info) == before:
            low = middle
        else:
            high = middle
    return high


def _clock(instant: datetime, info: ZoneInfo) -> _Clock:
    moment = instant.astimezone(info)
    return _Clock(moment.utcoffset() or timedelta(), moment.tzname() or "", bool(moment.dst()))


def _offset(span: timedelta) -> str:
    """UTC-OFFSET (3.3.14); seconds only where a zone once had them."""
    seconds = int(span.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02d}{minutes:02d}{f'{left:02d}' if left else ''}"
