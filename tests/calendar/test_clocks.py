"""Hours are those of the place: of the zone that is named, or of the country where it has one clock."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from hanse.calendar.clocks import Clock, clock_of, example_of
from hanse.calendar.models import Activity, Session
from hanse.calendar.operations.keeping import Refused, revise_activity
from hanse.calendar.queries.drafts import draft_of, seen_of
from tests.calendar.loading.test_files import folder
from tests.calendar.test_keeping import sent
from tests.calendar.test_steps import step
from tests.factories.calendar import make_activity, make_area
from tests.factories.files import amend, append
from tests.factories.forms import fields_of

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
ISTANBUL = {"mode": "in-person", "city": "Istanbul", "country": "TR"}
BRAZIL = {"mode": "in-person", "city": "Curitiba", "country": "BR"}
LINE = {"sessions-0-title": "Opening"}


def added(mina: Client, **values: Any) -> Any:
    make_area()
    return mina.post("/2023/desk/new/", sent(status="confirmed", **values))


@pytest.mark.parametrize(
    ("place", "zone", "is_sure"),
    [
        ({"country": "TR"}, "Europe/Istanbul", True),
        ({"country": "DE", "city": "Hamburg"}, "Europe/Berlin", True),
        ({"country": "MY"}, "Asia/Kuala_Lumpur", True),
        ({"country": "AR"}, "America/Argentina/Buenos_Aires", True),
        ({"country": "BR", "city": "São Paulo"}, "America/Sao_Paulo", True),
        ({"country": "US", "city": "new york"}, "America/New_York", True),
        ({"country": "BR", "city": "Curitiba"}, "Asia/Seoul", False),
        ({"country": "US"}, "Asia/Seoul", False),
        ({"country": "KR", "city": "Busan"}, "Asia/Seoul", True),
        ({"country": "TR", "mode": "online"}, "Asia/Seoul", True),
        ({"country": "TR", "mode": "hybrid"}, "Europe/Istanbul", True),
        ({"country": "TR", "zone": "Asia/Tokyo"}, "Asia/Tokyo", True),
        ({"city": "Istanbul"}, "Europe/Istanbul", True),
        ({"city": "Seoul"}, "Asia/Seoul", True),
        ({"city": "Springfield"}, "Asia/Seoul", False),
        ({}, "Asia/Seoul", True),
    ],
)
def test_the_clock_of_a_place(place: dict[str, str], zone: str, is_sure: bool) -> None:
    assert clock_of(place, year=2023, network="Asia/Seoul") == Clock(zone, is_sure)


def test_a_network_at_home_in_a_country_of_many_clocks() -> None:
    at_home = {"country": "BR", "city": "Curitiba"}
    assert clock_of(at_home, year=2023, network="America/Sao_Paulo") == Clock("America/Sao_Paulo", True)
    assert clock_of(at_home | {"city": "Manaus"}, year=2023, network="America/Sao_Paulo").zone == "America/Manaus"


def test_an_example_is_of_the_usual_clock() -> None:
    assert clock_of({"zone": example_of("US", 2023)}, year=2023, network="UTC").zone == "America/New_York"
    assert example_of("BR", 2023) != "America/Noronha"


def test_an_agenda_is_on_the_clock_that_the_date_names(mina: Client) -> None:
    response = added(
        mina, when="31 Jul, 20:00 America/Mexico_City", **LINE, **{"sessions-0-starts": "2023-07-31T21:00"}
    )
    assert response.status_code == 302
    assert Session.objects.get().starts_at == datetime(2023, 8, 1, 3, tzinfo=UTC)
    activity = Activity.objects.get()
    assert (draft_of(activity.slug) or {})["sessions"][0]["starts"] == "2023-07-31 21:00"
    page = mina.get(f"/activities/{activity.slug}/").content.decode()
    assert "21:00" in page
    assert "in Mexico City" in page


def test_an_agenda_from_files_is_on_the_clock_that_the_date_names(folder: Path) -> None:
    amend(folder / "activities.csv", "wsis-forum-2023", when="Mar 13, 09:00 Europe/Zurich", zone="")
    line = {"activity": "wsis-forum-2023", "key": "opening", "starts": "2023-03-13 09:00", "title": "Opening"}
    append(folder / "sessions.csv", **line, kind="session")
    call_command("load", str(folder), stdout=io.StringIO())
    assert Session.objects.get().starts_at == datetime(2023, 3, 13, 8, tzinfo=UTC)


def test_hours_of_an_agenda_stay_when_files_move_it_to_another_clock(folder: Path) -> None:
    line = {"activity": "wsis-forum-2023", "key": "opening", "starts": "2023-03-13 09:00", "title": "Opening"}
    append(folder / "sessions.csv", **line, kind="session")
    call_command("load", str(folder), stdout=io.StringIO())
    assert Session.objects.get().starts_at == datetime(2023, 3, 13, 8, tzinfo=UTC)
    amend(folder / "activities.csv", "wsis-forum-2023", zone="Asia/Tokyo")
    call_command("load", str(folder), stdout=io.StringIO())
    assert Session.objects.get().starts_at == datetime(2023, 3, 13, 0, tzinfo=UTC)
    said = io.StringIO()
    call_command("load", str(folder), stdout=said)
    assert "Nothing had changed." in said.getvalue()


def test_an_hour_in_another_country_is_on_its_clock(mina: Client) -> None:
    assert added(mina, when="7 Nov, 14:00-16:00", **ISTANBUL).status_code == 302
    activity = Activity.objects.get()
    assert (activity.zone, activity.when_zone) == ("", "Europe/Istanbul")
    assert activity.when_lower == datetime(2023, 11, 7, 11, tzinfo=UTC)
    page = mina.get(f"/activities/{activity.slug}/").content.decode()
    assert "in Istanbul" in page
    assert "(GMT+3)" in page
    feed = mina.get(f"/activities/{activity.slug}/calendar.ics").content.decode()
    assert "DTSTART;TZID=Europe/Istanbul:20231107T140000" in feed


def test_the_reading_says_whose_clock_it_is(mina: Client) -> None:
    make_area()
    read = mina.get("/2023/desk/date/", {"when": "7 Nov, 14:00", **ISTANBUL}).content.decode()
    assert "14:00 (GMT+3), on the clock of Istanbul" in read
    asked = mina.get("/2023/desk/date/", {"when": "7 Nov, 14:00", **BRAZIL}).content.decode()
    assert "Which clock? There are several time zones in Brazil" in asked
    assert "Which clock" not in mina.get("/2023/desk/date/", {"when": "7 Nov", **BRAZIL}).content.decode()


@pytest.mark.parametrize(
    "hours", [{"when": "7 Nov, 14:00"}, {"when": "7 Nov", "sessions-0-starts": "2023-11-07T09:00", **LINE}]
)
def test_where_a_country_has_several_clocks_somebody_is_asked(mina: Client, hours: dict[str, str]) -> None:
    response = added(mina, **BRAZIL, **hours)
    assert response.status_code == 422
    assert "Which clock? There are several time zones in Brazil" in response.content.decode()
    assert added(mina, **BRAZIL, **hours, zone="America/Sao_Paulo").status_code == 302


def test_a_city_in_no_country_is_asked_about(mina: Client) -> None:
    response = added(mina, when="7 Nov, 14:00", mode="in-person", city="Springfield")
    assert "Choose the country of “Springfield”" in response.content.decode()


@pytest.mark.parametrize("when", ["7 Nov, 14:00 America/Sao_Paulo", "7 Nov, 14:00 (GMT-3)", "7 Nov", "TBC"])
def test_nobody_is_asked_where_the_words_name_the_clock_or_need_none(mina: Client, when: str) -> None:
    assert added(mina, when=when, **BRAZIL).status_code == 302


def test_what_has_no_clock_is_not_held_back_from_other_changes() -> None:
    activity = make_activity(when="7 Nov, 14:00", city="Curitiba", country="BR")
    now = datetime(2023, 5, 16, tzinfo=UTC)
    assert revise_activity(slug=activity.slug, seen=seen_of(activity), draft={"title": "Renamed"}, by="Mina", now=now)
    activity.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        revise_activity(slug=activity.slug, seen=seen_of(activity), draft={"when": "8 Nov, 14:00"}, by="Mina", now=now)
    assert "Which clock?" in str(refusal.value.reason)


def test_a_page_never_gives_a_city_the_hour_of_another_clock(mina: Client) -> None:
    for when, place, says in (
        ("7 Nov, 14:00", BRAZIL, "in Seoul"),
        ("7 Nov, 14:00 (GMT+9)", ISTANBUL, "in GMT+9"),
        ("7 Nov, 14:00 (GMT+3)", ISTANBUL, "in Istanbul"),
        ("7 Nov, 14:00 (GMT-3)", BRAZIL, "in Curitiba"),
    ):
        activity = make_activity(when=when, **place)
        assert says in mina.get(f"/activities/{activity.slug}/").content.decode()


def test_a_list_never_gives_a_city_the_hour_of_another_clock(mina: Client) -> None:
    make_activity(title="One", when="7 Nov, 14:00", **BRAZIL)
    make_activity(title="Two", when="7 Nov, 15:00 (GMT+3)", **ISTANBUL)
    make_activity(title="Three", when="7 Nov, 16:00")
    html = mina.get("/2023/list/").content.decode()
    assert "14:00 (GMT+9)" in html
    assert "15:00 (" not in html
    assert "16:00 (" not in html


def test_what_was_open_already_is_not_asked_about_at_every_edit(mina: Client) -> None:
    activity = make_activity(when="7 Nov, 14:00", **BRAZIL)
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    assert mina.post(address, {**form, "title": "Renamed", "save": "1"}).status_code == 302
    form = fields_of(mina.get(address).content.decode())
    assert mina.post(address, {**form, "when": "8 Nov, 14:00", "save": "1"}).status_code == 422


def test_a_postponement_is_read_on_the_clock_of_the_place(mina: Client) -> None:
    activity = make_activity(when="7 Nov, 14:00 (GMT+3)", **ISTANBUL)
    assert step(mina, activity, "postpone", when="14 Nov, 14:00").status_code == 302
    activity.refresh_from_db()
    assert activity.when_lower == datetime(2023, 11, 14, 11, tzinfo=UTC)
    other = make_activity(when="7 Nov, 14:00 (GMT-3)", **BRAZIL)
    response = step(mina, other, "postpone", when="14 Nov, 14:00")
    assert response.status_code == 422
    assert "Which clock?" in response.content.decode()
    assert step(mina, other, "postpone", when="14 Nov, 14:00 America/Sao_Paulo").status_code == 302


def test_a_load_says_which_clocks_are_open(folder: Path) -> None:
    amend(folder / "activities.csv", "aim-2023", when="8 May, 10:00", zone="")
    amend(folder / "activities.csv", "smart-city-expo-latam-2023", when="8 May, 10:00", zone="", city="Puebla")
    said = io.StringIO()
    call_command("load", str(folder), stdout=said)
    lines = [line for line in said.getvalue().splitlines() if "Which clock?" in line]
    assert len(lines) == 1
    assert lines[0].startswith("LOOK AGAIN activities.csv, line ")
    assert "There are several time zones in Mexico" in lines[0]
    assert Activity.objects.get(slug="aim-2023").when_lower == datetime(2023, 5, 8, 6, tzinfo=UTC)


def test_the_form_of_an_agenda_on_a_named_clock_changes_nothing(mina: Client) -> None:
    added(mina, when="31 Jul, 20:00 America/Mexico_City", **LINE, **{"sessions-0-starts": "2023-07-31T21:00"})
    address = f"/activities/{Activity.objects.get().slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    assert "Nothing had changed." in mina.post(address, {**form, "save": "1"}, follow=True).content.decode()
