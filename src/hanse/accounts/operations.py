"""People and their ways in."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.operations import record

SALT = "hanse.accounts.link"
A_DAY = 24 * 3600


class LinkRefused(Exception):
    """The link is forged, too old, or was used."""


class PersonExists(Exception):
    """Somebody has that address already."""


@transaction.atomic
def add_person(*, email: str, name: str, role: str, by: By, now: datetime, is_example: bool = False) -> User:
    """Add a person who may then sign in by a code; raises `PersonExists`."""
    if User.objects.filter(email__iexact=email).exists():
        raise PersonExists(email)
    person = User(email=email.lower(), name=name, role=Role(role), is_example=is_example, created_at=now)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    record(at=now, by=by, verb="add", kind="person", key=str(person.pk), label=name or email)
    return person


def make_link(*, user: User) -> str:
    """A signed token that lets one person in, once: signing in changes what it was made from."""
    return signing.dumps([user.pk, _state(user)], salt=SALT, compress=True)


def read_link(*, token: str, days: int = 30) -> User:
    """Whom a token lets in; raises `LinkRefused`."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=days * A_DAY)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise LinkRefused from fault
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or state != _state(user):
        raise LinkRefused
    return user


def _state(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""
