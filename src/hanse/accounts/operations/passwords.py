"""A password is optional: set, changed, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hanse.accounts.mails import send_mail_soon
from hanse.accounts.models import User
from hanse.accounts.operations.noting import note_act
from hanse.accounts.operations.sessions import end_other_sessions
from hanse.audit.actor import By


@transaction.atomic
def set_password(*, person: int, password: str, session: str, by: By, now: datetime) -> User:
    """Set or change a password; every session but the one with the key `session` ends.

    The caller keeps that one alive with `update_session_auth_hash`.
    """
    found = User.objects.select_for_update().get(pk=person)
    verb = "change-password" if found.has_usable_password() else "set-password"
    found.set_password(password)
    found.save(update_fields=["password"])
    _settle(found, verb, session=session, by=by, now=now)
    return found


@transaction.atomic
def remove_password(*, person: int, session: str, by: By, now: datetime) -> User:
    """Remove the password: what is not there cannot be guessed. Codes, passkeys and the rest go on."""
    found = User.objects.select_for_update().get(pk=person)
    if found.has_usable_password():
        found.set_unusable_password()
        found.save(update_fields=["password"])
        _settle(found, "remove-password", session=session, by=by, now=now)
    return found


def _settle(person: User, verb: str, *, session: str, by: By, now: datetime) -> None:
    note_act(person=person, verb=verb, by=by, now=now)
    end_other_sessions(person=person.pk, but=session, by=by, now=now, why="another password")
    values = {"person": person, "verb": verb}
    send_mail_soon(template="accounts/mail/password", to=person.email, language=person.language, values=values)
