"""Vocabulary of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do for the network itself; acting for a member is another matter."""

    SECRETARIAT = "secretariat", _("Secretariat")
    PERSON = "person", _("Person")
