"""The forms of an import: a file, how to read it, which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.ui.tables import MOST_OCTETS, NeedsEncoding, NeedsSheet, NotReadable, Table, read_table, samples
from hanse.year.importing.choices import What
from hanse.year.importing.columns import Field


class UploadForm(forms.Form):
    """What, and the file."""

    what = forms.ChoiceField(label=_("What the table holds"), choices=(), widget=forms.RadioSelect)
    activity = forms.TypedChoiceField(
        label=_("Activity, for registrations"), choices=(), required=False, coerce=int, empty_value=None
    )
    invites = forms.BooleanField(
        label=_("Invite people by letter instead of giving them a mandate at once"), required=False
    )
    file = forms.FileField(label=_("File"), help_text=_("CSV or .xlsx, up to 5 MB and 20,000 rows. The first row holds the headings."))  # fmt: skip

    def __init__(
        self, *args: Any, offered: Sequence[str], activities: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("what", [pair for pair in What.choices if pair[0] in offered])
        self._choose("activity", [("", "–"), *activities])
        if What.PEOPLE not in offered:
            del self.fields["invites"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_file(self) -> tuple[str, bytes]:
        """Name and content; what cannot be read is refused here already."""
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > MOST_OCTETS:
            raise forms.ValidationError(_("The file is larger than 5 MB. Divide it, and import one part after the other."))  # fmt: skip
        name, content = file.name or "", file.read()
        try:
            read_table(content, name=name)
        except NotReadable as fault:
            raise forms.ValidationError(str(fault)) from fault
        except NeedsEncoding:
            if not samples(content):
                raise forms.ValidationError(_("This is no table, whatever it is called. Save it as CSV or .xlsx.")) from None  # fmt: skip
        except NeedsSheet:
            pass
        return name, content

    def clean(self) -> dict[str, Any]:
        """Registrations are for an activity."""
        clean = super().clean() or {}
        if clean.get("what") != What.REGISTRATIONS:
            clean["activity"] = None
        elif clean.get("activity") is None and "activity" not in self.errors:
            self.add_error("activity", _("Choose the activity for which they register."))
        return clean


class ReadingForm(forms.Form):
    """In which encoding, or which sheet."""

    choice = forms.ChoiceField(label="", choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, label: str, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        field.label = label
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)


class MappingForm(forms.Form):
    """One choice for each field: the column that says it."""

    def __init__(
        self, *args: Any, fields: Sequence[Field], table: Table, mapping: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "–")]
        for place, heading in enumerate(table.headings):
            values = [line.at(place)[:30] for line in table.lines[:50] if line.at(place)][:3]
            name = heading or gettext("Column %(number)s") % {"number": place + 1}
            columns.append((str(place), f"{name} ({', '.join(values)})" if values else name))
        for one in fields:
            self.fields[one.name] = forms.ChoiceField(
                label=str(one.label),
                choices=columns,
                required=one.is_required,
                initial=str(mapping.get(one.name, "")),
                error_messages={"required": gettext("Choose the column that says this; every row needs it.")},
            )

    def clean(self) -> dict[str, Any]:
        """A column says one thing."""
        clean = super().clean() or {}
        seen: dict[str, str] = {}
        for name, place in clean.items():
            if place and place in seen:
                self.add_error(name, gettext("This column is mapped twice. Choose another one, or none."))
            seen[place] = name
        return clean

    def mapping(self) -> dict[str, int]:
        """The number of a column by the name of a field."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}
