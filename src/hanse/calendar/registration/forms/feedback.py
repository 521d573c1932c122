"""Answers after an activity, and the questions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.choices_day import FeedbackKind
from hanse.calendar.registration.operations.feedback import Wording
from hanse.calendar.registration.queries.feedback import SCALE, Asked

MOST_QUESTIONS = 10
LONGEST = 2000


class FeedbackForm(forms.Form):
    """One field for each question; each may stay empty, but not all of them."""

    def __init__(self, *args: Any, questions: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[one.key] = _scale(one) if one.kind == FeedbackKind.SCALE else _text(one)

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        clean = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if not clean and not self.errors:
            raise ValidationError(_("Answer one question at least."))
        return clean


class QuestionForm(forms.Form):
    """One question as the secretariat writes it; an empty label is no question."""

    kind = forms.ChoiceField(label=_("Kind"), choices=FeedbackKind.choices, initial=FeedbackKind.SCALE)
    label = forms.CharField(label=_("Question"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES[1:]:
            label = f"{self.fields['label'].label} ({name})"
            self.fields[f"label_{code}"] = forms.CharField(label=label, max_length=300, required=False)

    def wording(self) -> Wording | None:
        """The question, where there is one."""
        clean = self.cleaned_data
        if not clean.get("label"):
            return None
        translations = {code: clean.get(f"label_{code}", "") for code, _name in settings.LANGUAGES[1:]}
        return Wording(clean["kind"], clean["label"], translations)


QuestionFormSet = forms.formset_factory(QuestionForm, extra=0, max_num=MOST_QUESTIONS, validate_max=True)


def _scale(one: Asked) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=one.label,
        choices=[(str(number), str(number)) for number in SCALE],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("1 is poor, 5 is excellent."),
    )


def _text(one: Asked) -> forms.CharField:
    return forms.CharField(
        label=one.label,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write no names, if you would like to stay unknown."),
    )
