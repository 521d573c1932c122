"""The record of papers that are made and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.ledger import label_of


@transaction.atomic
def note_visa_letter(*, registration: Registration, by: By, now: datetime) -> None:
    """Say that a letter for a visa was made, and nothing of what stands in it."""
    record(
        at=now,
        by=by,
        verb="write letter",
        kind="registration",
        key=str(registration.uid),
        label=label_of(registration),
        subject=registration.person_id,
        personal=("label",),
    )


@transaction.atomic
def note_export(
    *, activity: Activity, what: str, people: int, filters: Mapping[str, str], by: By, now: datetime
) -> None:
    """Say that personal data of many people left the house: what, of how many, by which filter, and by whom."""
    told = {name: [None, value] for name, value in filters.items() if value}
    record(
        at=now,
        by=by,
        verb="export",
        kind="registrations",
        key=activity.slug,
        label=activity.title,
        changes={"what": [None, what], "people": [None, people], **told},
    )
