"""Vocabulary of webhooks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Things whose changes can be told."""

    ACTIVITY = "activity", _("Activities")
    ORGANISATION = "organisation", _("Organisations")
    MEMBERSHIP = "membership", _("Memberships")
    REGISTRATION = "registration", _("Registrations")
    INTEREST = "interest", _("Expressions of interest")


class Outcome(models.TextChoices):
    """How a call went."""

    WAITING = "waiting", _("Waiting")
    ANSWERED = "answered", _("Answered")
    GIVEN_UP = "given-up", _("Given up")
