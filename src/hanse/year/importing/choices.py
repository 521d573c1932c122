"""Vocabulary of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What a table holds."""

    ORGANISATIONS = "organisations", _("Organisations")
    PEOPLE = "people", _("People and their mandates")
    REGISTRATIONS = "registrations", _("Registrations for an activity")


class State(models.TextChoices):
    """Where an import stands."""

    OPEN = "open", _("Not carried out yet")
    DOING = "doing", _("Being carried out")
    DONE = "done", _("Carried out")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class Fate(models.TextChoices):
    """What becomes of a row."""

    CREATE = "create", _("New")
    CHANGE = "change", _("Changed")
    LEAVE = "leave", _("Already so")
    REFUSE = "refuse", _("Refused")
