"""The secretariat decides: approve, decline, and what it notes for itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hanse.audit.actor import By
from hanse.calendar.registration.applicants import Applicant, of_registration
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.letters import APPROVED, DECLINED
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.entering import check_most, entered_by, open_hall, seat
from hanse.calendar.registration.operations.ledger import keep, lock_registration, snapshot
from hanse.calendar.registration.operations.offering import promote
from hanse.calendar.registration.operations.telling import tell, tell_state
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.queries.admitting import first_day
from hanse.calendar.registration.queries.standing import standings
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.refusals import TooLate


@in_turn
@transaction.atomic
def approve(*, uid: UUID, by: By, now: datetime, clock: datetime | None = None) -> Registration:
    """Grant a request: a seat where one is free, else a place in the line at its own arrival.

    One that was declined can be granted after all. Approving twice is the same as once; raises `NoSeat` and `TooLate`.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state in (State.CONFIRMED, State.WAITING, State.OFFERED):
        return row
    if row.state not in (State.ASKED, State.DECLINED):
        raise TooLate("not-asked", _("It does not wait for approval any more."))
    before = snapshot(row)
    known = standings([row.organisation] if row.organisation else [], first_day(terms, at))
    who = of_registration(row, known.get(row.organisation_id or 0))
    verb = "approve"
    if row.state == State.DECLINED:
        verb = "reopen"
        _take_back(terms, row, who)
    seat(terms, row, who, open_hall(terms, now=now, at=at), at=at)
    keep(row, verb=verb, by=by, now=now, before=before)
    tell_state(row, now=now, kind=APPROVED if row.state == State.CONFIRMED else None)
    return row


def _take_back(terms: Intake, row: Registration, who: Applicant) -> None:
    """Take back that a registration was declined; raises `TooLate` and `NoSeat` where others came in its place."""
    if entered_by(terms, row.person_id, row.email) is not None:
        raise TooLate("again", _("The person has registered again since. Decide about that registration instead."))
    check_most(terms, who)
    row.reason, row.ended_at = "", None


@in_turn
@transaction.atomic
def decline(*, uid: UUID, by: By, now: datetime, clock: datetime | None = None, reason: str = "") -> Registration:
    """Refuse a request, or take somebody from the line, with a reason that the person reads.

    Declining twice is the same as once; raises `TooLate` for a seat that was given, which can be cancelled.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state == State.DECLINED:
        return row
    if row.state not in (State.ASKED, State.WAITING, State.OFFERED):
        raise TooLate("given", _("The seat was given already. Cancel the registration instead."))
    before = snapshot(row)
    row.state, row.reason, row.decided_at, row.ended_at = State.DECLINED, reason, at, at
    row.quota, row.answer_by_at = None, None
    keep(row, verb="decline", by=by, now=now, before=before)
    tell(DECLINED, row, now=now, reason=reason)
    promote(terms, hall_of(terms), now=now, at=at)
    return row


@in_turn
@transaction.atomic
def keep_note(*, uid: UUID, note: str, by: By, now: datetime) -> Registration:
    """Keep a note for the secretariat; nobody else reads it."""
    _terms, row = lock_registration(uid)
    if row.note != note:
        before = snapshot(row)
        row.note = note
        keep(row, verb="note", by=by, now=now, before=before)
    return row
