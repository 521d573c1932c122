"""Tickets as a code that proves itself: 89 octets, signed, readable by any device that has the public key (ADR 0018).

    octet  0       1, the form of the ticket
    octets 1–4     the intake, so that a ticket for another day is known as one without asking anybody
    octets 5–20    the registration's lasting identifier
    octets 21–24   its version: what the ticket says, digested; a name or a way of coming that has changed gives another
    octets 25–88   Ed25519 signature over octets 0–24

Written in Base32 (RFC 4648) without padding, because a QR code holds capitals and digits in two thirds of the room.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from hanse.calendar.registration.passes.keys import public_keys, signing_key

FORM = 1
_BODY = struct.Struct(">BI16s4s")
_SIGNATURE = 64
LONGEST = 2000  # letters; more is no ticket, whatever it is
_TOKEN = re.compile(r"(?:^|/)([A-Z2-7]{143})/?$")


class NotATicket(Exception):
    """The code is not a ticket, or not signed by this house."""


class Named(Protocol):
    """What of a registration stands in its ticket."""

    intake_id: int
    uid: UUID
    name: str
    email: str
    attendance: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says once its signature is proven."""

    intake: int
    uid: UUID
    version: bytes


def version_of(*, uid: UUID, name: str, email: str, attendance: str) -> bytes:
    """Four octets that change when the ticket would say something else; not a secret, the signature is the proof."""
    told = "\0".join((uid.hex, name, email.lower(), attendance))
    return blake2b(told.encode(), digest_size=4).digest()


def ticket_of(one: Named) -> Ticket:
    """What the present ticket of a registration says."""
    version = version_of(uid=one.uid, name=one.name, email=one.email, attendance=one.attendance)
    return Ticket(one.intake_id, one.uid, version)


def seal(ticket: Ticket) -> str:
    """The code of a ticket. Ed25519 needs no randomness: the same ticket always has the same code."""
    body = _BODY.pack(FORM, ticket.intake, ticket.uid.bytes, ticket.version)
    return base64.b32encode(body + signing_key().sign(body).signature).decode().rstrip("=")


def unseal(text: str) -> Ticket:
    """What a code says, typed, scanned, or as the address that holds it; raises `NotATicket`."""
    token = token_in(text)
    try:
        sealed = base64.b32decode(token + "=" * (-len(token) % 8))
    except binascii.Error as fault:
        raise NotATicket from fault
    if len(sealed) != _BODY.size + _SIGNATURE or base64.b32encode(sealed).decode().rstrip("=") != token:
        # A second spelling of the same octets would have a second digest.
        raise NotATicket
    body, signature = sealed[: _BODY.size], sealed[_BODY.size :]
    form, intake, uid, version = _BODY.unpack(body)
    if form != FORM or not _is_signed(body, signature):
        raise NotATicket
    return Ticket(intake, UUID(bytes=uid), version)


def token_in(text: str) -> str:
    """The code within what somebody typed or a camera read; raises `NotATicket` where there is none."""
    found = _TOKEN.search(text.strip().upper()) if len(text) <= LONGEST else None
    if found is None:
        raise NotATicket
    return found[1]


def digest_of(token: str) -> str:
    """By what a device knows a ticket of its list without keeping the ticket itself: half of SHA-256, as hex."""
    return sha256(token.encode()).hexdigest()[:32]


def address_of(token: str, base_url: str) -> str:
    """What the QR code holds: an address, so that any camera leads somewhere, in the letters that QR codes pack best."""
    base = urlsplit(base_url)
    return f"{base.scheme.upper()}://{base.netloc.upper()}{base.path}/T/{token}"


def keys_for_devices() -> list[str]:
    """The public keys, base64url without padding, as Web Crypto imports them."""
    return [base64.urlsafe_b64encode(bytes(key)).decode().rstrip("=") for key in public_keys()]


def _is_signed(body: bytes, signature: bytes) -> bool:
    return any(_fits(key, body, signature) for key in public_keys())


def _fits(key: VerifyKey, body: bytes, signature: bytes) -> bool:
    try:
        key.verify(body, signature)
    except BadSignatureError:
        return False
    return True
