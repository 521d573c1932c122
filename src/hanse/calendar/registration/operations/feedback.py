"""Asking what people thought, and keeping what they say apart from who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.models import Feedback, FeedbackQuestion, FeedbackRequest, Intake

SOMEBODY = "Somebody who was there"


class AnsweredAlready(Exception):
    """The link was used: one person answers once."""


class QuestionsStay(Exception):
    """Somebody has answered, so the questions cannot be others any more."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as the secretariat writes it; `translations` maps languages to labels."""

    kind: str
    label: str
    translations: Mapping[str, str]


@transaction.atomic
def give_feedback(*, uid: UUID, answers: Mapping[str, int | str], on: date, now: datetime) -> None:
    """Take an answer, once for each registration; raises `AnsweredAlready`.

    The request is marked by one statement that only one of two presses can win. The answer gets a random identifier
    and a day. Nothing that is written here, and no row of the record, names the person or the hour together with it.
    """
    asked = FeedbackRequest.objects.select_related("registration__intake__activity").get(registration__uid=uid)
    if not FeedbackRequest.objects.filter(pk=asked.pk, is_answered=False).update(is_answered=True):
        raise AnsweredAlready
    intake = asked.registration.intake
    Feedback.objects.create(intake=intake, answers=dict(answers), given_on=on)
    _record(intake, "answer", by=SOMEBODY, now=now)


@transaction.atomic
def word_questions(*, intake: Intake, questions: Sequence[Wording], by: By, now: datetime) -> None:
    """Write the questions of an activity anew; none brings the house's own back. Raises `QuestionsStay`."""
    Intake.objects.select_for_update().get(pk=intake.pk)
    if Feedback.objects.filter(intake=intake).exists():
        raise QuestionsStay
    before = list(FeedbackQuestion.objects.filter(intake=intake).values_list("label", flat=True))
    FeedbackQuestion.objects.filter(intake=intake).delete()
    FeedbackQuestion.objects.bulk_create(
        FeedbackQuestion(
            intake=intake,
            key=f"question-{number}",
            kind=one.kind,
            label=one.label,
            position=number,
            translations={code: {"label": label} for code, label in one.translations.items() if label},
        )
        for number, one in enumerate(questions, 1)
    )
    changes = {"questions": [before, [one.label for one in questions]]}
    _record(intake, "set", by=by, now=now, changes=changes)


def _record(
    intake: Intake, verb: str, *, by: By, now: datetime, changes: Mapping[str, list[list[str]]] | None = None
) -> None:
    activity = intake.activity
    record(at=now, by=by, verb=verb, kind="feedback", key=activity.slug, label=activity.title, changes=changes)
