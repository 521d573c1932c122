"""Ending sessions: one's own, elsewhere, or all of a person's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.operations import record


@transaction.atomic
def end_session(*, person: int, session: int, by: By, now: datetime) -> bool:
    """End one session of a person; whether it was there."""
    return _end(person, UserSession.objects.filter(user_id=person, pk=session), by=by, now=now, why="") == 1


@transaction.atomic
def end_other_sessions(*, person: int, but: str, by: By, now: datetime, why: str = "") -> int:
    """End all sessions of a person but the one with the key `but`; how many. `why` says what made it apt."""
    others = UserSession.objects.filter(user_id=person).exclude(session_key=but)
    return _end(person, others, by=by, now=now, why=why)


@transaction.atomic
def end_all_sessions(*, person: int, by: By, now: datetime, why: str = "") -> int:
    """End all sessions of a person; how many."""
    return _end(person, UserSession.objects.filter(user_id=person), by=by, now=now, why=why)


def _end(person: int, rows: Collection[UserSession], *, by: By, now: datetime, why: str) -> int:
    keys = {row.pk: row.session_key for row in rows}
    if not keys:
        return 0
    Session.objects.filter(session_key__in=keys.values()).delete()
    UserSession.objects.filter(pk__in=keys).delete()
    label = str(User.objects.get(pk=person))
    record(
        at=now,
        by=by,
        verb="end-sessions",
        kind="person",
        key=str(person),
        label=label,
        changes={"sessions": [len(keys), 0]},
        note=why,
        subject=person,
        personal=("label",),
    )
    return len(keys)
