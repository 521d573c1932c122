"""The form of a token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.accounts.tokens.choices import Scope
from hanse.accounts.tokens.operations import LONGEST


class TokenForm(forms.Form):
    """What it is for, what it may do, until when."""

    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("Such as “website of the city” or “sync with our CRM”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself."),
    )
    acts_for = forms.ChoiceField(label=_("It acts for"), required=False, choices=())
    expires_on = forms.DateField(
        label=_("Good until and including"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: date, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("expires_on", today + timedelta(days=90))
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["acts_for"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Yourself")), *organisations]

    def clean_expires_on(self) -> date:
        """Not for ever: keys are lost, and people move on."""
        day: date = self.cleaned_data["expires_on"]
        if not self.today < day <= self.today + timedelta(days=LONGEST):
            raise ValidationError(_("Choose a day after today and within a year."))
        return day
