"""A message as a mail: addresses, headers, the text in two forms, the foot, the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formataddr
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from hanse.post.choices import Purpose
from hanse.post.rendering import FootLine, whole_html, whole_text
from hanse.post.signing import sign_choices, sign_stop
from hanse.ui.addresses import Addresses

LONGEST_NAME = 100  # in the To header; longer ones are folded in ways that some programs misread


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What a mail is made from."""

    uid: UUID
    kind: str
    purpose: str
    email: str
    name: str
    language: str
    subject: str
    body: str
    about: str
    correspondent: UUID | None
    has_account: bool
    files: Sequence[tuple[str, bytes, str]] = ()


def message_id_of(uid: UUID) -> str:
    """The Message-ID of a message, the same at every attempt, so that mail systems can know a double."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{uid}@{host}>"


def to_email(letter: Outgoing) -> EmailMultiAlternatives:
    """The mail of a message. RFC 8058: what can be refused can be refused with one click, without a page."""
    with translation.override(letter.language):
        foot = _foot(letter)
    headers = {
        "Message-ID": message_id_of(letter.uid),
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if settings.BOUNCE_EMAIL:
        # Then the envelope has another sender than the letter, and what comes back goes there.
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    if letter.purpose == Purpose.NEWS and letter.correspondent:
        stop = Addresses(settings.BASE_URL).to("letters:stop", sign_stop(letter.correspondent, letter.kind))
        headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # Exchange heeds this and not Auto-Submitted; it keeps a thousand absences out of the office's mailbox.
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        }
    email = EmailMultiAlternatives(
        subject=letter.subject,
        body=whole_text(letter.body, foot, settings.BASE_URL),
        from_email=settings.BOUNCE_EMAIL or settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((letter.name[:LONGEST_NAME].strip(), letter.email), charset="utf-8")],
        headers=headers,
    )
    # Mail services give this back in what they report (anymail); SMTP knows nothing of it.
    email.metadata = {"message": str(letter.uid)}  # type: ignore[attr-defined]  # a name of anymail's alone
    html = whole_html(letter.subject, letter.body, foot, letter.language, settings.BASE_URL)
    email.attach_alternative(html, "text/html")
    for name, content, media_type in letter.files:
        email.attach(name, content, media_type)
    return email


def _foot(letter: Outgoing) -> list[FootLine]:
    to = Addresses(settings.BASE_URL).to
    lines = []
    about = _page_for(letter)
    if about and about not in letter.body:
        lines.append(FootLine(_("Open the page"), about))
    if letter.correspondent:
        choices = to("letters:choices-by-link", sign_choices(letter.correspondent))
        if letter.purpose == Purpose.NEWS:
            stop = to("letters:stop", sign_stop(letter.correspondent, letter.kind))
            lines.append(FootLine(_("Stop these news"), stop))
            lines.append(FootLine(_("Choose your language, and what you are sent when"), choices))
        else:
            lines.append(
                FootLine(_("This concerns you, so it cannot be switched off. Choose language and rhythm"), choices)
            )
    host = urlsplit(settings.BASE_URL).netloc
    lines.append(FootLine(_("Sent to %(email)s by %(host)s.") % {"email": letter.email, "host": host}))
    return lines


def _page_for(letter: Outgoing) -> str:
    """The page that a message is about, by its whole address; nothing where the reader could not open it.

    What somebody without an account must know has a link of its own in its words, signed for them; the page itself
    would ask them to sign in. News leads where its author meant it to.
    """
    if not letter.about or (letter.purpose == Purpose.DUTY and not letter.has_account):
        return ""
    return urljoin(f"{settings.BASE_URL}/", letter.about)
