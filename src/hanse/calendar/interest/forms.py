"""Forms of expressions of interest; they clean, and save nothing."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.accounts.models import User
from hanse.calendar.interest.queries.offers import Offers
from hanse.members.choices import Category
from hanse.members.geography import country_codes, country_name
from hanse.ui.naming import NameField
from hanse.ui.tables import ENCODINGS

CONSENT = _(
    "The secretariat may keep this and write to me about it. I can withdraw it at any time; it is erased two years "
    "after the year it is about."
)


class InterestForm(forms.Form):
    """What somebody is interested in, and who they are."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    whole_year = forms.BooleanField(label=_("The whole year"), required=False)
    areas = forms.MultipleChoiceField(label=_("Areas"), required=False, choices=())
    programmes = forms.MultipleChoiceField(label=_("Programmes"), required=False, choices=())
    activity = forms.BooleanField(label=_("Activity"), required=False)
    name = NameField(label=_("Your name"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    organisation_name = NameField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    office = forms.CharField(
        label=_("Your role there"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=())
    message = forms.CharField(
        label=_("Message"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you hope for, or would like to bring."),
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={
            "required": _("Without this we may not keep what you wrote. Tick it, or write to us by e-mail.")
        },
    )
    # People leave it empty; programs that fill in every field do not.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(
        self, *args: Any, offers: Offers, activity: tuple[str, str] | None, reader: Any, language: str, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self._choose("areas", [(area.key, area.name) for area in offers.areas])
        self._choose("programmes", [pair for area in offers.areas for pair in area.programmes])
        countries = sorted(((code, country_name(code, language)) for code in country_codes()), key=lambda pair: pair[1])
        self._choose("country", [("", "–"), *countries])
        if activity is None:
            del self.fields["activity"]
        else:
            self.fields["activity"].label = activity[1]
        if reader.is_authenticated:
            # Who has signed in is known; the address is the account's, so that nobody writes in another's name.
            del self.fields["email"]
            del self.fields["website"]
            self.fields["name"].initial = reader.name

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_message(self) -> str:
        """Line ends of one kind."""
        return str(self.cleaned_data["message"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen, if only the whole year."""
        clean = self.cleaned_data
        if not any(clean.get(name) for name in ("whole_year", "areas", "programmes", "activity")):
            self.add_error("whole_year", _("Choose what you are interested in, or the whole year."))
        return clean


class AnswerForm(forms.Form):
    """What the secretariat writes back."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Sent by e-mail, between “Dear …” and a link to what they wrote. Markdown is understood."),
    )


class HandOverForm(forms.Form):
    """To whom."""

    owner = forms.TypedChoiceField(label=_("Answered by"), required=False, coerce=int, empty_value=None, choices=())

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Nobody in particular")), *((user.pk, str(user)) for user in colleagues)]


class ApplyForm(forms.Form):
    """For which kind of member the form is sent."""

    category = forms.ChoiceField(label=_("Kind of member"), choices=[("", "–"), *Category.choices])


class ApplicationForm(forms.Form):
    """Which application it became."""

    reference = forms.CharField(label=_("Reference of the application"), max_length=12)


class MeetingForm(forms.Form):
    """What was agreed."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    where = forms.CharField(label=_("Hour and place"), max_length=300, required=False)
    words = forms.CharField(
        label=_("What else was agreed"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """The letter says “we meet on”, so the day is one to come."""
        on: date = self.cleaned_data["on"]
        if on < self.today - timedelta(days=1):  # it may still be yesterday where they meet
            raise forms.ValidationError(_("This day is over, and the letter says “we meet on …”. Choose a day to come, or write what came of it as an answer."))  # fmt: skip
        return on


class ImportForm(forms.Form):
    """A table of earlier answers."""

    file = forms.FileField(label=_("Table, CSV or .xlsx"))
    source = forms.CharField(
        label=_("Where the answers come from"),
        max_length=200,
        help_text=_("Such as “Form on the website, spring 2023”. The same file twice is kept once."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding, if it is not UTF-8"), required=False, choices=[("", "–"), *ENCODINGS.items()]
    )
    sheet = forms.CharField(label=_("Sheet, if there are several"), max_length=100, required=False)
