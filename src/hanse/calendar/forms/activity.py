"""The form of an activity: one field for each column of activities.csv, and the translations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Audience, Mode, Status
from hanse.calendar.clocks import DECIDING, Clock, clock_of, is_open
from hanse.calendar.drafts import Draft
from hanse.calendar.forms.fields import (
    DoubtsMixin,
    LinesField,
    LocalMoment,
    NameField,
    WebField,
    doubt_of_year,
    instant_of,
    local_of,
    question_of,
    read_words,
    reading_of,
)
from hanse.calendar.loading.columns import Wrong
from hanse.calendar.loading.columns import zone as check_zone
from hanse.calendar.queries.choices import Offered, find_activity
from hanse.engines.when import When
from hanse.members.geography import country_codes, country_name

TRANSLATED = ("title", "label", "summary", "description", "audience_note", "venue", "hall", "city", "action_label")
LONG = frozenset({"summary", "description", "note", "source"})
LABEL_FITS = 40
# Fields by the section of the form that they stand in; translations have a section of their own.
SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("what", _("What"), ("title", "slug", "area", "programme", "summary", "description")),
    ("when", _("When"), ("when", "zone", "length_days", "status")),
    (
        "where",
        _("Where and how"),
        ("mode", "venue", "hall", "city", "country", "latitude", "longitude", "join_link"),
    ),
    ("who", _("Who may come"), ("audience", "audience_note", "action_label", "action_url")),
    ("place", _("Its place in the year"), ("parent", "networks", "label", "overview", "aliases")),
    ("desk", _("For the secretariat"), ("embargo_until", "note", "source")),
)


def languages() -> list[tuple[str, str]]:
    """The languages that texts are translated into, with their own names."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES if code != "en"]


def _countries() -> list[tuple[str, str]]:
    language = (get_language() or "en").split("-")[0]
    named = [(code, country_name(code, language)) for code in country_codes()]
    return [("", "—"), *sorted(named, key=lambda pair: pair[1])]


def _text(length: int, label: Any, help_text: Any = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=length, label=label, help_text=help_text, **{"required": False, **kwargs})


def _long(label: Any, help_text: Any = "", rows: int = 3, length: int = 20_000) -> forms.CharField:
    return _text(length, label, help_text, widget=forms.Textarea(attrs={"rows": rows}))


class ActivityForm(DoubtsMixin):
    """What an activity is. `adds` says that it is a new one, which also chooses its address and state."""

    title = _text(200, _("Title"), required=True)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=100,
        required=False,
        help_text=_("The last part of its address, which then stays. Left empty, it is made from the title."),
    )
    area = forms.ChoiceField(label=_("Area"), choices=())
    programme = forms.ChoiceField(label=_("Programme"), choices=(), required=False)
    summary = _long(_("Summary"), _("One or two sentences, as you would tell a colleague."), length=2000)
    description = _long(_("Description"), _("Markdown: empty lines part paragraphs, * makes a list."), rows=8)
    when = _text(
        200,
        _("When"),
        _(
            "As you would write it: Mar 13-17; Nov 7, 14:00-16:00; Sep; early June; week of 12 June; Q3; year-round; TBC."
        ),
        required=True,
    )
    zone = _text(
        60, _("Time zone of the place"), _("Such as Asia/Seoul. Left empty, it is that of the country; in no country, the network's own."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )  # fmt: skip
    length_days = forms.IntegerField(
        label=_("Length in days"), min_value=1, max_value=3660, required=False,
        help_text=_("Where the days are not fixed yet."),
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("State"),
        choices=[(s.value, s.label) for s in (Status.IDEA, Status.TENTATIVE, Status.CONFIRMED)],
        widget=forms.RadioSelect,
        initial=Status.IDEA,
        help_text=_("An idea is seen by the secretariat only."),
    )
    mode = forms.ChoiceField(label=_("How"), choices=[("", "—"), *Mode.choices], required=False)
    venue = _text(200, _("Venue"))
    hall = _text(200, _("Hall or room"))
    city = _text(120, _("City"))
    country = forms.ChoiceField(label=_("Country"), choices=_countries, required=False)
    latitude = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    join_link = WebField(label=_("Link to join online"), help_text=_("Shown to the registered only."))
    audience = forms.ChoiceField(label=_("Open to"), choices=Audience.choices)
    audience_note = _text(300, _("Who exactly"))
    action_label = _text(60, _("Words on the button"), _("Such as “Sign up”."))
    action_url = WebField(label=_("Where the button leads"))
    parent = NameField(
        label=_("Happens during"), find=lambda words: words, datalist="activities",
        help_text=_("The activity of which this one is a part."),
    )  # fmt: skip
    networks = forms.MultipleChoiceField(
        label=_("Regional networks"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    label = _text(LABEL_FITS, _("Short name for the picture"))
    overview = forms.IntegerField(label=_("Place in the overview"), min_value=1, max_value=999, required=False)
    aliases = LinesField(label=_("Other names"), required=False, help_text=_("One a line; search finds them."))
    embargo_until = LocalMoment(
        label=_("Not public before"), required=False, help_text=_("On the network's own clock.")
    )
    note = _long(_("Note"), _("Never shown to the public."))
    source = _long(_("Source"), _("From where we know it."), rows=2)

    def __init__(self, *args: Any, offered: Offered, adds: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.adds = offered, adds
        self.when_read: When | None = None
        self._choice("area").choices = offered.areas
        self._choice("programme").choices = [("", "—"), *offered.programmes]
        self._choice("networks").choices = offered.networks
        parent = self.fields["parent"]
        if isinstance(parent, NameField):
            parent.find = lambda words: find_activity(words, offered.year)
        if not adds:
            del self.fields["slug"], self.fields["status"]
        for code, name in languages():
            for field in TRANSLATED:
                self.fields[f"{field}_{code}"] = self._translation(field, name)

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        return field

    def _translation(self, name: str, language: str) -> forms.CharField:
        source = self.fields[name]
        widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
        longest = getattr(source, "max_length", None) or 300
        return _text(longest, f"{source.label} ({language})", widget=widget)

    def sections(self) -> Iterator[tuple[str, Any, list[BoundField]]]:
        """The fields as they stand on the page: key, heading, fields."""
        for key, heading, names in SECTIONS:
            yield key, heading, [self[name] for name in names if name in self.fields]

    def translations(self) -> list[tuple[str, str, list[BoundField]]]:
        """Code, name and fields of each language beside the source."""
        return [(code, name, [self[f"{field}_{code}"] for field in TRANSLATED]) for code, name in languages()]

    def clean(self) -> dict[str, Any]:
        """What one field says of another: the date with its zone, both halves of a place, a button with its words."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("zone"):
            try:
                check_zone(found["zone"])
            except Wrong:
                self.add_error("zone", gettext("There is no such time zone. Write it such as Asia/Seoul."))
                return found
        self._read_when(found)
        is_refused = bool({"latitude", "longitude"} & self.errors.keys())
        if not is_refused and (found.get("latitude") is None) != (found.get("longitude") is None):
            self.add_error("latitude", gettext("A place needs both latitude and longitude, or neither."))
        if bool(found.get("action_label")) != bool(found.get("action_url")):
            self.add_error("action_label", gettext("A button needs both its words and where it leads, or neither."))
        return found

    def _read_when(self, found: dict[str, Any]) -> None:
        if not found.get("when"):
            return
        try:
            self.when_read = read_words(found["when"], self.offered.year, self._clock(found).zone)
        except ValidationError as fault:
            self.add_error("when", fault)
            return
        # What stands as it was is not asked about at every edit.
        if DECIDING & set(self.changed_data) and is_open(
            found, self.when_read, year=self.offered.year, network=self.offered.zone
        ):
            self.add_error("zone", question_of(found, self.offered.year))
        if found["when"] != self.initial.get("when") and (says := doubt_of_year(self.when_read, self.offered.year)):
            self.doubt("when", says)

    def _clock(self, found: Mapping[str, Any]) -> Clock:
        return clock_of(found, year=self.offered.year, network=self.offered.zone)

    @property
    def place_zone(self) -> str:
        """The zone of the clock at the place, as far as the form says it."""
        named = str(self.cleaned_data.get("zone") or "")
        return named or (self.when_read.zone if self.when_read else self.offered.zone)

    @property
    def reading(self) -> str:
        """What we understood by the date, in the reader's language; empty where it cannot be read."""
        return reading_of(self.when_read) if self.when_read else ""

    def draft(self) -> Draft:
        """The cleaned values as a draft."""
        clean = self.cleaned_data
        plain = {name: clean[name] for _key, _heading, names in SECTIONS for name in names if name in clean}
        draft: Draft = {name: "" if value is None else str(value) for name, value in plain.items()}
        draft["networks"] = ";".join(code for code, _name in self.offered.networks if code in clean["networks"])
        draft["embargo_until"] = instant_of(clean["embargo_until"], self.offered.zone)
        for name in LONG:
            draft[name] = draft[name].replace("\r\n", "\n")
        for code, _name in languages():
            for field in TRANSLATED:
                draft[f"{field}@{code}"] = clean[f"{field}_{code}"].replace("\r\n", "\n")
        return draft


def initial_of(draft: Draft, zone: str) -> dict[str, Any]:
    """A draft as the first values of the form."""
    initial = {name.replace("@", "_"): value for name, value in draft.items()}
    initial["networks"] = [code for code in draft.get("networks", "").split(";") if code]
    initial["embargo_until"] = local_of(draft.get("embargo_until", ""), zone)
    return initial
