"""Forms of the Advisory Board."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Region
from hanse.members.forms.fields import day, other_languages, plain, text
from hanse.members.operations.experts import ExpertFacts
from hanse.members.queries.offered import find_person
from hanse.ui.naming import NameField


class ExpertForm(forms.Form):
    """Who an expert is, and for how long."""

    name = NameField(label=_("Name"), max_length=300)
    field = forms.CharField(
        label=_("Field of expertise"), max_length=200, help_text=_("Such as mobility, or open data.")
    )
    region = forms.ChoiceField(label=_("Region"), choices=[("", "–"), *Region.choices], required=False)
    starts_on = day(_("From"))
    ends_on = day(_("Until and including"), required=False)
    bio = text(_("Who this is"), longest=3000)
    email = forms.EmailField(
        label=_("E-mail of the account"),
        max_length=254,
        required=False,
        help_text=_("With an account the expert decides for themselves what is shown."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in other_languages():
            label = gettext("Field of expertise, in %(language)s") % {"language": name}
            self.fields[f"field_{code}"] = forms.CharField(label=label, max_length=200, required=False)
            label = gettext("Who this is, in %(language)s") % {"language": name}
            self.fields[f"bio_{code}"] = text(label, longest=3000)

    def clean_email(self) -> Any:
        """The account."""
        email = str(self.cleaned_data["email"])
        if not email:
            return None
        person = find_person(email)
        if person is None:
            raise forms.ValidationError(_("Nobody here has this address. Leave it empty, or add the person first."))
        return person

    def clean(self) -> dict[str, Any]:
        """A term cannot end before it begins."""
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        return clean

    def facts(self) -> ExpertFacts:
        """The cleaned values."""
        clean = self.cleaned_data
        translations: dict[str, dict[str, str]] = {}
        for code, _name in other_languages():
            fields = {"field": clean[f"field_{code}"], "bio": plain(clean[f"bio_{code}"])}
            translations[code] = {name: value for name, value in fields.items() if value}
        return ExpertFacts(
            name=clean["name"],
            field=clean["field"],
            region=clean["region"],
            starts_on=clean["starts_on"],
            ends_on=clean["ends_on"],
            bio=plain(clean["bio"]),
            translations={code: fields for code, fields in translations.items() if fields},
            person=clean["email"].pk if clean["email"] else None,
        )


class AgreedForm(forms.Form):
    """What of an expert is shown."""

    name = forms.BooleanField(label=_("Name and field"), required=False)
    bio = forms.BooleanField(label=_("The text about me"), required=False)
