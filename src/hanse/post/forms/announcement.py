"""An announcement: words, purpose, for whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.post.choices import Purpose, To
from hanse.post.forms.wording import check_variables
from hanse.post.models import Announcement
from hanse.post.operations.announcing import Draft
from hanse.post.segments import SegmentPart

VARIABLES = ["name"]


class AnnouncementForm(forms.Form):
    """What is said, in each language, why, and to whom."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = forms.CharField(
        label=_("Text"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 14, "class": "input input--tall"}),
        help_text=_("Markdown. {name} becomes the reader's name."),
    )
    about = forms.URLField(
        label=_("Page that it is about"), max_length=500, required=False, assume_scheme="https",
        help_text=_("It is offered below the text and on the notice."),
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=Purpose.choices,
        initial=Purpose.NEWS,
        widget=forms.RadioSelect,
        help_text=_("News can be refused, and waits for the digest of those who want one."),
    )
    reason = forms.CharField(
        label=_("Why nobody can refuse it"),
        max_length=300,
        required=False,
        help_text=_("For what somebody must know. Readers see it below the text."),
    )
    to = forms.ChoiceField(label=_("For whom"), choices=To.choices, initial=To.PEOPLE, widget=forms.RadioSelect)

    def __init__(self, *args: Any, parts: Sequence[SegmentPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        self.others = [(code, name) for code, name in settings.LANGUAGES if code != "en"]
        for code, name in self.others:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=f"{self.fields['subject'].label} ({name})", max_length=300, required=False
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=f"{self.fields['body'].label} ({name})",
                max_length=50_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 10, "class": "input input--tall"}),
            )
        for part in parts:
            self.fields[f"part_{part.key}"] = _part_field(part)

    def clean_subject(self) -> str:
        """One line."""
        return _checked(" ".join(self.cleaned_data["subject"].split()))

    def clean_body(self) -> str:
        """Line ends of one kind."""
        return _checked(self.cleaned_data["body"].replace("\r\n", "\n"))

    def clean(self) -> dict[str, Any]:
        """A duty has a reason, strangers get news only, and a translation is whole."""
        clean = super().clean() or self.cleaned_data
        if clean.get("purpose") == Purpose.DUTY and not clean.get("reason"):
            self.add_error("reason", gettext("Say why nobody can refuse it, or send it as news."))
        if clean.get("purpose") == Purpose.DUTY and clean.get("to") in (To.SUBSCRIBERS, To.BOTH):
            self.add_error("to", gettext("Subscribers asked for news. Send it as news, or to people with an account."))
        for code, _name in self.others:
            subject, body = f"subject_{code}", f"body_{code}"
            if bool(clean.get(subject)) != bool(clean.get(body)):
                empty = body if clean.get(subject) else subject
                self.add_error(empty, gettext("A translation needs both its subject and its text."))
            for name in (subject, body):
                try:
                    check_variables(clean.get(name, ""), VARIABLES)
                except ValidationError as fault:
                    self.add_error(name, fault)
        return clean

    def draft(self) -> Draft:
        """What was written, as the operation takes it."""
        clean = self.cleaned_data
        return Draft(
            subject=clean["subject"],
            body=clean["body"],
            purpose=clean["purpose"],
            to=clean["to"],
            reason=clean["reason"] if clean["purpose"] == Purpose.DUTY else "",
            about=clean["about"],
            translations={
                code: {
                    "subject": " ".join(clean[f"subject_{code}"].split()),
                    "body": clean[f"body_{code}"].replace("\r\n", "\n"),
                }
                for code, _name in self.others
                if clean[f"subject_{code}"]
            },
            segment=self.segment(),
        )

    def segment(self) -> dict[str, list[str]]:
        """What was chosen of each part; of subscribers nothing is known to choose by."""
        if self.cleaned_data.get("to") == To.SUBSCRIBERS:
            return {}
        chosen = {part.key: self.cleaned_data.get(f"part_{part.key}") or [] for part in self.parts}
        return {key: [values] if isinstance(values, str) else list(values) for key, values in chosen.items() if values}

    @property
    def chip_fields(self) -> list[forms.BoundField]:
        """The fields of the segment with a few choices, to be shown side by side."""
        return [self[f"part_{part.key}"] for part in self.parts if not part.is_long]

    @property
    def long_fields(self) -> list[forms.BoundField]:
        """The fields of the segment with many choices, to be picked from a list."""
        return [self[f"part_{part.key}"] for part in self.parts if part.is_long]

    @property
    def translation_fields(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """The fields of each further language."""
        return [(name, self[f"subject_{code}"], self[f"body_{code}"]) for code, name in self.others]


class SendingForm(forms.Form):
    """When it goes out."""

    goes_at = forms.DateTimeField(
        label=_("At"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Write day and hour as 2023-05-20 09:00.")},
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = ZoneInfo(zone), now
        self.fields["goes_at"].help_text = gettext("In the time zone %(zone)s.") % {"zone": zone}

    def clean_goes_at(self) -> datetime | None:
        """An instant to come, read on the author's clock."""
        written = self.cleaned_data["goes_at"]
        if written is None:
            return None
        # Django reads it in UTC, the server's zone; what was meant is the hour on the author's own clock.
        at: datetime = written.replace(tzinfo=self.zone).astimezone(UTC)
        if at <= self.now:
            raise ValidationError(gettext("This hour is over. Write one to come, or send it now."))
        return at


def initial_of(row: Announcement) -> dict[str, Any]:
    """An announcement as the form shows it."""
    initial: dict[str, Any] = {
        name: getattr(row, name) for name in ("subject", "body", "about", "purpose", "reason", "to")
    }
    for code, texts in row.translations.items():
        initial |= {f"subject_{code}": texts.get("subject", ""), f"body_{code}": texts.get("body", "")}
    return initial | {f"part_{key}": values for key, values in row.segment.items()}


def _part_field(part: SegmentPart) -> forms.Field:
    options = [(value, str(label)) for value, label in part.options()]
    if part.is_long:
        return forms.ChoiceField(label=part.label, choices=[("", gettext("Whoever")), *options], required=False)
    return forms.MultipleChoiceField(
        label=part.label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
    )


def _checked(words: str) -> str:
    check_variables(words, VARIABLES)
    return words
