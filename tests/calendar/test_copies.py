"""Copies of activities: nothing is copied twice without a word."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hanse.calendar.models import Activity, Duty, Occasion
from tests.factories.calendar import make_activity, make_year, when_fields
from tests.factories.forms import fields_of

pytestmark = pytest.mark.django_db
ADDRESS = "/2023/desk/copy/"


def sent(*picked: str, listed: tuple[str, ...] = (), there: tuple[str, ...] = ()) -> dict[str, Any]:
    data = {"pick": picked, "listed": listed or picked, "there": there, "into": "2024", "status": "idea"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}


def box(slug: str, page: str) -> str:
    """The checkbox of an activity on a page."""
    start = page.index(f'name="pick" value="{slug}"')
    return page[start : page.index(">", start)]


def test_what_was_copied_is_marked_and_not_picked(mina: Client) -> None:
    make_activity(slug="forum-2023", title="Forum 2023")
    make_activity(slug="open-house", title="Open house")
    make_activity(slug="new-2023", title="New")
    mina.post(ADDRESS, sent("forum-2023", "open-house"))
    assert set(Activity.objects.filter(year__number=2024).values_list("slug", flat=True)) == {
        "forum-2024",
        "open-house-2",
    }
    page = mina.get(ADDRESS).content.decode()
    assert page.count("Copied already:") == 2
    assert "checked" not in box("forum-2023", page)
    assert "checked" not in box("open-house", page)
    assert "checked" in box("new-2023", page)


def test_a_button_pressed_twice_makes_no_doubles(mina: Client) -> None:
    make_activity(slug="forum-2023", title="Forum 2023")
    make_activity(slug="expo-2023", title="Expo 2023")
    data = sent("forum-2023", "expo-2023")
    assert mina.post(ADDRESS, data).status_code == 302
    again = mina.post(ADDRESS, data)
    assert again.status_code == 409
    assert "the button was pressed twice" in again.content.decode()
    assert Activity.objects.filter(year__number=2024).count() == 2


def test_another_copy_is_made_for_whoever_saw_the_first_and_wants_it(mina: Client) -> None:
    make_activity(slug="forum-2023", title="Forum 2023")
    mina.post(ADDRESS, sent("forum-2023"))
    assert mina.post(ADDRESS, sent("forum-2023", there=("forum-2023",))).status_code == 302
    assert Activity.objects.filter(year__number=2024).count() == 2


def test_nothing_picked_copies_nothing(mina: Client) -> None:
    make_activity(slug="forum-2023")
    response = mina.post(ADDRESS, sent(listed=("forum-2023",)))
    assert response.status_code == 422
    assert "Nothing is picked" in response.content.decode()
    assert Activity.objects.count() == 1


def test_the_dates_of_another_year_keep_what_was_picked(mina: Client) -> None:
    make_activity(slug="forum-2023")
    make_activity(slug="expo-2023")
    make_year(2024)
    data = {**sent("forum-2023", listed=("forum-2023", "expo-2023")), "look": "1"}
    page = mina.post(ADDRESS, data).content.decode()
    assert "checked" in box("forum-2023", page)
    assert "checked" not in box("expo-2023", page)


def test_what_is_not_there_is_said_and_offers_no_button(mina: Client) -> None:
    make_year()
    other = make_activity(year=make_year(2022), slug="old-2022")
    for pick in ("nope", other.slug):
        page = mina.get(ADDRESS, {"pick": pick}).content.decode()
        assert "Nothing of this can be copied" in page
        assert ">Copy</button>" not in page


def test_the_history_of_a_copy_says_of_what(mina: Client) -> None:
    make_activity(slug="forum-2023", title="Forum 2023")
    mina.post(ADDRESS, sent("forum-2023"))
    assert "as a copy of forum-2023" in mina.get("/activities/forum-2024/history/").content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_for_one_and_for_many(
    mina: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        make_activity()
    make_year(2024)
    with django_assert_max_num_queries(14):
        mina.get(ADDRESS)


def test_a_form_sent_twice_copies_once_within_a_year_too(mina: Client) -> None:
    make_activity(title="Forum", slug="forum-2023")
    make_activity(title="Other", slug="other-2023")
    form = fields_of(mina.get(ADDRESS, {"pick": "forum-2023"}).content.decode())
    sent = {**form, "pick": "forum-2023", "listed": ["forum-2023", "other-2023"], "into": "2023", "status": "idea"}
    first = mina.post(ADDRESS, sent, follow=True)
    assert "1 copy is made" in first.content.decode()
    second = mina.post(ADDRESS, sent, follow=True)
    assert second.redirect_chain == [("/2023/desk/", 302)]
    assert "These copies were made already" in second.content.decode()
    assert Activity.objects.filter(title="Forum").count() == 2
    third = mina.post(ADDRESS, {**sent, "pick": ["forum-2023", "other-2023"]}, follow=True)
    assert "1 copy is made" in third.content.decode()
    assert Activity.objects.count() == 4


def test_parts_follow_what_the_form_copied_before(mina: Client) -> None:
    whole = make_activity(title="Week", slug="week-2023")
    make_activity(title="Day", slug="day-2023", parent=whole)
    make_year(2024)
    key = str(uuid4())
    sent = {"key": key, "listed": ["week-2023", "day-2023"], "into": "2024", "status": "idea"}
    mina.post(ADDRESS, {**sent, "pick": ["week-2023"]})
    mina.post(ADDRESS, {**sent, "pick": ["week-2023", "day-2023"]})
    assert Activity.objects.get(slug="day-2024").parent == Activity.objects.get(slug="week-2024")


def test_what_does_not_fall_due_is_not_picked_unasked(mina: Client) -> None:
    activity = make_activity(title="General Assembly", slug="assembly-2023", when="Sep")
    duty = Duty.objects.create(slug="assembly", name="Assembly", rule="triennial", activity=activity)
    Occasion.objects.create(duty=duty, edition="7", **occasion_fields("2026", 2026))
    for into, is_picked in ((2024, False), (2026, True)):
        make_year(into)
        page = mina.get(ADDRESS, {"into": str(into)}).content.decode()
        assert ('value="assembly-2023" checked' in page) is is_picked
        assert ("Not due: Every three years; agreed: 2026" in page) is not is_picked
    mina.post(ADDRESS, {"pick": "assembly-2023", "listed": "assembly-2023", "into": "2024", "status": "idea"})
    assert Activity.objects.filter(year__number=2024).exists()


@pytest.mark.parametrize(("into", "is_picked"), [(2024, False), (2025, True), (2027, True)])
def test_a_rule_alone_says_when_the_next_one_is_due(mina: Client, into: int, is_picked: bool) -> None:
    activity = make_activity(slug="congress-2023")
    Duty.objects.create(slug="congress", name="Congress", rule="biennial", activity=activity)
    make_year(into)
    page = mina.get(ADDRESS, {"into": str(into)}).content.decode()
    assert ('value="congress-2023" checked' in page) is is_picked


def test_a_year_that_holds_ideas_only_says_that_it_is_being_prepared(nobody: Client) -> None:
    make_activity(year=make_year(2024), when="Mar 13", status="idea")
    for address in ("/2024/", "/2024/list/"):
        page = nobody.get(address).content.decode()
        assert "The year 2024 is being prepared; nothing of it is public yet." in page
        assert "Nothing fits" not in page
        assert "Nothing of this" not in page
        assert "Nothing fits all of these filters" in nobody.get(address, {"mode": "online"}).content.decode()


def occasion_fields(when: str, year: int) -> dict[str, Any]:
    fields = when_fields(when, year)
    return {name: value for name, value in fields.items() if name not in ("first_on", "last_on")}
