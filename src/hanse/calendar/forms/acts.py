"""Small forms: a step of certainty, copies, the year's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Status
from hanse.calendar.doubts import is_on_another_day
from hanse.calendar.forms.activity import languages
from hanse.calendar.forms.fields import DoubtsMixin, doubt_of_year, read_words
from hanse.engines.when import When


class StepForm(forms.Form):
    """On which day an activity became more or less certain, and why."""

    on = forms.DateField(
        label=_("On"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2023-02-21.")},
    )
    note = forms.CharField(
        label=_("Why"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence for the history; the secretariat sees it."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **kwargs})
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        """A step is recorded once it is taken."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(
                gettext("This day has not come yet. Write today, or the day on which it was decided.")
            )
        return day

    def clean_note(self) -> str:
        """Line ends of one kind."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")


class PostponeForm(DoubtsMixin, StepForm):
    """A postponement may know its new date already.

    `zone` is the clock that the date is read on, `place_zone` the one that is named for the place, if any; `agenda` has
    the lines that stay where they are, with `starts` and `ends`.
    """

    field_order = ("on", "note", "when", "sure")
    when = forms.CharField(
        label=_("New date"),
        max_length=200,
        required=False,
        help_text=_(
            "As you would write it, where it is known already. The activity is then tentative again. Without one, or with TBC, it stays postponed."
        ),
    )

    def __init__(
        self,
        *args: Any,
        year: int,
        zone: str,
        place_zone: str = "",
        agenda: Iterable[Mapping[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.zone, self.place_zone = year, zone, place_zone
        self.agenda = tuple(agenda)
        self.when_read: When | None = None

    def clean_when(self) -> str:
        """A date that can be read."""
        words = str(self.cleaned_data["when"])
        if words:
            self.when_read = read_words(words, self.year, self.zone)
        return words

    def clean(self) -> dict[str, Any]:
        """A new date in another year, or away from the agenda, is asked about once."""
        found: dict[str, Any] = super().clean() or {}
        if self.when_read and found.get("when"):
            for says in (doubt_of_year(self.when_read, self.year), self._doubt_of_agenda(self.when_read)):
                if says:
                    self.doubt("when", says)
        found.pop("sure", None)
        return found

    def _doubt_of_agenda(self, when: When) -> str:
        zone = self.place_zone or when.zone
        count = sum(any(is_on_another_day(when, row["starts"], row["ends"], zone)) for row in self.agenda)
        if not count:
            return ""
        says = ngettext(
            "%(count)s line of the agenda stays on another day than “%(when)s”. Correct the date, or say below that it is meant; the line can be changed by editing the activity.",
            "%(count)s lines of the agenda stay on other days than “%(when)s”. Correct the date, or say below that it is meant; the lines can be changed by editing the activity.",
            count,
        )
        return says % {"count": count, "when": when.text}


class CopyForm(forms.Form):
    """Into which year activities are copied, and how certain the copies are."""

    into = forms.TypedChoiceField(label=_("Into the year"), coerce=int, choices=())
    status = forms.ChoiceField(
        label=_("The copies begin as"),
        choices=[(Status.IDEA.value, Status.IDEA.label), (Status.TENTATIVE.value, Status.TENTATIVE.label)],
        initial=Status.IDEA.value,
        widget=forms.RadioSelect,
        help_text=_("An idea is seen by the secretariat only; what is tentative is seen by everybody."),
    )

    def __init__(self, *args: Any, years: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, forms.ChoiceField):
            field.choices = years


class YearForm(forms.Form):
    """What a year says of itself."""

    theme = forms.CharField(label=_("Theme"), max_length=300, required=False)
    lead = forms.CharField(
        label=_("Opening sentences"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    edition = forms.IntegerField(label=_("Edition"), min_value=1, max_value=999)
    published_on = forms.DateField(
        label=_("Day of this edition"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2023-02-21.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in languages():
            self.fields[f"theme_{code}"] = forms.CharField(
                label=f"{self.fields['theme'].label} ({name})", max_length=300, required=False
            )
            self.fields[f"lead_{code}"] = forms.CharField(
                label=f"{self.fields['lead'].label} ({name})",
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def values(self) -> dict[str, Any]:
        """The cleaned values as the year's payload has them."""
        clean = self.cleaned_data
        if any(clean[name] is None for name in ("edition",)):
            raise ValidationError("edition")
        return {
            "theme": clean["theme"],
            "lead": clean["lead"].replace("\r\n", "\n"),
            "edition": clean["edition"],
            "published_on": clean["published_on"].isoformat() if clean["published_on"] else "",
            **{
                f"{name}@{code}": clean[f"{name}_{code}"].replace("\r\n", "\n")
                for code, _name in languages()
                for name in ("theme", "lead")
            },
        }
