"""The pages and answers of the door: who may keep it, what a device is told, what it may send."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from hanse.audit.models import Entry
from hanse.calendar.registration.models import CheckIn, DoorLink, Intake, Registration
from hanse.calendar.registration.operations.door_links import token_of
from hanse.calendar.registration.passes.codes import short_code
from hanse.calendar.registration.passes.tokens import digest_of, seal, ticket_of
from hanse.ui import clock
from tests.factories.calendar import make_activity
from tests.factories.registration_day import DURING, make_check_in, make_door_link, make_intake, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_second_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten in the morning in Seoul."""
    monkeypatch.setattr(clock, "now", lambda: DURING)
    monkeypatch.setattr(clock, "stamp", lambda: DURING)


@pytest.fixture
def intake() -> Intake:
    return make_intake(make_activity(slug="forum", title="Forum"))


@pytest.fixture
def helper(intake: Intake, nobody: Client) -> Client:
    """A volunteer who has opened a link."""
    nobody.post(f"/activities/forum/keep-door/{token_of(make_door_link(intake))}/")
    return nobody


def sync(client: Client, *acts: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"sent_at": DURING.isoformat(), "mark": None, "acts": list(acts), **more}
    response = client.post("/activities/forum/door/sync/", body, content_type="application/json")
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def act(do: str = "let-in", **fields: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "do": do, "at": DURING.isoformat(), **fields}


def test_a_link_opens_the_door_by_its_button_alone(intake: Intake, nobody: Client) -> None:
    address = f"/activities/forum/keep-door/{token_of(make_door_link(intake))}/"
    assert nobody.get(address).status_code == 200
    assert nobody.get("/activities/forum/door/").status_code == 403
    assert nobody.post(address).status_code == 302
    assert nobody.get("/activities/forum/door/").status_code == 200
    assert DoorLink.objects.get().opened_at == DURING


def test_a_link_to_one_door_opens_no_other(helper: Client) -> None:
    make_intake(make_activity(slug="assembly"))
    assert helper.get("/activities/assembly/door/").status_code == 403


def test_a_link_of_another_activity_or_a_forged_one_is_refused(intake: Intake, nobody: Client) -> None:
    other = make_door_link(make_intake())
    for token in (token_of(other), "nonsense", token_of(make_door_link(intake))[:-2] + "xx"):
        assert nobody.post(f"/activities/forum/keep-door/{token}/").status_code == 410


@pytest.mark.parametrize("ended", [{"revoked_at": DURING}, {"expires_at": DURING - timedelta(minutes=1)}])
def test_a_link_that_has_ended_closes_the_door_behind_whoever_opened_it(helper: Client, ended: dict[str, Any]) -> None:
    assert helper.get("/activities/forum/door/list.json").status_code == 200
    DoorLink.objects.update(**ended)
    for address in ("/activities/forum/door/", "/activities/forum/door/list.json", "/activities/forum/attendance/"):
        page = helper.get(address)
        assert page.status_code == 403
    assert "ask for a new one" in page.content.decode()
    assert helper.post("/activities/forum/door/sync/", {}, content_type="application/json").status_code == 403


def test_a_helper_sees_the_list_and_nothing_more(helper: Client, intake: Intake) -> None:
    one = make_registration(intake)
    assert helper.get("/activities/forum/attendance/").status_code == 200
    for address in ("day/", "badges/", "attendance.pdf", "feedback/", "export/"):
        assert helper.get(f"/activities/forum/{address}").status_code == 403, address
    assert helper.get(f"/registrations/{one.uid}/ticket/").status_code == 302
    assert helper.post("/activities/forum/attendance/", {"do": "mark", "pick": str(one.uid)}).status_code == 403


def test_only_the_door_may_have_a_worker(mina: Client, intake: Intake) -> None:
    assert "worker-src 'self'" in mina.get("/activities/forum/door/").headers["Content-Security-Policy"]
    assert "worker-src 'none'" in mina.get("/activities/forum/day/").headers["Content-Security-Policy"]
    worker = mina.get("/activities/forum/door/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "/activities/forum/door/" in worker.content.decode().replace("\\u002D", "-")


def test_the_roll_says_whom_to_expect_and_knows_tickets_by_their_digests_alone(helper: Client, intake: Intake) -> None:
    one = make_registration(intake, name="Amara Nakato", organisation_name="Kampala", email="secret@example.org")
    make_registration(intake, name="Waiting", state="waiting")
    make_registration(intake, name="Draft", state="draft")
    response = helper.get("/activities/forum/door/list.json")
    roll, token = response.json(), seal(ticket_of(one))
    assert [person[2] for person in roll["people"]] == ["Amara Nakato", "Waiting"]
    assert roll["people"][0] == [
        str(one.uid), digest_of(token), "Amara Nakato", "", "Kampala", "confirmed", "in-person"
    ]  # fmt: skip
    assert roll["people"][1][1] == ""
    assert token not in response.content.decode()
    assert "secret@" not in response.content.decode()
    assert 0 < roll["left"] <= 3 * 24 * 3600


def test_the_roll_costs_the_same_for_one_and_for_thirty(
    helper: Client, intake: Intake, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_registration(intake)
    with CaptureQueriesContext(connection) as few:
        helper.get("/activities/forum/door/list.json")
    for _ in range(29):
        make_check_in(make_registration(intake))
    with django_assert_num_queries(len(few)):
        helper.get("/activities/forum/door/list.json")


def test_a_device_sends_and_hears_what_became_of_each(helper: Client, intake: Intake) -> None:
    one, other = make_registration(intake, name="Amara"), make_registration(intake, name="Ben", state="waiting")
    scan = act(ticket=seal(ticket_of(one)))
    answer = sync(helper, scan, act(ticket=seal(ticket_of(one))), act(uid=str(other.uid)), act("undo", of=scan["key"]))
    assert [one["verdict"] for one in answer["answers"]] == ["in", "already", "not-confirmed", "undone"]
    assert answer["answers"][0]["key"] == scan["key"]
    assert answer["answers"][2]["with_word"] is True
    assert "waiting list" in answer["answers"][2]["says"]
    assert answer["counts"] == [1, 0, 0]
    assert CheckIn.objects.get().by == "Door: Main entrance"


def test_a_device_hears_what_others_did_since_it_last_asked(helper: Client, mina: Client, intake: Intake) -> None:
    one = make_registration(intake)
    mark = sync(helper)["mark"]
    sync(mina, act(uid=str(one.uid)))
    told = sync(helper, mark=mark)["in"]
    assert [(entry[0], entry[2], entry[5]) for entry in told] == [(str(one.uid), "in-person", False)]
    assert "Mina Park" in told[0][4]


def test_the_state_of_the_list_moves_with_it_and_not_with_entries(helper: Client, intake: Intake) -> None:
    one = make_registration(intake)
    before = sync(helper)["state"]
    assert sync(helper, act(uid=str(one.uid)))["state"] == before
    Registration.objects.filter(pk=one.pk).update(name="Somebody", revision=2)
    assert sync(helper)["state"] != before


def test_a_guest_comes_in_by_the_device(helper: Client, intake: Intake) -> None:
    guest = {"name": "Gita Rao", "email": "GITA@example.org", "organisation_name": "Pune", "office": "", "word": ""}
    answer = sync(helper, act("guest", **guest))["answers"][0]
    assert (answer["verdict"], answer["name"], answer["organisation"]) == ("in", "Gita Rao", "Pune")
    assert Registration.objects.get().email == "gita@example.org"


@pytest.mark.parametrize(
    "bad",
    [
        {}, {"do": "dance"}, {"do": "undo"}, {"do": "undo", "of": "x"}, {"do": "guest", "name": ""},
        {"do": "guest", "name": "x" * 301}, {"do": "guest", "name": "\ud800"}, {"ticket": "\ud83d"}, {"do": "guest", "name": "A", "email": "no address"}, {"uid": "x"}, {"ticket": 7},
        {"ticket": ["a"]},
    ],
)  # fmt: skip
def test_an_act_that_cannot_be_read_is_answered_and_holds_up_no_other(
    helper: Client, intake: Intake, bad: dict[str, Any]
) -> None:
    one = make_registration(intake)
    answers = sync(helper, {**act(), **bad}, act(uid=str(one.uid)))["answers"]
    assert [answer["verdict"] for answer in answers] == ["unreadable", "in"]


def test_what_is_wrong_with_a_guest_is_said(helper: Client, intake: Intake) -> None:
    bad = {"do": "guest", "name": "Gita Rao", "email": "nonsense"}
    answer = sync(helper, {**act(), **bad})["answers"][0]
    assert answer["says"] == "E-mail: Enter a valid email address."


def test_a_device_hears_how_many_seats_are_free(helper: Client, intake: Intake) -> None:
    assert helper.get("/activities/forum/door/list.json").json()["free"] is None
    Intake.objects.update(seats=2)
    make_registration(intake)
    assert helper.get("/activities/forum/door/list.json").json()["free"] == 1
    assert sync(helper, act("guest", name="Gita Rao"))["free"] == 0


def test_volunteers_see_names_of_helpers_and_no_addresses(helper: Client, mina: Client, intake: Intake) -> None:
    one = make_registration(intake, name="Amara Nakato")
    sync(mina, act(uid=str(one.uid)))
    told = json.dumps([sync(helper, act(uid=str(one.uid))), helper.get("/activities/forum/door/list.json").json()])
    told += helper.get("/activities/forum/door/", {"q": "amara"}).content.decode()
    told += helper.get("/activities/forum/attendance/").content.decode()
    assert told.count("Mina Park") >= 4
    assert "mina@example.org" not in told


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"acts": 3}', b"[" * 100_000, json.dumps({"acts": [{}] * 101}).encode(), b"x" * 600_000, b"\xff\xfe"])  # fmt: skip
def test_what_is_no_message_of_a_device_is_refused_with_a_sentence(helper: Client, body: bytes) -> None:
    response = helper.post("/activities/forum/door/sync/", body, content_type="application/json")
    assert response.status_code == 400
    assert "what waits on it is kept" in response.json()["detail"]


@pytest.mark.parametrize("at", ["yesterday", None, 7, "9999-99-99", "0001-01-01T00:00:00+14:00", "x" * 9000])
def test_a_clock_that_says_nonsense_is_not_believed(helper: Client, intake: Intake, at: Any) -> None:
    one = make_registration(intake)
    assert sync(helper, act(uid=str(one.uid), at=at), sent_at=at)["answers"][0]["verdict"] == "in"
    assert CheckIn.objects.get().entered_at == DURING


def test_half_a_letter_in_a_name_is_left_out(helper: Client, intake: Intake) -> None:
    assert sync(helper, act("guest", name="Gita \ud83d"))["answers"][0]["verdict"] == "in"
    assert Registration.objects.get().name == "Gita"


def test_on_the_next_day_an_entry_is_told_with_its_day(helper: Client, intake: Intake) -> None:
    one = make_registration(intake)
    make_check_in(one, at=DURING - timedelta(days=1), received_at=DURING - timedelta(days=1))
    says = sync(helper, act(uid=str(one.uid)))["answers"][0]["says"]
    assert "13 Mar, 10:00" in says


def test_a_clock_without_a_zone_is_taken_as_ours(helper: Client, intake: Intake) -> None:
    one = make_registration(intake)
    sync(helper, act(uid=str(one.uid), at="2023-03-14T00:50:00"), sent_at="2023-03-14T01:00:00")
    assert CheckIn.objects.get().entered_at == DURING - timedelta(minutes=10)


def test_names_are_found_without_their_accents_by_organisation_and_by_number(mina: Client, intake: Intake) -> None:
    one = make_registration(intake, name="Nguyễn Thị Minh Khai", organisation_name="Đà Nẵng")
    korean = make_registration(intake, name="김대중")
    for asked in ("nguyen minh", "da nang", short_code(one.uid), short_code(one.uid).lower().replace("-", ""), seal(ticket_of(one))):  # fmt: skip
        page = mina.get("/activities/forum/door/", {"q": asked}).content.decode()
        assert "Nguyễn Thị Minh Khai" in page, asked
        assert "김대중" not in page, asked
    assert korean.name in mina.get("/activities/forum/door/", {"q": "대중"}).content.decode()


def test_without_scripts_a_form_lets_in_once_however_often_it_is_sent(mina: Client, intake: Intake) -> None:
    one = make_registration(intake, name="Amara Nakato")
    form = {"do": "let-in", "key": str(uuid4()), "uid": str(one.uid)}
    for _ in range(2):
        response = mina.post("/activities/forum/door/", form, follow=True)
        assert "Amara Nakato: In. Welcome." in response.content.decode()
    assert CheckIn.objects.count() == 1
    assert Entry.objects.filter(verb="check-in").count() == 1


def test_without_scripts_a_guest_beyond_the_seats_gets_the_form_back_with_the_question_why(
    mina: Client, intake: Intake
) -> None:
    Intake.objects.update(seats=0)
    form = {"do": "guest", "key": str(uuid4()), "name": "Gita Rao"}
    page = mina.post("/activities/forum/door/", form)
    assert page.status_code == 409
    assert "say why" in page.content.decode()
    assert mina.post("/activities/forum/door/", {**form, "word": "the mayor asked"}).status_code == 302
    assert mina.post("/activities/forum/door/", {**form, "name": ""}).status_code == 422


def test_whoever_is_not_approved_has_no_button(mina: Client, intake: Intake) -> None:
    make_registration(intake, name="Declined Person", state="declined")
    page = mina.get("/activities/forum/door/", {"q": "declined"}).content.decode()
    assert "did not approve" in page
    assert "Let in<span" not in page


def test_hostile_names_are_text_on_the_page_and_in_its_data(mina: Client, intake: Intake) -> None:
    make_registration(intake, name="</script><img src=x onerror=alert(1)>")
    page = mina.get("/activities/forum/door/", {"q": "onerror"}).content.decode()
    assert "<img src=x" not in page


def test_an_ordinary_camera_leads_each_where_they_belong(
    mina: Client, signed_in: Callable[[str], Client], intake: Intake
) -> None:
    one = make_registration(intake, email="amara@example.org", name="Amara Nakato")
    address = f"/T/{seal(ticket_of(one))}"
    assert mina.get(address).headers["Location"].startswith("/activities/forum/door/?q=")
    assert signed_in("amara").get(address).headers["Location"] == f"/registrations/{one.uid}/ticket/"
    page = Client().get(address)
    assert page.status_code == 200
    assert "Amara" not in page.content.decode()
    assert Client().get("/T/" + "A" * 143).status_code == 404


def test_the_secretariat_makes_and_takes_back_links(
    mina: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = time.time()  # a token names the second in which it was made
    monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=lambda: moment))
    form = {"do": "link", "label": "Gate <1>", "expires_at": "2023-03-17T20:00"}
    page = mina.post("/activities/forum/day/", form, follow=True).content.decode()
    link = DoorLink.objects.get()
    assert token_of(link) in page
    assert link.expires_at.isoformat() == "2023-03-17T11:00:00+00:00"
    mina.post("/activities/forum/day/", {"do": "revoke", "link": str(link.pk)})
    link.refresh_from_db()
    assert link.revoked_at == DURING
    assert list(Entry.objects.filter(kind="door").order_by("id").values_list("verb", flat=True)) == ["grant", "revoke"]


@pytest.mark.parametrize("until", ["", "tomorrow", "2023-03-14T09:00", "2033-01-01T00:00"])
def test_a_link_has_to_end_and_not_before_it_begins(mina: Client, intake: Intake, until: str) -> None:
    response = mina.post("/activities/forum/day/", {"do": "link", "label": "Gate", "expires_at": until})
    assert response.status_code == 422
    assert not DoorLink.objects.exists()


def test_an_activity_without_registration_has_no_door(mina: Client) -> None:
    make_activity(slug="talk")
    for address in ("door/", "day/", "attendance/", "export/"):
        page = mina.get(f"/activities/talk/{address}")
        assert page.status_code == 404, address
    assert "takes no registrations" in page.content.decode()
