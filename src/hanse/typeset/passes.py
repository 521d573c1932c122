"""Papers of an activity: tickets, badges, certificates, letters for a visa, attendance lists.

Nothing here knows where the words come from. Every text is set as text; `url` is what a QR code holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from hanse.typeset.cleaning import cleaned, qr_svg
from hanse.typeset.press import picture, press

Size = Literal["card", "a6"]
DOTS = 250  # an inch of a ticket's picture: 1,000 dots wide, sharp on any phone


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its matter, in plain words."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """What every paper of an activity says of itself. `edition_at` is the only time that the document knows."""

    language: str
    area: str
    network: str
    short_name: str
    title: str
    activity: str
    when: str
    where: str
    edition_at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. `how` are the lines that say what to do with it."""

    head: Head
    name: str
    facts: tuple[Fact, ...]
    number: str
    number_label: str
    qr_alt: str
    how: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge."""

    name: str
    office: str
    organisation: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class Badges:
    """A sheet of badges in one of two sizes: 86 × 54 mm, ten on a page, or A6, four on a page."""

    head: Head
    size: Size
    qr_alt: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of attendance; `says` are its sentences around the name."""

    head: Head
    name: str
    office: str
    says_before: str
    says_after: str
    signed: tuple[str, ...]
    code: str
    verify: str
    qr_alt: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: where it goes, what it is about, paragraphs, facts of a person, and who signs."""

    head: Head
    sender: tuple[str, ...]
    to: tuple[str, ...]
    day: str
    salutation: str
    before: tuple[str, ...]
    facts: tuple[Fact, ...]
    after: tuple[str, ...]
    closing: str
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """A line of an attendance list."""

    name: str
    office: str
    organisation: str
    how: str
    at: str


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """Who came, under the words of the columns."""

    head: Head
    summary: str
    columns: tuple[str, str, str, str]
    page: str
    lines: tuple[Present, ...]


def typeset_ticket(ticket: Ticket) -> bytes:
    """A ticket as tagged PDF, A4. Raises `NotTypeset` where Typst refuses it."""
    return press("ticket", _ticket(ticket, "a4"), edition_at=ticket.head.edition_at)


def picture_of_ticket(ticket: Ticket) -> bytes:
    """A ticket as PNG, for a phone."""
    return picture("ticket", _ticket(ticket, "phone"), edition_at=ticket.head.edition_at, dots=DOTS)


def typeset_badges(sheet: Badges) -> bytes:
    """Badges as tagged PDF, A4 with cut marks."""
    data = cleaned(sheet)
    for told, badge in zip(data["badges"], sheet.badges, strict=True):
        told["qr"] = qr_svg(badge.url, error="m") if badge.url else ""
    return press("badges", data, edition_at=sheet.head.edition_at)


def typeset_certificate(certificate: Certificate) -> bytes:
    """A certificate as tagged PDF, A4 lying down."""
    data = {**cleaned(certificate), "qr": qr_svg(certificate.url)}
    return press("certificate", data, edition_at=certificate.head.edition_at)


def typeset_letter(letter: Letter) -> bytes:
    """A letter as tagged PDF, A4."""
    return press("letter", cleaned(letter), edition_at=letter.head.edition_at)


def typeset_attendance(sheet: AttendanceList) -> bytes:
    """An attendance list as tagged PDF, A4."""
    return press("attendance", cleaned(sheet), edition_at=sheet.head.edition_at)


def _ticket(ticket: Ticket, form: str) -> dict[str, Any]:
    # The address as it is, and not as a link may be: in capitals it packs into a third less room.
    return {**cleaned(ticket), "qr": qr_svg(ticket.url, error="m"), "form": form}
