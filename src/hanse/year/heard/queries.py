"""Whether an activity can be joined in one step by somebody who was interested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.queries.matching import about
from hanse.calendar.models import Activity
from hanse.calendar.queries.visible import visible_activities
from hanse.calendar.registration.choices import ENTERED
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.queries.admitting import admission_of, applicant_of, time_admits
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


def open_activities(interest: Interest, *, now: datetime) -> tuple[list[Activity], frozenset[int]]:
    """Activities of the year whose registration is open, by date, and the keys of those that an interest is for."""
    seen = visible_activities(now=now, secretariat=False).filter(year=interest.year_id)
    terms = Intake.objects.filter(activity__in=seen).select_related("activity__area", "activity__year")
    found = [one.activity for one in terms.order_by("activity__when_lower", "pk") if time_admits(one, at=now) is None]
    wanted = frozenset(about(interest, seen).values_list("pk", flat=True))
    return found, wanted


def refusal_of(interest: Interest, activity: int, *, now: datetime) -> str:
    """Why the activity would not let the person in, in a sentence; nothing where it would."""
    terms = Intake.objects.select_related("activity__area", "activity__year").get(activity=activity)
    who = applicant_of(
        terms, person=interest.person_id, email=interest.email, organisation=interest.organisation_id, at=now
    )
    found = admission_of(terms, who, at=now)
    return "" if found.may else found.reason


def registrations_of(interest: Interest) -> list[Registration]:
    """What the person has entered in the year of the interest, by their account or their address."""
    theirs = Q(email__iexact=interest.email, email__gt="")
    if interest.person_id:
        theirs |= Q(person=interest.person_id)
    found = Registration.objects.filter(theirs, intake__activity__year=interest.year_id, state__in=ENTERED)
    return list(found.select_related("intake__activity").order_by("submitted_at", "pk"))


def is_registered(interest: Interest, activity: int) -> bool:
    """Whether the person is registered for an activity already."""
    return any(one.intake.activity_id == activity for one in registrations_of(interest))
