"""When the door is open, when the link is shown, and when an activity is over; by the activity's own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hanse.calendar.choices import Status
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.windows import reveals_link_at
from hanse.calendar.registration.words import ends_at, starts_at

DOOR_OPENS = timedelta(hours=24)  # before the start, for those who come early; until then it is a rehearsal
DOOR_CLOSES = timedelta(days=7)  # after the end: a phone may be in a drawer over the weekend before it sends
LINK_STAYS = timedelta(hours=6)  # after the end, as on the page of the registration
TAKES_PLACE = (Status.TENTATIVE, Status.CONFIRMED, Status.HELD)
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


def is_over(activity: Activity, at: datetime) -> bool:
    """Whether an activity has certainly ended."""
    end = ends_at(activity)
    return end is not None and at >= end


def door_hours(activity: Activity) -> Hours:
    """When people are let in."""
    begins, ends = starts_at(activity), ends_at(activity)
    return Hours(begins - DOOR_OPENS if begins else None, ends + DOOR_CLOSES if ends else None)


def link_hours(intake: Intake) -> Hours:
    """When the link to join is shown."""
    ends = ends_at(intake.activity)
    return Hours(reveals_link_at(intake), ends + LINK_STAYS if ends else None)


def joining_hours(intake: Intake) -> Hours:
    """When opening the link counts as having been there."""
    begins = starts_at(intake.activity)
    return Hours(begins - JOINS_COUNT if begins else None, ends_at(intake.activity))
