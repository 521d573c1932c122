"""The rooms that keep something of people, from the top floor down: who refers to others is emptied first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, cast

from hanse.accounts import personal as accounts
from hanse.accounts.models import User
from hanse.audit import personal as audit
from hanse.audit.holdings import Holding, KeptFile, Outcome, Sheet, Subject
from hanse.calendar import personal as calendar
from hanse.calendar.interest import personal as interest
from hanse.calendar.registration import personal as registration
from hanse.members import personal as members
from hanse.post import personal as post


class Room(Protocol):
    """What a room's `personal.py` offers."""

    HOLDINGS: tuple[Holding, ...]

    def export_of(self, subject: Subject) -> list[Sheet]:
        """All that the room keeps of somebody."""

    def files_of(self, subject: Subject) -> Iterator[KeptFile]:
        """The files among it."""

    def foresee(self, subject: Subject) -> list[Outcome]:
        """What erasing somebody would do."""

    def erase(self, subject: Subject, *, now: datetime, stamp: datetime) -> list[Outcome]:
        """Erase somebody: `now` decides what is still to come, `stamp` is the true instant for what is recorded."""


ROOMS: tuple[Room, ...] = tuple(
    cast(Room, room) for room in (registration, interest, calendar, post, members, accounts, audit)
)


def subject_of(user: User) -> Subject:
    """Somebody with an account, as rooms look for them."""
    return Subject(user.email, user.pk)
