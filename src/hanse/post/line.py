"""The line to the mail server: opened before a message is claimed, kept open from one to the next, and left alone
for a while when the server does not answer."""

from __future__ import annotations

import contextlib
import smtplib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

IDLE = 20.0  # seconds after which we ask whether the server still listens
MOST_MAILS = 200  # mails over one connection; some servers count
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0  # seconds


class Unreachable(Exception):
    """The mail server does not answer, or will not talk to us now; `until` is when to ask again."""

    def __init__(self, words: str, until: datetime) -> None:
        self.words, self.until = words, until
        super().__init__(words)


@dataclass(slots=True)
class Line:
    """One process's line. Nothing here is shared between processes or threads."""

    backend: Any = None
    made_for: tuple[object, ...] = ()
    used_at: float = 0.0
    mails: int = 0
    pause: float = 0.0
    down_until: datetime | None = None
    said: str = ""

    def open(self, stamp: datetime) -> None:
        """Be ready to hand a mail over at once; raises `Unreachable`. So the time between claim and yes stays short."""
        settings_now = _settings()
        if settings_now != self.made_for:
            self.close()
            self.backend, self.made_for, self.down_until, self.pause = get_connection(), settings_now, None, 0.0
        if self.down_until is not None and stamp < self.down_until:
            raise Unreachable(self.said, self.down_until)
        if self.mails >= MOST_MAILS or (time.monotonic() - self.used_at > IDLE and not self._is_alive()):
            self.close()
        try:
            self.backend.open()
        except (smtplib.SMTPException, OSError) as fault:
            self.close()
            self._rest(f"{type(fault).__name__}: {fault}", stamp)
            raise Unreachable(self.said, self.down_until or stamp) from fault
        self.used_at, self.pause, self.down_until = time.monotonic(), 0.0, None

    def send(self, email: EmailMessage) -> None:
        """Hand one mail over. It returns after the server's yes and raises whatever else the server says."""
        self.backend.send_messages([email])
        self.used_at = time.monotonic()
        self.mails += 1

    @property
    def was_handing_over(self) -> bool:
        """Whether the text of the mail that failed was on the wire, so that the server may have taken it."""
        return bool(getattr(self.backend, "is_handing_over", False))

    def close(self) -> None:
        """Hang up. Whatever goes wrong with that concerns nobody."""
        self.mails = 0
        if self.backend is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.backend.close()
            # A connection that broke while closing must not be taken for an open one.
            if getattr(self.backend, "connection", None) is not None:
                self.backend.connection = None

    def _is_alive(self) -> bool:
        ask = getattr(self.backend, "is_alive", None)
        return bool(ask()) if ask else True

    def _rest(self, words: str, stamp: datetime) -> None:
        self.pause = min(LONGEST_PAUSE, self.pause * 2 if self.pause else FIRST_PAUSE)
        self.said, self.down_until = words, stamp + timedelta(seconds=self.pause)


def _settings() -> tuple[object, ...]:
    return (settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER)
