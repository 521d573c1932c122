"""Who may do what with registrations, as plain functions; views ask them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hanse.accounts.permissions import is_administrator, managed_areas, manages
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import Delegation, Registration


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever looks at a page: the account, the organisations they may act for now, and pages opened by a link.

    `granted` are the registrations whose link from an e-mail was opened in this browser.
    """

    user: Any
    organisations: frozenset[int] = frozenset()
    granted: Collection[UUID] = field(default=())

    @property
    def person(self) -> int | None:
        """The key of the account; nothing for those who have not signed in."""
        return self.user.pk if self.user.is_authenticated else None


def may_keep_registrations(user: Any, area: str) -> bool:
    """Whether this visitor sets terms, decides and sees everybody's registration in an area of the year."""
    return manages(user, area)


def areas_kept(user: Any) -> frozenset[str] | None:
    """The areas whose registrations this visitor keeps; `None` for all of them."""
    return None if is_administrator(user) else managed_areas(user)


def is_own(visitor: Visitor, registration: Registration) -> bool:
    """Whether it is about the visitor: their account, or a link that was sent to their address.

    A link opens nothing that belongs to an account: its person signs in.
    """
    if registration.person_id is not None:
        return registration.person_id == visitor.person
    if registration.uid in visitor.granted:
        return True
    email = getattr(visitor.user, "email", "")
    return bool(email) and registration.state != State.DRAFT and registration.email.casefold() == email.casefold()


def acts_for_it(visitor: Visitor, registration: Registration | Delegation) -> bool:
    """Whether the visitor has a mandate, in force now, for the organisation that it belongs to."""
    return registration.organisation_id is not None and registration.organisation_id in visitor.organisations


def keeps_it(visitor: Visitor, registration: Registration | Delegation) -> bool:
    """Whether the visitor keeps the registrations of its activity. A draft was not sent to them, so nobody keeps it."""
    if isinstance(registration, Registration) and registration.state == State.DRAFT:
        return False
    return may_keep_registrations(visitor.user, registration.intake.activity.area.key)


def made_it(visitor: Visitor, registration: Registration) -> bool:
    """Whether the visitor filled it in, and may still act for whom they did."""
    is_maker = visitor.person is not None and registration.made_by_id == visitor.person
    return is_maker and (registration.organisation_id is None or acts_for_it(visitor, registration))


def may_see(visitor: Visitor, registration: Registration) -> bool:
    """The person, the organisation's people, whoever made it for themselves, and those who keep it.

    `queries/visible.py` asks the database the same.
    """
    return (
        is_own(visitor, registration)
        or made_it(visitor, registration)
        or acts_for_it(visitor, registration)
        or keeps_it(visitor, registration)
    )


def may_change(visitor: Visitor, registration: Registration) -> bool:
    """Name, way of coming, cancelling: whoever may see it."""
    return may_see(visitor, registration)


def may_read_answers(visitor: Visitor, registration: Registration) -> bool:
    """Answers and files can be private: the person, whoever wrote them, and those who keep it.

    A draft was written by nobody for good, so that the organisation's people can go on with it.
    """
    if is_own(visitor, registration) or made_it(visitor, registration) or keeps_it(visitor, registration):
        return True
    return registration.state == State.DRAFT and acts_for_it(visitor, registration)


def may_lead(visitor: Visitor, delegation: Delegation) -> bool:
    """Name the people of a delegation: the organisation's people, and those who keep the registrations."""
    return acts_for_it(visitor, delegation) or keeps_it(visitor, delegation)
