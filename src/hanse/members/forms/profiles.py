"""The form of an organisation's profile: what its administrators may change, and what only the secretariat may."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import PROFILE_LANGUAGES, Kind, Subkind
from hanse.members.forms.fields import countries, other_languages, plain, text, web_address
from hanse.members.identifiers import is_ror, is_subdivision, is_wikidata, language_name
from hanse.members.models import Organisation
from hanse.members.uploads import NotTaken, Taken, take_logo
from hanse.ui.naming import NameField

LONGEST = 5000


class OwnProfileForm(forms.Form):
    """What an organisation's own administrators may change."""

    opens_with: tuple[str, ...] = ("native_name", "city", "website")
    native_name = NameField(label=_("Name in its own script"), max_length=200, required=False)
    aliases = text(
        _("Other names"), longest=3000, rows=3, help_text=_("One in each line: former names, names in other languages.")
    )
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    population = forms.IntegerField(label=_("Population"), min_value=0, max_value=10**9, required=False)
    website = web_address(_("Website"))
    languages = forms.MultipleChoiceField(
        label=_("Languages one can write in"),
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    summary = text(_("About"), longest=LONGEST, rows=5, help_text=_("In English, a few sentences for somebody who knows nothing of it."))  # fmt: skip
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, up to 2 MB. It is drawn anew at 512 pixels at most."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        known = organisation.languages if organisation else []
        reader = get_language() or "en"
        codes = dict.fromkeys(["en", *PROFILE_LANGUAGES, *known])
        self._choose("languages", [(code, language_name(code, reader)) for code in codes])
        self.written = [code for code, _name in other_languages()]
        self.written += [c for c in (organisation.translations if organisation else {}) if c not in self.written]
        for code in self.written:
            self.fields[f"summary_{code}"] = text(
                gettext("About, in %(language)s") % {"language": language_name(code, reader)}, longest=LONGEST
            )
        offered = [(c, language_name(c, reader)) for c in PROFILE_LANGUAGES if c not in self.written]
        self.fields["more_language"] = forms.ChoiceField(
            label=gettext("In a further language"), choices=[("", "–"), *offered], required=False
        )
        self.fields["more_summary"] = text(gettext("About, in that language"), longest=LONGEST)
        texts = ["summary", *(f"summary_{code}" for code in self.written), "more_language", "more_summary"]
        first, last = self.opens_with, ("logo", "no_logo")
        self.order_fields([*first, *texts, *(n for n in self.fields if n not in (*first, *texts, *last)), *last])

    def clean_aliases(self) -> list[str]:
        """Lines, each once."""
        lines = [line.strip() for line in plain(self.cleaned_data["aliases"]).split("\n")]
        too_long = [line for line in lines if len(line) > 200]
        if too_long:
            raise forms.ValidationError(_("A name has at most 200 characters. Shorten the longest."))
        if any(";" in line for line in lines):
            raise forms.ValidationError(_("A semicolon cannot stand in a name. Write one name in each line."))
        return list(dict.fromkeys(line for line in lines if line))

    def clean_logo(self) -> Taken | None:
        """The picture, drawn anew."""
        file = self.cleaned_data["logo"]
        if file is None:
            return None
        try:
            return take_logo(file)
        except NotTaken as refusal:
            raise forms.ValidationError(refusal.reason) from refusal

    def clean(self) -> dict[str, Any]:
        """A further text needs its language."""
        clean = super().clean() or {}
        if clean.get("more_summary") and not clean.get("more_language"):
            self.add_error("more_language", _("In which language is it?"))
        return clean

    def values(self) -> dict[str, Any]:
        """The cleaned values as the profile keeps them."""
        clean = self.cleaned_data
        names = ("native_name", "city", "population", "website", "languages", "aliases")
        return {
            **{name: clean[name] for name in names if name in clean},
            "summary": plain(clean["summary"]),
            "translations": self._translations(),
        }

    def _translations(self) -> dict[str, dict[str, str]]:
        kept = self.organisation.translations if self.organisation else {}
        texts = {code: plain(self.cleaned_data[f"summary_{code}"]) for code in self.written}
        if self.cleaned_data.get("more_language"):
            texts[self.cleaned_data["more_language"]] = plain(self.cleaned_data["more_summary"])
        found: dict[str, dict[str, str]] = {}
        for code in dict.fromkeys([*kept, *texts]):
            fields = {**kept.get(code, {}), "summary": texts.get(code, kept.get(code, {}).get("summary", ""))}
            found[code] = {name: text for name, text in fields.items() if text}
        return {code: fields for code, fields in found.items() if fields}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class ProfileForm(OwnProfileForm):
    """All of a profile, for the secretariat."""

    name = NameField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    subkind = forms.ChoiceField(label=_("Sort of institution"), choices=[("", "–"), *Subkind.choices], required=False)
    country = forms.ChoiceField(label=_("Country"), choices=(), required=False)
    subdivision = forms.CharField(
        label=_("State or province"), max_length=6, required=False, help_text=_("ISO 3166-2, such as KR-11 or BR-SP.")
    )
    latitude = forms.FloatField(label=_("Latitude, degrees"), min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(label=_("Longitude, degrees"), min_value=-180, max_value=180, required=False)
    wikidata = forms.CharField(label=_("Wikidata item"), max_length=100, required=False, help_text=_("Such as Q3870."))
    geonames = forms.IntegerField(label=_("GeoNames identifier"), min_value=1, max_value=10**12, required=False)
    ror = forms.CharField(
        label=_("ROR identifier"),
        max_length=40,
        required=False,
        help_text=_("Of universities and research, from ror.org."),
    )
    opens_with = ("name", "native_name", "kind", "subkind", "country", "subdivision", "city", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("country", [("", "–"), *countries()])

    def clean_subdivision(self) -> str:
        """ISO 3166-2."""
        code = str(self.cleaned_data["subdivision"]).strip().upper()
        if code and not is_subdivision(code):
            raise forms.ValidationError(_("There is no state or province with this code. ISO 3166-2 writes KR-11 or BR-SP."))  # fmt: skip
        return code

    def clean_wikidata(self) -> str:
        """The identifier, out of the address where that was pasted."""
        item = str(self.cleaned_data["wikidata"]).strip().rpartition("/")[2]
        if item and not is_wikidata(item):
            raise forms.ValidationError(_("An item of Wikidata is a Q and a number, such as Q3870."))
        return item

    def clean_ror(self) -> str:
        """The identifier, out of the address where that was pasted."""
        bare = str(self.cleaned_data["ror"]).strip().removeprefix("https://ror.org/").lower()
        if bare and not is_ror(bare):
            raise forms.ValidationError(_("This is no ROR identifier. Copy it from ror.org, such as 04h699437."))
        return bare

    def clean(self) -> dict[str, Any]:
        """What must agree: both coordinates, the province and its country, the sort and the kind."""
        clean = super().clean() or {}
        if (clean.get("latitude") is None) != (clean.get("longitude") is None):
            self.add_error("longitude", _("A place needs both latitude and longitude, or neither."))
        code = clean.get("subdivision") or ""
        if code and code.partition("-")[0] != clean.get("country"):
            self.add_error("subdivision", _("This state or province lies in another country. Change one of the two."))
        if clean.get("subkind") and clean.get("kind") != Kind.INSTITUTION:
            self.add_error("subkind", _("Only institutions are of a sort. Empty it, or change the kind."))
        return clean

    def values(self) -> dict[str, Any]:
        """The cleaned values as the profile keeps them."""
        names = ("name", "kind", "subkind", "country", "subdivision", "latitude", "longitude", "wikidata", "geonames", "ror")  # fmt: skip
        return {**super().values(), **{name: self.cleaned_data[name] for name in names}}


def initial_of(one: Organisation) -> dict[str, Any]:
    """A profile as its form shows it."""
    names = ("name", "native_name", "kind", "subkind", "country", "subdivision", "city", "latitude", "longitude", "population", "website", "wikidata", "geonames", "ror", "languages", "summary")  # fmt: skip
    texts = {f"summary_{code}": fields.get("summary", "") for code, fields in (one.translations or {}).items()}
    return {**{name: getattr(one, name) for name in names}, "aliases": "\n".join(one.aliases), **texts}
