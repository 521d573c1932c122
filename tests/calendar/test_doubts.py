"""Dates that can hardly be meant are asked about once, in forms; in files they are said."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from hanse.calendar.models import Activity
from tests.calendar.loading.test_files import YEAR, folder
from tests.calendar.test_keeping import sent
from tests.calendar.test_steps import step
from tests.factories.calendar import make_activity, make_area
from tests.factories.files import amend, append
from tests.factories.forms import fields_of

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
TICK = "It is meant as it stands"


def added(mina: Client, **values: Any) -> Any:
    make_area()
    return mina.post("/2023/desk/new/", sent(status="idea", **values))


@pytest.mark.parametrize("when", ["3 Apr 2031", "Nov 2022", "2024-01-05/2024-01-08", "from 3 Apr 2031"])
def test_a_date_in_another_year_is_asked_about_once(mina: Client, when: str) -> None:
    response = added(mina, when=when)
    page = response.content.decode()
    assert response.status_code == 422
    assert "lies outside 2023" in page
    assert TICK in page
    assert not Activity.objects.exists()
    assert added(mina, when=when, sure="on").status_code == 302


@pytest.mark.parametrize(
    "when", ["10 Dec 2022 – 5 Feb 2023", "Dec 2023 – Feb 2024", "TBC", "Year-round", "from Nov 30"]
)
def test_what_touches_the_year_is_not_asked_about(mina: Client, when: str) -> None:
    assert added(mina, when=when).status_code == 302


def test_a_line_of_the_agenda_on_another_day_is_asked_about_once(mina: Client) -> None:
    session = {"sessions-0-starts": "2025-03-13T09:30", "sessions-0-title": "Opening"}
    response = added(mina, **session)
    page = response.content.decode()
    assert response.status_code == 422
    assert "The activity is on “Mar 13-17”" in page
    assert TICK in page
    assert added(mina, **session, sure="on").status_code == 302


def line(starts: str, ends: str = "") -> dict[str, str]:
    return {"sessions-0-starts": starts, "sessions-0-ends": ends, "sessions-0-title": "Opening"}


@pytest.mark.parametrize(
    "session",
    [
        line("2023-03-12T23:00"),
        line("2023-03-18T09:00"),
        line("2023-03-17T15:00", "2023-03-19T14:00"),
        line("2023-03-17T15:00", "2023-03-18T14:00"),
    ],
)
def test_the_very_next_day_is_asked_about_too(mina: Client, session: dict[str, str]) -> None:
    response = added(mina, **session)
    assert response.status_code == 422
    assert "The activity is on “Mar 13-17”" in response.content.decode()
    assert added(mina, **session, sure="on").status_code == 302


@pytest.mark.parametrize(
    "session", [line("2023-03-17T20:00", "2023-03-18T02:00"), line("2023-03-13T00:00"), line("2023-03-17T23:30")]
)
def test_an_evening_that_goes_on_past_midnight_is_of_its_day(mina: Client, session: dict[str, str]) -> None:
    assert added(mina, **session).status_code == 302


def test_a_day_apart_may_be_another_clock(mina: Client) -> None:
    when = {"when": "21 Feb, 23:00 (GMT+9)", "zone": "Europe/Zurich"}
    assert added(mina, **when, **line("2023-02-21T15:00")).status_code == 302
    assert added(mina, **when, **line("2023-02-20T15:00")).status_code == 422


def test_what_was_settled_once_is_not_asked_about_at_every_edit(mina: Client) -> None:
    activity = make_activity(when="3 Apr 2031")
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    assert mina.post(address, {**form, "title": "Renamed", "save": "1"}).status_code == 302


def test_a_postponement_into_another_year_is_asked_about_once(mina: Client) -> None:
    activity = make_activity()
    response = step(mina, activity, "postpone", when="3 Apr 2031")
    assert response.status_code == 422
    assert TICK in response.content.decode()
    assert step(mina, activity, "postpone", when="3 Apr 2031", sure="on").status_code == 302
    assert Activity.objects.get().when_text == "3 Apr 2031"


def with_agenda(mina: Client, *starts: str) -> Activity:
    rows = {"sessions-TOTAL_FORMS": str(len(starts))}
    for number, moment in enumerate(starts):
        rows |= {f"sessions-{number}-starts": moment, f"sessions-{number}-title": f"Part {number}"}
    assert added(mina, when="Oct 10, 22:00-23:30", zone="Europe/Istanbul", sure="on", **rows).status_code == 302
    return Activity.objects.get()


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        (["2023-10-11T09:00"], "1 line of the agenda stays on another day than “Dec 1, 22:00”"),
        (["2023-10-10T22:00", "2023-10-11T09:00", "2023-12-01T22:00"], "2 lines of the agenda stay on other days"),
    ],
)
def test_a_postponement_away_from_the_agenda_is_asked_about_once(mina: Client, starts: list[str], says: str) -> None:
    activity = with_agenda(mina, *starts)
    step(mina, activity, "publish")
    response = step(mina, activity, "postpone", when="Dec 1, 22:00")
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "can be changed by editing the activity" in page
    assert TICK in page
    assert step(mina, activity, "postpone", when="Dec 1, 22:00", sure="on").status_code == 302
    assert Activity.objects.get().when_text == "Dec 1, 22:00"


@pytest.mark.parametrize("when", ["", "TBC", "Oct 10-11", "Oct"])
def test_a_postponement_that_leaves_the_agenda_in_its_days_is_not_asked_about(mina: Client, when: str) -> None:
    activity = with_agenda(mina, "2023-10-11T09:00")
    step(mina, activity, "publish")
    assert step(mina, activity, "postpone", when=when).status_code == 302


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"summary": "Cities meet."}, 302),
        ({"sessions-0-title": "Welcome"}, 302),
        ({"when": "Oct 9, 22:00-23:30"}, 422),
        ({"sessions-0-starts": "2023-10-12T09:00"}, 422),
        ({"sessions-0-ends": "2023-10-11T10:00"}, 422),
        ({"sessions-1-starts": "2023-10-12T09:00", "sessions-1-title": "More"}, 422),
    ],
)
def test_an_agenda_settled_once_is_asked_about_only_where_something_moves(
    mina: Client, changes: dict[str, str], status: int
) -> None:
    address = f"/activities/{with_agenda(mina, '2023-10-11T09:00').slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    assert mina.post(address, {**form, **changes, "save": "1"}).status_code == status


@pytest.mark.parametrize("way", [{"preview": "1"}, {"more": "contacts"}])
def test_the_tick_stays_while_one_goes_back_and_forth(mina: Client, way: dict[str, str]) -> None:
    make_area()
    address = mina.get("/2023/desk/new/")["Location"]
    data = sent(status="idea", **line("2023-03-18T09:00"))
    assert TICK in mina.post(address, {**data, "save": "1"}).content.decode()
    assert mina.post(address, {**data, "sure": "on", **way}).status_code == 302
    page = mina.get(address).content.decode()
    assert TICK in page
    form = fields_of(page)
    assert "sure" in form  # a browser sends a ticked box without a value as "on"
    assert mina.post(address, {**form, "sure": "on", "save": "1"}).status_code == 302
    assert Activity.objects.count() == 1


def test_files_are_loaded_and_what_is_doubtful_in_them_is_said(folder: Path) -> None:
    amend(folder / "activities.csv", "wsis-forum-2023", when="3 Apr 2031")
    line = {
        "activity": "scse-2023",
        "key": "opening",
        "starts": "2025-03-28 09:00",
        "title": "Opening",
        "kind": "session",
    }
    append(folder / "sessions.csv", **line)
    append(folder / "sessions.csv", **line | {"key": "night", "starts": "2023-03-31 15:00", "ends": "2023-04-02 14:00"})
    append(folder / "sessions.csv", **line | {"key": "after", "starts": "2023-04-01 09:00"})
    amend(folder / "activities.csv", "aim-2023", when="TBC", status="cancelled")
    amend(folder / "statuses.csv", "aim-2023", status="cancelled")
    amend(folder / "statuses.csv", "kick-off-2023", on="2130-01-01")
    said = io.StringIO()
    call_command("load", str(folder), stdout=said)
    for words in (
        "column when: “3 Apr 2031” lies outside 2023", "The session is on 2025-03-28, its activity “Mar 28-31”",
        "statuses.csv, line 2, column on: 2130-01-01 has not come yet", "The session is on 2023-04-01, its activity",
        "column when: It is cancelled without the date that it had",
        "The session goes on until 2023-04-02, its activity is “Mar 28-31”",
    ):  # fmt: skip
        assert f"LOOK AGAIN {words}" in said.getvalue() or words in said.getvalue()
    assert Activity.objects.get(slug="wsis-forum-2023").when_text == "3 Apr 2031"


def test_nothing_of_the_year_2023_is_doubtful() -> None:
    said = io.StringIO()
    call_command("load", str(YEAR), stdout=said)
    assert "LOOK AGAIN" not in said.getvalue()
