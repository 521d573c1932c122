"""Who may do what on the day, as plain functions; views ask them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from hanse.accounts.permissions import is_secretariat
from hanse.calendar.registration.models import DoorLink, Registration
from hanse.members.queries.acting import Acting


def may_run_day(user: Any) -> bool:
    """Whether this visitor may make door links, badges and lists, mark who came online, and read feedback."""
    return is_secretariat(user)


def may_keep_door(user: Any, link: DoorLink | None, *, intake: int, at: datetime) -> bool:
    """Whether this visitor may let people in to one activity: the secretariat, or whoever opened a good door link."""
    if is_secretariat(user):
        return True
    return link is not None and link.intake_id == intake and link.is_good(at)


def is_theirs(user: Any, registration: Registration, granted: Collection[str] = ()) -> bool:
    """Whether this is the person: by their account, by its address where a colleague has named them, or by a link.

    `granted` are the registrations whose link from an e-mail was opened in this browser; a link opens nothing that
    belongs to an account, whose person signs in.
    """
    is_known = bool(getattr(user, "is_authenticated", False))
    if registration.person_id is not None:
        return bool(is_known and registration.person_id == user.pk)
    if registration.uid.hex in granted:
        return True
    return is_known and bool(user.email) and registration.email.casefold() == user.email.casefold()


def may_see_registration(
    user: Any, registration: Registration, mandates: Iterable[Acting], granted: Collection[str] = ()
) -> bool:
    """Whether a ticket, a letter or a link is shown to this visitor: the person, their organisation, the secretariat.

    A registration for an organisation belongs to it: who made it and has no mandate any more sees it no longer.
    """
    if is_secretariat(user) or is_theirs(user, registration, granted):
        return True
    if not getattr(user, "is_authenticated", False):
        return False
    if registration.organisation_id is None:
        return bool(registration.made_by_id == user.pk)
    return any(one.organisation == registration.organisation_id for one in mandates)
