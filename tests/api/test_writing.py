"""Programs write as their person may, within their scopes, and repeat safely."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hanse.audit.queries import history
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Registration
from hanse.members.models import Mandate, Organisation
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
Tokens = Callable[..., Caller]
NEW = {"title": "Seminar on drains", "area": "networking", "when": "Nov"}
AMARA = {"name": "Amara Nakato", "email": "amara@example.org"}


def test_an_activity_is_added_once_for_one_key(token: Tokens) -> None:
    mina = token("mina")
    first = mina.send("POST", "/years/2023/activities", NEW, key="k1")
    again = mina.send("POST", "/years/2023/activities", NEW, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Activity.objects.filter(title="Seminar on drains").count() == 1
    assert first.json()["edtf"] == "2023-11"
    (act,) = history("activity", first.json()["slug"])
    assert "Mina Park <mina@example.org> (Test," in act.by


@pytest.mark.parametrize("key", [None, "x" * 101])
def test_a_post_without_a_key_is_refused_with_the_cure(token: Tokens, key: str | None) -> None:
    answer = token("mina").send("POST", "/years/2023/activities", NEW, key=key)
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["detail"]


def test_a_key_is_not_for_another_call(token: Tokens) -> None:
    mina = token("mina")
    mina.send("POST", "/years/2023/activities", NEW, key="k")
    assert mina.send("POST", "/years/2023/activities", {**NEW, "title": "Other"}, key="k").status_code == 422


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"when": "30 Feb"}, "when"),
        ({"programme": "nosuch"}, "programme"),
    ],
)
def test_what_cannot_stand_is_said_with_its_field(token: Tokens, change: dict[str, str], field: str) -> None:
    answer = token("mina").send("POST", "/years/2023/activities", {**NEW, **change})
    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_an_unknown_name_is_refused_rather_than_passed_over(token: Tokens) -> None:
    answer = token("mina").send("POST", "/years/2023/activities", {**NEW, "titel": "x"})
    assert answer.status_code == 422
    assert "titel" in answer.json()["detail"]


def test_a_change_needs_the_revision_that_was_read(token: Tokens) -> None:
    mina = token("mina")
    read = mina.get("/activities/forum-2030/kept").json()
    change = {"title": "Forum of ports", "revision": read["revision"]}
    assert mina.send("PATCH", "/activities/forum-2030", change).json()["title"] == "Forum of ports"
    late = mina.send("PATCH", "/activities/forum-2030", {**change, "title": "Other"})
    assert late.status_code == 409
    assert late.json()["code"] == "revision"
    assert Activity.objects.get().title == "Forum of ports"


def test_a_step_is_taken(token: Tokens) -> None:
    mina = token("mina")
    revision = mina.get("/activities/forum-2030/kept").json()["revision"]
    answer = mina.send("POST", "/activities/forum-2030/steps", {"verb": "cancel", "revision": revision})
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")


def test_an_organisations_administrator_changes_its_own_words_only(token: Tokens) -> None:
    amara = token("amara", acts_for="kampala")
    revision = amara.get("/organisations/kampala/kept").json()["revision"]
    sent = {"summary": "A city on hills.", "name": "Nairobi", "revision": revision}
    assert amara.send("PATCH", "/organisations/kampala", sent).status_code == 200
    kampala = Organisation.objects.get(slug="kampala")
    assert (kampala.summary, kampala.name) == ("A city on hills.", "Kampala")
    assert amara.send("PATCH", "/organisations/lyon", {"summary": "x", "revision": 1}).status_code == 403
    (act,) = history("organisation", "kampala")
    assert act.acted_for == "kampala"


def test_the_secretariat_adds_an_organisation(token: Tokens) -> None:
    body = {"name": "Ulsan", "kind": "city", "country": "KR"}
    answer = token("mina").send("POST", "/organisations", body)
    assert (answer.status_code, answer.json()["slug"]) == (201, "ulsan")
    assert Organisation.objects.get(slug="ulsan").region == "east-asia"


def test_one_registers_oneself_and_is_answered_the_same_again(token: Tokens) -> None:
    amara = token("amara")
    first = amara.send("POST", "/activities/forum-2030/registrations", AMARA)
    again = amara.send("POST", "/activities/forum-2030/registrations", AMARA)
    assert first.status_code == again.status_code == 201
    assert first.json()["uid"] == again.json()["uid"]
    assert first.json()["state"] == "confirmed"
    assert Registration.objects.count() == 1


def test_one_registers_nobody_else_without_a_mandate(token: Tokens) -> None:
    other = {"name": "Somebody", "email": "somebody@example.org"}
    assert token("farid").send("POST", "/activities/forum-2030/registrations", other).status_code == 403
    amara = token("amara", acts_for="kampala").send("POST", "/activities/forum-2030/registrations", other)
    assert (amara.status_code, amara.json()["organisation"]) == (201, "kampala")


def test_seats_end_here_as_on_the_pages(token: Tokens) -> None:
    mina = token("mina")
    states = [
        mina.send("POST", "/activities/forum-2030/registrations", {"name": "P", "email": f"p{n}@example.org"}).json()[
            "state"
        ]
        for n in range(3)
    ]
    assert states == ["confirmed", "confirmed", "waiting"]


def test_each_sees_their_own_and_the_secretariat_all(token: Tokens) -> None:
    mina, amara, chloe = token("mina"), token("amara", acts_for="kampala"), token("chloe", acts_for="lyon")
    uid = amara.send("POST", "/activities/forum-2030/registrations", AMARA).json()["uid"]
    assert len(mina.get("/registrations").json()["items"]) == 1
    assert len(amara.get("/registrations").json()["items"]) == 1
    assert chloe.get("/registrations").json()["items"] == []
    assert chloe.get(f"/registrations/{uid}").status_code == 404
    assert chloe.send("POST", f"/registrations/{uid}/cancel").status_code == 404
    assert amara.send("POST", f"/registrations/{uid}/cancel").json()["state"] == "cancelled"


def test_pages_follow_each_other_by_a_cursor(token: Tokens) -> None:
    mina = token("mina")
    for n in range(3):
        mina.send("POST", "/activities/forum-2030/registrations", {"name": "P", "email": f"p{n}@example.org"})
    first = mina.get("/registrations", limit=2).json()
    second = mina.get("/registrations", limit=2, cursor=first["next"]).json()
    assert [len(first["items"]), len(second["items"])] == [2, 1]
    assert second["next"] is None
    assert mina.get("/registrations", cursor="forged").status_code == 400


def test_a_token_for_an_organisation_ends_with_the_mandate(token: Tokens) -> None:
    amara = token("amara", acts_for="kampala")
    Mandate.objects.update(ends_on="2021-01-01")
    answer = amara.get("/registrations")
    assert answer.status_code == 403
    assert "has ended" in answer.json()["detail"]


def test_a_session_opens_nothing_here(mina: Client, world: dict[str, str]) -> None:
    answer = mina.get("/api/v1/registrations")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_what_a_token_reads_is_kept_by_no_cache_and_read_by_no_other_site(token: Tokens) -> None:
    answer = token("mina").get("/registrations")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    public: Any = Caller().get("/activities")
    assert "public" in public.headers["Cache-Control"]


@pytest.mark.usefixtures("still_minute")
def test_a_token_used_too_often_waits(token: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hanse.accounts.tokens.auth.PER_MINUTE", 2)
    mina = token("mina")
    statuses = [mina.get("/registrations").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_registrations_cost_the_same_for_one_and_three(token: Tokens, django_assert_max_num_queries: Any) -> None:
    mina = token("mina")
    for n in range(3):
        mina.send("POST", "/activities/forum-2030/registrations", {"name": "P", "email": f"p{n}@example.org"})
        with django_assert_max_num_queries(4):
            mina.get("/registrations")


@pytest.mark.parametrize("since", ["2023-02-21T00:00:00%2B23:27", "2023-02-21T00:00:00", "2023-02-21T00:00:00Z"])
def test_a_since_of_any_offset_is_understood(token: Tokens, since: str) -> None:
    assert token("mina").get(f"/registrations?since={since}").status_code == 200


@pytest.mark.parametrize(
    "asked", ["since=0001-01-01T00:00:00%2B05:00", "activity=%00", "organisation=%00", "since=soon", "state=%00"]
)
def test_what_no_registration_can_match_is_refused(token: Tokens, asked: str) -> None:
    answer = token("mina").get(f"/registrations?{asked}")
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]
