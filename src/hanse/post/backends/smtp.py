"""Django's SMTP backend, which also knows whether the text of a mail was already on the wire when something broke."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend


class _Watched:
    """Remembers that DATA has begun: from there on, a lost answer may have been a yes."""

    is_handing_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.is_handing_over = True
        answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]  # stands before smtplib.SMTP
        self.is_handing_over = False
        return answer


class _Plain(_Watched, smtplib.SMTP):
    pass


class _Secure(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangoBackend):
    """One conversation at a time, kept open from mail to mail."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The watched form of what Django would take."""
        return _Secure if self.use_ssl else _Plain

    @property
    def is_handing_over(self) -> bool:
        """Whether the last mail's text was sent without its answer being seen."""
        return bool(getattr(self.connection, "is_handing_over", False))

    def is_alive(self) -> bool:
        """Whether the server still listens; it hangs up on those who are silent for long."""
        if self.connection is None:
            return False
        try:
            return bool(self.connection.noop()[0] == 250)
        except (smtplib.SMTPException, OSError):
            return False
