"""Sending somebody the links of their registrations anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.letters import LINKS
from hanse.calendar.registration.operations.ledger import label_of
from hanse.calendar.registration.operations.telling import tell
from hanse.calendar.registration.queries.page import by_address


@transaction.atomic
def send_links(*, email: str, by: By, now: datetime) -> int:
    """Write to an address what it has registered for, with a fresh link to each; how many.

    Once an hour at most for each, so that a stranger cannot fill a mailbox.
    """
    rows = by_address(email)
    for row in rows:
        tell(LINKS, row, now=now, key=f"{LINKS.key}/{row.uid}/{now:%Y-%m-%dT%H}")
        record(
            at=now,
            by=by,
            verb="send link",
            kind="registration",
            key=str(row.uid),
            label=label_of(row),
            subject=row.person_id,
            personal=("label",),
        )
    return len(rows)
