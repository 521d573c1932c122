"""Erasing a person: everything at once, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.holdings import Outcome, Subject
from hanse.audit.operations import record
from hanse.members.personal import doubles_of
from hanse.year.personal.copying import remove_copies_of
from hanse.year.personal.rooms import ROOMS
from hanse.year.personal.signatures import foresee_signatures, take_signatures_off


class LastAdministrator(Exception):
    """Without this account nobody could keep the network's year any more."""


class HasAccount(Exception):
    """The address belongs to an account, whose person erases it."""


def foresee(subject: Subject) -> list[Outcome]:
    """What `erase_person` would do; nothing is changed."""
    return [
        outcome
        for one in (*_doubles(subject), subject)
        for outcome in (*(o for room in ROOMS for o in room.foresee(one)), *foresee_signatures(one))
    ]


@transaction.atomic
def erase_person(
    *, subject: Subject, by: By, now: datetime, stamp: datetime | None = None, how: str = ""
) -> list[Outcome]:
    """Erase somebody in every room and in the record, and put on record that it was done, without saying who it was.

    `now` decides what is still to come, `stamp` is the true instant for the record, where the two differ. `how` is in
    which way somebody without an account asked for it. Raises `LastAdministrator` and `HasAccount`.
    """
    if subject.person is None and User.objects.filter(email__iexact=subject.email).exists():
        raise HasAccount
    _leave_an_administrator(subject)
    outcomes = []
    subjects = (*_doubles(subject), subject)
    for one in subjects:
        for room in ROOMS:
            outcomes += room.erase(one, now=now, stamp=stamp or now)
        outcomes += take_signatures_off(one)
    for one in subjects:
        if one.person is not None:
            transaction.on_commit(partial(remove_copies_of, one.person))
    record(
        at=stamp or now,
        by=by,
        verb="erase",
        kind="personal-data",
        key=str(subject.person or "address"),
        label="an account" if subject.person is not None else "an address without an account",
        changes=_counted(outcomes),
        note=how,
    )
    return outcomes


def last_administrator(subject: Subject) -> bool:
    """Whether this is the one account that administers the secretariat."""
    active = set(_administrators().values_list("pk", flat=True)[:2])
    return active == {subject.person}


def _leave_an_administrator(subject: Subject) -> None:
    # Locked, so that two who leave at the same moment do not both think that the other stays.
    active = set(_administrators().select_for_update().order_by("pk").values_list("pk", flat=True))
    if active == {subject.person}:
        raise LastAdministrator


def _administrators() -> QuerySet[User]:
    return User.objects.filter(role=Role.SECRETARIAT, is_active=True)


def _doubles(subject: Subject) -> list[Subject]:
    """Accounts that went into this one: they are closed, but still have an address and a name."""
    return [Subject(user.email, user.pk) for user in User.objects.filter(pk__in=doubles_of(subject))]


def _counted(outcomes: Iterable[Outcome]) -> dict[str, list[int]]:
    totals: dict[str, int] = {}
    for outcome in outcomes:
        totals[str(outcome.fate)] = totals.get(str(outcome.fate), 0) + outcome.count
    return {fate: [0, count] for fate, count in totals.items()}
