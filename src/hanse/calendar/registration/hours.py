"""When the door is open, when the link is shown, and when an activity is over; by the activity's own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake
from hanse.engines.when import zone_of

DOOR_OPENS = timedelta(hours=24)  # before the start, for those who come early and for the rehearsal's end
DOOR_CLOSES = timedelta(days=7)  # after the end: a phone may be in a drawer over the weekend before it sends
JOINS_COUNT = timedelta(minutes=30)  # before the start: who opens the link earlier is trying it out


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when; an end that is not known is `None`."""

    opens_at: datetime | None
    closes_at: datetime | None

    def is_early(self, at: datetime) -> bool:
        """Whether it is not open yet, or nobody can say when it will be."""
        return self.opens_at is None or at < self.opens_at

    def is_over(self, at: datetime) -> bool:
        """Whether it was open and is not any more."""
        return self.closes_at is not None and at >= self.closes_at

    def is_open(self, at: datetime) -> bool:
        """Whether it is open."""
        return not self.is_early(at) and not self.is_over(at)


def begins_at(activity: Activity) -> datetime | None:
    """When an activity begins, where somebody has fixed the day."""
    when = activity.when
    return when.lower if when.is_exact else None


def ends_at(activity: Activity) -> datetime | None:
    """When it is over, where somebody has fixed the day. Without an hour for the end it lasts until midnight."""
    when = activity.when
    if not when.is_exact:
        return None
    if when.has_time and not when.end_known and when.first_on is not None:
        return _midnight_after(when.first_on, when.zone)
    return when.upper


def is_over(activity: Activity, at: datetime) -> bool:
    """Whether it has certainly ended."""
    end = ends_at(activity)
    return end is not None and at >= end


def door_hours(activity: Activity) -> Hours:
    """When people are let in."""
    begins, ends = begins_at(activity), ends_at(activity)
    return Hours(begins - DOOR_OPENS if begins else None, ends + DOOR_CLOSES if ends else None)


def link_hours(intake: Intake) -> Hours:
    """When the link to join is shown."""
    begins = begins_at(intake.activity)
    shown = begins - timedelta(hours=intake.reveals_link_hours) if begins else None
    return Hours(shown, ends_at(intake.activity))


def joining_hours(intake: Intake) -> Hours:
    """When opening the link counts as having been there."""
    begins = begins_at(intake.activity)
    return Hours(begins - JOINS_COUNT if begins else None, ends_at(intake.activity))


def _midnight_after(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), zone_of(zone))
