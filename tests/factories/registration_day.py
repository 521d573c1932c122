"""Registrations for tests of the day: what the day looks at, and nothing else."""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from hanse.calendar.models import Activity
from hanse.calendar.registration.models import CheckIn, DoorLink, Intake, Registration
from tests.factories.calendar import make_activity

_numbers = count(1)
WRITTEN_AT = datetime(2023, 2, 1, 9, tzinfo=UTC)
DURING = datetime(2023, 3, 14, 1, tzinfo=UTC)  # 10:00 in Seoul, on the second day of an activity from 13 to 17 March
AFTER = datetime(2023, 3, 18, 3, tzinfo=UTC)


def make_intake(activity: Activity | None = None, **fields: Any) -> Intake:
    """The terms of an activity from 13 to 17 March in Seoul, without a limit."""
    fields.setdefault("zone", "Asia/Seoul")
    return Intake.objects.create(activity=activity or make_activity(venue="Example Hall"), **fields)


def make_registration(intake: Intake | None = None, **fields: Any) -> Registration:
    """Somebody who is confirmed and comes in person."""
    number = next(_numbers)
    intake = intake or make_intake()
    fields.setdefault("state", "confirmed")
    fields.setdefault("name", f"Person {number}")
    fields.setdefault("email", f"guest-{number}@example.org")
    fields.setdefault("arrival", number)
    fields.setdefault("created_at", WRITTEN_AT)
    fields.setdefault("submitted_at", WRITTEN_AT)
    fields.setdefault("decided_at", WRITTEN_AT)
    return Registration.objects.create(intake=intake, **fields)


def make_check_in(registration: Registration, **fields: Any) -> CheckIn:
    """An entry, by a scan."""
    fields.setdefault("key", uuid4())
    fields.setdefault("at", DURING)
    fields.setdefault("received_at", DURING)
    fields.setdefault("by", "test")
    return CheckIn.objects.create(registration=registration, **fields)


def make_door_link(intake: Intake, **fields: Any) -> DoorLink:
    """A link that lasts until the day after."""
    fields.setdefault("label", "Main entrance")
    fields.setdefault("created_at", WRITTEN_AT)
    fields.setdefault("created_by", "test")
    fields.setdefault("expires_at", AFTER)
    return DoorLink.objects.create(intake=intake, **fields)
