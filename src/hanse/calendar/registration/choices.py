"""Vocabulary of registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Mode


class State(models.TextChoices):
    """Where a registration stands."""

    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waits for approval")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("A seat is offered")
    DECLINED = "declined", _("Not approved")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("The offer was not answered in time")


# What is said in place of a state where the activity itself was cancelled.
CALLED_OFF = _("The activity is cancelled")

# What takes a seat, and what may still come to one.
SEATED = (State.CONFIRMED, State.OFFERED)
LIVE = (State.DRAFT, State.ASKED, State.CONFIRMED, State.WAITING, State.OFFERED)
# What was sent and has not ended: of these a person has one for each activity, and an organisation so many at most.
ENTERED = (State.ASKED, State.CONFIRMED, State.WAITING, State.OFFERED)


class Attendance(models.TextChoices):
    """How somebody comes."""

    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("Online")


def ways_to_come(mode: str) -> tuple[str, ...]:
    """How one can attend an activity of a mode."""
    if mode == Mode.HYBRID:
        return (Attendance.IN_PERSON.value, Attendance.ONLINE.value)
    return (Attendance.ONLINE.value,) if mode == Mode.ONLINE else (Attendance.IN_PERSON.value,)


class QuestionKind(models.TextChoices):
    """What a question asks for."""

    TEXT = "text", _("Short text")
    LONG_TEXT = "long-text", _("Long text")
    CHOICE = "choice", _("One of several")
    SEVERAL = "several", _("Several of several")
    DATE = "date", _("Date")
    FILE = "file", _("File")
    CONSENT = "consent", _("Consent")
