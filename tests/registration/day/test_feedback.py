"""Feedback is asked once, given once, kept apart from who gave it, and shown when there is enough of it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from hanse.accounts.models import User
from hanse.audit.models import Entry, Secret
from hanse.calendar.registration.models import Feedback, FeedbackQuestion, FeedbackRequest, Intake, Registration
from hanse.calendar.registration.operations.feedback import AnsweredAlready, give_feedback
from hanse.calendar.registration.passes.links import feedback_address
from hanse.calendar.registration.queries.desk import due_for
from hanse.calendar.registration.queries.feedback import questions_for, results_of
from hanse.ui import clock
from tests.factories.calendar import make_activity
from tests.factories.registration_day import AFTER, make_intake, make_registration

pytestmark = pytest.mark.django_db
ANSWERS = {"whole": 5, "useful": 4, "best": "The workshops"}


@pytest.fixture(autouse=True)
def the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    monkeypatch.setattr(clock, "stamp", lambda: AFTER)


@pytest.fixture
def intake() -> Intake:
    return make_intake(make_activity(slug="forum", title="Forum"), asks_feedback=True)


def asked(intake: Intake, **fields: Any) -> Registration:
    one = make_registration(intake, **fields)
    FeedbackRequest.objects.create(registration=one, asked_on=AFTER.date())
    return one


def link(one: Registration) -> str:
    return feedback_address(one, base_url="")


def give(one: Registration, **answers: Any) -> None:
    give_feedback(uid=one.uid, answers=answers or ANSWERS, on=AFTER.date(), now=AFTER)


def test_the_link_takes_an_answer_once(nobody: Client, intake: Intake) -> None:
    address = link(asked(intake))
    assert nobody.get(address).status_code == 200
    assert "Thank you" in nobody.post(address, ANSWERS).content.decode()
    assert nobody.get(address).status_code == 410
    assert nobody.post(address, ANSWERS).status_code == 410
    assert Feedback.objects.get().answers == ANSWERS


def test_of_two_presses_at_once_one_counts(intake: Intake) -> None:
    one = asked(intake)
    give(one)
    with pytest.raises(AnsweredAlready):
        give(one)
    assert Feedback.objects.count() == 1


def test_nothing_that_is_kept_joins_an_answer_to_its_author(nobody: Client, intake: Intake) -> None:
    one = asked(intake, name="Amara Nakato", email="amara@example.org")
    nobody.post(link(one), ANSWERS)
    given = Feedback.objects.get()
    kept = json.dumps(
        [list(Feedback.objects.values()), list(Entry.objects.filter(kind="feedback").values())], default=str
    )
    secrets = json.dumps(list(Secret.objects.values()), default=str)
    for trace in (str(one.uid), one.uid.hex, "Amara", "amara@example.org"):
        assert trace not in kept
        assert trace not in secrets
    assert isinstance(given.given_on, type(AFTER.date()))
    times = [field.name for field in FeedbackRequest._meta.fields if field.get_internal_type() == "DateTimeField"]
    assert not times
    assert given.id.version == 4


def test_the_identifiers_of_answers_say_nothing_of_their_order(intake: Intake) -> None:
    for number in range(12):
        give(asked(intake), best=str(number))
    assert list(Feedback.objects.values_list("answers__best", flat=True)) != [str(n) for n in range(12)]


@pytest.mark.parametrize("token", ["x", "nonsense:x:y"])
def test_a_forged_link_asks_for_nothing(nobody: Client, intake: Intake, token: str) -> None:
    assert nobody.get(f"/feedback/{token}/").status_code == 404


def test_a_link_of_another_purpose_or_of_somebody_who_was_not_asked_is_refused(nobody: Client, intake: Intake) -> None:
    one = make_registration(intake)
    assert nobody.get(link(one)).status_code == 404


def test_after_three_months_it_is_too_late(nobody: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    one = asked(intake)
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(days=91))
    page = nobody.post(link(one), ANSWERS)
    assert page.status_code == 410
    assert "too late" in page.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "answers", [{}, {"whole": "6"}, {"whole": "0"}, {"whole": "x"}, {"best": "x" * 2001}, {"best": " "}]
)
def test_answers_that_cannot_be_are_asked_for_again_and_use_nothing_up(
    nobody: Client, intake: Intake, answers: dict[str, str]
) -> None:
    one = asked(intake)
    assert nobody.post(link(one), answers).status_code == 422
    assert nobody.post(link(one), ANSWERS).status_code == 200


def test_fewer_than_five_answers_are_counted_and_not_shown(mina: Client, intake: Intake) -> None:
    for number in range(4):
        give(asked(intake), whole=5, best=f"Opinion {number}")
    page = mina.get("/activities/forum/feedback/").content.decode()
    assert "4 of 4" in page
    assert "Opinion" not in page
    give(asked(intake), whole=1, best="Opinion 4")
    page = mina.get("/activities/forum/feedback/").content.decode()
    assert all(f"Opinion {number}" in page for number in range(5))
    assert "4.2" in page


def test_a_scale_that_few_have_answered_stays_hidden(intake: Intake) -> None:
    for number in range(5):
        give(asked(intake), **({"whole": 5} if number else {"whole": 5, "useful": 1}))
    results = {one.asked.key: one for one in results_of(intake).results}
    assert results["whole"].mean == 5
    assert results["useful"].mean is None
    assert results["useful"].counts == ()


def test_texts_are_shown_as_text_in_the_order_of_their_letters(mina: Client, intake: Intake) -> None:
    for text in ("zebra", "<script>alert(1)</script>", "apple", "김대중", "m"):
        give(asked(intake), best=text)
    page = mina.get("/activities/forum/feedback/").content.decode()
    assert "<script>alert" not in page
    assert page.index("apple") < page.index("zebra")


def test_results_cost_the_same_for_five_and_for_thirty(
    intake: Intake, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        give(asked(intake))
    with django_assert_num_queries(3):
        results_of(intake)
    for _ in range(25):
        give(asked(intake))
    with django_assert_num_queries(3):
        results_of(intake)


def rows(*questions: tuple[str, str, str]) -> dict[str, str]:
    form = {"form-TOTAL_FORMS": "10", "form-INITIAL_FORMS": "10"}
    for number, (kind, label, korean) in enumerate(questions):
        form |= {f"form-{number}-kind": kind, f"form-{number}-label": label, f"form-{number}-label_ko": korean}
    for number in range(len(questions), 10):
        form[f"form-{number}-kind"] = "scale"
    return form


def test_the_secretariat_asks_other_questions_in_both_languages(mina: Client, nobody: Client, intake: Intake) -> None:
    form = rows(("scale", "The food?", "음식은 어땠습니까?"), ("text", "Anything else?", ""))
    assert mina.post("/activities/forum/feedback/questions/", form).status_code == 302
    with override("ko"):
        assert [one.label for one in questions_for(intake)] == ["음식은 어땠습니까?", "Anything else?"]
    one = asked(intake)
    assert "The food?" in nobody.get(link(one)).content.decode()
    nobody.post(link(one), {"question-1": "3"})
    assert Feedback.objects.get().answers == {"question-1": 3}


def test_no_questions_of_ones_own_are_those_of_the_house(mina: Client, intake: Intake) -> None:
    mina.post("/activities/forum/feedback/questions/", rows(("scale", "The food?", "")))
    mina.post("/activities/forum/feedback/questions/", rows())
    assert [one.key for one in questions_for(intake)] == ["whole", "useful", "organised", "best", "better"]


def test_questions_stay_when_somebody_has_answered(mina: Client, intake: Intake) -> None:
    give(asked(intake))
    page = mina.post("/activities/forum/feedback/questions/", rows(("scale", "The food?", "")))
    assert page.status_code == 409
    assert not FeedbackQuestion.objects.exists()


def test_the_form_is_worded_for_its_reader(nobody: Client, intake: Intake) -> None:
    page = nobody.get(link(asked(intake))).content.decode()
    assert "How was it as a whole?" in page
    assert re.search(r'type="radio"[^>]*value="5"', page)


def test_the_question_stands_on_the_desk_until_it_is_answered(
    signed_in: Callable[[str], Client], intake: Intake, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in("amara")
    amara = User.objects.get(email="amara@example.org")
    one = asked(intake, person=amara)
    asked(intake)
    with django_assert_num_queries(1):
        due = due_for(amara.pk, [], now=AFTER, language="en")
    assert [(entry.title, entry.url) for entry in due] == [("Forum", link(one))]
    give(one)
    assert due_for(amara.pk, [], now=AFTER, language="en") == []


def test_signing_in_is_not_asked_and_changes_nothing(signed_in: Callable[[str], Client], intake: Intake) -> None:
    one = asked(intake)
    assert signed_in("chloe").post(link(one), ANSWERS).status_code == 200
    assert not Entry.objects.filter(kind="feedback", person__isnull=False).exists()
    assert Entry.objects.get(kind="feedback").at == datetime(2023, 3, 18, 3, tzinfo=UTC)
