"""Forms of regional networks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Place
from hanse.members.forms.fields import OrganisationField, day
from hanse.members.queries.offered import find_person


class PlaceForm(forms.Form):
    """A new place of an organisation in a network."""

    organisation = OrganisationField(label=_("Organisation"))
    role = forms.ChoiceField(label=_("As"), choices=Place.choices)
    starts_on = day(_("From"))


class EndForm(forms.Form):
    """The last day of a place."""

    ends_on = day(_("Until and including"), required=False, help_text=_("Empty: it goes on."))


class CoordinatorForm(forms.Form):
    """Who coordinates a network."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("Of somebody who has an account."))
    starts_on = day(_("From"))

    def clean_email(self) -> Any:
        """The account."""
        person = find_person(str(self.cleaned_data["email"]))
        if person is None:
            raise forms.ValidationError(_("Nobody here has this address. Add the person first."))
        return person
