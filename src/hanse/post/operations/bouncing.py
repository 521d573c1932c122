"""Learning what became of a message after our mail server took it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hanse.post.answers import fault_of_status
from hanse.post.choices import Delivery, Fault, Outcome
from hanse.post.models import Attempt, Correspondent, Message

# Only what was sent can come back; what came back may still be reported again.
_SENT = (Delivery.SENT, Delivery.DELIVERED, Delivery.BOUNCED)


@transaction.atomic
def note_report(
    *, uid: UUID | None, recipient: str, action: str, status: str, words: str, now: datetime
) -> Message | None:
    """Keep what a mail server reports of a message; nothing for what we never sent.

    Without the message's own identifier it is the last one to that address: some servers give back neither text nor
    headers.
    """
    sent = Message.objects.select_for_update().filter(delivery__in=_SENT)
    mine = sent.filter(uid=uid) if uid else sent.filter(email__iexact=recipient).order_by("-sent_at")[:1]
    row = mine.first() if uid else next(iter(mine), None)
    if row is None or (recipient and recipient.lower() != row.email.lower() and not uid):
        return None
    match action:
        case "failed":
            _came_back(row, fault_of_status(status or "5.0.0", words), words or status, now)
        case "delivered":
            _arrived(row)
        case "delayed":
            Message.objects.filter(pk=row.pk).update(answer=words or status)
    return row


@transaction.atomic
def note_complaint(*, email: str) -> int:
    """Somebody told their mail service that our mail is unwanted: no more news to them, whatever they chose."""
    return Correspondent.objects.filter(email__iexact=email, refuses_all=False).update(refuses_all=True)


def _came_back(row: Message, fault: Fault, words: str, now: datetime) -> None:
    Message.objects.filter(pk=row.pk).update(delivery=Delivery.BOUNCED, fault=fault, answer=words)
    # What a later attempt makes of the message itself, this one keeps.
    Attempt.objects.filter(message=row, number=row.attempts).update(outcome=Outcome.RETURNED, answer=words)
    if fault == Fault.ADDRESS and row.correspondent_id:
        same = Correspondent.objects.filter(pk=row.correspondent_id, email__iexact=row.email)
        same.filter(unreachable_since=None).update(unreachable_since=now)


def _arrived(row: Message) -> None:
    Message.objects.filter(pk=row.pk, delivery=Delivery.SENT).update(delivery=Delivery.DELIVERED)
    if row.correspondent_id:
        Correspondent.objects.filter(pk=row.correspondent_id).update(unreachable_since=None)
