"""What programs send that cannot stand: refused with its place, and nothing of others told on the way."""

from collections.abc import Callable
from typing import Any

import pytest

from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake, Registration
from hanse.members.models import Organisation
from tests.api.conftest import Caller
from tests.factories.registration import make_question, register

pytestmark = pytest.mark.django_db
Tokens = Callable[..., Caller]
AMARA = {"name": "Amara", "email": "amara@example.org"}
PLACE = "/activities/forum-2030/registrations"
NO_TEXT = ["\x00", "\x07", "\x1b[31m", "\u202e", "\ufffe", "\ud800"]


@pytest.mark.parametrize("sign", NO_TEXT, ids=ascii)
@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/years/2023/activities", {"title": "Forum", "area": "networking", "when": "Sep"}, "title"),
        ("POST", "/years/2023/activities", {"title": "F", "area": "networking", "when": "Sep", "venue": "V"}, "venue"),
        ("PATCH", "/activities/forum-2030", {"revision": 1, "summary": "S"}, "summary"),
        ("POST", "/organisations", {"name": "Ulsan", "kind": "city", "country": "KR"}, "name"),
        ("POST", "/organisations", {"name": "U", "kind": "city", "country": "KR", "aliases": ["A"]}, "aliases"),
        ("POST", PLACE, AMARA, "name"),
        ("POST", PLACE, {**AMARA, "answers": {"diet": "x"}}, "diet"),
        ("POST", PLACE, {**AMARA, "answers": {"diet": ["x"]}}, "diet"),
    ],
)
def test_what_is_no_text_is_refused_by_its_place(
    token: Tokens, method: str, path: str, body: dict[str, Any], field: str, sign: str
) -> None:
    def spoilt(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: spoilt(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [spoilt(one, name) for one in value]
        return f"{value}{sign}x" if name == field else value

    organisations, activities = Organisation.objects.count(), Activity.objects.count()
    answer = token("mina").send(method, path, spoilt(body, ""))
    assert answer.status_code == 422
    assert f"{field} holds U+{ord(sign[0]):04X}" in answer.json()["detail"]
    assert (Organisation.objects.count(), Activity.objects.count()) == (organisations, activities)
    assert not Registration.objects.exists()


def test_names_of_every_script_are_texts(token: Tokens) -> None:
    name = "عمارة\u200f ناكاتو 나카토 O’Brien 👩\u200d💻\tJr."
    assert token("amara").send("POST", PLACE, {**AMARA, "name": name}).json()["name"] == name.replace("\t", " ")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "   "}, "name: "),
        ({"country": "ZZ"}, "country: "),
        ({"language": "xx"}, "Use en or ko"),
        ({"attendance": "online"}, "attendance: "),
        ({"answers": {"shoe": "42"}}, "answers.shoe: There is no such question."),
        ({"answers": {"meal": "fish"}}, "answers.meal: "),
        ({"answers": {}}, "answers.meal: Choose one of these."),
    ],
)
def test_what_the_form_would_refuse_is_refused_here(token: Tokens, change: dict[str, Any], says: str) -> None:
    options = [{"value": "veg", "label": "Vegetarian"}]
    make_question(Intake.objects.get(), "choice", key="meal", options=options, is_required=True)
    answer = token("amara").send("POST", PLACE, {**AMARA, "answers": {"meal": "veg"}, **change})
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert not Registration.objects.exists()


def test_answers_are_kept_as_the_form_keeps_them(token: Tokens) -> None:
    intake = Intake.objects.get()
    options = [{"value": "mon", "label": "Monday"}, {"value": "tue", "label": "Tuesday"}]
    make_question(intake, "several", key="days", options=options)
    make_question(intake, "text", key="diet")
    make_question(intake, "consent", key="photos", label="I agree to photographs.")
    make_question(intake, "file", key="passport", is_required=True)
    sent = {"days": ["mon"], "diet": " no fish ", "photos": True}
    assert token("amara").send("POST", PLACE, {**AMARA, "answers": sent}).status_code == 201
    assert Registration.objects.get().answers == {
        "days": ["mon"],
        "diet": "no fish",
        "photos": {"agreed": True, "text": "I agree to photographs."},
    }


def test_of_somebody_elses_registration_nothing_is_told(token: Tokens) -> None:
    theirs = register(Intake.objects.get(), name="Mateo", email="mateo@example.org", country="CO")
    amara = token("amara", acts_for="kampala")
    answer = amara.send("POST", PLACE, {"name": "Whoever", "email": "Mateo@example.org"})
    assert answer.status_code == 409
    assert str(theirs.uid) not in answer.content.decode()
    assert "CO" not in answer.json()["detail"]
    assert token("mina").send("POST", PLACE, {"name": "Whoever", "email": "mateo@example.org"}).status_code == 201
    theirs.refresh_from_db()
    assert (theirs.name, theirs.organisation) == ("Mateo", None)


@pytest.mark.parametrize("verb", ["hold", "cancel", "confirm"])
def test_no_step_is_taken_on_a_day_that_is_yet_to_come(token: Tokens, verb: str) -> None:
    mina = token("mina")
    revision = mina.get("/activities/forum-2030/kept").json()["revision"]
    sent = {"verb": verb, "revision": revision, "on": "9999-12-31"}
    answer = mina.send("POST", "/activities/forum-2030/steps", sent)
    assert (answer.status_code, answer.json()["field"]) == (422, "on")
    assert "has not come yet" in answer.json()["detail"]
