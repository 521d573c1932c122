"""Forms of mandates, and of what people let be shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import MandateRole
from hanse.members.forms.fields import day, text
from hanse.members.operations.mandates import Offer
from hanse.ui.naming import NameField


class OfferForm(forms.Form):
    """The mandate that somebody is to have."""

    role = forms.ChoiceField(label=_("Role"), choices=MandateRole.choices, initial=MandateRole.STAFF)
    office = forms.CharField(
        label=_("Office"), max_length=200, required=False, help_text=_("As it stands on a visiting card.")
    )
    is_administrator = forms.BooleanField(
        label=_("Administrator"),
        required=False,
        help_text=_("May invite others, end their mandates, and edit the profile."),
    )
    ends_on = day(_("Until and including"), required=False, help_text=_("Empty: until it is ended."))

    def offer(self) -> Offer:
        """The cleaned values."""
        clean = self.cleaned_data
        return Offer(
            role=clean["role"],
            office=clean["office"],
            is_administrator=clean["is_administrator"],
            ends_on=clean["ends_on"],
        )


class InvitationForm(OfferForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = NameField(label=_("Name"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES, required=False)
    field_order = ("email", "name", "role", "office", "is_administrator", "ends_on", "language")


class GrantForm(OfferForm):
    """To whom the secretariat grants a mandate at once."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("Of somebody who has an account. Invite everybody else.")
    )
    starts_on = day(_("From"))
    field_order = ("email", "role", "office", "is_administrator", "starts_on", "ends_on")


class RevokeForm(forms.Form):
    """Why a mandate is taken back."""

    note = text(_("Why"), longest=1000, rows=2)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = _(
            "For the history, which the people of the organisation and the secretariat can read. You may leave it empty."
        )
        self.fields["note"].help_text = mine if own else _("For the history; the person does not read it.")


class ShownForm(forms.Form):
    """What somebody lets be shown beside an organisation: nothing, unless they say so."""

    name = forms.BooleanField(label=_("My name"), required=False)
    office = forms.BooleanField(label=_("My office"), required=False)
    email = forms.BooleanField(label=_("My e-mail address"), required=False)

    def clean(self) -> dict[str, Any]:
        """Office and address say nothing without a name."""
        clean = super().clean() or {}
        if (clean.get("office") or clean.get("email")) and not clean.get("name"):
            self.add_error(
                "name", _("Office and address are shown beside a name only. Tick the name, too, or neither.")
            )
        return clean
