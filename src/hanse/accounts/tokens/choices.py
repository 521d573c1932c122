"""What a token may do; never more than its person may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """One permission of a token."""

    ACTIVITIES_READ = "activities:read", _("Read activities, also those that are not public, as far as you see them")
    ACTIVITIES_WRITE = "activities:write", _("Add and change activities")
    ORGANISATIONS_READ = "organisations:read", _("Read organisations and their membership")
    ORGANISATIONS_WRITE = "organisations:write", _("Add and change organisations")
    REGISTRATIONS_READ = "registrations:read", _("Read registrations, with personal data")
    REGISTRATIONS_WRITE = "registrations:write", _("Register people, approve and cancel")
