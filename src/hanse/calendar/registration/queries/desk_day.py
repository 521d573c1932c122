"""What the day contributes to a desk: the question what somebody thought of an activity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from hanse.calendar.registration.models import FeedbackRequest, Registration
from hanse.calendar.registration.passes.links import feedback_address
from hanse.ui.languages import wording
from hanse.ui.ledger import Due

WAITS = timedelta(days=30)  # on the desk; the link itself works longer


def asked_for_feedback(person: int, now: datetime) -> Q:
    """Registrations of somebody who was asked lately and has not answered."""
    since = (now - WAITS).date()
    return Q(person=person, feedback_request__is_answered=False, feedback_request__asked_on__gte=since)


def feedback_due(rows: Iterable[Registration], person: int, *, now: datetime, language: str) -> list[Due]:
    """One entry for each of these that waits for an answer; no query, where `feedback_request` was read with them."""
    return [_due(row, language) for row in rows if row.person_id == person and _waits(row, now)]


def _waits(row: Registration, now: datetime) -> bool:
    asked: FeedbackRequest | None = getattr(row, "feedback_request", None)
    return asked is not None and not asked.is_answered and asked.asked_on >= (now - WAITS).date()


def _due(row: Registration, language: str) -> Due:
    activity = row.intake.activity
    return Due(
        area=activity.area.key,
        title=wording(activity, "title", language),
        text=_("You were there. What did you think of it? Your answers are kept apart from your name."),
        action=_("Say it"),
        url=feedback_address(row, base_url=""),
        minutes=2,
    )
