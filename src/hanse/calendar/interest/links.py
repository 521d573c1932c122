"""Signed addresses for people without an account."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

SALT = "hanse.interest."
DAYS = {"confirm": 7, "see": 400, "register": 60}


class LinkRefused(Exception):
    """The link is forged, of another kind, or too old."""


def make_token(purpose: str, uid: UUID, activity: str = "") -> str:
    """A token that names an interest, for one purpose: `confirm`, `see`, or `register` for an activity."""
    return signing.dumps([uid.hex, activity], salt=SALT + purpose, compress=True)


def read_token(purpose: str, token: str) -> tuple[UUID, str]:
    """The interest and the activity that a token names; raises `LinkRefused`."""
    try:
        hexed, activity = signing.loads(token, salt=SALT + purpose, max_age=DAYS[purpose] * 86_400)
        return UUID(hexed), str(activity)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise LinkRefused from fault
