"""The form of an activity's terms: when, how many, for whom, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.forms.activity import languages
from hanse.calendar.forms.fields import LocalMoment, instant_of, local_of
from hanse.calendar.loading.columns import Wrong
from hanse.calendar.loading.columns import zone as check_zone
from hanse.calendar.registration.drafts import QuestionDraft, QuotaDraft, TermsDraft
from hanse.calendar.registration.models import Intake
from hanse.ui.filters import whole_number

TRANSLATED = ("note", "consent")
SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("when", _("When"), ("opens", "closes", "grace_minutes", "names_by", "zone")),
    (
        "seats",
        _("Seats"),
        ("seats", "most_per_organisation", "counts_online", "has_waiting_list", "answer_hours", "takes_delegations"),
    ),
    ("who", _("Who gets one"), ("needs_approval", "is_by_invitation")),
    ("day", _("Before and after"), ("reminds", "reveals_link_hours", "offers_visa_letter", "offers_certificate", "asks_feedback")),
    ("words", _("Words"), ("note", "consent")),
)  # fmt: skip
MOST_REMINDERS = 5


def _number(
    label: Any, help_text: Any = "", *, least: int = 0, most: int = 100_000, **kwargs: Any
) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=least, max_value=most, required=False, widget=widget, **kwargs
    )


def _yes(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class TermsForm(forms.Form):
    """The terms themselves; quotas and questions stand in rows below."""

    opens = LocalMoment(label=_("Opens"), required=False, help_text=_("Left empty, it is open as soon as you save."))
    closes = LocalMoment(
        label=_("Closes"), required=False, help_text=_("Left empty, it closes when the activity begins.")
    )
    grace_minutes = _number(
        _("Grace, minutes"), _("Whoever has the form open when it closes can still send it for so long."), most=1440
    )
    names_by = LocalMoment(
        label=_("Names of delegations until"), required=False, help_text=_("Left empty, until registration closes.")
    )
    zone = forms.CharField(
        label=_("Time zone of these hours"), max_length=60, help_text=_("Such as Asia/Seoul."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )  # fmt: skip
    seats = _number(
        _("Seats in all"), _("Left empty, there is no limit, or the quotas below together are all there is.")
    )
    most_per_organisation = _number(_("At most for each organisation"), _("Left empty, there is no limit."), least=1)
    counts_online = _yes(_("Who comes online takes a seat, too"))
    has_waiting_list = _yes(_("Keep a waiting list"), _("Without one, nobody can register once all seats are taken."))
    answer_hours = _number(
        _("Hours to answer when a seat becomes free"),
        _("With 0, whoever is next gets the seat without being asked."),
        most=1000,
    )
    takes_delegations = _yes(
        _("Take delegations"), _("An organisation takes several seats in one go and gives the names later.")
    )
    needs_approval = _yes(_("The secretariat approves each"), _("Whoever has an invitation is approved already."))
    is_by_invitation = _yes(_("Only with an invitation"), _("Whatever the audience of the activity."))
    reminds = forms.CharField(
        label=_("Remind before the start, days"), max_length=40, required=False,
        help_text=_("Such as 7, 1. Only where the day is fixed."),
    )  # fmt: skip
    reveals_link_hours = _number(_("Show the link to join, hours before the start"), most=1000)
    offers_visa_letter = _yes(_("Offer a letter for the visa"))
    offers_certificate = _yes(_("Offer a certificate of attendance"))
    asks_feedback = _yes(_("Ask for feedback afterwards"))
    note = forms.CharField(
        label=_("Words above the form"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    consent = forms.CharField(
        label=_("What people agree to"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Left empty, nobody is asked to agree. The text that somebody saw is kept with their registration."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in languages():
            for field in TRANSLATED:
                self.fields[f"{field}_{code}"] = forms.CharField(
                    label=f"{self.fields[field].label} ({name})", max_length=5000, required=False,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )  # fmt: skip

    def sections(self) -> Iterator[tuple[str, Any, list[BoundField]]]:
        """The fields as they stand on the page: key, heading, fields."""
        for key, heading, names in SECTIONS:
            shown = list(names)
            if key == "words":
                shown = [n for name in names for n in (name, *(f"{name}_{code}" for code, _name in languages()))]
            yield key, heading, [self[name] for name in shown]

    def clean_zone(self) -> str:
        """A zone that there is."""
        zone = str(self.cleaned_data["zone"])
        try:
            check_zone(zone)
        except Wrong:
            raise ValidationError(gettext("There is no such time zone. Write it such as Asia/Seoul.")) from None
        return zone

    def clean_reminds(self) -> tuple[int, ...]:
        """Days, each once, the most first."""
        parts = str(self.cleaned_data["reminds"]).replace(";", ",").replace(" ", ",").split(",")
        days = {part for part in parts if part}
        if not all(0 < (whole_number(day) or 0) <= 365 for day in days) or len(days) > MOST_REMINDERS:
            raise ValidationError(gettext("Write up to five numbers of days, such as 7, 1."))
        return tuple(sorted(map(int, days), reverse=True))

    def clean(self) -> dict[str, Any]:
        """It closes after it opens."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("opens") and found.get("closes") and found["closes"] <= found["opens"]:
            self.add_error("closes", gettext("It closes before it opens. Change one of the two."))
        return found

    def draft(self, quotas: Sequence[QuotaDraft], questions: Sequence[QuestionDraft]) -> TermsDraft:
        """The cleaned form with its rows."""
        clean = self.cleaned_data
        zone = clean["zone"]
        plain = ("counts_online", "needs_approval", "is_by_invitation", "has_waiting_list", "takes_delegations",
                 "offers_visa_letter", "offers_certificate", "asks_feedback", "seats", "most_per_organisation")  # fmt: skip
        texts = {
            code: {n: clean[f"{n}_{code}"].replace("\r\n", "\n") for n in TRANSLATED if clean[f"{n}_{code}"]}
            for code, _name in languages()
        }
        return TermsDraft(
            zone=zone,
            opens_at=_instant(clean["opens"], zone),
            closes_at=_instant(clean["closes"], zone),
            names_by_at=_instant(clean["names_by"], zone),
            grace_minutes=clean["grace_minutes"] or 0,
            answer_hours=clean["answer_hours"] or 0,
            reveals_link_hours=clean["reveals_link_hours"] or 0,
            reminds_days=clean["reminds"],
            consent=clean["consent"].replace("\r\n", "\n"),
            note=clean["note"].replace("\r\n", "\n"),
            translations={code: named for code, named in texts.items() if named},
            quotas=tuple(quotas),
            questions=tuple(questions),
            **{name: clean[name] for name in plain},
        )


def initial_terms(terms: Intake | None, *, zone: str, is_online: bool) -> dict[str, Any]:
    """The first values: the terms that there are, or sensible ones."""
    if terms is None:
        return {
            "zone": zone, "grace_minutes": 15, "answer_hours": 48, "reveals_link_hours": 24, "reminds": "7, 1",
            "has_waiting_list": True, "takes_delegations": True, "counts_online": is_online,
        }  # fmt: skip
    plain = ("zone", "grace_minutes", "seats", "most_per_organisation", "counts_online", "needs_approval",
             "is_by_invitation", "has_waiting_list", "answer_hours", "takes_delegations", "reveals_link_hours",
             "offers_visa_letter", "offers_certificate", "asks_feedback", "consent", "note")  # fmt: skip
    texts = {
        f"{name}_{code}": (terms.translations or {}).get(code, {}).get(name, "")
        for code, _name in languages()
        for name in TRANSLATED
    }
    moments = {"opens": terms.opens_at, "closes": terms.closes_at, "names_by": terms.names_by_at}
    return {
        **{name: getattr(terms, name) for name in plain},
        **{name: local_of(at.isoformat(), terms.zone) if at else "" for name, at in moments.items()},
        "reminds": ", ".join(map(str, terms.reminds_days)),
        **texts,
    }


def zones() -> list[str]:
    """Time zones by their places, for the browser to complete."""
    apart = ("Etc/", "posix/", "right/", "SystemV/")
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(apart))


def _instant(local: str, zone: str) -> datetime | None:
    return datetime.fromisoformat(instant_of(local, zone)) if local else None
