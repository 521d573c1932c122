"""The mailbox of a demonstration: all mails, and each taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import nh3
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from hanse.post.models import Letter

PER_PAGE = 40
_TAGS = {"p", "h1", "h2", "h3", "h4", "strong", "em", "b", "i", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr",
         "table", "thead", "tbody", "tr", "th", "td", "small"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """One mail taken apart. `html` holds only words, lists, tables and links."""

    letter: Letter
    headers: tuple[tuple[str, str], ...]
    text: str
    html: SafeString
    files: tuple[tuple[int, str, int], ...]


def letters_page(words: str, number: str) -> Page[Letter]:
    """One page of the mailbox, the newest first."""
    condition = Q()
    for word in words.split():
        condition &= Q(recipients__icontains=word) | Q(subject__icontains=word) | Q(words__icontains=word)
    return Paginator(Letter.objects.filter(condition).defer("raw"), PER_PAGE).get_page(number)


def open_letter(pk: int) -> Opened | None:
    """One mail as its reader would see it."""
    letter = Letter.objects.filter(pk=pk).first()
    if letter is None:
        return None
    mail = _parse(letter)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    files = [(number, part.get_filename() or "?", len(_content(part))) for number, part in enumerate(_files(mail))]
    return Opened(
        letter,
        tuple((name, " ".join(str(value).split())) for name, value in mail.items()),
        str(text.get_content()) if text else "",
        mark_safe(
            nh3.clean(str(html.get_content()), tags=_TAGS, clean_content_tags={"title", "style", "script"})
            if html
            else ""
        ),
        tuple(files),
    )


def raw_letter(pk: int) -> bytes | None:
    """The mail itself."""
    letter = Letter.objects.filter(pk=pk).first()
    return bytes(letter.raw) if letter else None


def letter_file(pk: int, number: int) -> tuple[str, str, bytes] | None:
    """One attachment: its name, its type, its content."""
    letter = Letter.objects.filter(pk=pk).first()
    files = _files(_parse(letter)) if letter else []
    if number >= len(files):
        return None
    part = files[number]
    return part.get_filename() or "file", part.get_content_type(), _content(part)


def _parse(letter: Letter) -> EmailMessage:
    mail = message_from_bytes(bytes(letter.raw), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def _files(mail: EmailMessage) -> list[EmailMessage]:
    return [part for part in mail.iter_attachments() if isinstance(part, EmailMessage)]


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
