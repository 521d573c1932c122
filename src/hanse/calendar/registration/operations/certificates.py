"""Certificates of attendance: given to those who were there, once the activity is over."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.hours import is_over
from hanse.calendar.registration.models import Certificate, CheckIn, Registration
from hanse.calendar.registration.operations.ledger import label_of
from hanse.calendar.registration.passes.codes import new_code


class NoCertificate(Exception):
    """There is none to be had: `reason` is `not-offered`, `not-over`, `not-there` or `no-name`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def why_no_certificate(registration: Registration, *, was_there: bool, at: datetime) -> str:
    """Why somebody gets no certificate, or nothing. `at` is the time by which the activity is over or not."""
    if not registration.intake.offers_certificate:
        return "not-offered"
    if not is_over(registration.intake.activity, at):
        return "not-over"
    if not was_there or registration.state != State.CONFIRMED:
        return "not-there"
    return "" if registration.name else "no-name"


@transaction.atomic
def issue_certificate(*, registration: Registration, by: By, now: datetime, shown_at: datetime) -> Certificate:
    """Give a certificate to somebody who was there; the one they have where they have one. Raises `NoCertificate`."""
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    given = Certificate.objects.filter(registration=row).first()
    was_there = CheckIn.objects.filter(registration=row, undone_at__isnull=True).exists()
    registration.state, registration.name = row.state, row.name
    if reason := why_no_certificate(registration, was_there=was_there, at=shown_at):
        raise NoCertificate(reason)
    if given is not None:
        return given
    made = _with_a_new_code(row, now)
    record(
        at=now,
        by=by,
        verb="certify",
        kind="registration",
        key=str(row.uid),
        label=label_of(registration),
        changes={"certificate": [None, made.code]},
        subject=row.person_id,
        personal=("label",),
    )
    return made


def _with_a_new_code(row: Registration, now: datetime) -> Certificate:
    """Two equal codes of 60 bits are not to be expected, and no reason to fail either."""
    while True:
        try:
            with transaction.atomic():
                return Certificate.objects.create(registration=row, code=new_code(), issued_at=now)
        except IntegrityError:
            if Certificate.objects.filter(registration=row).exists():
                raise
