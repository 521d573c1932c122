"""Drafts: a form that is put aside. It takes no seat and no place in the line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.entering import fill, keep_files
from hanse.calendar.registration.operations.files import remove_uploads
from hanse.calendar.registration.operations.ledger import PERSONAL, keep, label_of, lock_terms, snapshot
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.submissions import Submission


@in_turn
@transaction.atomic
def save_draft(
    *,
    intake: int,
    sent: Submission,
    person: int,
    by: By,
    now: datetime,
    clock: datetime | None = None,
    draft: UUID | None = None,
) -> Registration:
    """Keep a form as far as it is filled in, also when registration has closed over it.

    A person has one draft for each organisation; `draft` names another that is the organisation's.
    """
    terms, at = lock_terms(intake), clock or now
    row = draft_to_use(terms, person, sent.organisation, draft)
    before = snapshot(row) if row is not None else None
    row = row or Registration(intake=terms, made_by_id=person, created_at=at)
    fill(row, sent, at=at)
    keep(row, verb="draft", by=by, now=now, before=before)
    keep_files(row, sent, at=at)
    return row


def draft_to_use(
    terms: Intake, person: int | None, organisation: int | None, uid: UUID | None = None
) -> Registration | None:
    """The draft that a form goes on with: the one that is named, if it is theirs to go on with, else their own."""
    if person is None:
        return None
    drafts = Registration.objects.filter(intake=terms, state=State.DRAFT).select_related("organisation")
    own = Q(made_by=person)
    if uid is not None:
        theirs = Q(organisation=organisation) if organisation is not None else Q(pk__in=[])
        named = drafts.filter(own | theirs, uid=uid).first()
        clashes = drafts.filter(own, organisation=organisation).exclude(uid=uid).exists()
        if named is not None and not (named.made_by_id == person and clashes):
            named.intake = terms
            return named
    found = drafts.filter(own, organisation=organisation).first()
    if found is not None:
        found.intake = terms
    return found


def discard_draft(row: Registration, *, by: By, now: datetime) -> None:
    """Throw a draft away, files and all; the record keeps that it was, and nothing of what it said."""
    record(
        at=now,
        by=by,
        verb="discard",
        kind="registration",
        key=str(row.uid),
        label=label_of(row),
        subject=row.person_id or row.made_by_id,
        personal=PERSONAL,
    )
    remove_uploads(row.uploads.all())
    row.delete()
