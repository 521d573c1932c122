"""Small things of the desk that people stumble over."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from hanse.calendar.models import Activity
from tests.factories.calendar import make_activity, make_year
from tests.factories.forms import fields_of

pytestmark = pytest.mark.django_db


def test_what_cannot_be_removed_says_so_at_once(mina: Client) -> None:
    activity = make_activity(status="confirmed")
    page = mina.get(f"/activities/{activity.slug}/remove/").content.decode()
    assert "Only an idea that was never published can be removed" in page
    assert f"/activities/{activity.slug}/step/cancel/" in page
    assert 'name="seen"' not in page


def test_an_idea_can_be_removed(mina: Client) -> None:
    activity = make_activity(status="idea")
    assert 'name="seen"' in mina.get(f"/activities/{activity.slug}/remove/").content.decode()


@pytest.mark.parametrize(("note", "shown"), [("", False), ("Ask the mayor.", True)])
def test_a_preview_has_no_empty_part_for_the_secretariat(mina: Client, note: str, shown: bool) -> None:
    activity = make_activity(note=note)
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    page = mina.post(address, {**form, "preview": "1"}, follow=True).content.decode()
    assert "Nothing is saved yet" in page
    assert ("<h2>For the secretariat</h2>" in page) is shown


def test_today_has_its_year_where_another_year_is_shown(nobody: Client, settings: Any) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    make_activity()
    make_activity(year=make_year(2024), when="Mar 13")
    assert "16 May 2023" in nobody.get("/2024/").content.decode()
    assert "Today, 16 May." in nobody.get("/2023/").content.decode()


def test_held_and_confirmed_have_shapes_of_their_own(mina: Client) -> None:
    make_activity(status="held")
    make_activity(status="confirmed")
    page = mina.get("/2023/desk/").content.decode()
    assert 'data-state="past">held' in page
    assert 'data-state="done">confirmed' in page


def test_enter_saves(mina: Client) -> None:
    """The first button of a form is what Enter presses in a field."""
    activity = make_activity()
    page = mina.get(f"/activities/{activity.slug}/edit/").content.decode()
    form = page[page.index('class="form form--sheet"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert 'name="save"' in first
    assert Activity.objects.count() == 1


def test_a_summary_is_a_summary(mina: Client) -> None:
    activity = make_activity()
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    for field in ("summary", "summary_ko"):
        response = mina.post(address, {**form, field: "a" * 2001})
        assert response.status_code == 422
        assert "at most 2000 characters" in response.content.decode()


def test_a_title_that_stands_in_for_a_short_name_is_cut_in_the_picture(nobody: Client) -> None:
    make_activity(title="W" * 170)
    picture = nobody.get("/2023/").content.decode().split('class="year__wide"')[1].split('class="year__tall"')[0]
    assert "W" * 47 + "…" in picture
    assert "W" * 49 not in re.sub(r'aria-label="[^"]*"', "", picture)


@pytest.mark.parametrize(
    ("when", "offered"), [("Sep", False), ("May 15-19", True), ("Year-round", True), ("TBC", True)]
)
def test_only_what_has_begun_can_be_marked_as_held(mina: Client, settings: Any, when: str, offered: bool) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    activity = make_activity(when=when, status="confirmed")
    address = f"/activities/{activity.slug}/step/hold/"
    assert (address in mina.get(f"/activities/{activity.slug}/").content.decode()) is offered
    page = mina.get(address).content.decode()
    assert ('name="seen"' in page) is offered
    assert ("It has not begun yet" in page) is not offered


def test_a_step_says_the_date_as_pages_do(mina: Client) -> None:
    activity = make_activity(when="Mar 28-31", status="confirmed")
    page = mina.get(f"/activities/{activity.slug}/step/cancel/").content.decode()
    assert "28–31 March 2023" in page
    assert "Mar 28-31" not in page


def test_all_that_needs_a_change_stands_at_the_top_rows_too(mina: Client) -> None:
    activity = make_activity()
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    wrong = {**form, "title": "", "sessions-0-title": "Opening", "contacts-0-email": "nobody"}
    page = mina.post(address, wrong).content.decode()
    top = page.split('id="errors"')[1].split("</div>")[0]
    assert "3 answers need a change" in top
    assert '<a href="#id_title">Title</a>: This field is required.' in top
    assert '<a href="#id_sessions-0-starts">Agenda 1, Starts</a>: When does it start?' in top
    assert '<a href="#id_contacts-0-email">Contacts 1, E-mail</a>' in top
    assert 'id="id_sessions-0-starts"' in page


def test_the_two_desks_have_two_names(mina: Client) -> None:
    make_year()
    nav = mina.get("/2023/").content.decode().split('<ul class="nav">')[1].split("</ul>")[0]
    names = re.findall(r">([^<]+)</a>", nav)
    assert "My desk" in names
    assert "Secretariat" in names
    assert "Desk" not in names
