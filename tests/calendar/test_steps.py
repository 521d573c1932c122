"""Steps of certainty: on which day, in which order, and what to do when somebody else was first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hanse.calendar.models import Activity
from hanse.calendar.operations.certainty import confirm_activity, postpone_activity
from hanse.calendar.queries.drafts import seen_of
from tests.calendar.test_keeping import sent
from tests.factories.calendar import make_activity, make_area
from tests.factories.forms import fields_of

pytestmark = pytest.mark.django_db
BY = "Yuna Example <yuna@example.org>"


def step(mina: Client, activity: Activity, verb: str, **values: str) -> Any:
    data = {"seen": str(seen_of(Activity.objects.get(pk=activity.pk))), "on": "2023-05-16", "note": "", **values}
    return mina.post(f"/activities/{activity.slug}/step/{verb}/", data)


def test_a_day_that_has_not_come_is_refused(mina: Client) -> None:
    activity = make_activity(status="tentative", when="Dec 5")
    for verb in ("confirm", "postpone", "cancel"):
        response = step(mina, activity, verb, on="2130-01-01")
        assert response.status_code == 422
        assert "This day has not come yet" in response.content.decode()
    assert Activity.objects.get().status == "tentative"


def test_the_day_that_pages_show_is_the_latest(mina: Client, settings: Any) -> None:
    settings.TODAY = date(2023, 5, 16)
    activity = make_activity(status="tentative")
    assert 'max="2023-05-16"' in mina.get(f"/activities/{activity.slug}/step/confirm/").content.decode()
    assert step(mina, activity, "confirm", on="2023-05-17").status_code == 422
    assert step(mina, activity, "confirm", on="2023-05-16").status_code == 302


def test_a_step_cannot_be_taken_before_the_one_before_it(mina: Client) -> None:
    activity = make_activity(status="tentative")
    step(mina, activity, "confirm", on="2023-05-16")
    response = step(mina, activity, "postpone", on="2023-05-15")
    assert response.status_code == 422
    assert "The step before this one was on 2023-05-16" in response.content.decode()
    assert step(mina, activity, "postpone", on="2023-05-16").status_code == 302
    assert [s.status for s in Activity.objects.get().status_changes.order_by("position")] == ["confirmed", "postponed"]


def test_a_day_once_recorded_by_mistake_blocks_nobody(mina: Client) -> None:
    activity = make_activity(status="confirmed")
    activity.status_changes.create(status="confirmed", on=date(2130, 1, 1))
    assert step(mina, activity, "cancel").status_code == 302
    page = mina.get(f"/activities/{activity.slug}/").content.decode()
    assert "16 May 2023" in page
    assert "2130" not in page


def test_what_is_added_begins_on_the_day_that_pages_show(mina: Client, settings: Any) -> None:
    settings.TODAY = date(2023, 5, 16)
    make_area()
    mina.post("/2023/desk/new/", sent(title="Open house", status="idea"))
    activity = Activity.objects.get()
    assert activity.status_changes.get().on == date(2023, 5, 16)
    assert abs(activity.created_at - datetime.now(UTC)) < timedelta(minutes=1)
    mina.post("/2023/desk/copy/", {"pick": activity.slug, "into": "2024", "status": "idea"})
    assert Activity.objects.get(year__number=2024).status_changes.get().on == date(2023, 5, 16)


def test_whoever_comes_second_sees_what_the_first_did_and_what_can_be_done(mina: Client) -> None:
    activity = make_activity(status="tentative")
    address = f"/activities/{activity.slug}/step/confirm/"
    form = fields_of(mina.get(address).content.decode())
    postpone_activity(
        slug=activity.slug, seen=seen_of(activity), on=date(2023, 5, 16), note="No hall.", by=BY, now=datetime.now(UTC)
    )
    response = mina.post(address, {**form, "on": "2023-05-16"})
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("Yuna Example", "postponed", "No hall.", "Postponed"):
        assert words in page
    assert mina.post(address, fields_of(page)).status_code == 302


def test_a_step_that_is_no_longer_possible_gives_way_to_those_that_are(mina: Client) -> None:
    activity = make_activity(status="tentative")
    address = f"/activities/{activity.slug}/step/confirm/"
    form = fields_of(mina.get(address).content.decode())
    confirm_activity(slug=activity.slug, seen=seen_of(activity), on=date(2023, 5, 16), by=BY, now=datetime.now(UTC))
    page = mina.post(address, {**form, "on": "2023-05-16"}).content.decode()
    assert "This cannot be done while it is “Confirmed”" in page
    assert f"/activities/{activity.slug}/step/postpone/" in page
    assert 'name="on"' not in page


@pytest.mark.parametrize("when", ["TBC", "미정", "to be confirmed"])
def test_what_is_postponed_to_nobody_knows_when_stays_postponed_where_it_was(
    mina: Client, nobody: Client, when: str
) -> None:
    activity = make_activity(when="Jun 8-10", title="Workshop", slug="workshop")
    assert step(mina, activity, "postpone", when=when).status_code == 302
    activity.refresh_from_db()
    assert (activity.status, activity.when_text, activity.sequence) == ("postponed", "Jun 8-10", 1)
    for address in ("/2023/calendar.ics", "/activities/workshop/calendar.ics"):
        feed = nobody.get(address).content.decode().replace("\r\n ", "")
        assert "DTSTART;VALUE=DATE:20230608" in feed
        for line in ("SUMMARY:Postponed: Workshop", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "SEQUENCE:1"):
            assert f"\r\n{line}\r\n" in feed
    assert "the last one planned" in nobody.get("/activities/workshop/").content.decode()
    assert step(mina, activity, "postpone").status_code == 422


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_the_last_date_of_what_is_off_is_not_taken_away(mina: Client, status: str) -> None:
    activity = make_activity(when="Jun 8-10", status=status)
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    response = mina.post(address, {**form, "when": "TBC", "save": "1"})
    assert response.status_code == 422
    assert "its last date lets calendars show that" in response.content.decode()
    assert mina.post(address, {**form, "when": "Jul 8-10", "save": "1"}).status_code == 302


def test_a_calendar_that_cannot_be_is_answered_in_a_sentence(nobody: Client) -> None:
    make_activity(when="TBC", slug="someday")
    for address in ("/activities/someday/calendar.ics", "/2031/calendar.ics", "/2031/calendar.atom"):
        response = nobody.get(address)
        assert (response.status_code, response.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
        assert response.content.decode().startswith("There is no ")
