"""The questions of an activity as fields of a form; which are shown is decided here, whatever the browser showed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.choices import QuestionKind
from hanse.calendar.registration.models import Question
from hanse.calendar.registration.papers.checking import ACCEPT, BadPaper, Paper, check_paper, check_size
from hanse.calendar.registration.words import language_now
from hanse.ui.languages import wording

PREFIX = "q_"
LONGEST, LONGEST_TEXT = 500, 10_000
YES = "yes"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands on the page: its field, and when a script may hide it."""

    question: Question
    bound: BoundField
    condition: str
    shown_if: str
    shown_is: str
    kept: str
    removal: BoundField | None


class PaperField(forms.FileField):
    """A file that is checked by its bytes; its value is a `Paper`, or nothing."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Measure first, read then: a file of 50 MB is refused without being read."""
        if not isinstance(data, UploadedFile):
            if self.required and not initial:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            check_size(data.size or 0)
            data.seek(0)  # the form is read twice when something else in it needs a change
            return check_paper(data.name or "", data.read())
        except BadPaper as fault:
            raise ValidationError(fault.sentence) from None


class QuestionsForm(forms.Form):
    """Mixed into a form that asks the questions of an activity.

    `kept_files` are the names of files that were handed in before, by the key of their question. Without `may_agree`
    consents are not asked: nobody can agree for somebody else.
    """

    use_required_attribute = False  # a question that is not shown would keep the browser from sending

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question] = (),
        kept_files: Mapping[str, str] | None = None,
        may_agree: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [q for q in questions if may_agree or q.kind != QuestionKind.CONSENT]
        self.kept_files = dict(kept_files or {})
        for question in self.questions:
            self.fields[PREFIX + question.key] = field_of(question)
            if question.key in self.kept_files:
                self.fields[f"{PREFIX}{question.key}-remove"] = forms.BooleanField(
                    label=_("Remove this file"), required=False
                )

    def asked(self) -> Iterator[Asked]:
        """The questions as they stand on the page."""
        labels = {q.key: wording(q, "label") for q in self.questions}
        for question in self.questions:
            condition = question.shown_if or {}
            on, values = condition.get("question", ""), condition.get("is", [])
            yield Asked(
                question=question,
                bound=self[PREFIX + question.key],
                condition=_condition_words(labels.get(on, ""), _labels_of(self._question(on), values)) if on else "",
                shown_if=PREFIX + on if on in labels else "",
                shown_is="|".join(values),
                kept=self.kept_files.get(question.key, ""),
                removal=self[f"{PREFIX}{question.key}-remove"] if question.key in self.kept_files else None,
            )

    def clean(self) -> dict[str, Any]:
        """Forget what is not asked, and demand what is."""
        found: dict[str, Any] = super().clean() or {}
        given: dict[str, Any] = {}
        for question in self.questions:
            name = PREFIX + question.key
            if not is_shown(question, given):
                found.pop(name, None)
                self.errors.pop(name, None)
                continue
            value = found.get(name)
            given[question.key] = plain_answer(question, value)
            kept = question.key in self.kept_files and not found.get(f"{name}-remove")
            if question.is_required and not value and not kept and name not in self.errors:
                self.add_error(name, required_words(question))
        self.given = given
        return found

    def answers(self) -> dict[str, Any]:
        """The answers as they are kept, without those that are empty."""
        in_files = {question.key for question in self.questions if question.kind == QuestionKind.FILE}
        return {key: value for key, value in self.given.items() if value not in ("", [], None) and key not in in_files}

    def papers(self) -> dict[str, Paper]:
        """New files, by the key of their question."""
        found = {q.key: self.cleaned_data.get(PREFIX + q.key) for q in self.questions if q.kind == QuestionKind.FILE}
        return {key: paper for key, paper in found.items() if isinstance(paper, Paper)}

    def lost(self) -> list[str]:
        """What was written or chosen and cannot be kept, each with its reason: a draft goes without it."""
        found = []
        for name, faults in self.errors.items():
            if name not in self.fields or not self[name].data:
                continue
            named = {"field": self[name].label, "why": " ".join(map(str, faults))}
            found.append(gettext("“%(field)s” was not kept. %(why)s") % named)
            kept = self.kept_files.get(name.removeprefix(PREFIX))
            if kept:
                found[-1] += " " + gettext("The file from before stays: %(name)s.") % {"name": kept}
        return found

    def dropped(self) -> frozenset[str]:
        """Questions whose file was removed, or which are not asked any more."""
        removed = {key for key in self.kept_files if self.cleaned_data.get(f"{PREFIX}{key}-remove")}
        return frozenset(removed | {key for key in self.kept_files if key not in self.given})

    def _question(self, key: str) -> Question | None:
        return next((q for q in self.questions if q.key == key), None)


def field_of(question: Question) -> forms.Field:
    """The field of a question; whether it is demanded is seen when all answers are known."""
    common: dict[str, Any] = {
        "label": wording(question, "label"),
        "help_text": wording(question, "help"),
        "required": False,
    }
    options = [(option["value"], option_label(question, option)) for option in question.options]
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **common)
        case QuestionKind.CHOICE:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
        case QuestionKind.SEVERAL:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
        case QuestionKind.DATE:
            says = {"invalid": gettext("Write the day as 2023-02-21.")}
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(widget=widget, error_messages=says, **common)
        case QuestionKind.FILE:
            return PaperField(**common)
        case QuestionKind.CONSENT:
            return forms.BooleanField(**common)
        case _:
            return forms.CharField(max_length=LONGEST, **common)


def option_label(question: Question, option: Mapping[str, str]) -> str:
    """An option in the reader's language."""
    translated = (question.translations or {}).get(language_now(), {}).get("options", {})
    return str(translated.get(option["value"]) or option["label"])


def is_shown(question: Question, given: Mapping[str, Any]) -> bool:
    """Whether a question is asked, as the answers before it stand. One that hangs on a hidden one is hidden, too."""
    condition = question.shown_if or {}
    if not condition:
        return True
    if condition.get("question") not in given:
        return False
    value = given[condition["question"]]
    values = value if isinstance(value, list) else [YES if isinstance(value, dict) else value]
    return any(one in condition.get("is", []) for one in values)


def plain_answer(question: Question, value: Any) -> Any:
    """An answer as it is kept. Of a consent the text is kept that the person saw and agreed to."""
    if question.kind == QuestionKind.CONSENT:
        return {"agreed": True, "text": wording(question, "label")} if value else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Paper):
        return value.name
    return value if isinstance(value, list) else str(value or "").replace("\r\n", "\n").strip()


def initial_answers(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers that were kept, as first values of the fields."""
    found = {PREFIX + q.key: answers.get(q.key) for q in questions if q.kind != QuestionKind.FILE}
    return {name: bool(value) if isinstance(value, dict) else value for name, value in found.items()}


def answer_words(question: Question, value: Any) -> str:
    """An answer as a reader sees it."""
    if isinstance(value, dict):
        return str(value.get("text", ""))
    labels = {option["value"]: option_label(question, option) for option in question.options}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(one, str(one)) for one in values if one not in ("", None))


def required_words(question: Question) -> str:
    """What is missing, for each kind of question."""
    match question.kind:
        case QuestionKind.CHOICE:
            return gettext("Choose one of these.")
        case QuestionKind.SEVERAL:
            return gettext("Choose at least one of these.")
        case QuestionKind.FILE:
            return gettext("Choose a file.")
        case QuestionKind.CONSENT:
            return gettext("Without this we cannot register you. Tick it if you agree.")
        case _:
            return gettext("Please answer this.")


def _labels_of(question: Question | None, values: Sequence[str]) -> list[str]:
    if question is None:
        return list(values)
    labels = {option["value"]: option_label(question, option) for option in question.options}
    return [labels.get(value, "" if value == YES else value) for value in values]


def _condition_words(question: str, values: Sequence[str]) -> str:
    """When a question is to be answered, for those whose browser shows it in any case."""
    chosen = gettext(" or ").join(f"“{value}”" for value in values if value)
    if not chosen:
        return gettext("Only if you ticked “%(question)s”.") % {"question": question}
    return gettext("Only if you chose %(answer)s for “%(question)s”.") % {"answer": chosen, "question": question}
