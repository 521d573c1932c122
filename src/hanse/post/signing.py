"""The signed links in the foot of a mail. They name a correspondent by a number, so no address stands in a log.

A link that stops something never grows old; one that shows choices is good for a year; one that confirms a
subscription for a week.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing

A_DAY = 24 * 3600
CHOICES_DAYS, CONFIRM_DAYS = 365, 7
_STOP, _CHOICES, _CONFIRM = "hanse.post.stop", "hanse.post.choices", "hanse.post.confirm"


class LinkRefused(Exception):
    """The link is forged, or a part of it is missing."""


class LinkTooOld(LinkRefused):
    """The link was good once."""


def sign_stop(correspondent: UUID, kind: str) -> str:
    """The end of an address that stops one kind of news for one correspondent."""
    return signing.dumps([correspondent.hex, kind], salt=_STOP)


def read_stop(token: str) -> tuple[UUID, str]:
    """Who wants which kind no more; raises `LinkRefused`."""
    value = _read(token, _STOP, None)
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)):
        raise LinkRefused
    return UUID(hex=value[0]), value[1]


def sign_choices(correspondent: UUID) -> str:
    """The end of an address that shows somebody their choices."""
    return signing.dumps(correspondent.hex, salt=_CHOICES)


def read_choices(token: str) -> UUID:
    """Whose choices; raises `LinkRefused` and `LinkTooOld`."""
    return UUID(hex=str(_read(token, _CHOICES, CHOICES_DAYS)))


def sign_confirm(subscription: UUID) -> str:
    """The end of an address that confirms a subscription."""
    return signing.dumps(subscription.hex, salt=_CONFIRM)


def read_confirm(token: str) -> UUID:
    """Which subscription; raises `LinkRefused` and `LinkTooOld`."""
    return UUID(hex=str(_read(token, _CONFIRM, CONFIRM_DAYS)))


def _read(token: str, salt: str, days: int | None) -> object:
    try:
        return signing.loads(token, salt=salt, max_age=None if days is None else days * A_DAY)
    except signing.SignatureExpired as fault:
        raise LinkTooOld from fault
    except (signing.BadSignature, ValueError) as fault:
        raise LinkRefused from fault
