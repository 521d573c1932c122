"""Who may do what on the day, as plain functions; views ask them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hanse.calendar.registration.models import DoorLink, Intake, Registration
from hanse.calendar.registration.permissions import Visitor, may_keep_registrations, may_read_answers


def may_run_day(user: Any, intake: Intake) -> bool:
    """Whether this visitor may make door links, badges and lists, mark who came online, and read feedback."""
    return may_keep_registrations(user, intake.activity.area.key)


def may_keep_door(user: Any, link: DoorLink | None, intake: Intake, *, at: datetime) -> bool:
    """Whether this visitor may let people in to one activity: who runs its day, or opened a good link to its door."""
    if may_run_day(user, intake):
        return True
    return link is not None and link.intake_id == intake.pk and link.is_good(at)


def may_make_visa_letter(visitor: Visitor, registration: Registration) -> bool:
    """Whether this visitor may have the network vouch for somebody: whoever may read what is private of them."""
    return may_read_answers(visitor, registration)
