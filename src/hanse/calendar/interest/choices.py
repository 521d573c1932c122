"""Vocabulary of expressions of interest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an expression of interest stands."""

    UNCONFIRMED = "unconfirmed", _("Waits for the address to be confirmed")
    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    CONVERTED = "converted", _("Led on")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Who is still interested, and hears of a date.
INTERESTED = (State.OPEN, State.ANSWERED, State.CONVERTED)


class LeadsTo(models.TextChoices):
    """What an interest became."""

    REGISTRATION = "registration", _("Registration")
    MEMBERSHIP = "membership", _("Membership application")
    MEETING = "meeting", _("Meeting")
