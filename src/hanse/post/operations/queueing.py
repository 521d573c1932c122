"""Putting a message on its way, inside the transaction of the act that it tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from hanse.post.choices import Delivery, Fault, Purpose
from hanse.post.filling import Unfilled, fill_body, fill_subject, plain
from hanse.post.kinds import MessageKind
from hanse.post.models import Attachment, Correspondent, Message, Wording
from hanse.post.operations.corresponding import correspondent_for
from hanse.post.operations.delivering import give_to_workers, kept_back
from hanse.post.rhythm import digest_after
from hanse.ui import clock

LONGEST_SUBJECT, LONGEST_ADDRESS = 300, 500


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
    is_test: bool = False,
) -> Message:
    """Queue one message; the same `key` again gives the message that is there and sends nothing.

    It belongs to the caller's transaction: when that rolls back, nobody hears of what did not happen. Whatever the
    secretariat made of the words and whatever stands in the address, the caller's act goes through: words that cannot
    be filled give way to the house's, and a message to an address that is none is kept as failed. A test to its author
    looks as the real message would, and is sent at once, whatever they refuse or have gathered.
    """
    there = Message.objects.filter(key=key).first()
    if there is not None:
        return there
    email, is_address = _address(to.email)
    correspondent = correspondent_for(email=email, person=to.person) if is_address else None
    language = (correspondent.language if correspondent else "") or to.language
    subject, body = _words(kind, language, values)
    fields = {
        "kind": kind.key,
        "purpose": kind.purpose,
        "is_confidential": kind.is_confidential,
        "correspondent": correspondent,
        "person_id": to.person,
        "email": email,
        "name": plain(to.name)[:300],
        "language": language,
        "subject": subject[:LONGEST_SUBJECT],
        "body": body,
        "about": about if len(about) <= LONGEST_ADDRESS else "",
        "created_at": now,
        "is_test": is_test,
        **_way(kind, correspondent, now, not_before_at, is_test=is_test),
    }
    try:
        with transaction.atomic():
            message = Message.objects.create(key=key, **fields)
    except IntegrityError:
        # Somebody queued it at the same instant.
        return Message.objects.get(key=key)
    Attachment.objects.bulk_create(
        [Attachment(message=message, name=f.name[:120], media_type=f.media_type, content=f.content) for f in files]
    )
    if message.enqueued_at is not None:
        give_to_workers(message)
    return message


def _address(email: str) -> tuple[str, bool]:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError:
        return plain(address)[:254], False
    return address, len(address) <= 254


def _words(kind: MessageKind, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """The words that count now, filled: the secretariat's in this language, else the house's."""
    written = Wording.objects.filter(kind=kind.key, language=language).order_by("-revision").first()
    if written is not None and not written.is_house:
        try:
            return fill_subject(written.subject, values), fill_body(written.body, values)
        except Unfilled:
            pass  # a variable that this message does not have; the house's words know better
    subject, body = kind.house_words(language)
    return fill_subject(subject, values), fill_body(body, values)


def _way(
    kind: MessageKind,
    correspondent: Correspondent | None,
    now: datetime,
    not_before_at: datetime | None,
    *,
    is_test: bool,
) -> dict[str, Any]:
    """Where a new message begins its way."""
    if correspondent is None:
        return {"delivery": Delivery.FAILED, "fault": Fault.ADDRESS, "answer": "This is no e-mail address."}
    if kind.purpose == Purpose.NEWS and not is_test and (why := kept_back(correspondent, kind.key)):
        return {"delivery": why}
    # Digests go by the true clock, also where pages are shown as of another day.
    since = max(not_before_at or now, clock.stamp())
    if kind.may_wait and not is_test and (digest_at := digest_after(correspondent.rhythm, correspondent.zone, since)):
        return {"delivery": Delivery.GATHERED, "not_before_at": digest_at}
    # What has its hour to come is given to the workers when it has come.
    enqueued_at = clock.stamp() if not_before_at is None else None
    return {"delivery": Delivery.WAITING, "not_before_at": not_before_at, "enqueued_at": enqueued_at}
