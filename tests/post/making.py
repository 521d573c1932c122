"""Messages for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from hanse.post.choices import Purpose
from hanse.post.kinds import MessageKind
from hanse.post.models import Message
from hanse.post.operations.queueing import Recipient, queue_message

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SEAT = MessageKind(
    key="test.seat",
    name="A seat",
    subject="Your seat, {name}",
    body="Dear {name},\n\nsee you there.",
    variables={"name": "the name"},
)
NEWS = MessageKind(
    key="test.news",
    name="News",
    subject="News for {name}",
    body="Dear {name},\n\nthere are news.",
    variables={"name": "the name"},
    purpose=Purpose.NEWS,
)
PATIENT = MessageKind(
    key="test.patient",
    name="Can wait",
    subject="{name}, this can wait",
    body="It can wait, {name}.",
    variables={"name": "the name"},
    may_wait=True,
)
_numbers = count(1)


def post(email: str = "amara@example.org", kind: MessageKind = SEAT, **changes: Any) -> Message:
    """One message in the queue."""
    name = changes.pop("name", "Amara Nakato")
    language, person = changes.pop("language", "en"), changes.pop("person", None)
    changes.setdefault("key", f"test/{next(_numbers)}")
    changes.setdefault("now", NOW)
    changes.setdefault("values", {"name": name})
    return queue_message(kind=kind, to=Recipient(email, name, language, person), **changes)
