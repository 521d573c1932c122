"""Vocabulary of the day itself."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How we know that somebody was there."""

    SCANNED = "scanned", _("Ticket read")
    FOUND = "found", _("Found by name")
    WALK_IN = "walk-in", _("Came without registering")
    JOINED = "joined", _("Opened the link")
    MARKED = "marked", _("Marked by the secretariat")


class FeedbackKind(models.TextChoices):
    """What a question of the feedback form asks for."""

    SCALE = "scale", _("One to five")
    TEXT = "text", _("Words")


class Verdict(StrEnum):
    """What the door says to a ticket or a name. Devices know these words, so they are never renamed."""

    IN = "in"
    ALREADY = "already"
    UNDONE = "undone"
    REPLACED = "replaced"
    NOT_CONFIRMED = "not-confirmed"
    ONLINE = "online"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    FORGED = "forged"
    EARLY = "early"
    CLOSED = "closed"
    FULL = "full"
    KNOWN = "known"
    UNREADABLE = "unreadable"
