"""What is sent after an activity: certificates to those who were there, and the question what they thought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import override

from hanse.audit.operations import record
from hanse.calendar.choices import Status
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.hours import is_over
from hanse.calendar.registration.letters_day import CERTIFICATE_READY, FEEDBACK_ASKED
from hanse.calendar.registration.models import CheckIn, FeedbackRequest, Intake, Registration
from hanse.calendar.registration.operations.certificates import issue_certificate
from hanse.calendar.registration.passes.links import feedback_address
from hanse.calendar.registration.texts_day import when_words
from hanse.post.kinds import MessageKind
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui.addresses import Addresses
from hanse.ui.languages import wording

BY = "Tick"
LATEST = timedelta(days=30)  # after the end: later, a letter would surprise more than help
MOST = 500  # in one run; the next one goes on
TAKES_PLACE = (Status.TENTATIVE, Status.CONFIRMED, Status.HELD)


def send_after(now: datetime) -> int:
    """Give certificates and ask for feedback, once to each person, after each activity that is over.

    Safe to call at any time and from two places at once: each person is one transaction, and a certificate, a request
    and a message each exist once. Returns how many people were written to or given something.
    """
    done = 0
    for intake in _over(now):
        for one, act in _waiting(intake):
            if done >= MOST:
                return done
            done += act(one, intake, now)
    return done


def _over(now: datetime) -> list[Intake]:
    """Activities that ended lately, offer something afterwards, and took place."""
    found = Intake.objects.filter(
        Q(offers_certificate=True) | Q(asks_feedback=True),
        activity__when_upper__lte=now,
        activity__when_upper__gte=now - LATEST,
        activity__status__in=TAKES_PLACE,
    ).select_related("activity__year", "activity__area")
    return [one for one in found.order_by("activity__when_upper", "pk") if is_over(one.activity, now)]


def _waiting(intake: Intake) -> Iterator[tuple[Registration, Callable[[Registration, Intake, datetime], int]]]:
    if intake.offers_certificate:
        for one in _came(intake).filter(certificate__isnull=True)[:MOST]:
            yield one, _give_certificate
    if intake.asks_feedback:
        for one in _to_ask(intake)[:MOST]:
            yield one, _ask


def _to_ask(intake: Intake) -> QuerySet[Registration]:
    """Those who were there; where nobody kept the door, everybody who was expected. An address is needed."""
    kept = CheckIn.objects.filter(registration__intake=intake).exists()
    people = _came(intake) if kept else _confirmed(intake)
    return people.filter(feedback_request__isnull=True).exclude(email="")


def _came(intake: Intake) -> QuerySet[Registration]:
    standing = CheckIn.objects.filter(registration=OuterRef("pk"), undone_at__isnull=True)
    return _confirmed(intake).filter(Exists(standing))


def _confirmed(intake: Intake) -> QuerySet[Registration]:
    return Registration.objects.filter(intake=intake, state=State.CONFIRMED).order_by("pk")


@transaction.atomic
def _give_certificate(one: Registration, intake: Intake, now: datetime) -> int:
    one.intake = intake
    made = issue_certificate(registration=one, by=BY, now=now, shown_at=now)
    page = Addresses(settings.BASE_URL).to("day:verified", made.code)
    _write(CERTIFICATE_READY, one, key=f"certificate:{one.uid}", page=page, now=now)
    return 1


@transaction.atomic
def _ask(one: Registration, intake: Intake, now: datetime) -> int:
    one.intake = intake
    _request, is_new = FeedbackRequest.objects.get_or_create(registration=one, defaults={"asked_on": now.date()})
    if not is_new:
        return 0
    page = feedback_address(one, base_url=settings.BASE_URL)
    _write(FEEDBACK_ASKED, one, key=f"feedback:{one.uid}", page=page, now=now)
    record(
        at=now,
        by=BY,
        verb="ask for feedback",
        kind="registration",
        key=str(one.uid),
        label=one.name,
        subject=one.person_id,
        personal=("label",),
    )
    return 1


def _write(kind: MessageKind, one: Registration, *, key: str, page: str, now: datetime) -> None:
    """A letter to the person, where they have an address."""
    if not one.email:
        return
    activity, network = one.intake.activity, one.intake.activity.year.network
    with override(one.language):
        values = {
            "name": one.name or one.email,
            "activity": wording(activity, "title"),
            "when": when_words(activity),
            "network": str(network.get("short_name") or network.get("name") or ""),
            "page": page,
        }
    to = Recipient(one.email, one.name[:200], one.language, one.person_id)
    queue_message(kind=kind, to=to, values=values, key=key, now=now, about=page[-300:] if len(page) <= 300 else "")
