"""Fields that take words as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.clocks import which_clock
from hanse.calendar.doubts import is_of_another_year
from hanse.calendar.queries.choices import NotFound
from hanse.engines.when import NotADate, When, format, parse, zone_of
from hanse.ui.places import zone_city


def read_words(text: str, year: int, zone: str) -> When:
    """Read a date; raises `ValidationError` with the reason and the cure."""
    try:
        return parse(text, year, zone)
    except NotADate as refusal:
        raise ValidationError(
            gettext("We cannot read “%(text)s” as a date. %(reason)s"),
            params={"text": text[:60], "reason": reason_of(refusal)},
        ) from None


def reading_of(when: When) -> str:
    """A date as we have read it, in the reader's language, with the place on whose clock its hours are."""
    language = (get_language() or "en").split("-")[0]
    words = format(when, language, style="full")
    if not when.has_time or "/" not in when.zone:
        return words
    # Translators: a date with its hours, and the city whose clock they are on.
    return gettext("%(date)s, on the clock of %(city)s") % {"date": words, "city": zone_city(when.zone, language)}


def question_of(place: Mapping[str, Any], year: int) -> str:
    """What to ask of a place that may have any of several clocks."""
    language = (get_language() or "en").split("-")[0]
    return which_clock(place.get("city") or "", place.get("country") or "", year=year, language=language)


def reason_of(refusal: NotADate) -> str:
    """Why words are no date, in the reader's language; names of months and the like are translated with it."""
    values = {name: gettext(str(value)) if name.startswith("say_") else value for name, value in refusal.values.items()}
    return gettext(refusal.template).format(**values)


class DoubtsMixin(forms.Form):
    """A form that asks once more where what was written can hardly be meant; a tick in `sure` settles it."""

    sure = forms.BooleanField(label=_("It is meant as it stands"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_sure:
            self.ask()  # a form that comes back has its tick, for all the pages it went by

    def doubt(self, name: str, says: str) -> None:
        """Hold a value back until somebody has said that it is meant."""
        if self.is_sure:
            return
        self.add_error(name, says)
        self.ask()

    @property
    def is_sure(self) -> bool:
        """Whether somebody has said that everything is meant."""
        return self.data.get("sure") in ("on", "true", "1")

    def ask(self) -> None:
        """Show the tick."""
        self.fields["sure"].widget = forms.CheckboxInput()

    @property
    def asks(self) -> bool:
        """Whether the tick is shown."""
        return not self.fields["sure"].widget.is_hidden


def doubt_of_year(when: When, year: int) -> str:
    """What to ask of a date that lies wholly outside its activity's year; empty where there is nothing to ask."""
    if not is_of_another_year(when, year):
        return ""
    says = gettext("“%(text)s” lies outside %(year)s. Correct it, or say below that it is meant.")
    return says % {"text": when.text, "year": year}


class NameField(forms.CharField):
    """The name or address of something in the database; its value is the slug.

    The browser completes names from the list `options`, by the id in `datalist`; without a script or a list the name
    is typed, and near misses are named.
    """

    def __init__(self, *, find: Callable[[str], str], datalist: str, **kwargs: Any) -> None:
        self.find = find
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": datalist, "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The slug that the words mean; empty for no words."""
        words = str(super().clean(value))
        if not words:
            return ""
        try:
            return self.find(words)
        except NotFound as missing:
            near = ", ".join(f"“{name}”" for name in missing.near)
            if near:
                says = gettext("We do not know which one is meant by “%(words)s”. Close to it: %(near)s.")
            else:
                says = gettext(
                    "Nothing here is called “%(words)s”. Write the whole name, or the last part of its address."
                )
            raise ValidationError(says, params={"words": words[:60], "near": near}) from None


class LocalMoment(forms.CharField):
    """A day with its hour on the clock of a place; its value is the text that files hold: 2023-09-25 18:00."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> str:
        """The moment as `2023-09-25 18:00`; empty for nothing."""
        words = str(super().clean(value)).replace("T", " ")
        if not words:
            return ""
        for pattern in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
            try:
                # A clock on the wall: which instant it is, is said by the zone that goes with it.
                return datetime.strptime(words, pattern).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ007  # see above
            except ValueError:
                continue
        raise ValidationError(gettext("Write the day and the hour, such as 2023-09-25 18:00."))

    def prepare_value(self, value: Any) -> Any:
        """What the browser's own control expects."""
        return str(value).replace(" ", "T") if value else value


class LinesField(forms.CharField):
    """Several short texts, one a line; its value joins them as files do, by semicolons."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> str:
        """The texts, each once, joined by semicolons."""
        lines = str(super().clean(value)).replace(";", "\n").splitlines()
        return ";".join(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def prepare_value(self, value: Any) -> Any:
        """One a line."""
        return str(value).replace(";", "\n") if value else value


class WebField(forms.URLField):
    """An address on the web, https where nobody said otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("required", False)
        kwargs.setdefault("assume_scheme", "https")
        messages = {"invalid": _("Write the address in full, such as https://example.org/page.")}
        super().__init__(error_messages=messages, **kwargs)
        self.widget.input_type = "text"
        self.widget.attrs |= {"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> Any:
        """Only http and https lead anywhere that a reader may follow."""
        address = super().clean(value)
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError(self.error_messages["invalid"])
        return address


def instant_of(local: str, zone: str) -> str:
    """A local moment of `LocalMoment` as the instant that files hold, in UTC."""
    if not local:
        return ""
    moment = datetime.fromisoformat(local).replace(tzinfo=zone_of(zone))
    return moment.astimezone(zone_of("UTC")).isoformat()


def local_of(instant: str, zone: str) -> str:
    """The other way."""
    if not instant:
        return ""
    return datetime.fromisoformat(instant).astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")
