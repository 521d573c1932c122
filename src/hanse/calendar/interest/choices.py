"""Vocabulary of expressions of interest."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an expression of interest stands."""

    UNCONFIRMED = "unconfirmed", _("Waits for the address to be confirmed")
    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    INVITED = "invited", _("Invited to go on")
    CONVERTED = "converted", _("Led on")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Who is still interested, and hears of a date.
INTERESTED = (State.OPEN, State.ANSWERED, State.INVITED, State.CONVERTED)


class LeadsTo(models.TextChoices):
    """What an interest became."""

    REGISTRATION = "registration", _("Registration")
    MEMBERSHIP = "membership", _("Membership application")
    MEETING = "meeting", _("Meeting")


# What is said of an interest that goes on, or has. It has led on only when what it led to is there.
STANDINGS: dict[tuple[str, str], Any] = {
    (State.INVITED, LeadsTo.REGISTRATION): _("Invited to register"),
    (State.INVITED, LeadsTo.MEMBERSHIP): _("Invited to apply for membership"),
    (State.CONVERTED, LeadsTo.REGISTRATION): _("Registered"),
    (State.CONVERTED, LeadsTo.MEMBERSHIP): _("Applied for membership"),
    (State.CONVERTED, LeadsTo.MEETING): _("Meeting agreed"),
}
