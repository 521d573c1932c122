"""Small forms of the secretariat: a decision with its reason, a note, invitations."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.forms.fields import LocalMoment, instant_of
from hanse.calendar.queries.choices import NotFound, find_organisation

MOST_GUESTS = 500


class DecisionForm(forms.Form):
    """Why something was decided."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person reads it in the letter."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """What the secretariat notes for itself."""

    note = forms.CharField(
        label=_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by the secretariat only."),
    )  # fmt: skip

    def clean_note(self) -> str:
        """Line ends of one kind."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")


class InvitationForm(forms.Form):
    """Guests from a table that was pasted, or codes that can be passed on."""

    guests = forms.CharField(
        label=_("Guests"), max_length=200_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One a line, as CSV or copied from a spreadsheet: e-mail, name, organisation. "
            "Name and organisation may be missing; an organisation is one of the directory."
        ),
    )  # fmt: skip
    codes = forms.IntegerField(
        label=_("Codes to pass on"), min_value=0, max_value=200, required=False, initial=0,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
        help_text=_("For whoever has them; nobody is written to."),
    )  # fmt: skip
    uses = forms.IntegerField(
        label=_("How many may use each code"), min_value=1, max_value=10_000, required=False, initial=1,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )  # fmt: skip
    expires = LocalMoment(label=_("Good until"), required=False)
    words = forms.CharField(
        label=_("Words of yours in the letter"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    note = forms.CharField(label=_("Note for yourselves"), max_length=200, required=False)

    def __init__(self, *args: Any, now: datetime, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.zone = now, zone

    def clean_expires(self) -> datetime | None:
        """An instant that lies ahead: an invitation that is over before it is sent opens nothing."""
        local = self.cleaned_data["expires"]
        found = datetime.fromisoformat(instant_of(local, self.zone)) if local else None
        if found is not None and found <= self.now:
            raise ValidationError(
                gettext("This moment is over already, so nobody could use the invitation. Choose a later one.")
            )
        return found

    def clean_guests(self) -> list[tuple[str, str, str]]:
        """Each line as address, name and the slug of an organisation; every fault with its line."""
        text = str(self.cleaned_data["guests"]).strip()
        if not text:
            return []
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
        if len(rows) > MOST_GUESTS:
            raise ValidationError(gettext("Up to %(most)s guests at once.") % {"most": MOST_GUESTS})
        found: dict[str, tuple[str, str, str]] = {}
        faults: list[ValidationError] = []
        for number, row in enumerate(rows, 1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (number == 1 and _is_head(cells)):
                continue
            try:
                guest = _guest(cells)
            except ValidationError as fault:
                says = gettext("Line %(line)s: %(fault)s")
                faults.append(ValidationError(says % {"line": number, "fault": " ".join(fault.messages)}))
                continue
            found.setdefault(guest[0].casefold(), guest)
        if faults:
            raise ValidationError(faults[:20])
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """Somebody is invited, or a code made."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("guests") and not found.get("codes") and not self.errors:
            self.add_error("guests", gettext("Whom do you invite? Write addresses, or how many codes you need."))
        return found


def _delimiter(text: str) -> str:
    """What parts the cells of the first line: spreadsheets copy tabs, and many write semicolons."""
    first = text.splitlines()[0]
    return max(("\t", ";", ","), key=first.count)


def _is_head(cells: list[str]) -> bool:
    """Whether a line names its columns, as the first line of a spreadsheet often does."""
    return not any("@" in cell for cell in cells)


def _guest(cells: list[str]) -> tuple[str, str, str]:
    email, name, organisation = [*cells, "", "", ""][:3]
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(gettext("“%(email)s” is no e-mail address.") % {"email": email[:60]}) from None
    slug = ""
    if organisation:
        try:
            slug = find_organisation(organisation)
        except NotFound:
            says = gettext("there is no organisation “%(name)s” in the directory; correct it, or leave it out.")
            raise ValidationError(says % {"name": organisation[:60]}) from None
    return email.lower(), name[:120], slug
