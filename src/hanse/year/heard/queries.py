"""Whether an activity can be joined in one step by somebody who was interested."""

from __future__ import annotations

from dataclasses import dataclass

from hanse.calendar.registration.models import Intake
from hanse.ui.languages import wording


@dataclass(frozen=True, slots=True)
class OneStep:
    """The terms of an activity, as far as one button can fulfil them; `consent` is what is agreed to by pressing it."""

    intake: int
    needs_form: bool
    consent: str


def one_step_of(activity: int) -> OneStep | None:
    """`None` where the activity takes no registrations. A question that must be answered needs the form."""
    terms = Intake.objects.filter(activity=activity).first()
    if terms is None:
        return None
    asks = terms.questions.filter(is_required=True, shown_if={}).exists()
    return OneStep(terms.pk, needs_form=asks, consent=wording(terms, "consent"))
