"""Looking through messages, for the secretariat and for the person they are to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from hanse.post.choices import NOT_ARRIVED, Delivery, Fault
from hanse.post.filters import MessageFilter
from hanse.post.models import Attempt, Message

PER_PAGE = 50
MOST_COUNTED = 100
# A list needs neither the text nor the answers of mail servers.
_IN_LISTS = ("uid", "email", "name", "subject", "kind", "purpose", "delivery", "fault", "maybe_doubled", "attempts",
             "created_at", "not_before_at", "next_try_at", "sent_at", "read_at", "person", "correspondent")  # fmt: skip
SHAPES = {
    Delivery.WAITING: "open",
    Delivery.GATHERED: "open",
    Delivery.HANDING_OVER: "half",
    Delivery.SENT: "done",
    Delivery.IN_DIGEST: "done",
    Delivery.DELIVERED: "done",
    Delivery.FAILED: "late",
    Delivery.BOUNCED: "late",
    Delivery.SUPPRESSED: "void",
    Delivery.UNREACHABLE: "void",
    Delivery.WITHDRAWN: "void",
}


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message with all that is known of its way."""

    message: Message
    attempts: tuple[Attempt, ...]
    files: tuple[tuple[int, str, str], ...]
    told: tuple[Message, ...]
    shape: str

    @property
    def may_retry(self) -> bool:
        """Whether it failed and can be tried again."""
        return self.message.delivery in NOT_ARRIVED and self.message.correspondent_id is not None

    @property
    def waits_for_server(self) -> bool:
        """Whether the mail server did not answer when its turn had come."""
        return self.message.delivery == Delivery.WAITING and self.message.fault == Fault.UNREACHABLE

    @property
    def may_take_back(self) -> bool:
        """Whether it has not gone yet."""
        return self.message.delivery in (Delivery.WAITING, Delivery.GATHERED)


def messages_page(chosen: MessageFilter, number: str) -> Page[Message]:
    """One page of all messages, the newest first."""
    rows = Message.objects.filter(chosen.narrow()).only(*_IN_LISTS)
    return Paginator(rows, PER_PAGE).get_page(number)


def message_page(pk: int) -> MessagePage | None:
    """One message, for the secretariat."""
    return _page(Message.objects.filter(pk=pk))


def notice_page(uid: UUID) -> MessagePage | None:
    """One message by its lasting identifier; the view asks who may read it."""
    return _page(Message.objects.filter(uid=uid))


def notices_page(person: int, number: str, *, now: datetime) -> Page[Message]:
    """One page of a person's own notices, the newest first."""
    rows = _visible(person, now).only(*_IN_LISTS, "body", "language")
    return Paginator(rows, PER_PAGE).get_page(number)


def unread_notices(person: int, *, now: datetime) -> int:
    """How many notices wait to be read, counted no further than the masthead shows."""
    return _visible(person, now).filter(read_at__isnull=True).order_by()[:MOST_COUNTED].count()


def file_of(uid: UUID, pk: int) -> tuple[Message, str, str, bytes] | None:
    """A file of a message: the message, the file's name, its type and its content."""
    message = Message.objects.filter(uid=uid).first()
    file = message.attachments.filter(pk=pk).first() if message else None
    return (message, file.name, file.media_type, bytes(file.content)) if message and file else None


def counts_by_delivery(**of: Any) -> list[tuple[str, str, int]]:
    """How many messages are in which state: value, label, count; states without any are left out."""
    counted = dict(Message.objects.filter(**of).order_by().values_list("delivery").annotate(n=Count("pk")))
    return [(value, str(label), counted[value]) for value, label in Delivery.choices if value in counted]


def _visible(person: int, now: datetime) -> QuerySet[Message]:
    """What a person may see of what was written to them: not what they refused, nor what is not to be seen yet."""
    hidden = Q(delivery__in=[Delivery.SUPPRESSED, Delivery.WITHDRAWN])
    later = Q(delivery=Delivery.WAITING, not_before_at__gt=now)
    return Message.objects.filter(person=person).exclude(hidden).exclude(later).exclude(kind="post.digest")


def _page(rows: QuerySet[Message]) -> MessagePage | None:
    message = rows.select_related("correspondent", "digest", "person").first()
    if message is None:
        return None
    files = message.attachments.values_list("pk", "name", "media_type")
    told = message.told.only("uid", "subject").order_by("created_at", "id")
    shape = SHAPES[Delivery(message.delivery)]
    return MessagePage(message, tuple(message.tries.all()), tuple(files), tuple(told), shape)
