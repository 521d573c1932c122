"""Putting a message on its way, inside the transaction of the act that it tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hanse.post.kinds import MessageKind
from hanse.post.models import Attachment, Message


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom. `person` is the key of an account where there is one."""

    email: str
    name: str = ""
    language: str = "en"
    person: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file to go with a message."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def queue_message(
    *,
    kind: MessageKind,
    to: Recipient,
    values: Mapping[str, str],
    key: str,
    now: datetime,
    about: str = "",
    files: Sequence[File] = (),
    not_before_at: datetime | None = None,
) -> Message:
    """Queue one message; the same `key` again gives the message that is there and sends nothing.

    It belongs to the caller's transaction: when that rolls back, nobody hears of what did not happen.
    """
    subject, body = kind.translations.get(to.language, (kind.subject, kind.body))
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind.key,
            "purpose": kind.purpose,
            "person_id": to.person,
            "email": to.email,
            "name": to.name,
            "language": to.language,
            "subject": subject.format_map(values)[:300],
            "body": body.format_map(values),
            "about": about,
            "created_at": now,
            "not_before_at": not_before_at,
        },
    )
    if is_new:
        Attachment.objects.bulk_create(
            [Attachment(message=message, name=f.name, media_type=f.media_type, content=f.content) for f in files]
        )
    return message
