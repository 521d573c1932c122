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
    """The lines of one day at the place; `words` name it where the agenda has several days."""

    words: str
    lines: tuple[Line, ...]


def agenda_days(activity: Activity, *, zone: str, language: str) -> tuple[Day, ...]:
    """The agenda by days; `zone` is the reader's, empty where it is not known."""
    place = zone_of(activity.zone or activity.year.zone)
    sessions = sorted(activity.sessions.all(), key=lambda session: session.starts_at)
    reader = zone_of(zone) if zone and any(_differ(s.starts_at, place, zone_of(zone)) for s in sessions) else None
    days: dict[date, list[Line]] = {}
    for session in sessions:
        here = session.starts_at.astimezone(place)
        there = session.starts_at.astimezone(reader) if reader else None
        other_day = there is not None and there.date() != here.date()
        line = Line(
            session,
            hours(session, place),
            hours(session, reader) if reader else "",
            _day(there.date(), language) if there and other_day else "",
        )
        days.setdefault(here.date(), []).append(line)
    several = len(days) > 1
    return tuple(Day(_day(on, language) if several else "", tuple(lines)) for on, lines in days.items())


def hours(session: Session, zone: tzinfo) -> str:
    """When a session begins, and when it ends where that is known, on one clock."""
    begins = f"{session.starts_at.astimezone(zone):%H:%M}"
    return f"{begins}–{session.ends_at.astimezone(zone):%H:%M}" if session.ends_at else begins


def _differ(moment: datetime, one: tzinfo, other: tzinfo) -> bool:
    return moment.astimezone(one).utcoffset() != moment.astimezone(other).utcoffset()


def _day(on: date, language: str) -> str:
    return str(format_date(on, "EEE d MMM" if language != "ko" else "MMM d일 (EEE)", locale=language))
