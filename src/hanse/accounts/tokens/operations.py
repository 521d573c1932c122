"""Making and revoking tokens; forgetting old answers."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from hmac import compare_digest

from django.db import transaction

from hanse.accounts.models import User
from hanse.accounts.tokens.choices import Scope
from hanse.accounts.tokens.models import Answer, Token
from hanse.audit.actor import By
from hanse.audit.operations import record

LONGEST = 366  # days a token is good for
MOST = 20  # tokens of one person
KEPT = timedelta(hours=24)
MARK = "hanse"


class TooMany(Exception):
    """The person has as many tokens as one can have."""


class NoSuchToken(Exception):
    """There is none with that key, or it belongs to somebody else."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new token and its secret, which is shown once and kept nowhere."""

    token: Token
    secret: str


@transaction.atomic
def make_token(
    *,
    person: int,
    name: str,
    scopes: Collection[str],
    expires_on: date,
    acts_for: str = "",
    by_factor: bool = False,
    by: By,
    now: datetime,
) -> Made:
    """Make a token; raises `TooMany`, and `ValueError` for a scope or day that is not offered.

    `by_factor` says whether a second factor was shown where it is made: without, it has no office (ADR 0012).
    """
    if not scopes or not set(scopes) <= set(Scope.values):
        raise ValueError("scopes")
    if not now.date() < expires_on <= now.date() + timedelta(days=LONGEST):
        raise ValueError("expires_on")
    owner = User.objects.select_for_update().get(pk=person)
    if Token.objects.filter(person=owner, revoked_at__isnull=True).count() >= MOST:
        raise TooMany
    prefix, rest = secrets.token_hex(4), secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=owner,
        name=name,
        prefix=prefix,
        digest=digest_of(rest),
        scopes=sorted(scopes),
        acts_for=acts_for,
        by_factor=by_factor,
        created_at=now,
        expires_on=expires_on,
    )
    changes = {"scopes": [[], token.scopes], "expires_on": ["", expires_on.isoformat()], "acts_for": ["", acts_for]}
    record(
        at=now, by=by, verb="make", kind="token", key=prefix, label=name, changes=changes, subject=person,
        personal=("label",),
    )  # fmt: skip
    return Made(token, f"{MARK}_{prefix}_{rest}")


@transaction.atomic
def revoke_token(*, prefix: str, person: int, by: By, now: datetime) -> None:
    """End a token at once; again changes nothing. Raises `NoSuchToken`."""
    token = Token.objects.select_for_update().filter(prefix=prefix, person=person).first()
    if token is None:
        raise NoSuchToken(prefix)
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record(
            at=now, by=by, verb="revoke", kind="token", key=prefix, label=token.name, subject=person,
            personal=("label",),
        )  # fmt: skip


def token_of(secret: str, *, today: date) -> Token | None:
    """The token that a secret belongs to, while it is good and its person may sign in."""
    mark, _, rest = secret.partition("_")
    prefix, _, rest = rest.partition("_")
    if mark != MARK or not rest:
        return None
    token = Token.objects.select_related("person").filter(prefix=prefix).first()
    # Compared also where there is none, so that both take as long.
    same = compare_digest(token.digest if token else digest_of(""), digest_of(rest))
    if token is None or not same or token.revoked_at or token.expires_on < today or not token.person.is_active:
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token


def forget_answers(now: datetime) -> int:
    """Drop answers that are older than a day; the tick calls this."""
    gone, _ = Answer.objects.filter(created_at__lt=now - KEPT).delete()
    return gone


def digest_of(rest: str) -> str:
    """The digest of a secret. It has 256 bits from the system's generator, so it needs no slow hash."""
    return blake2b(rest.encode(), digest_size=32).hexdigest()
