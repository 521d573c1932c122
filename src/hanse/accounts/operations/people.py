"""Adding people, and saying what they may do for the network itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from hanse.accounts.choices import AreaKey, Role
from hanse.accounts.models import User
from hanse.accounts.operations.noting import note_act
from hanse.accounts.operations.sessions import end_all_sessions
from hanse.audit.actor import Actor, By
from hanse.audit.changes import changes_between


class PersonExists(Exception):
    """Somebody has that address already."""


class NobodyThere(Exception):
    """There is no such person any more."""


class OwnRole(Exception):
    """Nobody changes their own role: whoever may must not lock themselves out, nor let themselves in."""


class LastAdministrator(Exception):
    """Without this person nobody could say any more who may do what."""


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    role: str,
    by: By,
    now: datetime,
    is_example: bool = False,
    areas: Collection[str] = (),
    language: str = "",
) -> User:
    """Add a person who may then sign in by a code; raises `PersonExists`."""
    if User.objects.filter(email__iexact=email).exists():
        raise PersonExists(email)
    person = User(email=email.lower(), name=name, role=Role(role), is_example=is_example, created_at=now)
    person.areas = kept(role, areas)
    person.language = language
    person.set_unusable_password()
    person.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as fault:  # somebody was quicker by a moment
        raise PersonExists(email) from fault
    note_act(person=person, verb="add", by=by, now=now)
    return person


def kept(role: str, areas: Collection[str]) -> list[str]:
    """The areas that go with a role, in the order of the year: managers have some, nobody else has any."""
    return [key for key in AreaKey.values if key in areas] if role == Role.MANAGER else []


@transaction.atomic
def change_office(*, person: int, role: str, areas: Collection[str], by: Actor, now: datetime) -> bool:
    """Give a person a role and, to a manager, areas; whether anything changed.

    Raises `OwnRole`, `LastAdministrator` and `NobodyThere`.
    """
    administrators = locked_administrators()
    found = _locked(person)
    after: dict[str, Any] = {"role": str(Role(role)), "areas": kept(role, areas)}
    before: dict[str, Any] = {"role": found.role, "areas": list(found.areas)}
    changes = changes_between(before, after)
    if not changes:
        return False
    if by.person == found.pk:
        raise OwnRole
    if "role" in changes and administrators == [found.pk]:
        raise LastAdministrator(found.pk)
    found.role, found.areas = after["role"], after["areas"]
    found.save(update_fields=["role", "areas"])
    note_act(person=found, verb="change-role", by=by, now=now, changes=changes)
    return True


@transaction.atomic
def close_account(*, person: int, by: Actor, now: datetime) -> bool:
    """Let a person in no more, and end their sessions; whether anything changed.

    Raises `OwnRole`, `LastAdministrator` and `NobodyThere`.
    """
    administrators = locked_administrators()
    found = _locked(person)
    if not found.is_active:
        return False
    if by.person == found.pk:
        raise OwnRole
    if administrators == [found.pk]:
        raise LastAdministrator(found.pk)
    found.is_active = False
    found.save(update_fields=["is_active"])
    note_act(person=found, verb="close", by=by, now=now, changes={"is_active": [True, False]})
    end_all_sessions(person=found.pk, by=by, now=now)
    return True


@transaction.atomic
def reopen_account(*, person: int, by: Actor, now: datetime) -> bool:
    """Let a person in again; whether anything changed. Raises `NobodyThere`."""
    found = _locked(person)
    if found.is_active:
        return False
    found.is_active = True
    found.save(update_fields=["is_active"])
    note_act(person=found, verb="reopen", by=by, now=now, changes={"is_active": [False, True]})
    return True


@transaction.atomic
def revise_profile(*, person: int, values: dict[str, Any], by: Actor, now: datetime) -> bool:
    """Change what a person says of themselves: `name addressed_as language zone birth_on`; whether anything changed.

    Raises `NobodyThere`.
    """
    found = _locked(person)
    fields = ("name", "addressed_as", "language", "zone", "birth_on")
    changes = changes_between({n: _plain(getattr(found, n)) for n in fields}, {n: _plain(values[n]) for n in fields})
    if not changes:
        return False
    for name in fields:
        setattr(found, name, values[name])
    found.full_clean(exclude=["password"])
    found.save(update_fields=fields)
    note_act(person=found, verb="revise", by=by, now=now, changes=changes)
    return True


def saw_today(*, person: int, on: date) -> None:
    """Remember the day on which somebody was here last. No act of anybody's, so nothing goes into the record."""
    User.objects.filter(pk=person).exclude(last_seen_on=on).update(last_seen_on=on)


def locked_administrators() -> list[int]:
    """The keys of all administrators, whose rows are held until the transaction ends.

    They are locked before any other row and in one order, so that two cannot remove each other at the same moment, nor
    wait for each other for ever.
    """
    rows = User.objects.select_for_update().filter(role=Role.SECRETARIAT, is_active=True).order_by("pk")
    return [row.pk for row in rows]


def _locked(person: int) -> User:
    found = User.objects.select_for_update().filter(pk=person).first()
    if found is None:
        raise NobodyThere(person)
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
