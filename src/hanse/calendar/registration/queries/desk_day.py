"""What the day contributes to a desk: the question what somebody thought of an activity."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hanse.calendar.registration.models import FeedbackRequest
from hanse.calendar.registration.passes.links import feedback_address
from hanse.ui.languages import wording
from hanse.ui.ledger import Due

WAITS = timedelta(days=30)  # on the desk; the link itself works longer
MOST = 20


def feedback_due(person: int, *, now: datetime, language: str) -> list[Due]:
    """What somebody was asked and has not answered; one query. The caller has made the language the active one."""
    rows = FeedbackRequest.objects.filter(
        registration__person=person, is_answered=False, asked_on__gte=(now - WAITS).date()
    ).select_related("registration__intake__activity__area")
    return [
        Due(
            area=row.registration.intake.activity.area.key,
            title=wording(row.registration.intake.activity, "title", language),
            text=_("You were there. What did you think of it? Your answers are kept apart from your name."),
            action=_("Say it"),
            url=feedback_address(row.registration, base_url=""),
            minutes=2,
        )
        for row in rows.order_by("-asked_on", "pk")[:MOST]
    ]
