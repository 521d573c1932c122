"""A real mail server on loopback that does as it is told: refuses, is slow, has no room, is down."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 2.0.0 Ok: queued"


class MailServer:
    """What it answers, and what it took. `to` answers RCPT by address, `to_data` the text of each mail."""

    def __init__(self) -> None:
        self.to: dict[str, str | Callable[[int], str]] = {}
        self.to_data: Callable[[EmailMessage, int], str] = lambda mail, count: OK
        self.pause = 0.0
        self.pause_after_yes = 0.0
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.at: list[float] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.asked: Counter[str] = Counter()
        self.began = threading.Event()

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked[address] += 1
        answer = self.to.get(address, "250 2.1.5 Ok")
        words = answer(self.asked[address]) if callable(answer) else answer
        if words.startswith("2"):
            envelope.rcpt_tos.append(address)
        return words

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.began.set()
        await asyncio.sleep(self.pause)
        answer = self.to_data(mail, len(self.taken))
        if answer.startswith("2"):
            self.taken.append(mail)
            self.raw.append(content)
            self.at.append(time.monotonic())
            self.envelopes.append((str(envelope.mail_from), list(envelope.rcpt_tos)))
            # The yes is decided, but the client does not hear it yet: the window in which a crash doubles.
            await asyncio.sleep(self.pause_after_yes)
        return answer

    @property
    def recipients(self) -> list[str]:
        """To whom mails were taken, in order."""
        return [to for _, tos in self.envelopes for to in tos]


@contextmanager
def listening(server: MailServer, port: int = 0) -> Iterator[int]:
    """The server on 127.0.0.1, on a free port or a given one; yields the port."""
    controller = _Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


class _Controller(Controller):
    """A port of 0 means a free one, known once the server listens."""

    def _trigger_server(self) -> None:
        listening: Any = self.server  # the library's types know no sockets
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library has no types here

    def factory(self) -> Any:
        return SMTP(self.handler, enable_SMTPUTF8=True, hostname="mail.test", ident="test", loop=self.loop)
