"""Letting people in, once, whatever the line to the device is like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hanse.audit.actor import Actor, By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.choices_day import Verdict, Way
from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.operations.ledger import label_of, lock_terms
from hanse.calendar.registration.passes.tokens import NotATicket, ticket_of, unseal

MOST_SKEW = 10 * 366 * 24 * 3600  # seconds: a phone that woke up in 1970 is told as ten years behind
# Whom the door may let in against the list, with a word why. Who was not approved is not among them.
MAY_BE_SEATED = frozenset({State.ASKED, State.WAITING, State.OFFERED, State.CANCELLED, State.LAPSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One act at the door, as a device or a form tells it.

    `key` was made where the act was done; `at` is the time there, and `sent_at` the time there when it was sent, so
    that two clocks can be compared. `ticket` is what was read, or `uid` whom the helper picked by name. `word` says
    why somebody is let in whom the list does not let in.
    """

    key: UUID
    at: datetime
    sent_at: datetime
    ticket: str = ""
    uid: UUID | None = None
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it. `check_in` is the one that stands, made now or before."""

    verdict: Verdict
    key: UUID
    registration: Registration | None = None
    check_in: CheckIn | None = None


@transaction.atomic
def check_in(*, intake: Intake, scan: Scan, by: By, now: datetime) -> Outcome:
    """Let in whoever a ticket or a name stands for.

    Nothing raises: a device that was offline sends what happened, and each act gets its answer. The same key again
    gives the same answer and writes nothing. Two devices that read the same ticket wait for one another at the row of
    the registration, and the database allows one entry (`registration_let_in_once`).
    """
    seen = _seen_before(intake, scan.key)
    if seen is not None:
        return seen
    found = _found(intake, scan)
    if isinstance(found, Outcome):
        return found
    with_word = bool(scan.word.strip())
    if with_word:
        # Seats are given under the lock of the room, so that its order of locks is kept: the intake, then the row.
        lock_terms(intake.pk)
    # The row alone: PostgreSQL locks no outer joins.
    registration = Registration.objects.select_for_update().get(pk=found.pk)
    refusal = _refusal(registration, scan)
    if refusal is not None and not (with_word and _may_be_seated(registration)):
        return Outcome(verdict=refusal, key=scan.key, registration=found)
    standing = _standing(registration, Attendance.IN_PERSON)
    if standing is not None:
        # The same scan on two lines at once: the other one was quicker, and both hear the same.
        verdict = Verdict.IN if standing.key == scan.key else Verdict.ALREADY
        return Outcome(verdict=verdict, key=scan.key, registration=found, check_in=standing)
    try:
        with transaction.atomic():
            changes = _seat(registration, now) if refusal is not None else {}
    except IntegrityError:
        # Under the same address there is another registration that counts; that is the one to look for.
        return Outcome(verdict=Verdict.KNOWN, key=scan.key, registration=found)
    return _enter(registration, scan, by=by, now=now, changes=changes)


@transaction.atomic
def undo_check_in(*, intake: Intake, key: UUID, by: By, now: datetime) -> Outcome:
    """Take back one entry, by the key that it was made with. Undoing it twice is undoing it once."""
    found = CheckIn.objects.select_for_update().filter(key=key, registration__intake=intake).first()
    if found is None:
        return Outcome(verdict=Verdict.UNKNOWN, key=key)
    if found.undone_at is None:
        found.undone_at, found.undone_by = now, str(Actor.of(by))[:254]
        found.save(update_fields=["undone_at", "undone_by"])
        _record("undo", found, by=by, now=now, changes={"attended": [str(found.attendance), None]})
    return Outcome(verdict=Verdict.UNDONE, key=key, registration=found.registration, check_in=found)


@transaction.atomic
def mark_online(*, intake: Intake, uid: UUID, key: UUID, by: By, now: datetime, way: str = Way.MARKED) -> Outcome:
    """Say that somebody was there online, once; who is not confirmed cannot have been."""
    found = Registration.objects.filter(intake=intake, uid=uid).select_for_update().first()
    if found is None:
        return Outcome(verdict=Verdict.UNKNOWN, key=key)
    if found.state != State.CONFIRMED:
        return Outcome(verdict=Verdict.NOT_CONFIRMED, key=key, registration=found)
    standing = _standing(found, Attendance.ONLINE)
    if standing is not None:
        return Outcome(verdict=Verdict.ALREADY, key=key, registration=found, check_in=standing)
    scan = Scan(key=key, at=now, sent_at=now)
    return _enter(found, scan, by=by, now=now, attendance=Attendance.ONLINE, way=way)


def skew_of(scan: Scan, now: datetime) -> int:
    """By how many seconds the clock of the device is ahead of ours; a second or two of it is the line."""
    seconds = (scan.sent_at - now).total_seconds()
    return round(max(-MOST_SKEW, min(MOST_SKEW, seconds)))


def _seen_before(intake: Intake, key: UUID) -> Outcome | None:
    one = CheckIn.objects.filter(key=key).select_related("registration__organisation").first()
    if one is None:
        return None
    if one.registration.intake_id != intake.pk:
        return Outcome(verdict=Verdict.UNREADABLE, key=key)
    verdict = Verdict.IN if one.undone_at is None else Verdict.UNDONE
    return Outcome(verdict=verdict, key=key, registration=one.registration, check_in=one)


def _found(intake: Intake, scan: Scan) -> Registration | Outcome:
    """The registration that is meant, or why there is none here."""
    uid, version = scan.uid, b""
    if scan.ticket:
        try:
            ticket = unseal(scan.ticket)
        except NotATicket:
            return Outcome(verdict=Verdict.FORGED, key=scan.key)
        if ticket.intake != intake.pk:
            return Outcome(verdict=Verdict.FOREIGN, key=scan.key)
        uid, version = ticket.uid, ticket.version
    known = Registration.objects.exclude(state=State.DRAFT).select_related("organisation")
    found = known.filter(intake=intake, uid=uid).first() if uid else None
    if found is None:
        return Outcome(verdict=Verdict.UNKNOWN, key=scan.key)
    if version and ticket_of(found).version != version and found.state == State.CONFIRMED:
        return Outcome(verdict=Verdict.REPLACED, key=scan.key, registration=found)
    return found


def _refusal(registration: Registration, scan: Scan) -> Verdict | None:
    """Why the list does not let somebody in."""
    if registration.state != State.CONFIRMED:
        return Verdict.NOT_CONFIRMED
    return Verdict.ONLINE if registration.attendance == Attendance.ONLINE else None


def _may_be_seated(registration: Registration) -> bool:
    return registration.state == State.CONFIRMED or registration.state in MAY_BE_SEATED


def _standing(registration: Registration, attendance: str) -> CheckIn | None:
    return registration.check_ins.filter(attendance=attendance, undone_at__isnull=True).first()


def _seat(registration: Registration, now: datetime) -> dict[str, list[str]]:
    """Give a seat in the hall to somebody who has none, whether one is free or not: the word says why."""
    before = {"state": str(registration.state), "attendance": str(registration.attendance)}
    registration.state, registration.attendance = State.CONFIRMED, Attendance.IN_PERSON
    registration.decided_at, registration.ended_at, registration.answer_by_at = now, None, None
    registration.revision += 1
    fields = ["state", "attendance", "decided_at", "ended_at", "answer_by_at", "revision"]
    registration.save(update_fields=fields)
    after = {"state": str(registration.state), "attendance": str(registration.attendance)}
    return changes_between(before, after)


def _enter(
    registration: Registration,
    scan: Scan,
    *,
    by: By,
    now: datetime,
    changes: dict[str, list[str]] | None = None,
    attendance: str = Attendance.IN_PERSON,
    way: str = "",
) -> Outcome:
    made = CheckIn(
        registration=registration,
        key=scan.key,
        attendance=attendance,
        way=way or (Way.SCANNED if scan.ticket else Way.FOUND),
        at=scan.at,
        skew_seconds=skew_of(scan, now),
        received_at=now,
        by=str(Actor.of(by))[:254],
        note=scan.word.strip()[:300],
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        # Somebody else was quicker between our look and our step, or sent the same key on another line.
        again = _seen_before(registration.intake, scan.key)
        standing = _standing(registration, attendance)
        return again or Outcome(verdict=Verdict.ALREADY, key=scan.key, registration=registration, check_in=standing)
    _record("check-in", made, by=by, now=now, changes={"attended": [None, str(attendance)], **(changes or {})})
    return Outcome(verdict=Verdict.IN, key=scan.key, registration=registration, check_in=made)


def _record(verb: str, one: CheckIn, *, by: By, now: datetime, changes: Mapping[str, Sequence[str | None]]) -> None:
    registration = one.registration
    record(
        at=now,
        by=by,
        verb=verb,
        kind="registration",
        key=str(registration.uid),
        label=label_of(registration),
        changes=changes,
        note=one.note,
        subject=registration.person_id,
        personal=("label", "note"),
    )
