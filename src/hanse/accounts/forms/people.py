"""One's own profile, and what administrators say of others."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.accounts.choices import AreaKey, Role
from hanse.accounts.forms.entering import email_field
from hanse.ui.forms import ReadingForm
from hanse.ui.naming import NameField

OLDEST = 120  # years


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = NameField(
        label=_("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others should read it."),
    )
    addressed_as = forms.CharField(
        label=_("How we may address you"),
        max_length=120,
        required=False,
        help_text=_("In mails, such as “Dr Nakato”. Left empty, it is your name."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of mails and pages."))
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=ReadingForm.base_fields["zone"].choices,  # type: ignore[attr-defined]  # the same places as on “Reading”
        required=False,
        help_text=_("Hours in mails are on this clock."),
    )
    birth_on = forms.DateField(
        label=_("Day of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 1999-05-30.")},
        help_text=_("Only for activities with an age limit, such as those for people under 35. Nobody else sees it."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_birth_on(self) -> date | None:
        """A day in the past, of somebody who can be alive."""
        day: date | None = self.cleaned_data["birth_on"]
        if day is not None and not self.today.year - OLDEST <= day.year <= self.today.year:
            raise ValidationError(_("This cannot be a day of birth. Look at the year."))
        if day is not None and day > self.today:
            raise ValidationError(_("This day is still to come. Look at the year."))
        return day


class AddressForm(forms.Form):
    """Another e-mail address."""

    email = email_field(help_text=_("We send a link there, and word of it to the present address."))


class OfficeForm(forms.Form):
    """What somebody may do for the network itself."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(
        label=_("Areas"),
        choices=AreaKey.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For programme managers: the activities that they keep. They see all."),
    )

    def clean(self) -> dict[str, Any]:
        """A manager keeps something."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("role") == Role.MANAGER and not found.get("areas") and "areas" not in self.errors:
            self.add_error("areas", _("A programme manager keeps at least one area. Choose it."))
        return found


class InviteForm(OfficeForm):
    """Somebody new."""

    email = email_field()
    name = NameField(label=_("Name"), max_length=300, required=False, help_text=_("They can correct it."))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    words = forms.CharField(
        label=_("Your words to them"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["email", "name", "role", "areas", "language", "words"]

    def clean_words(self) -> str:
        """Line ends of one kind."""
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")


class AcceptForm(forms.Form):
    """The name under which somebody accepts, and that they agree."""

    name = NameField(
        label=_("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others should read it."),
    )
    consent = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your consent we may not keep an account for you.")}
    )
