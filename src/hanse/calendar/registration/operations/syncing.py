"""What a device at the door sends, act by act, each on its own, so that one that fails takes no other with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hanse.audit.actor import By
from hanse.calendar.registration.choices_day import Verdict
from hanse.calendar.registration.hours import door_hours
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.operations.checking_in import Outcome, Scan, check_in, undo_check_in
from hanse.calendar.registration.operations.walking_in import Guest, register_walk_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that a helper did: let somebody in, register a guest, or take an entry back (`undoes`, its key)."""

    scan: Scan
    guest: Guest | None = None
    undoes: UUID | None = None


def carry_out(*, intake: Intake, act: Act, by: By, now: datetime, shown_at: datetime) -> Outcome:
    """Do what a helper did. `shown_at` is the time by which the door is open or not, `now` what the record keeps.

    Before the door opens everything is tried and taken back, so that helpers can rehearse with real tickets.
    """
    hours = door_hours(intake.activity)
    if act.undoes is not None:
        return replace(undo_check_in(intake=intake, key=act.undoes, by=by, now=now), key=act.scan.key)
    if hours.is_over(shown_at):
        return Outcome(verdict=Verdict.CLOSED, key=act.scan.key)
    with transaction.atomic():
        outcome = _let_in(intake, act, by, now)
        if hours.is_early(shown_at):
            transaction.set_rollback(True)
            if outcome.verdict == Verdict.IN:
                outcome = replace(outcome, verdict=Verdict.EARLY, check_in=None)
    return outcome


def _let_in(intake: Intake, act: Act, by: By, now: datetime) -> Outcome:
    if act.guest is not None:
        return register_walk_in(intake=intake, scan=act.scan, guest=act.guest, by=by, now=now)
    return check_in(intake=intake, scan=act.scan, by=by, now=now)
