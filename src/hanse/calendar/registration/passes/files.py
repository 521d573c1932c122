"""The files that carry a ticket."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override

from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.passes.codes import short_code
from hanse.calendar.registration.passes.documents import ticket
from hanse.calendar.registration.windows import is_called_off
from hanse.post.operations.queueing import File
from hanse.typeset.passes import picture_of_ticket, typeset_ticket


def has_ticket(registration: Registration) -> bool:
    """Whether there is a ticket at all: for a confirmed seat in the hall of an activity that was not cancelled.

    Who comes online gets the link instead.
    """
    is_seat = registration.state == State.CONFIRMED and registration.attendance == Attendance.IN_PERSON
    return is_seat and not is_called_off(registration.intake)


def ticket_files(registration: Registration) -> list[File]:
    """The ticket as PDF and as a picture, in the language of the person; nothing where there is no ticket.

    Give it registrations with `intake__activity__year`, `intake__activity__area` and `organisation` loaded.
    """
    if not has_ticket(registration):
        return []
    return [
        File(f"{ticket_name(registration)}.pdf", "application/pdf", ticket_pdf(registration)),
        File(f"{ticket_name(registration)}.png", "image/png", ticket_png(registration)),
    ]


def ticket_pdf(registration: Registration) -> bytes:
    """The ticket as tagged PDF."""
    with override(registration.language):
        return typeset_ticket(ticket(registration, base_url=settings.BASE_URL))


def ticket_png(registration: Registration) -> bytes:
    """The ticket as a picture for a phone."""
    with override(registration.language):
        return picture_of_ticket(ticket(registration, base_url=settings.BASE_URL))


def ticket_name(registration: Registration) -> str:
    """The file's name without its ending."""
    return f"ticket-{short_code(registration.uid).lower()}"
