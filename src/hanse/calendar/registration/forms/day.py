"""Forms of the day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.operations.walking_in import Guest
from hanse.engines.when import zone_of
from hanse.ui.naming import NameField


class GuestForm(forms.Form):
    """Somebody who came without registering."""

    name = NameField(label=_("Name"), max_length=300)
    organisation_name = NameField(label=_("Organisation"), max_length=200, required=False)
    office = forms.CharField(label=_("Office"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, required=False, help_text=_("For the certificate and the papers.")
    )
    word = forms.CharField(
        label=_("Why, if no seat is left"),
        max_length=300,
        required=False,
        help_text=_("Only where all seats are taken and they come in all the same."),
    )

    def guest(self, language: str) -> Guest:
        """Who it is."""
        clean = self.cleaned_data
        return Guest(
            name=clean["name"],
            email=clean["email"].lower(),
            office=clean["office"],
            organisation_name=clean["organisation_name"],
            language=language,
        )


class DoorLinkForm(forms.Form):
    """A link for volunteers."""

    label = forms.CharField(
        label=_("Who keeps the door"), max_length=100, help_text=_("Such as “Main entrance”: each entry keeps it.")
    )
    expires_at = forms.CharField(
        label=_("Good until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        self.fields["expires_at"].help_text = _("On the clock of %(place)s.") % {"place": zone.rpartition("/")[2]}

    def clean_expires_at(self) -> datetime:
        """An hour at the place, later than now and not later than a year from now."""
        try:
            found = datetime.fromisoformat(self.cleaned_data["expires_at"])
        except ValueError:
            raise ValidationError(_("Write the day and the hour as 2023-03-17 20:00.")) from None
        found = found.replace(tzinfo=zone_of(self.zone)) if found.tzinfo is None else found
        if not 0 < (found - self.now).total_seconds() < 366 * 24 * 3600:
            raise ValidationError(_("Choose an hour that is still to come, within a year."))
        return found
