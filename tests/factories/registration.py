"""Terms of registration, people and registrations for tests: sensible unless a test says otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from hanse.accounts.models import User
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake, Question, Quota, Registration
from hanse.calendar.registration.operations.announcing import told_of
from hanse.calendar.registration.operations.registering import submit_registration
from hanse.calendar.registration.submissions import Submission
from tests.factories.calendar import make_activity

_numbers = count(1)
# A week before the activity of these tests, which is on 13 to 17 March 2023 in Seoul.
NOW = datetime(2023, 3, 6, 9, tzinfo=UTC)
BY = "Mina Park <mina@example.org>"


def make_person(**fields: Any) -> User:
    """Somebody with an account."""
    number = next(_numbers)
    fields.setdefault("email", f"registrant-{number}@example.org")
    fields.setdefault("name", f"Person {number}")
    return User.objects.create(**fields)


def make_intake(activity: Activity | None = None, **fields: Any) -> Intake:
    """Open terms in Seoul for a public activity, without limits."""
    activity = activity or make_activity()
    fields.setdefault("zone", "Asia/Seoul")
    fields.setdefault("told", told_of(activity))
    return Intake.objects.create(activity=activity, **fields)


def make_quota(intake: Intake, seats: int = 1, **fields: Any) -> Quota:
    """Seats kept for some."""
    number = next(_numbers)
    fields.setdefault("name", f"Quota {number}")
    fields.setdefault("position", number)
    return Quota.objects.create(intake=intake, seats=seats, **fields)


def make_question(intake: Intake, kind: str = "text", **fields: Any) -> Question:
    """A question of the form."""
    number = next(_numbers)
    fields.setdefault("key", f"question-{number}")
    fields.setdefault("label", f"Question {number}?")
    fields.setdefault("position", number)
    return Question.objects.create(intake=intake, kind=kind, **fields)


def register(
    intake: Intake,
    person: User | None = None,
    *,
    at: datetime = NOW,
    key: Any = None,
    opened_at: Any = None,
    **sent: Any,
) -> Registration:
    """Somebody registers, by the operation itself."""
    person = person or make_person()
    sent.setdefault("name", person.name)
    sent.setdefault("email", person.email)
    taken = submit_registration(
        intake=intake.pk,
        sent=Submission(**sent),
        person=person.pk,
        by=f"{person.name} <{person.email}>",
        now=at,
        key=key,
        opened_at=opened_at,
    )
    return taken.registration


def states(intake: Intake) -> list[str]:
    """Where everybody stands, in the order of arrival."""
    return list(intake.registrations.order_by("arrival").values_list("state", flat=True))
