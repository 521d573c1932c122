"""The terms on which an activity takes registrations, as readers may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q

from hanse.calendar.models import Activity
from hanse.calendar.queries.visible import visible_activities
from hanse.calendar.registration.choices import ENTERED, SEATED, Attendance, State
from hanse.calendar.registration.models import Intake, Question, Quota, Registration
from hanse.calendar.registration.seating import Hall, Row


def terms_of(slug: str, *, now: datetime, secretariat: bool) -> Intake | None:
    """The terms of an activity with its quotas and questions; `None` where there are none that this reader may know of.

    Three queries.
    """
    seen = visible_activities(now=now, secretariat=secretariat)
    found = Intake.objects.filter(activity__slug=slug, activity__in=seen)
    return (
        found.select_related("activity__area", "activity__year", "activity__programme")
        .prefetch_related("quotas", "questions")
        .first()
    )


def activity_for_terms(slug: str) -> Activity | None:
    """An activity for those who set its terms, whoever else may see it."""
    return Activity.objects.select_related("area", "year", "intake").filter(slug=slug).first()


def is_counted(terms: Intake) -> Q:
    """Registrations that take a seat when they have one."""
    return Q() if terms.counts_online else ~Q(attendance=Attendance.ONLINE)


def rows_of(quotas: Sequence[Quota]) -> list[Row]:
    """Quotas as rows of seats, in their order."""
    return [
        Row(
            key=quota.pk,
            seats=quota.seats,
            kinds=frozenset(quota.kinds),
            categories=frozenset(quota.categories),
            regions=frozenset(quota.regions),
            audiences=frozenset(quota.audiences),
        )
        for quota in quotas
    ]


def hall_of(terms: Intake, quotas: Sequence[Quota] | None = None) -> Hall:
    """The seats as they are this moment, counted from the registrations themselves: one query, and one for quotas."""
    rows = rows_of(list(terms.quotas.all()) if quotas is None else quotas)
    seated = Registration.objects.filter(is_counted(terms), intake=terms, state__in=SEATED).order_by()
    taken = dict(seated.values_list("quota").annotate(n=Count("pk")))
    return Hall.of(terms.seats, rows, taken)


def line_and_hall(terms: Intake) -> tuple[Hall, int, int]:
    """The seats, how many wait, and how many have entered at all, in one query for any number of registrations."""
    rows = Registration.objects.filter(intake=terms, state__in=ENTERED).order_by()
    counted = rows.values_list("state", "quota", "attendance").annotate(n=Count("pk"))
    taken: dict[int | None, int] = {}
    waiting = entered = 0
    for state, quota, attendance, n in counted:
        entered += n
        waiting += n if state == State.WAITING else 0
        if state in SEATED and (terms.counts_online or attendance != Attendance.ONLINE):
            taken[quota] = taken.get(quota, 0) + n
    return Hall.of(terms.seats, rows_of(list(terms.quotas.all())), taken), waiting, entered


def place_in_line(registration: Registration) -> int:
    """How many wait up to and including this one, counted by arrival; one query."""
    if registration.state != State.WAITING:
        return 0
    waiting = Registration.objects.filter(intake=registration.intake_id, state=State.WAITING)
    return waiting.filter(arrival__lte=registration.arrival).count()


def questions_of(terms: Intake) -> list[Question]:
    """The questions of the form, in their order."""
    return list(terms.questions.all())
