"""A mail server, and messages for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from hanse.post.choices import Purpose
from hanse.post.kinds import MessageKind
from hanse.post.line import Line
from hanse.post.models import Message
from hanse.post.operations.delivering import hand_over
from hanse.post.operations.queueing import Recipient, queue_message
from tests.post.server import MailServer, listening

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


@pytest.fixture
def server() -> MailServer:
    """What the mail server answers and took."""
    return MailServer()


@pytest.fixture
def smtp(server: MailServer, settings: Any) -> Iterator[int]:
    """The mail server at work, and the settings that lead to it."""
    with listening(server) as port:
        settings.EMAIL_BACKEND = "hanse.post.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
        yield port


@pytest.fixture
def line() -> Iterator[Line]:
    """A line of one's own."""
    own = Line()
    yield own
    own.close()


@pytest.fixture
def deliver(line: Line) -> Callable[..., str]:
    """Hands one message over, at a time."""

    def now(message: Message, at: datetime = NOW) -> str:
        result = hand_over(message=message.pk, line=line, now=at, stamp=at)
        message.refresh_from_db()
        return result

    return now
