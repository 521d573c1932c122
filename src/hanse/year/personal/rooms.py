"""The rooms that keep something of people, from the top floor down: who refers to others is emptied first."""

from hanse.accounts import personal as accounts
from hanse.accounts.models import User
from hanse.audit import personal as audit
from hanse.audit.holdings import Room, Subject
from hanse.calendar import personal as calendar
from hanse.calendar.interest import personal as interest
from hanse.calendar.registration import personal as registration
from hanse.members import personal as members
from hanse.post import personal as post
from hanse.year.importing import personal as importing

ROOMS: tuple[Room, ...] = tuple(
    room.ROOM for room in (importing, registration, interest, calendar, post, members, accounts, audit)
)


def subject_of(user: User) -> Subject:
    """Somebody with an account, as rooms look for them."""
    return Subject(user.email, user.pk)
