"""Seats that become free: who waits is offered one in the order of arrival, with time to answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hanse.audit.actor import By
from hanse.calendar.choices import Status
from hanse.calendar.registration.applicants import Applicant, fit_of, of_registration
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.letters import LAPSED
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.ledger import keep, lock_registration, lock_terms, snapshot
from hanse.calendar.registration.operations.telling import tell_state
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.queries.admitting import first_day
from hanse.calendar.registration.queries.standing import standings
from hanse.calendar.registration.queries.terms import hall_of
from hanse.calendar.registration.refusals import NoSeat, TooLate
from hanse.calendar.registration.seating import Hall
from hanse.calendar.registration.words import starts_at

THE_LINE = "Hanse, waiting list"  # who signs what nobody pressed a button for
A_BATCH = 200


@in_turn
@transaction.atomic
def promote_waiting(*, intake: int, now: datetime, clock: datetime | None = None) -> int:
    """Offer every free seat to whoever has waited longest and fits it; how many were offered.

    `clock` is the instant by which deadlines are judged, where pages are shown as of another day than `now`.
    """
    terms = lock_terms(intake)
    return promote(terms, hall_of(terms), now=now, at=clock or now)


def promote(terms: Intake, hall: Hall, *, now: datetime, at: datetime) -> int:
    """The same under a lock that is held, with seats that are counted: `hall` moves along."""
    if not _still_comes(terms, at):
        return 0
    on = first_day(terms, at)
    offered = 0
    for row, who in _in_line(terms, at):
        if hall.is_full:
            break
        place = hall.place(fit_of(who, terms, on))
        if place is None:
            continue
        hall.take(place)
        row.quota_id = place.quota
        offer(terms, row, now=now, at=at, by=THE_LINE)
        offered += 1
    return offered


def offer(terms: Intake, row: Registration, *, now: datetime, at: datetime, by: By) -> None:
    """Keep a seat for somebody who waits, or give it where the terms leave no time to answer."""
    before = snapshot(row) | {"quota_id": None}
    if terms.answer_hours:
        row.state, row.answer_by_at = State.OFFERED, answer_by(terms, at)
    else:
        row.state, row.decided_at = State.CONFIRMED, at
    keep(row, verb="offer" if terms.answer_hours else "confirm", by=by, now=now, before=before)
    tell_state(row, now=now)


def answer_by(terms: Intake, at: datetime) -> datetime:
    """Until when a seat is kept: as long as the terms say, but not beyond the start."""
    kept = at + timedelta(hours=terms.answer_hours)
    start = starts_at(terms.activity)
    return min(kept, start) if start is not None and start > at else kept


def _still_comes(terms: Intake, at: datetime) -> bool:
    start = starts_at(terms.activity)
    is_on = terms.activity.status in (Status.TENTATIVE, Status.CONFIRMED, Status.IDEA)
    return is_on and (start is None or at < start)


def _in_line(terms: Intake, at: datetime) -> Iterator[tuple[Registration, Applicant]]:
    """Those who wait, in the order of arrival, batch by batch: a line of thousands is not read to serve its head."""
    on, after = first_day(terms, at), -1
    while rows := _batch(terms, after):
        after = rows[-1].arrival or 0
        known = standings([row.organisation for row in rows if row.organisation is not None], on)
        for row in rows:
            row.intake = terms
            yield row, of_registration(row, known.get(row.organisation_id or 0))


def _batch(terms: Intake, after: int) -> Sequence[Registration]:
    waiting = Registration.objects.filter(intake=terms, state=State.WAITING, arrival__gt=after)
    found = waiting.select_related("organisation", "invitation", "delegation__led_by", "made_by")
    return list(found.order_by("arrival")[:A_BATCH])


@in_turn
@transaction.atomic
def accept_offer(*, uid: UUID, by: By, now: datetime, clock: datetime | None = None) -> Registration:
    """Take the seat that was kept. Too late, and it lapses instead: look at the state of what comes back.

    Pressing twice is the same as once; raises `TooLate` where nothing was offered.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state == State.OFFERED and row.answer_by_at is not None and at > row.answer_by_at:
        _lapse(terms, row, now=now, at=at, by=THE_LINE)
        promote(terms, hall_of(terms), now=now, at=at)
    elif row.state == State.OFFERED:
        before = snapshot(row)
        row.state, row.decided_at, row.answer_by_at = State.CONFIRMED, at, None
        keep(row, verb="accept", by=by, now=now, before=before)
        tell_state(row, now=now)
    elif row.state not in (State.CONFIRMED, State.LAPSED):
        raise no_offer()
    return row


@in_turn
@transaction.atomic
def refuse_offer(*, uid: UUID, by: By, now: datetime, clock: datetime | None = None) -> Registration:
    """Leave the seat to the next in line; raises `TooLate` where nothing was offered."""
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state == State.OFFERED:
        before = snapshot(row)
        row.state, row.ended_at, row.quota, row.answer_by_at = State.CANCELLED, at, None, None
        keep(row, verb="refuse", by=by, now=now, before=before)
        promote(terms, hall_of(terms), now=now, at=at)
    elif row.state not in (State.CANCELLED, State.LAPSED):
        raise no_offer()
    return row


@in_turn
@transaction.atomic
def offer_seat(*, uid: UUID, by: By, now: datetime, clock: datetime | None = None) -> Registration:
    """Offer a seat to one who waits, out of turn: the secretariat has its reasons, and the record its name.

    Raises `NoSeat` where none is free that fits, and `TooLate` for one who does not wait.
    """
    terms, row = lock_registration(uid)
    at = clock or now
    if row.state != State.WAITING:
        raise TooLate("not-waiting", _("Only those on the waiting list can be offered a seat."))
    known = standings([row.organisation] if row.organisation else [], first_day(terms, at))
    who = of_registration(row, known.get(row.organisation_id or 0))
    place = hall_of(terms).place(fit_of(who, terms, first_day(terms, at)))
    if place is None:
        raise NoSeat("full", _("No seat is free for them. Raise the number of seats, or of the quota, first."))
    row.quota_id = place.quota
    offer(terms, row, now=now, at=at, by=by)
    return row


def lapse_offers(now: datetime, *, clock: datetime | None = None) -> int:
    """Pass on every seat whose time to answer is over; how many. For `hanse tick`.

    Each activity is a transaction of its own, so that one never waits for another, and locks are never crossed.
    """
    at = clock or now
    due = Registration.objects.filter(state=State.OFFERED, answer_by_at__lte=at).order_by("intake")
    intakes = list(due.values_list("intake", flat=True).distinct())
    return sum(_lapse_in(intake, now=now, at=at) for intake in intakes)


@in_turn
@transaction.atomic
def _lapse_in(intake: int, *, now: datetime, at: datetime) -> int:
    terms = lock_terms(intake)
    due = Registration.objects.filter(intake=terms, state=State.OFFERED, answer_by_at__lte=at)
    rows = list(due.select_related("organisation", "delegation__led_by", "made_by").order_by("arrival"))
    for row in rows:
        row.intake = terms
        _lapse(terms, row, now=now, at=at, by=THE_LINE)
    promote(terms, hall_of(terms), now=now, at=at)
    return len(rows)


def _lapse(terms: Intake, row: Registration, *, now: datetime, at: datetime, by: By) -> None:
    before = snapshot(row)
    row.state, row.ended_at, row.quota = State.LAPSED, at, None
    keep(row, verb="lapse", by=by, now=now, before=before)
    tell_state(row, now=now, kind=LAPSED)


def no_offer() -> TooLate:
    """There is nothing to answer."""
    return TooLate("no-offer", _("No seat is offered to you at the moment."))
