"""The form of a delegation, and the rows in which its people are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Mode
from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.delegating import MOST_SEATS
from hanse.calendar.registration.submissions import Delegate
from hanse.ui.naming import NameField, plain_name


class DelegationForm(forms.Form):
    """How many people an organisation brings, and the names of those who are known."""

    whom = forms.ChoiceField(label=_("On behalf of"), choices=())
    in_person = forms.IntegerField(
        label=pgettext_lazy("registration", "People"), min_value=0, max_value=MOST_SEATS, initial=2,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )  # fmt: skip
    online = forms.IntegerField(
        label=_("People online"), min_value=0, max_value=MOST_SEATS, initial=0, required=False,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )  # fmt: skip
    names = forms.CharField(
        label=_("Names, as far as they are known"), max_length=20_000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: name; e-mail; office. You can give the others later, and change them."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note for the secretariat"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, terms: Intake, bodies: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms, self.bodies = terms, bodies
        whom = self.fields["whom"]
        if isinstance(whom, forms.ChoiceField):
            whom.choices = [(slug, name) for _key, slug, name in bodies]
        whom.error_messages["invalid_choice"] = gettext(
            "You cannot act for that organisation any more: the mandate has ended. Ask its administrator to renew it."
        )
        if terms.activity.mode == Mode.HYBRID:
            self.fields["in_person"].label = gettext("People in person")
        else:
            del self.fields["online"]

    def clean_names(self) -> list[Delegate]:
        """Each line as a person."""
        people = []
        for line in str(self.cleaned_data["names"]).splitlines():
            parts = [part.strip() for part in line.split(";")]
            if any(parts):
                people.append(_delegate(parts))
        return people

    def clean(self) -> dict[str, Any]:
        """There are as many seats as names, at least one, and not too many."""
        found: dict[str, Any] = super().clean() or {}
        seats = (found.get("in_person") or 0) + (found.get("online") or 0)
        named = len(found.get("names") or [])
        if seats == 0 and "in_person" not in self.errors:
            self.add_error("in_person", gettext("How many people come? Write at least 1."))
        elif seats > MOST_SEATS:
            says = gettext("Up to %(most)s people fit one delegation. For more, write to the secretariat.")
            self.add_error("in_person", says % {"most": MOST_SEATS})
        elif named > seats:
            says = ngettext(
                "There is %(named)s name for %(seats)s seats. Ask for as many seats as names.",
                "There are %(named)s names for %(seats)s seats. Ask for as many seats as names.",
                named,
            )
            self.add_error("names", says % {"named": named, "seats": seats})
        return found

    @property
    def organisation(self) -> int | None:
        """The organisation that was chosen."""
        chosen = self.cleaned_data.get("whom")
        return next((key for key, slug, _name in self.bodies if slug == chosen), None)

    def people(self) -> list[Delegate]:
        """One for each seat: in person first, the names in their order."""
        clean = self.cleaned_data
        only_online = self.terms.activity.mode == Mode.ONLINE
        first = Attendance.ONLINE if only_online else Attendance.IN_PERSON
        ways = [first] * clean["in_person"] + [Attendance.ONLINE] * (clean.get("online") or 0)
        named: list[Delegate] = clean["names"]
        return [
            Delegate(name=one.name, email=one.email, office=one.office, attendance=way)
            for way, one in zip(ways, [*named, *[Delegate()] * (len(ways) - len(named))], strict=True)
        ]


class SeatForm(forms.Form):
    """Who takes one seat of a delegation."""

    name = NameField(label=_("Name"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    office = forms.CharField(label=_("Office or function"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """An address needs a name."""
        found: dict[str, Any] = super().clean() or {}
        if (found.get("email") or found.get("office")) and not found.get("name") and "name" not in self.errors:
            self.add_error("name", gettext("Whose is it? Write the name."))
        return found

    def delegate(self, attendance: str) -> Delegate:
        """The person."""
        clean = self.cleaned_data
        return Delegate(
            name=clean["name"], email=clean["email"].lower(), office=clean["office"],
            attendance=attendance,
        )  # fmt: skip


def seat_forms(rows: Sequence[Registration], data: QueryDict | None = None) -> list[tuple[Registration, SeatForm]]:
    """A form for each seat."""
    return [
        (
            row,
            SeatForm(data, prefix=row.uid.hex, initial={"name": row.name, "email": row.email, "office": row.office}),
        )
        for row in rows
    ]


def changed_names(forms_of: Sequence[tuple[Registration, SeatForm]]) -> dict[UUID, Delegate]:
    """The seats whose person changed."""
    return {row.uid: form.delegate(row.attendance) for row, form in forms_of if form.has_changed()}


def _delegate(parts: Sequence[str]) -> Delegate:
    name, email, office = [*parts, "", "", ""][:3]
    if "@" in name and not email:
        name, email = "", name
    if email:
        try:
            validate_email(email)
        except ValidationError:
            says = gettext("“%(email)s” is no e-mail address. Write: name; e-mail; office.")
            raise ValidationError(says % {"email": email[:60]}) from None
    if not name:
        raise ValidationError(gettext("A line has no name. Write: name; e-mail; office."))
    if len(name) > 300 or len(office) > 200:
        raise ValidationError(gettext("A name has more than 300 characters, or an office more than 200. Shorten it."))
    return Delegate(name=plain_name(name), email=email.lower(), office=office)
