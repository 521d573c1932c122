"""Handing messages to the mail server, so that a crash loses none and doubles as few as can be.

A message is claimed in a transaction of its own before the conversation begins, and marked as sent in another one
right after the server's yes. The line is open and the mail is written before the claim. So what a crash can double is
what was between its claim and that mark, a few milliseconds on a quick line; whoever finds it (`reaping`) says so on
the message.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db import OperationalError, close_old_connections, transaction
from django.db.models import Q
from django_tasks import task

from hanse.post.answers import Verdict, judge
from hanse.post.backoff import MOST_ATTEMPTS, scatter, wait_after
from hanse.post.choices import Delivery, Fault, Outcome, Purpose
from hanse.post.envelope import Outgoing, to_email
from hanse.post.identity import own_identity
from hanse.post.line import Line, Unreachable
from hanse.post.models import Attempt, Correspondent, Message
from hanse.post.operations.pacing import take_place
from hanse.ui import clock

LEASE = timedelta(minutes=5)  # longer than the longest conversation: 20 seconds an answer, and a dozen answers
_LINE = Line()  # one a process; a worker has one thread
_log = logging.getLogger("hanse.post")


@task()
def deliver(message: int) -> str:
    """The task behind each message. It may be run again at any time: what is done is not done twice."""
    return hand_over(message=message, line=_LINE, now=clock.now(), stamp=clock.stamp())


def hang_up() -> None:
    """End this process's line, before it ends itself."""
    _LINE.close()


def wake(message: Message, *, at: datetime | None = None, stamp: datetime) -> None:
    """Give a message to the workers, now or at a time, within the transaction of the caller."""
    give_to_workers(message, at=at)
    message.enqueued_at = max(at or stamp, stamp)
    message.save(update_fields=["enqueued_at"])


def give_to_workers(message: Message, *, at: datetime | None = None) -> None:
    """Only the task. What somebody must know stands before news, and so does a test whose author waits for it."""
    priority = 10 if message.purpose == Purpose.DUTY or message.is_test else 0
    deliver.using(priority=priority, run_after=at).enqueue(message.pk)


def due(now: datetime, stamp: datetime) -> Q:
    """Messages that may go: nobody has them, their hour has come, and so has their next try."""
    return (
        Q(delivery=Delivery.WAITING)
        & (Q(not_before_at__isnull=True) | Q(not_before_at__lte=now))
        & (Q(next_try_at__isnull=True) | Q(next_try_at__lte=stamp))
    )


def hand_over(*, message: int, line: Line, now: datetime, stamp: datetime) -> str:
    """Hand one message to the mail server; returns what became of it. Not atomic, on purpose."""
    row = Message.objects.filter(due(now, stamp), pk=message).select_related("correspondent").first()
    if row is None:
        return "not due"
    if why := _kept_back(row):
        return _keep_back(row, why)
    try:
        email = to_email(_outgoing(row))
        email.message()
    except (ValueError, TypeError, UnicodeError) as fault:
        _give_up(row, Verdict(Fault.BROKEN, f"{type(fault).__name__}: {fault}"))
        return "broken"
    try:
        line.open(stamp)
    except Unreachable as silence:
        wait = scatter(min(30.0, line.pause), f"{row.uid}/{silence.until.isoformat()}")
        _postpone(row, at=silence.until + wait, has_slot=row.has_slot, stamp=stamp, said=silence.words)
        return "unreachable"
    place = stamp if row.has_slot else take_place(purpose=row.purpose, email=row.email, stamp=stamp)
    if place > stamp:
        _postpone(row, at=place, has_slot=True, stamp=stamp)
        return "in line"
    if not _claim(row, now, stamp):
        return "somebody else has it"
    try:
        line.send(email)
    except Exception as fault:  # whatever a backend raises, the message must not stay claimed
        verdict = judge(fault, was_handing_over=line.was_handing_over)
        line.close()
        return _refused(row, verdict)
    _accepted(row)
    return "sent"


def kept_back(correspondent: Correspondent, kind: str) -> Delivery | None:
    """Why this kind of news is not sent to somebody: they refuse it, or have no mailbox to put it in."""
    if correspondent.refuses_all or kind in correspondent.refused:
        return Delivery.SUPPRESSED
    return None if correspondent.unreachable_since is None else Delivery.UNREACHABLE


def _kept_back(row: Message) -> Delivery | None:
    if row.purpose != Purpose.NEWS or row.is_test or row.correspondent is None:
        return None
    return kept_back(row.correspondent, row.kind)


def _outgoing(row: Message) -> Outgoing:
    return Outgoing(
        uid=row.uid,
        kind=row.kind,
        purpose=row.purpose,
        email=row.email,
        name=row.name,
        language=row.language,
        subject=row.subject,
        body=row.body,
        about=row.about,
        correspondent=row.correspondent.uid if row.correspondent else None,
        has_account=row.person_id is not None,
        files=[(file.name, bytes(file.content), file.media_type) for file in row.attachments.all()],
    )


@transaction.atomic
def _claim(row: Message, now: datetime, stamp: datetime) -> bool:
    """Take the message, if nobody else has: the one statement that decides who sends it."""
    worker = own_identity()
    claimed = Message.objects.filter(due(now, stamp), pk=row.pk, attempts=row.attempts).update(
        delivery=Delivery.HANDING_OVER,
        attempts=row.attempts + 1,
        lease_until_at=stamp + LEASE,
        claimed_by=worker,
        next_try_at=None,
        has_slot=False,
    )
    if not claimed:
        return False
    row.attempts += 1
    Attempt.objects.create(message=row, number=row.attempts, began_at=clock.stamp(), worker=worker)
    return True


def _accepted(row: Message) -> None:
    """The mark after the server's yes. A database that is busy for a moment must not make a double of it."""
    for pause in (0.05, 0.2, 1.0, 3.0, None):
        try:
            _mark_sent(row)
            return
        except OperationalError:
            if pause is None:
                raise
            _log.warning("Message %s is sent, but cannot be marked yet; trying again.", row.pk)
            time.sleep(pause)
            close_old_connections()


@transaction.atomic
def _mark_sent(row: Message) -> None:
    stamp = clock.stamp()
    ours = Message.objects.filter(pk=row.pk, delivery=Delivery.HANDING_OVER, attempts=row.attempts)
    if not ours.update(
        delivery=Delivery.SENT, sent_at=stamp, lease_until_at=None, claimed_by="", fault=Fault.NONE, answer=""
    ):
        # Somebody took us for dead and has it now: two mails may be out.
        Message.objects.filter(pk=row.pk).update(maybe_doubled=True)
    Attempt.objects.filter(message=row, number=row.attempts).update(outcome=Outcome.ACCEPTED, ended_at=stamp)
    if row.correspondent and row.correspondent.unreachable_since:
        Correspondent.objects.filter(pk=row.correspondent.pk).update(unreachable_since=None)


def _refused(row: Message, verdict: Verdict) -> str:
    """After an answer that was no yes: try again later, or give up."""
    if verdict.is_final or row.attempts - row.tried_before >= MOST_ATTEMPTS:
        _give_up(row, verdict)
        return "given up"
    _try_later(row, verdict)
    return "later"


@transaction.atomic
def _try_later(row: Message, verdict: Verdict) -> None:
    stamp = clock.stamp()
    at = stamp + wait_after(row.attempts - row.tried_before, str(row.uid))
    ours = Message.objects.filter(pk=row.pk, delivery=Delivery.HANDING_OVER, attempts=row.attempts)
    if ours.update(
        delivery=Delivery.WAITING,
        lease_until_at=None,
        claimed_by="",
        next_try_at=at,
        fault=verdict.fault,
        answer=verdict.answer,
        maybe_doubled=row.maybe_doubled or verdict.may_have_arrived,
    ):
        wake(row, at=at, stamp=stamp)
    _end_attempt(row, Outcome.LOST if verdict.may_have_arrived else Outcome.LATER, verdict.answer, stamp)


@transaction.atomic
def _give_up(row: Message, verdict: Verdict) -> None:
    stamp = clock.stamp()
    delivery = Delivery.BOUNCED if verdict.fault in (Fault.ADDRESS, Fault.FULL) else Delivery.FAILED
    Message.objects.filter(pk=row.pk, delivery__in=[Delivery.WAITING, Delivery.HANDING_OVER]).update(
        delivery=delivery, lease_until_at=None, claimed_by="", fault=verdict.fault, answer=verdict.answer
    )
    _end_attempt(row, Outcome.NEVER, verdict.answer, stamp)
    if verdict.fault == Fault.ADDRESS and row.correspondent_id:
        Correspondent.objects.filter(pk=row.correspondent_id, unreachable_since=None).update(unreachable_since=stamp)


def _end_attempt(row: Message, outcome: Outcome, answer: str, stamp: datetime) -> None:
    Attempt.objects.filter(message=row, number=row.attempts, outcome=Outcome.OPEN).update(
        outcome=outcome, answer=answer, ended_at=stamp
    )


@transaction.atomic
def _postpone(row: Message, *, at: datetime, has_slot: bool, stamp: datetime, said: str = "") -> None:
    """Let a message that nobody has claimed come back at a time; it counts as no attempt."""
    changes = {"fault": Fault.UNREACHABLE, "answer": said} if said else {}
    if not said and row.fault == Fault.UNREACHABLE:
        # The server answers again; that the message still stands in line is no fault.
        changes = {"fault": Fault.NONE, "answer": ""}
    waiting = Message.objects.filter(pk=row.pk, delivery=Delivery.WAITING)
    if waiting.update(next_try_at=at, has_slot=has_slot, **changes):
        wake(row, at=at, stamp=stamp)


@transaction.atomic
def _keep_back(row: Message, why: Delivery) -> str:
    """News that somebody refused, or whose mailbox was lost, between its being queued and its turn."""
    Message.objects.filter(pk=row.pk, delivery=Delivery.WAITING).update(delivery=why)
    return "not wanted"
