"""The mailbox of a demonstration: mails are kept in the database, where everybody on the machine can read them."""

from __future__ import annotations

from collections.abc import Sequence
from email.policy import default

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hanse.post.operations.mailbox import keep_letter
from hanse.ui import clock


class EmailBackend(BaseEmailBackend):
    """Takes every mail and says yes."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each mail as a mail server would get it."""
        for email in email_messages:
            keep_letter(
                sender=_readable(str(email.extra_headers.get("From", email.from_email))),
                recipients=[_readable(one) for one in email.recipients()],
                subject=str(email.subject),
                words=str(email.body),
                raw=email.message().as_bytes(),
                now=clock.stamp(),
            )
        return len(email_messages)


def _readable(address: str) -> str:
    """An address as people read it: on the wire a name beyond ASCII is encoded (RFC 2047)."""
    return str(default.header_factory("to", address))
