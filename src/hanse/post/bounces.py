"""Reading reports of delivery (RFC 3464): which message, what became of it, in what words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from uuid import UUID

_IDENTITY = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@", re.IGNORECASE)
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server reports of one recipient of one of our messages. `uid` is empty where it does not say."""

    uid: UUID | None
    recipient: str
    action: str
    status: str
    words: str


def read_reports(raw: bytes) -> list[Report]:
    """All that a mail reports; empty for a mail that is no report of delivery, such as an answer out of office."""
    mail = message_from_bytes(raw, policy=default)
    if mail.get_content_type() != "multipart/report" or not isinstance(mail, EmailMessage):
        return []
    uid = _uid_of(mail)
    return [_report(uid, block) for part in mail.walk() for block in _blocks(part) if block.get("Action")]


def _blocks(part: Message) -> Iterator[Message]:
    """The blocks of fields in a machine-readable part, one for the message and one for each recipient."""
    if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
        payload = part.get_payload()
        if isinstance(payload, list):
            yield from (block for block in payload if isinstance(block, Message))


def _report(uid: UUID | None, block: Message) -> Report:
    recipient = _after_type(str(block.get("Original-Recipient") or block.get("Final-Recipient") or ""))
    words = _after_type(" ".join(str(block.get("Diagnostic-Code") or "").split()))
    found = _STATUS.search(str(block.get("Status") or "")) or _STATUS.search(words)
    action = str(block.get("Action")).strip().lower()
    return Report(uid, recipient.strip("<>").lower(), action, found[0] if found else "", words[:1000])


def _after_type(field: str) -> str:
    """The value behind `rfc822;` or `smtp;`."""
    return field.partition(";")[2].strip() if ";" in field else field.strip()


def _uid_of(mail: EmailMessage) -> UUID | None:
    """Our message, by the Message-ID in what came back of it."""
    for part in mail.walk():
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822", "message/global-headers"):
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            text = str(inner.get("Message-ID", "")) if isinstance(inner, Message) else _headers(part)
            if found := _IDENTITY.search(text):
                return UUID(found[1])
    return None


def _headers(part: Message) -> str:
    payload = part.get_payload(decode=True)
    text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(part.get_payload())
    found = re.search(r"^message-id:\s*(<[^>\s]+>)", text, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""
