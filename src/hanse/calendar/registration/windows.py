"""From when until when an activity takes registrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hanse.calendar.choices import Status
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.words import ends_at, starts_at


@dataclass(frozen=True, slots=True)
class Window:
    """Instants; nothing where no limit is set. In the grace those can still send who had the form open before."""

    opens_at: datetime | None
    closes_at: datetime | None
    grace_ends_at: datetime | None


def window_of(terms: Intake) -> Window:
    """The window of an activity. Where nobody set a closing, it closes when the activity begins, or is over."""
    closes_at = terms.closes_at or starts_at(terms.activity) or ends_at(terms.activity)
    grace = timedelta(minutes=terms.grace_minutes)
    return Window(terms.opens_at, closes_at, closes_at + grace if closes_at is not None else None)


def is_called_off(terms: Intake) -> bool:
    """Whether the activity was cancelled: nobody comes to it, whatever their registration says."""
    return terms.activity.status == Status.CANCELLED


def names_due_at(terms: Intake) -> datetime | None:
    """Until when a delegation gives the names: the day that was set, else closing, else the start."""
    return terms.names_by_at or window_of(terms).closes_at


def reveals_link_at(terms: Intake) -> datetime | None:
    """From when the registered see the link to join online; nothing where the start is not fixed."""
    start = starts_at(terms.activity)
    return start - timedelta(hours=terms.reveals_link_hours) if start is not None else None
