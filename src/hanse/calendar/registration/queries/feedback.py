"""What is asked after an activity, and what came back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from hanse.calendar.registration.choices_day import FeedbackKind
from hanse.calendar.registration.models import Feedback, FeedbackQuestion, FeedbackRequest, Intake
from hanse.ui.languages import wording

FEWEST = 5  # answers before anything is shown: of fewer, somebody would guess who said what
SCALE = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the reader's language."""

    key: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came back on one question: how often each number, and texts in no order of time."""

    asked: Asked
    counts: tuple[tuple[int, int, float], ...]
    mean: float | None
    texts: tuple[str, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Results:
    """What came back in all; `results` is empty while there are too few."""

    questions: tuple[Asked, ...]
    asked: int
    answered: int
    results: tuple[Result, ...]

    @property
    def are_enough(self) -> bool:
        """Whether enough have answered for nobody to be known by it."""
        return self.answered >= FEWEST


def questions_for(intake: Intake) -> tuple[Asked, ...]:
    """The questions of an activity: its own, or those of the house."""
    own = FeedbackQuestion.objects.filter(intake=intake)
    return tuple(Asked(one.key, one.kind, wording(one, "label")) for one in own) or house_questions()


def house_questions() -> tuple[Asked, ...]:
    """What is asked where nobody has written other questions."""
    return (
        Asked("whole", FeedbackKind.SCALE, gettext("How was it as a whole?")),
        Asked("useful", FeedbackKind.SCALE, gettext("How useful is it for your work?")),
        Asked("organised", FeedbackKind.SCALE, gettext("How well was it organised?")),
        Asked("best", FeedbackKind.TEXT, gettext("What was best?")),
        Asked("better", FeedbackKind.TEXT, gettext("What should be better next time?")),
    )


def own_questions(intake: Intake) -> list[FeedbackQuestion]:
    """The activity's own questions, for those who write them."""
    return list(FeedbackQuestion.objects.filter(intake=intake))


def request_of(uid: UUID) -> FeedbackRequest | None:
    """Whether somebody was asked; with the activity, and without what they answered."""
    return (
        FeedbackRequest.objects.filter(registration__uid=uid)
        .select_related("registration__intake__activity__year", "registration__intake__activity__area")
        .first()
    )


def has_answers(intake: Intake) -> bool:
    """Whether anybody has answered: from then on the questions stay."""
    return Feedback.objects.filter(intake=intake).exists()


def results_of(intake: Intake) -> Results:
    """All that came back, in a fixed number of queries."""
    questions = questions_for(intake)
    given = list(Feedback.objects.filter(intake=intake).values_list("answers", flat=True))
    asked = FeedbackRequest.objects.filter(registration__intake=intake).count()
    shown = tuple(_result(one, given) for one in questions) if len(given) >= FEWEST else ()
    return Results(questions, asked, len(given), shown)


def _result(asked: Asked, given: list[dict[str, object]]) -> Result:
    found = [one[asked.key] for one in given if one.get(asked.key) not in (None, "")]
    if asked.kind == FeedbackKind.TEXT:
        # Sorted by their letters: the order in which they came could say whose they are.
        return Result(asked, (), None, tuple(sorted(str(one) for one in found)), len(found))
    numbers = [one for one in found if isinstance(one, int) and one in SCALE]
    if len(numbers) < FEWEST:
        return Result(asked, (), None, (), len(numbers))
    counted = Counter(numbers)
    most = max(counted.values())
    counts = tuple((value, counted[value], counted[value] / most) for value in SCALE)
    return Result(asked, counts, sum(numbers) / len(numbers), (), len(numbers))
