"""Changing and cancelling a registration; giving a seat of a delegation its name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.calendar.registration.applicants import counts, fit_of, of_registration
from hanse.calendar.registration.choices import ENTERED, SEATED, Attendance, State
from hanse.calendar.registration.letters import CANCELLED
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.drafting import discard_draft
from hanse.calendar.registration.operations.entering import check_most, entered_by, fill, keep_files
from hanse.calendar.registration.operations.files import remove_uploads
from hanse.calendar.registration.operations.ledger import keep, lock_registration, snapshot
from hanse.calendar.registration.operations.offering import promote
from hanse.calendar.registration.operations.telling import tell, tell_state
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.queries.admitting import first_day
from hanse.calendar.registration.queries.standing import standings
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.refusals import ChangedMeanwhile, NoSeat, Refused, TooLate
from hanse.calendar.registration.seating import Place
from hanse.calendar.registration.submissions import Delegate, Submission
from hanse.calendar.registration.words import starts_at

CANCELLERS = {
    "person": lambda: _("by yourself"),
    "organisation": lambda: _("by your organisation"),
    "secretariat": lambda: _("by the secretariat"),
}


@in_turn
@transaction.atomic
def change_registration(
    *, uid: UUID, sent: Submission, seen: int, by: By, now: datetime, clock: datetime | None = None
) -> Registration:
    """Bring a registration to what a form says; the person, the organisation and the place in line stay.

    Coming in person instead of online needs a seat. Raises `ChangedMeanwhile` when its revision is not the one that
    was `seen`, `NoSeat`, and `TooLate` for one that has ended or an activity that has begun.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    check_open(terms, row, at)
    if row.revision != seen:
        raise ChangedMeanwhile("changed", _("Somebody has changed it just now. Look at it again, and save once more."))
    before = snapshot(row)
    attendance, organisation, email = row.attendance, row.organisation_id, row.email
    fill(row, sent, at=at)
    row.organisation_id, row.email = organisation, email
    row.attendance = attendance
    moved = _come_in_another_way(terms, row, sent.attendance, at=at)
    keep(row, verb="change", by=by, now=now, before=before)
    keep_files(row, sent, at=at)
    if moved:
        if before["state"] != row.state:
            tell_state(row, now=now)
        promote(terms, hall_of(terms), now=now, at=at)
    return row


@in_turn
@transaction.atomic
def cancel_registration(
    *,
    uid: UUID,
    role: str,
    by: By,
    now: datetime,
    clock: datetime | None = None,
    reason: str = "",
) -> None:
    """Give a seat or a place in the line back, or throw a draft away; the next in line are served at once.

    `role` is as what somebody cancels: person, organisation or secretariat. Cancelling twice is the same as once.
    Raises `TooLate` when the activity has begun; the secretariat still may.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state == State.DRAFT:
        discard_draft(row, by=by, now=now)
        return
    if row.state not in ENTERED:
        return
    if role != "secretariat":
        check_open(terms, row, at)
    before = snapshot(row)
    row.state, row.ended_at, row.reason = State.CANCELLED, at, reason
    row.quota, row.answer_by_at = None, None
    keep(row, verb="cancel", by=by, now=now, before=before)
    tell(CANCELLED, row, now=now, values=lambda language: {"by": CANCELLERS[role](), "reason": reason})
    promote(terms, hall_of(terms), now=now, at=at)


@in_turn
@transaction.atomic
def name_delegate(*, uid: UUID, who: Delegate, by: By, now: datetime, clock: datetime | None = None) -> Registration:
    """Say who takes a seat of a delegation, or that somebody else takes it; that person then hears of it.

    The place in the line stays with the seat. Raises `TooLate`, and `Refused` for one who is registered already.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    check_open(terms, row, at)
    told_before = (row.name, row.email.casefold())
    if told_before == (who.name, who.email.casefold()) and row.office == who.office:
        return row
    other = entered_by(terms, None, who.email) if who.email else None
    if other is not None and other.pk != row.pk:
        says = _("%(email)s is registered for this activity already. Leave this seat to somebody else.")
        raise Refused("known", says % {"email": who.email})
    before = snapshot(row)
    if told_before[1] != who.email.casefold():
        _forget_predecessor(row)
        owner = User.objects.filter(email__iexact=who.email, is_active=True).first() if who.email else None
        row.person = None if owner is None or entered_by(terms, owner.pk, "") is not None else owner
    row.name, row.email, row.office = who.name, who.email, who.office
    keep(row, verb="name", by=by, now=now, before=before)
    if row.email and told_before[1] != row.email.casefold():
        tell_state(row, now=now)
    return row


def check_open(terms: Intake, row: Registration, at: datetime) -> None:
    """Refuse to touch what has ended, or belongs to an activity that has begun; raises `TooLate`."""
    if row.state not in ENTERED:
        raise TooLate("ended", _("This registration has ended, so nothing of it can be changed. Register anew."))
    start = starts_at(terms.activity)
    if start is not None and at >= start:
        raise TooLate("begun", _("The activity has begun, so nothing can be changed here. Speak to the secretariat."))


def _forget_predecessor(row: Registration) -> None:
    """What somebody answered and agreed to is not their successor's."""
    row.answers, row.consent, row.agreed_at, row.born_on = {}, "", None, None
    remove_uploads(row.uploads.all())


def _come_in_another_way(terms: Intake, row: Registration, attendance: str, *, at: datetime) -> bool:
    """Change between hall and line; whether a seat may have become free. Raises `NoSeat`."""
    took, takes = counts(terms, row.attendance), counts(terms, attendance)
    if attendance == row.attendance:
        return False
    row.attendance = Attendance(attendance)
    if took == takes or row.state == State.ASKED:
        return False
    known = standings([row.organisation] if row.organisation else [], first_day(terms, at))
    who = of_registration(row, known.get(row.organisation_id or 0))
    if not takes:
        row.quota, row.answer_by_at = None, None
        row.state, row.decided_at = State.CONFIRMED, row.decided_at or at
        return True
    check_most(terms, who)
    place: Place | None = hall_of(terms).place(fit_of(who, terms, first_day(terms, at)))
    if place is None or row.state not in SEATED:
        raise NoSeat("full", _("The hall is full. You keep your place online, and nothing else has changed."))
    row.quota_id = place.quota
    return False
