"""Answers to an activity's questions, from the cells of a table."""

from typing import Any

import pytest

from hanse.audit.actor import Actor
from hanse.calendar.registration.models import Intake, Registration
from hanse.year.importing.operations import carry_out_run, undo_run
from hanse.year.importing.planning import fields_of, plan_of
from tests.factories.importing import NOW, make_run
from tests.factories.registration import make_intake, make_question, register

pytestmark = pytest.mark.django_db
MINA = Actor("Mina Park <mina@example.org>")
MEALS = [{"value": "veg", "label": "Vegetarian"}, {"value": "all", "label": "Everything, please"}]


@pytest.fixture
def asking() -> Intake:
    """A form that asks for meals, days, a visit and its day, allergies, a file and a consent."""
    intake = make_intake()
    ko = {"ko": {"label": "식사", "options": {"veg": "채식"}}}
    make_question(intake, "choice", key="meal", label="Meal", options=MEALS, translations=ko, is_required=True)
    days = [{"value": "mon", "label": "Monday"}, {"value": "tue", "label": "Tuesday"}]
    make_question(intake, "several", key="days", label="Days", options=days)
    make_question(intake, "date", key="visit", label="Day of the visit")
    make_question(intake, "text", key="allergy", label="Allergies", shown_if={"question": "meal", "is": ["veg"]})
    make_question(intake, "file", key="passport", label="Passport")
    make_question(intake, "consent", key="photos", label="I agree to photographs")
    return intake


def run_of(intake: Intake, text: str) -> Any:
    return make_run(text, "registrations", activity=intake.activity)


def test_a_table_answers_what_a_cell_can_answer(asking: Intake) -> None:
    names = [field.name for field in fields_of(run_of(asking, "email,name\n"))]
    assert names[-4:] == ["answer-meal", "answer-days", "answer-visit", "answer-allergy"]


def test_answers_come_in_by_what_options_are_called_in_any_language(asking: Intake) -> None:
    text = (
        "email,name,식사,Days,Day of the visit,Allergies\n"
        "a@example.org,A,채식,Monday; tue,2023-05-02,Nuts\n"
        'b@example.org,B,"Everything, please",,,Nuts\n'
    )
    carry_out_run(uid=run_of(asking, text).uid, by=MINA, now=NOW, clock=NOW)
    answers = dict(Registration.objects.values_list("email", "answers"))
    assert answers["a@example.org"] == {
        "meal": "veg",
        "days": ["mon", "tue"],
        "visit": "2023-05-02",
        "allergy": "Nuts",
    }
    assert answers["b@example.org"] == {"meal": "all"}  # nobody who eats everything is asked for allergies


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("fish,,", "Write one of these: Vegetarian; Everything, please."),
        ("veg,Monday; Sunday,", "Write one of these: Monday; Tuesday."),
        ("veg,,2 May", "Write the day as 2023-02-21."),
    ],
)
def test_what_is_no_answer_refuses_the_row_with_its_column(asking: Intake, cells: str, says: str) -> None:
    step = plan_of(run_of(asking, f"email,name,meal,days,visit\na@example.org,A,{cells}\n"), now=NOW).steps[0]
    assert [fault.says for fault in step.faults] == [says]


def test_an_answer_of_501_characters_is_refused_with_its_limit(asking: Intake) -> None:
    step = plan_of(run_of(asking, f"email,name,meal,Allergies\na@example.org,A,veg,{'x' * 501}\n"), now=NOW).steps[0]
    assert [fault.says for fault in step.faults] == ["At most 500 characters."]


def test_what_is_left_open_is_pointed_out_and_lets_the_row_in(asking: Intake) -> None:
    step = plan_of(run_of(asking, "email,name\na@example.org,A\n"), now=NOW).steps[0]
    assert (step.fate, step.hints) == ("create", ["Not answered: Meal."])


def test_a_second_table_changes_answers_and_undoing_brings_them_back(asking: Intake) -> None:
    row = register(asking, answers={"meal": "all", "visit": "2023-05-02"})
    run = run_of(asking, f"email,name,meal\n{row.email},{row.name},veg\n")
    assert plan_of(run, now=NOW).steps[0].changes == {"Meal": ("Everything, please", "Vegetarian")}
    carry_out_run(uid=run.uid, by=MINA, now=NOW, clock=NOW)
    row.refresh_from_db()
    assert row.answers == {"meal": "veg", "visit": "2023-05-02"}
    undo_run(uid=run.uid, by=MINA, now=NOW, clock=NOW)
    row.refresh_from_db()
    assert row.answers == {"meal": "all", "visit": "2023-05-02"}


def test_the_same_table_again_changes_nothing(asking: Intake) -> None:
    text = "email,name,meal,days\na@example.org,A,veg,Monday\n"
    carry_out_run(uid=run_of(asking, text).uid, by=MINA, now=NOW, clock=NOW)
    assert [step.fate for step in plan_of(run_of(asking, text), now=NOW).steps] == ["leave"]
