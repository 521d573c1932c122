"""Vocabulary of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do for the network itself; acting for a member is another matter."""

    SECRETARIAT = "secretariat", _("Secretariat")
    MANAGER = "manager", _("Programme manager")
    PERSON = "person", _("Person")


class AreaKey(models.TextChoices):
    """The eight programmes that have a dye and a sign; a ninth would need both. Managers keep some of them."""

    KICKOFF = "kickoff", _("Kick-off and network-wide")
    PRIZE = "prize", _("Prize")
    GOVERNANCE = "governance", _("Governance")
    MATCHMAKING = "matchmaking", _("Matchmaking and projects")
    CAPACITY = "capacity", _("Capacity-building")
    RESEARCH = "research", _("Research and index")
    NETWORKING = "networking", _("Networking and knowledge")
    REGIONAL = "regional", _("Regional")
