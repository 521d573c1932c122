"""Registering: with an account, or by an address alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.calendar.registration.applicants import Applicant
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.letters import KNOWN
from hanse.calendar.registration.models import Intake, Registration, Upload
from hanse.calendar.registration.operations.drafting import draft_to_use
from hanse.calendar.registration.operations.entering import (
    Taken,
    check_most,
    entered_by,
    fill,
    keep_files,
    open_hall,
    put_in_line,
)
from hanse.calendar.registration.operations.files import remove_uploads
from hanse.calendar.registration.operations.ledger import gone, keep, lock_registration, lock_terms, snapshot
from hanse.calendar.registration.operations.telling import tell, tell_state, tell_to_confirm
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.queries.admitting import (
    ABOUT_TIME,
    Admission,
    admission_of,
    applicant_of,
    time_admits,
)
from hanse.calendar.registration.queries.codes import code_fault
from hanse.calendar.registration.refusals import NotForYou, NotOpen
from hanse.calendar.registration.submissions import Submission

# A stranger may ask so often for one address; more would only fill a mailbox that may be somebody else's.
MOST_ASKED = 3
ASKED_WITHIN = timedelta(days=1)
UNCONFIRMED_KEPT = timedelta(days=7)


@in_turn
@transaction.atomic
def submit_registration(
    *,
    intake: int,
    sent: Submission,
    person: int | None,
    by: By,
    now: datetime,
    clock: datetime | None = None,
    key: UUID | None = None,
    draft: UUID | None = None,
    opened_at: datetime | None = None,
) -> Taken:
    """Register somebody whose address is known to be theirs: a seat, a place in the line, or a request to approve.

    The same `key` again, or the same person in another tab, gives the registration that is there. `clock` is the
    instant by which opening and closing are judged where pages are shown as of another day than `now`; `opened_at`
    is when the form was opened, for the grace after closing. Raises `NotOpen`, `NotForYou` and `NoSeat`.
    """
    terms, at = lock_terms(intake), clock or now
    sent_before = Registration.objects.filter(key=key).exclude(state=State.DRAFT).first() if key is not None else None
    if sent_before is not None and not _is_same(sent_before, terms, person):
        sent_before, key = None, None  # somebody else's, which nobody needs to hear of
    there = sent_before or entered_by(terms, person, sent.email)
    if there is not None:
        return Taken(_adopted(there, person, by=by, now=now), is_new=False)
    row = draft_to_use(terms, person, sent.organisation, draft)
    who = applicant_of(
        terms,
        person=person,
        email=sent.email,
        organisation=sent.organisation,
        at=at,
        code=sent.code,
        attendance=sent.attendance,
        born_on=sent.born_on,
    )
    _admit(terms, who, code=sent.code, at=at, opened_at=opened_at, zone=sent.zone)
    check_most(terms, who)
    before = snapshot(row) if row is not None else None
    row = row or Registration(intake=terms, made_by_id=person, created_at=at)
    fill(row, sent, at=at)
    row.person_id, row.key = person, key
    put_in_line(terms, row, who, open_hall(terms, now=now, at=at), at=at)
    terms.save(update_fields=["arrivals"])
    keep(row, verb="register", by=by, now=now, before=before)
    keep_files(row, sent, at=at)
    tell_state(row, now=now)
    return Taken(row, is_new=True)


@in_turn
@transaction.atomic
def ask_by_address(
    *,
    intake: int,
    sent: Submission,
    by: By,
    now: datetime,
    clock: datetime | None = None,
    key: UUID | None = None,
    opened_at: datetime | None = None,
) -> None:
    """Begin a registration for an address that may be anybody's: a letter asks its owner to confirm it.

    It tells nobody whether the address is known here: what comes back is always nothing. No seat is held until the
    owner confirms, so that nobody fills a hall with addresses of others. Raises `NotOpen` and `NotForYou`.
    """
    terms, at = lock_terms(intake), clock or now
    who = applicant_of(
        terms, person=None, email=sent.email, organisation=None, at=at, code=sent.code, born_on=sent.born_on
    )
    _admit(terms, who, code=sent.code, at=at, opened_at=opened_at, zone=sent.zone)
    there = entered_by(terms, None, sent.email)
    if there is not None:
        # Once a day at most, so that a stranger cannot fill a mailbox.
        tell(KNOWN, there, now=now, key=f"{KNOWN.key}/{there.uid}/{now:%Y-%m-%d}")
        return
    asked = Registration.objects.filter(intake=terms, made_by=None, state=State.DRAFT, email__iexact=sent.email)
    if asked.filter(created_at__gt=at - ASKED_WITHIN).count() >= MOST_ASKED:
        return
    if key is not None and Registration.objects.filter(key=key).exists():
        return
    row = Registration(intake=terms, created_at=at, key=key, invitation=who.invitation)
    fill(row, sent, at=at)
    keep(row, verb="ask", by=by, now=now)
    keep_files(row, sent, at=at)
    tell_to_confirm(row, now=now)


@in_turn
@transaction.atomic
def confirm_address(*, uid: UUID, by: By, now: datetime, clock: datetime | None = None) -> Taken:
    """The owner of an address says that it was them: only now a seat or a place in the line is taken.

    The form was in time if it was sent in time. Raises `NotOpen`, `NotForYou`, `NoSeat`, `TooLate`.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state != State.DRAFT:
        return Taken(row, is_new=False)
    there = entered_by(terms, None, row.email)
    if there is not None:
        return Taken(there, is_new=False)
    if row.made_by_id is not None:
        raise gone()
    owner = User.objects.filter(email__iexact=row.email, is_active=True).first()
    code = row.invitation.code if row.invitation else ""
    who = applicant_of(
        terms,
        person=owner.pk if owner else None,
        email=row.email,
        organisation=None,
        at=at,
        code=code,
        attendance=row.attendance,
        born_on=row.born_on,
    )
    late = time_admits(terms, at=at, zone=row.zone)
    if late is not None and late.code != "closed":
        check_admission(late)
    _admit(terms, who, code=code, at=row.created_at, opened_at=row.created_at, zone=row.zone)
    before = snapshot(row)
    row.person = owner
    put_in_line(terms, row, who, open_hall(terms, now=now, at=at), at=at)
    terms.save(update_fields=["arrivals"])
    keep(row, verb="register", by=by, now=now, before=before)
    tell_state(row, now=now)
    return Taken(row, is_new=True)


@transaction.atomic
def forget_unconfirmed(now: datetime, *, clock: datetime | None = None) -> int:
    """Remove what strangers sent and nobody confirmed within a week; how many. For `hanse tick`."""
    old = (clock or now) - UNCONFIRMED_KEPT
    stale = Registration.objects.filter(state=State.DRAFT, made_by=None, person=None, created_at__lt=old)
    remove_uploads(Upload.objects.filter(registration__in=stale))
    _all, kinds = stale.delete()
    return kinds.get("registration.Registration", 0)


def check_admission(found: Admission) -> None:
    """Raise the refusal that a query has found."""
    if not found.may:
        raise (NotOpen if found.code in ABOUT_TIME else NotForYou)(found.code, found.reason)


def _admit(terms: Intake, who: Applicant, *, code: str, at: datetime, opened_at: datetime | None, zone: str) -> None:
    """Refuse whom time, a code that opens nothing, or the audience refuses, in this order."""
    late = time_admits(terms, at=at, opened_at=opened_at, zone=zone)
    if late is not None:
        check_admission(late)
    fault = code_fault(terms, who, code=code, at=at, zone=zone)
    if fault:
        raise NotForYou("code", fault)
    check_admission(admission_of(terms, who, at=at, opened_at=opened_at, zone=zone))


def _is_same(row: Registration, terms: Intake, person: int | None) -> bool:
    """Whether a form that was sent before is the same one, sent by the same person."""
    return row.intake_id == terms.pk and row.made_by_id == person


def _adopted(there: Registration, person: int | None, *, by: By, now: datetime) -> Registration:
    """A registration that somebody else made for an address belongs to its owner's account from now on."""
    if person is not None and there.person_id is None:
        before = snapshot(there)
        there.person_id = person
        keep(there, verb="adopt", by=by, now=now, before=before)
    return there
