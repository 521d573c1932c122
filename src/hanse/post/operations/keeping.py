"""What people do with messages that are there: read them, have them tried again, take them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.post.choices import NOT_ARRIVED, Delivery, Fault
from hanse.post.models import Correspondent, Message
from hanse.post.operations.delivering import wake
from hanse.ui import clock

MOST_AT_ONCE = 500
_ANEW = ["delivery", "fault", "answer", "next_try_at", "has_slot", "tried_before", "not_before_at", "sent_at"]


@transaction.atomic
def try_again(*, messages: Sequence[int], by: By, now: datetime) -> int:
    """Give messages that failed or came back to the workers anew; returns how many. Others are left as they are.

    Whoever has it tried again takes the address for a good one, so news is not kept from it any more.
    """
    rows = list(
        Message.objects.select_for_update()
        .filter(pk__in=list(messages)[:MOST_AT_ONCE], delivery__in=NOT_ARRIVED, correspondent__isnull=False)
        .order_by("pk")
    )
    Correspondent.objects.filter(messages__in=rows).update(unreachable_since=None)
    for row in rows:
        before = row.delivery
        row.delivery, row.fault, row.next_try_at, row.has_slot = Delivery.WAITING, Fault.NONE, None, False
        row.tried_before, row.not_before_at, row.sent_at, row.answer = row.attempts, None, None, ""
        row.save(update_fields=_ANEW)
        wake(row, stamp=clock.stamp())
        _record(row, "try again", {"delivery": [before, row.delivery]}, by, now)
    return len(rows)


@transaction.atomic
def take_back(*, message: int, by: By, now: datetime) -> bool:
    """Keep a message from being sent, if it is not on its way yet."""
    row = Message.objects.select_for_update().get(pk=message)
    before = row.delivery
    waiting = Message.objects.filter(pk=message, delivery__in=[Delivery.WAITING, Delivery.GATHERED])
    if not waiting.update(delivery=Delivery.WITHDRAWN):
        return False
    _record(row, "take back", {"delivery": [before, Delivery.WITHDRAWN.value]}, by, now)
    return True


@transaction.atomic
def mark_read(*, person: int, now: datetime, message: int | None = None) -> int:
    """Remember that somebody read a notice, or all of theirs. It is no act for the record."""
    unread = Message.objects.filter(person=person, read_at__isnull=True)
    if message is not None:
        unread = unread.filter(pk=message)
    # What is not to be seen before a certain hour is not read before it either.
    return unread.exclude(delivery=Delivery.WAITING, not_before_at__gt=now).update(read_at=now)


def _record(row: Message, verb: str, changes: dict[str, list[str]], by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="message",
        key=str(row.uid),
        label=f"{row.subject} → {row.email}",
        changes=changes,
        subject=row.person_id,
        personal=["label"],
    )
