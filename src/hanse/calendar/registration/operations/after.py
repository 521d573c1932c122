"""What is sent after an activity: certificates to those who were there, and the question what they thought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hanse.audit.operations import record
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.hours import TAKES_PLACE, is_over
from hanse.calendar.registration.letters_day import CERTIFICATE_READY, FEEDBACK_ASKED
from hanse.calendar.registration.models import CheckIn, FeedbackRequest, Intake, Registration
from hanse.calendar.registration.operations.certificates import issue_certificate
from hanse.calendar.registration.operations.ledger import label_of
from hanse.calendar.registration.operations.telling import tell
from hanse.calendar.registration.passes.links import feedback_address
from hanse.ui.addresses import Addresses

BY = "hanse tick"
LATEST = timedelta(days=30)  # after the end: later, a letter would surprise more than help
MOST = 500  # in one run; the next one goes on


def send_after(now: datetime, *, clock: datetime | None = None) -> int:
    """Give certificates and ask for feedback, once to each person, after each activity that is over.

    `clock` is the instant by which activities are over where pages are shown as of another day than `now`. Safe to call
    at any time and from two places at once: each person is one transaction, and a certificate, a request and a message
    each exist once. Returns how many were given or asked.
    """
    done, at = 0, clock or now
    for intake in _over(at):
        for one, act in _waiting(intake):
            if done >= MOST:
                return done
            one.intake = intake
            done += act(one, now, at)
    return done


def _over(at: datetime) -> list[Intake]:
    """Activities that ended lately, offer something afterwards, and took place."""
    found = Intake.objects.filter(
        Q(offers_certificate=True) | Q(asks_feedback=True),
        activity__when_upper__lte=at,
        activity__when_upper__gte=at - LATEST,
        activity__status__in=TAKES_PLACE,
    ).select_related("activity__year", "activity__area")
    return [one for one in found.order_by("activity__when_upper", "pk") if is_over(one.activity, at)]


def _waiting(intake: Intake) -> Iterator[tuple[Registration, Callable[[Registration, datetime, datetime], int]]]:
    if intake.offers_certificate:
        for one in _came(intake).filter(certificate__isnull=True).exclude(name="")[:MOST]:
            yield one, _give_certificate
    if intake.asks_feedback:
        for one in _to_ask(intake)[:MOST]:
            yield one, _ask


def _to_ask(intake: Intake) -> QuerySet[Registration]:
    """Those who were there; where nobody kept the door, everybody who was expected. An address of one's own is needed."""
    kept = CheckIn.objects.filter(registration__intake=intake).exists()
    people = _came(intake) if kept else _confirmed(intake)
    return people.filter(feedback_request__isnull=True).exclude(email="")


def _came(intake: Intake) -> QuerySet[Registration]:
    standing = CheckIn.objects.filter(registration=OuterRef("pk"), undone_at__isnull=True)
    return _confirmed(intake).filter(Exists(standing))


def _confirmed(intake: Intake) -> QuerySet[Registration]:
    found = Registration.objects.filter(intake=intake, state=State.CONFIRMED)
    return found.select_related("organisation", "delegation__led_by", "made_by", "person").order_by("pk")


@transaction.atomic
def _give_certificate(one: Registration, now: datetime, at: datetime) -> int:
    made = issue_certificate(registration=one, by=BY, now=now, shown_at=at)
    page = Addresses(settings.BASE_URL).to("day:verified", made.code)
    tell(CERTIFICATE_READY, one, now=now, key=f"{CERTIFICATE_READY.key}/{one.uid}", page=page)
    return 1


@transaction.atomic
def _ask(one: Registration, now: datetime, at: datetime) -> int:
    _request, is_new = FeedbackRequest.objects.get_or_create(registration=one, defaults={"asked_on": at.date()})
    if not is_new:
        return 0
    page = feedback_address(one, base_url=settings.BASE_URL)
    tell(FEEDBACK_ASKED, one, now=now, key=f"{FEEDBACK_ASKED.key}/{one.uid}", page=page)
    record(
        at=now,
        by=BY,
        verb="ask for feedback",
        kind="registration",
        key=str(one.uid),
        label=label_of(one),
        subject=one.person_id,
        personal=("label",),
    )
    return 1
