"""A mail server, and messages for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from hanse.post.line import Line
from hanse.post.models import Message
from hanse.post.operations.delivering import hand_over
from tests.post.making import NOW
from tests.post.server import MailServer, listening


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
