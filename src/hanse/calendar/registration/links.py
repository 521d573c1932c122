"""Signed links in e-mails: they open one registration, or say that an address is its owner's."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.core import signing

from hanse.calendar.registration.models import Registration

PAGE_SALT = "hanse.registration.page"
CONFIRM_SALT = "hanse.registration.confirm"
OPENED_SALT = "hanse.registration.opened"
A_DAY = 24 * 3600
PAGE_DAYS = 400  # whoever registers in one year can look it up in the next
CONFIRM_DAYS = 3


class LinkRefused(Exception):
    """The link cannot be used. `is_old` says that it once could; `uid` names its registration where that is certain."""

    def __init__(self, *, is_old: bool = False, uid: UUID | None = None) -> None:
        self.is_old, self.uid = is_old, uid
        super().__init__("old" if is_old else "foreign")


@dataclass(frozen=True, slots=True)
class Named:
    """What a good link names: a registration, and the address it was sent to, as a digest."""

    uid: UUID
    address: str

    def is_for(self, registration: Registration) -> bool:
        """Whether the registration still has the address that the link was sent to."""
        return self.address == digest(registration.email)


def page_token(registration: Registration) -> str:
    """Opens the page of a registration for whoever reads its mail."""
    return _token(registration, PAGE_SALT)


def confirm_token(registration: Registration) -> str:
    """Says that the address is its owner's."""
    return _token(registration, CONFIRM_SALT)


def read_page_token(token: str) -> Named:
    """What a link from an e-mail opens; raises `LinkRefused`."""
    return _read(token, PAGE_SALT, PAGE_DAYS)


def read_confirm_token(token: str) -> Named:
    """What a link of confirmation confirms; raises `LinkRefused`."""
    return _read(token, CONFIRM_SALT, CONFIRM_DAYS)


def digest(email: str) -> str:
    """An address, so that a link shows nobody to whom it was sent."""
    return blake2b(email.casefold().encode(), digest_size=9).hexdigest()


def _token(registration: Registration, salt: str) -> str:
    return signing.dumps([registration.uid.hex, digest(registration.email)], salt=salt)


def _read(token: str, salt: str, days: int) -> Named:
    try:
        uid, address = signing.loads(token, salt=salt, max_age=days * A_DAY)
    except signing.SignatureExpired:
        uid, _address = signing.loads(token, salt=salt)
        raise LinkRefused(is_old=True, uid=UUID(uid)) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkRefused from None
    return Named(UUID(uid), str(address))
