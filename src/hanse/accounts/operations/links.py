"""Links that open one thing once: made, looked at, used, revoked."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.core import signing
from django.db import transaction

from hanse.accounts.models import OneTimeLink, User

SALT = "hanse.accounts.link"
A_DAY = 24 * 3600


class LinkRefused(Exception):
    """The link opens nothing; the classes below say why."""


class LinkForeign(LinkRefused):
    """The link is not one of ours, is not whole, or belongs to another purpose or person."""


class LinkExpired(LinkRefused):
    """The link is too old."""


class LinkUsed(LinkRefused):
    """The link has done its work already."""


class LinkRevoked(LinkRefused):
    """Somebody took the link back, or a newer one took its place."""


def issue_link(*, purpose: str, about: str, lasts: timedelta, now: datetime) -> str:
    """A new token that opens one thing once; nothing but a digest of it is kept.

    The token is signed for its purpose, so that a link sent for one thing cannot open another, and holds a random
    secret, so that knowing the key of the signature does not help without the row, nor the row without the key.
    """
    secret = secrets.token_urlsafe(24)
    OneTimeLink.objects.create(
        purpose=purpose, about=about, digest=_digest(secret), created_at=now, expires_at=now + lasts
    )
    return signing.Signer(salt=f"{SALT}s.{purpose}").sign(secret)


def look_at_link(*, purpose: str, token: str, now: datetime, lock: bool = False) -> OneTimeLink:
    """What a token opens, without using it up: mail scanners open links, too.

    Raises `LinkForeign`, `LinkUsed`, `LinkRevoked` and `LinkExpired`.
    """
    try:
        secret = signing.Signer(salt=f"{SALT}s.{purpose}").unsign(token)
    except signing.BadSignature as fault:
        raise LinkForeign from fault
    rows = OneTimeLink.objects.select_for_update() if lock else OneTimeLink.objects.all()
    link = rows.filter(purpose=purpose, digest=_digest(secret)).first()
    if link is None:
        raise LinkForeign
    if link.used_at:
        raise LinkUsed
    if link.revoked_at:
        raise LinkRevoked
    if link.expires_at <= now:
        raise LinkExpired
    return link


@transaction.atomic
def use_link(*, purpose: str, token: str, now: datetime) -> OneTimeLink:
    """Use a token up, in the transaction of what it opens: of two that come at once, one is refused."""
    link = look_at_link(purpose=purpose, token=token, now=now, lock=True)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link


@transaction.atomic
def revoke_links(*, purpose: str, about: str, now: datetime) -> int:
    """Take back all open links for one thing; how many."""
    rows = OneTimeLink.objects.filter(purpose=purpose, about=about, used_at__isnull=True, revoked_at__isnull=True)
    return rows.update(revoked_at=now)


def make_link(*, user: User) -> str:
    """A signed token that lets one person in, once: signing in changes what it was made from. For operators."""
    return signing.dumps([user.pk, _state(user)], salt=SALT, compress=True)


def read_link(*, token: str, days: int = 30) -> User:
    """Whom a token of `make_link` lets in; raises `LinkForeign`, `LinkExpired` and `LinkUsed`."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=days * A_DAY)
    except signing.SignatureExpired as fault:
        raise LinkExpired from fault
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise LinkForeign from fault
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        raise LinkForeign
    if state != _state(user):
        raise LinkUsed
    return user


def _state(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
