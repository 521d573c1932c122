"""Vocabulary of the year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The room below keeps the list, because managers are named by it.
from hanse.accounts.choices import AreaKey as AreaKey


class Status(models.TextChoices):
    """Where an activity stands. An idea is seen by the secretariat only."""

    IDEA = "idea", _("Idea")
    TENTATIVE = "tentative", _("Tentative")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Held")


class Mode(models.TextChoices):
    """How people come."""

    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Audience(models.TextChoices):
    """Who may come."""

    PUBLIC = "public", _("Open to all")
    UNDER_35 = "under-35", _("People under 35")
    OFFICIALS = "officials", _("Government officials")
    MEMBERS = "members", _("Members")
    MEMBERS_AND_PARTNERS = "members-and-partners", _("Members and partners")
    INVITED = "invited", _("By invitation")
    COMMITTEE = "committee", _("Committee members")


class Part(models.TextChoices):
    """What an organisation does in an activity."""

    ORGANISER = "organiser", _("Organiser")
    CO_ORGANISER = "co-organiser", _("Co-organiser")
    PARTNER = "partner", _("Partner")
    PARTICIPANT = "participant", _("Takes part")


# Whoever makes an activity happen; a partner supports it, and a participant comes to it.
ORGANISING = (Part.ORGANISER, Part.CO_ORGANISER)
# Where each part stands in the files and in drafts: slugs with semicolons between them.
PART_COLUMNS = {
    Part.ORGANISER: "organisers",
    Part.CO_ORGANISER: "co_organisers",
    Part.PARTNER: "partners",
    Part.PARTICIPANT: "participants",
}


class SessionKind(models.TextChoices):
    """A line of an agenda."""

    SESSION = "session", _("Session")
    BREAK = "break", _("Break")


class Rule(models.TextChoices):
    """How often a duty falls due."""

    ANNUAL = "annual", _("Every year")
    BIENNIAL = "biennial", _("Every two years")
    TRIENNIAL = "triennial", _("Every three years")


YEARS_BETWEEN = {Rule.ANNUAL: 1, Rule.BIENNIAL: 2, Rule.TRIENNIAL: 3}
# From which states each step may start.
MAY_START = {
    "publish": frozenset({Status.IDEA}),
    "confirm": frozenset({Status.IDEA, Status.TENTATIVE, Status.POSTPONED}),
    "postpone": frozenset({Status.TENTATIVE, Status.CONFIRMED}),
    "cancel": frozenset({Status.TENTATIVE, Status.CONFIRMED, Status.POSTPONED}),
    "hold": frozenset({Status.TENTATIVE, Status.CONFIRMED}),
    "reopen": frozenset({Status.POSTPONED, Status.CANCELLED, Status.HELD}),
}
