"""Interest is expressed, answered, and told once of a date."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.accounts.models import User
from hanse.calendar.interest.links import make_token
from hanse.calendar.interest.models import Heard, Interest
from hanse.calendar.interest.operations.answering import AnsweredByOthers, answer_interest
from hanse.calendar.interest.operations.expressing import confirm_interest
from hanse.calendar.interest.operations.telling import tell_of_dates
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake, Registration
from hanse.members.models import Mandate
from hanse.post.models import Message
from tests.factories.calendar import make_activity, make_area, make_year, when_fields
from tests.factories.interest import make_interest
from tests.factories.members import make_organisation
from tests.streamed import streamed

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)


def sent(**fields: Any) -> dict[str, Any]:
    """What the form sends of somebody without an account."""
    return {
        "key": str(uuid4()),
        "whole_year": "on",
        "name": "Zoë O’Neill 김",
        "email": "zoe@example.org",
        "consent": "on",
        **fields,
    }


def firm(activity: Activity, when: str = "Nov 14") -> None:
    """Its day is fixed and confirmed now."""
    Activity.objects.filter(pk=activity.pk).update(status="confirmed", **when_fields(when))


def test_a_stranger_is_read_only_after_confirming_the_address(nobody: Client) -> None:
    make_year()
    answer = nobody.post("/2023/interest/", sent())
    assert answer["Location"] == "/2023/interest/sent/"
    interest = Interest.objects.get()
    assert interest.state == "unconfirmed"
    (address,) = re.findall(r"/interest/confirm/[^/\s>)]+/", Message.objects.get().body)[:1]
    nobody.get(address)
    interest.refresh_from_db()
    assert interest.state == "unconfirmed", "a mail scanner opens links, but presses nothing"
    nobody.post(address)
    interest.refresh_from_db()
    assert interest.state == "open"
    again = nobody.get(address).content.decode()
    assert "Your address is confirmed; nothing more is to be done here." in again
    assert "It was me" not in again


def test_the_same_form_sent_twice_is_one_interest(nobody: Client) -> None:
    make_year()
    form = sent()
    for _ in range(2):
        assert nobody.post("/2023/interest/", form).status_code == 302
    assert Interest.objects.count() == 1
    assert Message.objects.count() == 1


def test_a_member_writes_for_the_organisation_they_act_for(amara: Client) -> None:
    make_year()
    kampala = make_organisation(slug="kampala", name="Kampala")
    user = User.objects.get(email="amara@example.org")
    Mandate.objects.create(person=user, organisation=kampala, starts_on="2020-01-01", granted_by="test", granted_at=NOW)
    form = {name: value for name, value in sent().items() if name != "email"}
    answer = amara.post("/2023/interest/", form)
    interest = Interest.objects.get()
    assert answer["Location"] == f"/interest/{interest.uid}/"
    assert (interest.organisation, interest.person, interest.state) == (kampala, user, "open")
    assert interest.email == "amara@example.org"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("consent", "", "Without this we may not keep what you wrote"),
        ("whole_year", "", "Choose what you are interested in"),
        ("email", "nonsense", "valid email"),
        ("name", "x" * 301, "at most 300"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(nobody: Client, field: str, value: str, says: str) -> None:
    make_year()
    answer = nobody.post("/2023/interest/", sent(**{field: value}))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Interest.objects.exists()


def test_a_program_that_fills_in_every_field_is_not_kept(nobody: Client) -> None:
    make_year()
    assert nobody.post("/2023/interest/", sent(website="https://spam.example")).status_code == 302
    assert not Interest.objects.exists()


@pytest.mark.parametrize("purpose", ["confirm", "seen", "dates"])
def test_a_forged_or_foreign_link_is_refused_kindly(nobody: Client, purpose: str) -> None:
    interest = make_interest()
    other = {"confirm": "see", "seen": "confirm", "dates": "see"}[purpose]
    for token in ("nonsense", make_token(other, interest.uid)):
        answer = nobody.get(f"/interest/{purpose}/{token}/")
        assert answer.status_code == 410
        assert "Copy the whole link from the e-mail" in answer.content.decode()


def test_an_old_link_is_refused(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    interest = make_interest()
    token = make_token("confirm", interest.uid)
    monkeypatch.setattr("django.core.signing.time.time", lambda: datetime.now(UTC).timestamp() + 8 * 86_400)
    assert nobody.get(f"/interest/confirm/{token}/").status_code == 410


def test_the_writer_withdraws_by_the_link(nobody: Client) -> None:
    interest = make_interest()
    confirm_interest(uid=interest.uid, now=NOW)
    nobody.post(f"/interest/seen/{make_token('see', interest.uid)}/")
    interest.refresh_from_db()
    assert interest.state == "withdrawn"


def test_an_interest_goes_to_the_one_manager_of_its_area() -> None:
    manager = User.objects.create(email="manager@example.org", role="manager", areas=["prize"])
    make_area("prize")
    make_area("governance")
    assert make_interest(areas=("prize",)).owner == manager
    assert make_interest(areas=("governance",)).owner is None
    assert make_interest().owner is None


def test_a_manager_of_another_area_reads_and_does_not_answer(signed_in: Any) -> None:
    make_area("prize")
    interest = make_interest(areas=("prize",), person=None)
    User.objects.create(email="esra@example.org", role="manager", areas=["governance"])
    esra = signed_in("esra")
    assert esra.get(f"/interest/{interest.uid}/answer/").status_code == 200
    assert esra.post(f"/interest/{interest.uid}/answer/", {"act": "close", "seen": "1"}).status_code == 403


def test_an_answer_is_sent_once_and_a_second_one_is_told(mina: Client) -> None:
    interest = make_interest()
    confirm_interest(uid=interest.uid, now=NOW)
    form = {"act": "answer", "seen": "1", "answer": "Come by all means."}
    assert mina.post(f"/interest/{interest.uid}/answer/", form).status_code == 302
    again = mina.post(f"/interest/{interest.uid}/answer/", form)
    assert again.status_code == 409
    assert "A colleague did something here" in again.content.decode()
    assert Message.objects.filter(kind="interest-answered").count() == 1


def test_nothing_is_answered_to_an_address_that_is_not_confirmed(mina: Client, nobody: Client) -> None:
    make_year()
    nobody.post("/2023/interest/", sent())
    interest = Interest.objects.get()
    address = f"/interest/{interest.uid}/answer/"
    page = mina.get(address).content.decode()
    assert "has not confirmed the address yet" in page
    assert "Send the answer" not in page
    answer = mina.post(address, {"act": "answer", "seen": "1", "answer": "Come."})
    assert answer.status_code == 409
    assert "The address is not confirmed yet, so nothing was sent." in answer.content.decode()
    interest.refresh_from_db()
    assert interest.state == "unconfirmed"
    assert not Message.objects.filter(kind="interest-answered").exists()
    confirm_interest(uid=interest.uid, now=NOW)
    assert "Send the answer" in mina.get(address).content.decode()


def test_two_answers_at_once_leave_one() -> None:
    interest = make_interest()
    confirm_interest(uid=interest.uid, now=NOW)
    answer_interest(uid=interest.uid, seen=1, answer="One", by="a", now=NOW)
    with pytest.raises(AnsweredByOthers):
        answer_interest(uid=interest.uid, seen=1, answer="Two", by="b", now=NOW)


def test_those_interested_hear_once_when_the_date_is_fixed() -> None:
    activity = make_activity(slug="seminar-2023", when="Nov", status="tentative")
    interest = make_interest(activities=(activity.slug,), now=NOW)
    confirm_interest(uid=interest.uid, now=NOW)
    assert tell_of_dates(NOW) == 0
    firm(activity)
    assert tell_of_dates(NOW) == 1
    assert tell_of_dates(NOW) == 0
    message = Message.objects.get(kind="interest-date-fixed")
    assert "14 Nov" in message.subject
    assert "/interest/dates/" in message.body


@pytest.mark.parametrize("why", ["unconfirmed", "withdrawn", "another area", "known when written", "past", "embargo"])
def test_nobody_hears_of_a_date_without_need(why: str) -> None:
    activity = make_activity(slug="seminar-2023", when="Nov 14" if why == "known when written" else "Nov")
    make_area("prize")
    targets: dict[str, Any] = {"areas": ("prize",)} if why == "another area" else {"activities": (activity.slug,)}
    interest = make_interest(now=NOW, **targets)
    if why != "unconfirmed":
        confirm_interest(uid=interest.uid, now=NOW)
    firm(activity)
    if why == "withdrawn":
        Interest.objects.update(state="withdrawn")
    if why == "embargo":
        Activity.objects.update(embargo_until=NOW + timedelta(days=300))
    assert tell_of_dates(NOW + timedelta(days=400) if why == "past" else NOW) == 0


def test_interest_in_an_area_or_the_whole_year_counts_for_its_activities() -> None:
    activity = make_activity(when="Nov", area="prize", status="tentative")
    for number, targets in enumerate([{"areas": ("prize",)}, {}]):
        interest = make_interest(email=f"p{number}@example.org", now=NOW, **targets)
        confirm_interest(uid=interest.uid, now=NOW)
    firm(activity)
    assert tell_of_dates(NOW) == 2
    assert Heard.objects.filter(was_told=True).count() == 2


def test_one_and_three_interests_cost_the_same_number_of_queries(mina: Client) -> None:
    counts = []
    for number in (1, 2):
        for extra in range(number):
            make_interest(email=f"x{number}{extra}@example.org", areas=(make_area("prize").key,))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert mina.get("/2023/interests/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_export_holds_no_formula(mina: Client) -> None:
    make_interest(message="=HYPERLINK(1)", name="@evil")
    text = streamed(mina.get("/2023/interests.csv")).decode("utf-8-sig")
    assert ",@evil" not in text
    assert ",=HYPERLINK" not in text


def test_whoever_waited_for_a_date_registers_in_one_step(nobody: Client) -> None:
    activity = make_activity(slug="seminar-2030", when="Nov 14 2030", audience="public")
    Intake.objects.create(activity=activity, zone="Asia/Seoul", seats=1, consent="We keep your name until 2031.")
    interest = make_interest(activities=(activity.slug,))
    confirm_interest(uid=interest.uid, now=NOW)
    address = f"/interest/dates/{make_token('register', interest.uid, activity.slug)}/"
    assert "We keep your name until 2031." in nobody.get(address).content.decode()
    assert not Registration.objects.exists(), "a mail scanner opens links, but presses nothing"
    for _ in range(2):
        assert nobody.post(address).status_code == 302
    assert "You are registered already" in nobody.get(address).content.decode()
    registration = Registration.objects.get()
    assert (registration.state, registration.email) == ("confirmed", "kofi@example.org")
    assert registration.consent == "We keep your name until 2031."
    interest.refresh_from_db()
    assert (interest.state, interest.leads_to) == ("converted", "registration")
    assert interest.reference == f"/registrations/{registration.uid}/"


def test_one_step_is_refused_with_the_reason_where_registration_is_closed(nobody: Client) -> None:
    activity = make_activity(slug="seminar-2030", when="Nov 14 2030", audience="public")
    Intake.objects.create(activity=activity, zone="Asia/Seoul", closes_at=datetime(2020, 1, 1, tzinfo=UTC))
    interest = make_interest(activities=(activity.slug,))
    answer = nobody.post(f"/interest/dates/{make_token('register', interest.uid, activity.slug)}/")
    assert answer.status_code == 422
    assert "Registration closed on" in answer.content.decode()


def test_where_questions_must_be_answered_the_form_is_shown(nobody: Client) -> None:
    activity = make_activity(slug="seminar-2030", when="Nov 14 2030", audience="public")
    intake = Intake.objects.create(activity=activity, zone="Asia/Seoul")
    intake.questions.create(key="diet", kind="text", label="Food", is_required=True)
    interest = make_interest(activities=(activity.slug,))
    page = nobody.get(f"/interest/dates/{make_token('register', interest.uid, activity.slug)}/").content.decode()
    assert "/activities/seminar-2030/register/" in page
