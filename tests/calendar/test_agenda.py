"""An agenda is read on two clocks."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hanse.calendar.models import Activity, Session
from hanse.calendar.queries.agenda import agenda_days
from tests.factories.calendar import make_activity

pytestmark = pytest.mark.django_db


def make_session(activity: Activity, key: str, day: int, hour: int, minutes: int = 0) -> Session:
    starts = datetime(2023, 3, day, hour, tzinfo=UTC)
    ends = starts.replace(minute=minutes) if minutes else None
    return Session.objects.create(activity=activity, key=key, title=key, starts_at=starts, ends_at=ends)


def test_hours_are_those_of_the_place() -> None:
    activity = make_activity(when="Mar 13", zone="Asia/Seoul")
    make_session(activity, "opening", 13, 0, 45)
    (day,) = agenda_days(activity, zone="", language="en")
    assert (day.words, day.lines[0].here, day.lines[0].there) == ("", "09:00–09:45", "")


def test_the_readers_hours_stand_beside_with_their_day() -> None:
    activity = make_activity(when="Mar 13", zone="Asia/Seoul")
    make_session(activity, "opening", 13, 0)
    (day,) = agenda_days(activity, zone="America/Mexico_City", language="en")
    assert (day.lines[0].there, day.lines[0].there_day) == ("18:00", "Sun 12 Mar")
    assert agenda_days(activity, zone="Asia/Tokyo", language="en")[0].lines[0].there == ""


def test_several_days_have_their_names_in_the_readers_language() -> None:
    activity = make_activity(when="Mar 13-14", zone="Asia/Seoul")
    make_session(activity, "first", 13, 0)
    make_session(activity, "second", 13, 23)
    assert [day.words for day in agenda_days(activity, zone="", language="ko")] == ["3월 13일 (월)", "3월 14일 (화)"]


def test_a_day_that_is_not_the_activitys_is_named() -> None:
    activity = make_activity(when="Feb 21", zone="Asia/Seoul")
    starts = datetime(2023, 2, 22, 0, tzinfo=UTC)
    Session.objects.create(activity=activity, key="visit", title="visit", starts_at=starts)
    assert [day.words for day in agenda_days(activity, zone="", language="en")] == ["Wed 22 Feb"]
    several = make_activity(when="Mar 13-17", zone="Asia/Seoul")
    make_session(several, "opening", 14, 0)
    assert [day.words for day in agenda_days(several, zone="", language="en")] == ["Tue 14 Mar"]


def test_an_end_on_another_day_has_its_day() -> None:
    activity = make_activity(when="Nov 7", zone="Asia/Seoul")
    starts, ends = datetime(2023, 11, 7, 6, tzinfo=UTC), datetime(2023, 11, 9, 5, tzinfo=UTC)
    Session.objects.create(activity=activity, key="visit", title="visit", starts_at=starts, ends_at=ends)
    (day,) = agenda_days(activity, zone="Africa/Kampala", language="en")
    assert day.lines[0].here == "15:00 – Thu 9 Nov 14:00"
    assert day.lines[0].there == "09:00 – Thu 9 Nov 08:00"


def test_the_page_shows_both_clocks() -> None:
    activity = make_activity(when="Mar 13", zone="Asia/Seoul")
    make_session(activity, "opening", 13, 0)
    client = Client()
    client.cookies["zone"] = "Africa/Kampala"
    page = client.get(f"/activities/{activity.slug}/").content.decode()
    assert "Your time" in page
    assert ">09:00<" in page
    assert ">03:00<" in page
