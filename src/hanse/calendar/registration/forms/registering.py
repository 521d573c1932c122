"""The form with which people register, and the smaller ones for what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Audience, Mode
from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.forms.questions import QuestionsForm
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.submissions import Submission
from hanse.calendar.registration.words import language_now
from hanse.members.geography import country_codes, country_name
from hanse.ui.languages import wording
from hanse.ui.naming import NameField

OLDEST = 120  # years
OWN = "self"


def countries() -> list[tuple[str, str]]:
    """Every country by its name."""
    named = [(code, country_name(code, language_now())) for code in country_codes()]
    return [("", "—"), *sorted(named, key=lambda pair: pair[1])]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a form asks beside the questions, which depends on the activity and on who asks."""

    terms: Intake
    bodies: Sequence[tuple[int, str, str]] = ()  # key, address and name of each organisation that one may act for
    signed_in: bool = True
    asks_age: bool = False
    asks_code: bool = False
    code: str = ""  # of the link, for a form that was sent without its field


class RegistrationForm(QuestionsForm):
    """One person's registration."""

    whom = forms.ChoiceField(label=_("On behalf of"), choices=())
    name = NameField(
        label=_("Name"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As it should stand on your badge."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a link there; your registration counts when you have opened it."),
    )  # fmt: skip
    office = forms.CharField(
        label=_("Office or function"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )  # fmt: skip
    organisation_name = NameField(
        label=_("Organisation"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    country = forms.ChoiceField(label=_("Country"), choices=countries, required=False)
    attendance = forms.ChoiceField(label=_("How you come"), choices=Attendance.choices, widget=forms.RadioSelect)
    born_on = forms.DateField(
        label=_("Date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 1998-02-21.")},
    )
    code = forms.CharField(
        label=_("Code of your invitation"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    consent = forms.BooleanField(label="")

    def __init__(self, *args: Any, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, questions=list(shape.terms.questions.all()), **kwargs)
        self.shape = shape
        self._shape_who()
        activity = shape.terms.activity
        if activity.mode != Mode.HYBRID:
            del self.fields["attendance"]
        if not shape.asks_age:
            del self.fields["born_on"]
        else:
            self.fields["born_on"].help_text = _why_age(shape.terms)
            self.fields["born_on"].required = activity.audience == Audience.UNDER_35
        if not shape.asks_code:
            self.fields["code"].widget = forms.HiddenInput()
        self.consent_text = wording(shape.terms, "consent")
        if not self.consent_text:
            del self.fields["consent"]
        else:
            self.fields["consent"].label = self.consent_text
            self.fields["consent"].error_messages["required"] = gettext(
                "Without this we cannot register you. Tick it if you agree."
            )
        self.fields["name"].error_messages["required"] = gettext("Write your name.")

    def _shape_who(self) -> None:
        shape = self.shape
        if shape.signed_in:
            del self.fields["email"]
        if not shape.bodies:
            # Somebody whose last mandate has ended still has a form that says for whom it was: `clean_whom` reads it.
            self.fields["whom"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
            return
        for name in self.only_for_oneself:
            self.fields[name].help_text = gettext("Only if you come for yourself.")
        field = self.fields["whom"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(slug, name) for _key, slug, name in shape.bodies] + [(OWN, gettext("Myself only"))]
        field.error_messages["invalid_choice"] = _mandate_ended()

    def clean_whom(self) -> str:
        """One of those that may be acted for now, or oneself."""
        value = str(self.cleaned_data.get("whom", ""))
        if not self.shape.bodies and value not in ("", OWN):
            raise ValidationError(_mandate_ended())
        return value

    def clean_born_on(self) -> date | None:
        """A day on which somebody who lives was born."""
        born_on: date | None = self.cleaned_data["born_on"]
        if born_on is None:
            return None
        first = self.shape.terms.activity.first_on or date(self.shape.terms.activity.year.number, 1, 1)
        if not first.year - OLDEST <= born_on.year <= first.year - 5:
            raise ValidationError(gettext("This cannot be your date of birth. Write the year in full."))
        return born_on

    @property
    def organisation(self) -> int | None:
        """The organisation that was chosen."""
        chosen = self.cleaned_data.get("whom")
        return next((key for key, slug, _name in self.shape.bodies if slug == chosen), None)

    def who(self) -> list[BoundField]:
        """The fields about the person, in their order."""
        names = ("whom", "name", "email", "office", "organisation_name", "country", "born_on", "attendance", "code")
        return [self[n] for n in names if n in self.fields and not self[n].is_hidden]

    @property
    def only_for_oneself(self) -> tuple[str, ...]:
        """Fields that say nothing where an organisation of the directory is chosen."""
        return ("organisation_name", "country") if self.shape.bodies else ()

    def hidden(self) -> list[BoundField]:
        """The fields that nobody sees."""
        return [field for field in self if field.is_hidden]

    def submission(self, *, email: str, zone: str) -> Submission:
        """The cleaned form. Fields with faults are left out, for a draft."""
        clean = self.cleaned_data
        terms = self.shape.terms
        default = Attendance.ONLINE if terms.activity.mode == Mode.ONLINE else Attendance.IN_PERSON
        mine = {} if self.organisation else {n: clean.get(n, "") for n in ("organisation_name", "country")}
        return Submission(
            name=clean.get("name", ""),
            email=email,
            attendance=clean.get("attendance") or default,
            office=clean.get("office", ""),
            organisation=self.organisation,
            language=language_now(),
            zone=zone,
            born_on=clean.get("born_on"),
            answers=self.answers(),
            consent=self.consent_text if clean.get("consent") else "",
            files=self.papers(),
            dropped=self.dropped(),
            code=clean.get("code", "") if "code" in self.data else self.shape.code,
            **mine,
        )


class ChangeForm(QuestionsForm):
    """What can be changed of a registration that was sent."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    name = NameField(label=_("Name"), max_length=300, help_text=_("As it should stand on your badge."))
    office = forms.CharField(label=_("Office or function"), max_length=200, required=False)
    attendance = forms.ChoiceField(label=_("How you come"), choices=Attendance.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, row: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row.intake.activity.mode != Mode.HYBRID:
            del self.fields["attendance"]
        if row.delegation_id is not None and not row.name:
            self.fields["name"].required = False

    def who(self) -> list[BoundField]:
        """The fields about the person."""
        return [self[name] for name in ("name", "office", "attendance") if name in self.fields]

    def submission(self, *, with_answers: bool) -> Submission:
        """The cleaned form; answers stay as they are where they were not shown."""
        clean, row = self.cleaned_data, self.row
        return Submission(
            name=clean["name"],
            email=row.email,
            attendance=clean.get("attendance") or row.attendance,
            office=clean["office"],
            organisation=row.organisation_id,
            organisation_name=row.organisation_name,
            country=row.country,
            language=row.language,
            zone=row.zone,
            answers={**self._unasked(), **self.answers()} if with_answers else None,
            files=self.papers(),
            dropped=self.dropped(),
        )

    def _unasked(self) -> dict[str, Any]:
        """Answers to what this reader was not asked, such as a consent that only the person can give."""
        asked = {question.key for question in self.questions}
        return {key: value for key, value in self.row.answers.items() if key not in asked}


class CancelForm(forms.Form):
    """Whether somebody really gives a seat back."""

    reason = forms.CharField(
        label=_("Why"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A word for the other side, if you like. It stands in the letter."),
    )  # fmt: skip


class LinkForm(forms.Form):
    """An address that wants its links again."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


def asks_age(terms: Intake) -> bool:
    """Whether somebody's age decides anything."""
    of_quotas = any(Audience.UNDER_35 in quota.audiences for quota in terms.quotas.all())
    return terms.activity.audience == Audience.UNDER_35 or of_quotas


def _mandate_ended() -> str:
    return gettext(
        "You cannot act for that organisation any more: the mandate has ended. "
        "Ask its administrator to renew it, or register for yourself. Nothing was sent."
    )


def _why_age(terms: Intake) -> str:
    if terms.activity.audience == Audience.UNDER_35:
        return gettext(
            "We ask because this is for people under 35 on its first day. "
            "Only the secretariat sees it, and nothing else is done with it."
        )
    return gettext(
        "We ask because some seats are kept for people under 35. Only the secretariat sees it, "
        "and nothing else is done with it."
    )
