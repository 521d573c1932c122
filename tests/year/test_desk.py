"""The desk says what needs somebody, for whom, until when, and only composes what rooms contribute."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from hanse.accounts.models import User
from hanse.calendar.interest.operations.expressing import confirm_interest
from hanse.members.models import Invitation, Mandate
from hanse.members.queries.unanswered import unanswered
from hanse.post.models import Message
from hanse.ui.ledger import Due
from hanse.year.desk import queries
from hanse.year.desk.digest import send_weeks
from hanse.year.desk.queries import desk_of
from hanse.year.desk.wording import deadline, effort, greeting
from tests.factories.calendar import make_activity, make_area, make_year
from tests.factories.interest import make_interest
from tests.factories.members import make_organisation
from tests.factories.registration import make_intake, register
from tests.matrix.joining import make_application

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 0, 30, tzinfo=UTC)  # 09:30 in Seoul, 03:30 in Kampala


@pytest.mark.parametrize(
    ("hours", "zone", "day", "rest", "presses"),
    [
        (3, "Asia/Seoul", "Today", "by 12:30", "today"),
        (3, "America/Mexico_City", "Today", "by 21:30", "today"),
        (24, "Asia/Seoul", "Tomorrow", "by 09:30", ""),
        (72, "Asia/Seoul", "Fri 19 May", "in 3 days, 09:30", ""),
        (24 * 20, "Asia/Seoul", "Mon 5 Jun", "in 20 days", ""),
        (-2, "Asia/Seoul", "Tue 16 May", "was due at 07:30", "late"),
        (-50, "Asia/Seoul", "Sun 14 May", "was due 2 days ago", "late"),
    ],
)
def test_a_deadline_is_said_on_the_readers_clock(hours: int, zone: str, day: str, rest: str, presses: str) -> None:
    said = deadline(NOW + timedelta(hours=hours), now=NOW, zone=zone, language="en")
    assert (said.day, said.rest, said.presses) == (day, rest, presses)


def test_it_greets_by_the_readers_clock() -> None:
    assert greeting(NOW, "Asia/Seoul") == "Good morning"
    assert greeting(NOW, "America/Mexico_City") == "Good evening"


@pytest.mark.parametrize(
    ("minutes", "says"), [(3, "about 5 minutes"), (44, "about 45 minutes"), (125, "about 2 hours")]
)
def test_effort_is_rounded_as_people_say_it(minutes: int, says: str) -> None:
    assert effort(minutes) == says


def room_with(*dues: Due) -> Any:
    """A room that contributes these."""

    def contribute(person: int, organisations: Sequence[int], *, now: Any, language: str) -> list[Due]:
        return list(dues)

    return contribute


def test_what_is_due_first_stands_first_and_what_has_no_day_last(monkeypatch: pytest.MonkeyPatch) -> None:
    def due(title: str, hours: int | None) -> Due:
        at = None if hours is None else NOW + timedelta(hours=hours)
        return Due(area="prize", title=title, text="", action="Do it", url="/", due_at=at, minutes=30)

    monkeypatch.setattr(
        queries, "DUE", (room_with(due("later", 99), due("open", None)), room_with(due("late", -5), due("soon", 2)))
    )
    page = desk_of(1, (), now=NOW, zone="Asia/Seoul", language="en")
    assert [line.due.title for line in page.lines] == ["late", "soon", "later", "open"]
    assert page.heading == "4 things wait for you."
    assert page.finding == "1 is late. 1 is due today. Together they take about 2 hours."


def test_an_empty_desk_says_so(amara: Client) -> None:
    make_year()
    text = amara.get("/desk/").content.decode()
    assert "Nothing waits for you." in text
    assert "Find something in the year" in text


def test_a_desk_is_narrowed_to_one_of_those_one_acts_for(amara: Client) -> None:
    make_year()
    user = User.objects.get(email="amara@example.org")
    for slug in ("kampala", "entebbe"):
        Mandate.objects.create(
            person=user,
            organisation=make_organisation(slug=slug, name=slug.title()),
            starts_on="2020-01-01",
            granted_by="test",
            granted_at=NOW,
        )
    assert amara.get("/desk/?for=entebbe").status_code == 200
    refused = amara.get("/desk/?for=seoul")
    assert refused.status_code == 400
    assert "Offered: entebbe, kampala" in refused.content.decode()


def test_an_answer_stands_under_what_was_decided_lately(amara: Client, mina: Client) -> None:
    user = User.objects.get(email="amara@example.org")
    interest = make_interest(person=user.pk, email=user.email)
    mina.post(f"/interest/{interest.uid}/answer/", {"act": "answer", "seen": "1", "answer": "Yes."})
    assert "Answered: your interest in 2023." in amara.get("/desk/").content.decode()


def test_the_secretariat_sees_what_is_late_and_who_waits(mina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_activity(when="Feb 3", area="prize", title="Over and not held")
    make_activity(when="Jun 3", area="governance", title="Soon", status="tentative")
    make_activity(when="Jun 9", area="governance", title="Lost its date", status="postponed")
    interest = make_interest(areas=("prize",), now=NOW - timedelta(days=20))
    confirm_interest(uid=interest.uid, now=NOW)
    monkeypatch.setattr("hanse.ui.middleware.clock.now", lambda: NOW)
    text = mina.get("/desk/secretariat/").content.decode()
    for says in (
        "4 things are late.",
        "1 waits for an answer.",
        "1 over, not marked as held",
        "1 postponed without a date",
    ):
        assert says in text, says


def test_a_manager_sees_their_areas_only(signed_in: Any) -> None:
    make_area("prize", name="The prize")
    make_area("governance", name="The governance")
    User.objects.create(email="esra@example.org", role="manager", areas=["prize"])
    text = signed_in("esra").get("/desk/secretariat/").content.decode()
    assert "The prize" in text
    assert "The governance" not in text


def test_the_week_is_sent_once_to_each_colleague_from_monday_morning(mina: Client) -> None:
    make_activity(when="Jun 3", area="governance", title="Soon", status="tentative")
    User.objects.create(email="manager@example.org", role="manager", areas=["governance"])
    early_monday = datetime(2023, 5, 14, 22, tzinfo=UTC)  # 07:00 in Seoul
    assert send_weeks(early_monday) == 0
    assert send_weeks(early_monday + timedelta(hours=1)) == 2
    assert send_weeks(early_monday + timedelta(days=3)) == 0
    assert send_weeks(early_monday + timedelta(days=7, hours=1)) == 2
    body = Message.objects.filter(person__email="manager@example.org").earliest("pk").body
    assert "1 needs you; next: Soon" in body


def test_a_desk_costs_the_same_with_one_and_three_things(amara: Client, mina: Client) -> None:
    make_year()
    user = User.objects.get(email="amara@example.org")
    counts = []
    for number in (1, 2):
        for _ in range(number):
            interest = make_interest(person=user.pk, email=user.email)
            mina.post(f"/interest/{interest.uid}/answer/", {"act": "answer", "seen": "1", "answer": "Yes."})
        with CaptureQueriesContext(connection) as seen:
            assert amara.get("/desk/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 15


def test_what_waits_for_the_secretariat_waits_for_its_people(mina: Client, signed_in: Any, settings: Settings) -> None:
    settings.TODAY = date(2023, 1, 16)
    intake = make_intake(make_activity(area="prize"), needs_approval=True)
    register(intake)
    make_interest()
    text = mina.get("/desk/").content.decode()
    assert "Nothing needs you now." not in text
    assert "Requests to approve" in text
    assert "1 waits." in text
    User.objects.create(email="esra@example.org", role="manager", areas=["prize"])
    assert "Requests to approve" in signed_in("esra").get("/desk/").content.decode()
    User.objects.filter(email="esra@example.org").update(areas=["governance"])
    assert "Requests to approve" not in signed_in("esra").get("/desk/").content.decode()
    assert "Requests to approve" not in signed_in("amara").get("/desk/").content.decode()


def test_the_secretariat_sees_who_has_not_answered(mina: Client, signed_in: Any) -> None:
    make_year()
    kampala = make_organisation(name="Kampala", slug="kampala")
    now = timezone.now()
    Invitation.objects.create(
        organisation=kampala, email="grace@example.org", name="Grace", nonce="n", invited_by="test",
        invited_at=now - timedelta(days=900), expires_at=now + timedelta(days=14),
    )  # fmt: skip
    text = mina.get("/desk/secretariat/").content.decode()
    assert "Grace" in text
    assert "Invited to act for it" in text
    User.objects.create(email="esra@example.org", role="manager", areas=["prize"])
    assert "Grace" not in signed_in("esra").get("/desk/secretariat/").content.decode()
    Invitation.objects.update(accepted_at=now)
    assert "Everybody who was asked has answered." in mina.get("/desk/secretariat/").content.decode()


def test_applicants_with_a_question_have_not_answered() -> None:
    now = timezone.now()
    make_application(state="asked", state_at=now, contact="Farid", name="Herat")
    (one,) = unanswered(now=now, areas=None)
    assert (one.who, one.whom, one.about) == ("Farid", "Herat", "A question on the application")
