"""Tickets on their way: one letter to each who has a seat in the hall, and another when the ticket says something else.

Setting a ticket takes a third of a second. It is done at the tick, and not in the transaction that gives the seat: that
one holds the lock of the intake, and 2,000 people at once would wait behind each other's paper.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from hanse.audit.operations import record
from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.hours import TAKES_PLACE, is_over
from hanse.calendar.registration.letters_day import TICKET_READY
from hanse.calendar.registration.models import Registration, SentTicket
from hanse.calendar.registration.operations.ledger import label_of
from hanse.calendar.registration.operations.telling import tell
from hanse.calendar.registration.passes.files import ticket_files
from hanse.calendar.registration.passes.tokens import ticket_of
from hanse.post.operations.queueing import File

BY = "hanse tick"
MOST = 60  # in one run: half a minute of the server, and the next run goes on


def send_tickets(now: datetime, *, clock: datetime | None = None) -> int:
    """Send tickets that were never sent, and those that were replaced by a change; returns how many.

    `clock` is the instant by which activities are over where pages are shown as of another day than `now`. Safe to run
    at any time and by two at once: what went out is remembered with the version of the ticket.
    """
    sent = 0
    for row in _behind()[:MOST]:
        if is_over(row.intake.activity, clock or now):
            continue
        version = ticket_of(row).version.hex()
        if _is_known(row, version):
            _look_past(row)
            continue
        # The paper is made before anything is locked.
        sent += _send(row, version, ticket_files(row), now=now)
    return sent


def _behind() -> QuerySet[Registration]:
    """Seats in the hall with a name whose present revision nobody has looked at."""
    found = Registration.objects.filter(
        Q(sent_ticket__isnull=True) | ~Q(sent_ticket__revision=F("revision")),
        state=State.CONFIRMED,
        attendance=Attendance.IN_PERSON,
        intake__activity__status__in=TAKES_PLACE,
        is_walk_in=False,
    ).exclude(name="")
    return found.select_related(
        "intake__activity__year", "intake__activity__area", "organisation", "delegation__led_by", "made_by", "person",
        "sent_ticket",
    ).order_by("intake__activity__when_lower", "pk")  # fmt: skip


def _is_known(row: Registration, version: str) -> bool:
    known: SentTicket | None = getattr(row, "sent_ticket", None)
    return known is not None and known.version == version


def _look_past(row: Registration) -> None:
    """An answer or a note has changed, and the ticket says what it said."""
    SentTicket.objects.filter(registration=row).update(revision=row.revision)


@transaction.atomic
def _send(row: Registration, version: str, files: list[File], *, now: datetime) -> int:
    held = Registration.objects.select_for_update().get(pk=row.pk)
    if held.revision != row.revision or held.state != State.CONFIRMED:
        return 0  # it has changed while the paper was made; the next run looks again
    known = SentTicket.objects.filter(registration=row).first()
    if known is not None and known.version == version:
        return 0  # another run was quicker
    SentTicket.objects.update_or_create(
        registration=row, defaults={"version": version, "revision": row.revision, "sent_at": now}
    )
    tell(TICKET_READY, row, now=now, files=files, key=f"{TICKET_READY.key}/{row.uid}/{version}")
    record(
        at=now,
        by=BY,
        verb="send ticket",
        kind="registration",
        key=str(row.uid),
        label=label_of(row),
        subject=row.person_id,
        personal=("label",),
    )
    return 1
