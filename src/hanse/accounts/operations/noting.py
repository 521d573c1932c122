"""What the record keeps of a person's account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.operations import record

PERSONAL = ("label", "name", "email", "addressed_as", "birth_on", "zone")


@transaction.atomic
def note_act(
    *, person: User, verb: str, by: By, now: datetime, changes: Mapping[str, Any] | None = None, note: str = ""
) -> None:
    """Write down what somebody did with an account: signed in, failed at it, changed a factor, a role or a name."""
    record(
        at=now,
        by=by,
        verb=verb,
        kind="person",
        key=str(person.pk),
        label=str(person),
        changes=changes,
        note=note,
        subject=person.pk,
        personal=PERSONAL,
    )
