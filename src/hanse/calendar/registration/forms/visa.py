"""What a consulate asks for beside the name, which is the registration's. Nothing of it is saved anywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.passes.documents import Passport

DAY = {"invalid": _("Write the day as 1980-02-21.")}


class VisaForm(forms.Form):
    """A passport, as it is written in the letter."""

    nationality = forms.CharField(label=_("Nationality"), max_length=100)
    number = forms.CharField(label=_("Number of the passport"), max_length=40)
    born_on = forms.DateField(
        label=_("Born on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=DAY
    )
    valid_until = forms.DateField(
        label=_("Passport valid until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    office = forms.CharField(label=_("Office"), max_length=200, required=False)
    consulate = forms.CharField(
        label=_("To whom the letter is addressed"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name and address of the embassy or consulate. Empty: “To whom it may concern”."),
    )

    def __init__(self, *args: Any, today: date, ends_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.ends_on = today, ends_on
        for field in self.fields.values():
            # A browser must not keep what we do not keep.
            field.widget.attrs["autocomplete"] = "off"

    def clean_born_on(self) -> date:
        """A day that lies behind us."""
        found: date = self.cleaned_data["born_on"]
        if not self.today.year - 130 < found.year or found >= self.today:
            raise ValidationError(_("Nobody who travels was born on this day. Look at the year."))
        return found

    def clean_valid_until(self) -> date:
        """A passport that is good on the last day."""
        found: date = self.cleaned_data["valid_until"]
        if found < (self.ends_on or self.today):
            raise ValidationError(_("The passport ends before the activity does. Renew it first, or look at the year."))
        return found

    def passport(self) -> Passport:
        """What goes into the letter."""
        return Passport(**self.cleaned_data)
