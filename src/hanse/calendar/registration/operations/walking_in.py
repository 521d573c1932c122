"""People who come without having registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hanse.audit.actor import Actor, By
from hanse.audit.operations import record
from hanse.calendar.registration.choices import ENTERED, Attendance, State
from hanse.calendar.registration.choices_day import Verdict, Way
from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.operations.checking_in import Outcome, Scan, skew_of
from hanse.calendar.registration.operations.ledger import lock_terms
from hanse.calendar.registration.queries.terms import hall_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who stands at the door."""

    name: str
    email: str = ""
    office: str = ""
    organisation_name: str = ""
    language: str = "en"


@transaction.atomic
def register_walk_in(*, intake: Intake, scan: Scan, guest: Guest, by: By, now: datetime) -> Outcome:
    """Register and let in somebody at the door.

    The key of the scan becomes the registration's identifier, so that a device that sends it twice makes one person.
    Seats are counted under the lock of the intake: where none is left, the answer is `FULL`, unless `scan.word` says
    why one more comes in. Whoever is on the list already under the same address is not registered again (`KNOWN`).
    """
    locked = lock_terms(intake.pk)
    known = Registration.objects.filter(uid=scan.key).select_related("organisation").first()
    if known is not None:
        return _again(known, intake, scan)
    if guest.email:
        # Registrations whose names follow later have no address, and stand in nobody's way.
        same = Registration.objects.filter(intake=intake, state__in=ENTERED, email__iexact=guest.email)
        listed = same.select_related("organisation").first()
        if listed is not None:
            return Outcome(verdict=Verdict.KNOWN, key=scan.key, registration=listed)
    left = hall_of(locked).left
    word = scan.word.strip()[:300]
    if left == 0 and not word:
        return Outcome(verdict=Verdict.FULL, key=scan.key)
    made = _register(locked, scan, guest, now)
    entered = CheckIn.objects.create(
        registration=made,
        key=scan.key,
        attendance=Attendance.IN_PERSON,
        way=Way.WALK_IN,
        at=scan.at,
        skew_seconds=skew_of(scan, now),
        received_at=now,
        by=str(Actor.of(by))[:254],
        note=word,
    )
    changes = {"state": [None, str(State.CONFIRMED)], "attended": [None, str(Attendance.IN_PERSON)]}
    if left is not None:
        changes["seats_left"] = [str(left), str(max(0, left - 1))]
    record(
        at=now,
        by=by,
        verb="register",
        kind="registration",
        key=str(made.uid),
        label=made.name,
        changes=changes,
        note=word,
        personal=("label", "note"),
    )
    return Outcome(verdict=Verdict.IN, key=scan.key, registration=made, check_in=entered)


def _again(known: Registration, intake: Intake, scan: Scan) -> Outcome:
    """The answer that the first sending got."""
    entered = known.check_ins.filter(key=scan.key).first()
    if known.intake_id != intake.pk or entered is None:
        return Outcome(verdict=Verdict.UNREADABLE, key=scan.key)
    verdict = Verdict.IN if entered.undone_at is None else Verdict.UNDONE
    return Outcome(verdict=verdict, key=scan.key, registration=known, check_in=entered)


def _register(locked: Intake, scan: Scan, guest: Guest, now: datetime) -> Registration:
    locked.arrivals += 1
    locked.save(update_fields=["arrivals"])
    return Registration.objects.create(
        uid=scan.key,
        intake=locked,
        state=State.CONFIRMED,
        attendance=Attendance.IN_PERSON,
        name=guest.name,
        email=guest.email,
        office=guest.office,
        organisation_name=guest.organisation_name,
        language=guest.language,
        arrival=locked.arrivals,
        is_walk_in=True,
        told_sequence=locked.activity.sequence,
        created_at=now,
        submitted_at=now,
        decided_at=now,
    )
