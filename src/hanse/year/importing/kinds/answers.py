"""Answers to the questions of an activity's form, as they stand in the cells of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hanse.calendar.registration.choices import QuestionKind
from hanse.calendar.registration.forms.questions import (
    LONGEST,
    LONGEST_TEXT,
    answer_words,
    is_shown,
    option_label,
)
from hanse.calendar.registration.models import Question
from hanse.ui.folding import sort_key
from hanse.ui.languages import wording
from hanse.year.importing.columns import Field
from hanse.year.importing.plans import Step

PREFIX = "answer-"
_BETWEEN = re.compile(r"[;\n]")


def asked_in_tables(activity: int | None) -> tuple[Question, ...]:
    """The questions that a cell can answer: files are no cells, and nobody agrees for somebody else."""
    rows = Question.objects.filter(intake__activity=activity)
    return tuple(q for q in rows if q.kind not in (QuestionKind.FILE, QuestionKind.CONSENT))


def fields_of_questions(questions: Sequence[Question]) -> tuple[Field, ...]:
    """A field for each question, called as the form calls it in any language."""
    return tuple(
        Field(PREFIX + q.key, wording(q, "label"), (q.key, q.label, *_translated(q, "label"))) for q in questions
    )


class Answers:
    """Reads cells as answers, by what options are called in any language."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = questions
        self._options = {q.key: _words_of_options(q) for q in questions}

    def read(self, given: Mapping[str, str], step: Step, before: Mapping[str, Any]) -> dict[str, Any]:
        """All answers of somebody, those from before included; what an option is not called refuses the row.

        Cells of questions that are not asked of this person are passed over, as the form does.
        """
        found: dict[str, Any] = {}
        left_open = []
        for question in self.questions:
            if not is_shown(question, found):
                continue
            text = given.get(PREFIX + question.key, "")
            found[question.key] = self._answer(question, text, step) if text else before.get(question.key, "")
            if question.is_required and found[question.key] in ("", []) and not step.faults:
                left_open.append(wording(question, "label"))
        if left_open:
            step.hints.append(_("Not answered: %(questions)s.") % {"questions": "; ".join(left_open)})
        elsewhere = {key: value for key, value in before.items() if key not in {q.key for q in self.questions}}
        return {**elsewhere, **{key: value for key, value in found.items() if value not in ("", [], None)}}

    def changes(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        """What an answer was and what it becomes, in words, by the words of the question."""
        return {
            wording(q, "label"): (answer_words(q, before.get(q.key, "")), answer_words(q, after.get(q.key, "")))
            for q in self.questions
            if before.get(q.key, "") != after.get(q.key, "")
        }

    def _answer(self, question: Question, text: str, step: Step) -> Any:
        name = PREFIX + question.key
        match question.kind:
            case QuestionKind.CHOICE:
                return self._option(question, text, step)
            case QuestionKind.SEVERAL:
                if sort_key(text) in self._options[question.key]:
                    return [self._option(question, text, step)]
                values = [self._option(question, part.strip(), step) for part in _BETWEEN.split(text) if part.strip()]
                return list(dict.fromkeys(values))
            case QuestionKind.DATE:
                try:
                    return date.fromisoformat(text).isoformat()
                except ValueError:
                    step.refuse(name, _("Write the day as 2023-02-21."))
                    return ""
        most = LONGEST_TEXT if question.kind == QuestionKind.LONG_TEXT else LONGEST
        if len(text) > most:
            step.refuse(name, _("At most %(most)s characters.") % {"most": most})
        return text

    def _option(self, question: Question, text: str, step: Step) -> str:
        value = self._options[question.key].get(sort_key(text))
        if value is None:
            options = "; ".join(option_label(question, one) for one in question.options)
            step.refuse(PREFIX + question.key, _("Write one of these: %(options)s.") % {"options": options})
            return ""
        return value


def _words_of_options(question: Question) -> dict[str, str]:
    translated = [one.get("options", {}) for one in (question.translations or {}).values()]
    return {
        sort_key(words): option["value"]
        for option in question.options
        for words in (option["value"], option["label"], *(labels.get(option["value"], "") for labels in translated))
        if words
    }


def _translated(question: Question, name: str) -> list[str]:
    return [one[name] for one in (question.translations or {}).values() if one.get(name)]
