"""An activity's agenda on the clock of its place, and on the reader's beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from babel.dates import format_date

from hanse.calendar.models import Activity, Session
from hanse.engines.when import zone_of


@dataclass(frozen=True, slots=True)
class Line:
    """A session with its hours: at the place, and at the reader's, with the reader's day where it is another one."""

    session: Session
    here: str
    there: str
    there_day: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day at the place; `words` name it unless the activity has no other day."""

    words: str
    lines: tuple[Line, ...]


def agenda_days(activity: Activity, *, zone: str, language: str) -> tuple[Day, ...]:
    """The agenda by days; `zone` is the reader's, empty where it is not known."""
    place = zone_of(activity.place_zone)
    sessions = sorted(activity.sessions.all(), key=lambda session: session.starts_at)
    reader = zone_of(zone) if zone and any(_differ(s.starts_at, place, zone_of(zone)) for s in sessions) else None
    days: dict[date, list[Line]] = {}
    for session in sessions:
        here = session.starts_at.astimezone(place)
        there = session.starts_at.astimezone(reader) if reader else None
        other_day = there is not None and there.date() != here.date()
        line = Line(
            session,
            hours(session, place, language),
            hours(session, reader, language) if reader else "",
            _day(there.date(), language) if there and other_day else "",
        )
        days.setdefault(here.date(), []).append(line)
    # The one day of an activity stands on its page already; any other is named.
    only = activity.first_on if activity.when.is_exact and activity.first_on == activity.last_on else None
    named = len(days) > 1 or only not in days
    return tuple(Day(_day(on, language) if named else "", tuple(lines)) for on, lines in days.items())


def hours(session: Session, zone: tzinfo, language: str) -> str:
    """When a session begins, and when it ends where that is known, on one clock; with the day of an end on another."""
    starts = session.starts_at.astimezone(zone)
    if not session.ends_at:
        return f"{starts:%H:%M}"
    ends = session.ends_at.astimezone(zone)
    if ends.date() == starts.date():
        return f"{starts:%H:%M}–{ends:%H:%M}"
    return f"{starts:%H:%M} – {_day(ends.date(), language)} {ends:%H:%M}"


def _differ(moment: datetime, one: tzinfo, other: tzinfo) -> bool:
    return moment.astimezone(one).utcoffset() != moment.astimezone(other).utcoffset()


def _day(on: date, language: str) -> str:
    return str(format_date(on, "EEE d MMM" if language != "ko" else "MMM d일 (EEE)", locale=language))
