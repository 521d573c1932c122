"""What an activity's page says, and what it does not say twice."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from hanse.calendar.queries.telling import length_words, past_words, relation_words, says_more
from tests.factories.calendar import make_activity, make_area

pytestmark = pytest.mark.django_db
MAY_16 = date(2023, 5, 16)


@pytest.fixture(autouse=True)
def on_16_may(settings: Any) -> None:
    settings.TODAY = MAY_16


def page(client: Client, **fields: Any) -> str:
    make_activity(slug="shown-2023", **fields)
    return client.get("/activities/shown-2023/").content.decode()


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (6, "6 days"), (7, "1 week"), (105, "15 weeks"), (106, "106 days")]
)
def test_whole_weeks_are_told_as_weeks(days: int, words: str) -> None:
    assert length_words(days) == words


def test_what_is_over_says_for_how_long() -> None:
    assert past_words(date(2023, 2, 21), MAY_16, "en") == "past, 3 months ago"
    assert past_words(date(2023, 5, 15), MAY_16, "en") == "past, 1 day ago"
    assert past_words(MAY_16, MAY_16, "en") == ""
    assert past_words(None, MAY_16, "en") == ""
    with translation.override("ko"):
        assert "3개월 전" in past_words(date(2023, 2, 21), MAY_16, "ko")


def test_the_page_of_a_past_activity_says_so_at_its_head_and_beside_its_state(nobody: Client) -> None:
    html = page(nobody, when="Feb 21")
    assert html.count("past, 3 months ago") == 2


def test_the_page_of_a_coming_one_does_not(nobody: Client) -> None:
    assert "past," not in page(nobody, when="Jun 21")


def test_an_hour_is_told_once(nobody: Client) -> None:
    html = page(nobody, when="Feb 21, 14:00 (GMT+9)")
    assert "<p>21 February 2023, 14:00 (GMT+9)</p>" in html


@pytest.mark.parametrize(
    ("finer", "plain", "more"),
    [
        ("Anyone under 35", "People under 35", False),
        ("The members", "Members", False),
        ("Members in Africa", "Members", True),
        ("Everybody interested, not members only", "Open to all", True),
        ("35세 미만 누구나", "35세 미만", False),
        ("", "Members", False),
    ],
)
def test_a_finer_audience_is_shown_where_it_says_more(finer: str, plain: str, more: bool) -> None:
    assert says_more(finer, plain) is more


def test_an_audience_that_says_the_same_stands_there_once(nobody: Client) -> None:
    html = page(nobody, audience="under-35", audience_note="Anyone under 35").split("<main")[1]
    assert "People under 35" in html
    assert "Anyone under 35" not in html


@pytest.mark.parametrize(("name", "shown"), [("Networking and knowledge", False), ("Forum", False), ("Fairs", True)])
def test_a_programme_called_like_its_area_or_the_title_is_no_crumb(name: str, shown: bool, nobody: Client) -> None:
    programme = make_area("networking").programmes.create(slug="one", name=name)
    folio = re.search(r'<p class="folio">.*?</p>', page(nobody, title="Forum", programme=programme), re.S)
    assert folio
    assert ("/2023/programmes/one/" in folio[0]) is shown


def test_a_programme_called_like_its_area_leads_up_to_all_programmes(nobody: Client) -> None:
    make_area("networking").programmes.create(slug="same", name="Networking and knowledge")
    make_area("networking").programmes.create(slug="other", name="Fairs")
    for slug, leads in (("same", "/2023/programmes/"), ("other", "/2023/areas/networking/")):
        html = nobody.get(f"/2023/programmes/{slug}/").content.decode()
        assert f'<a href="{leads}">' in html.split('class="folio"')[1].split("</p>")[0]


@pytest.mark.parametrize(
    ("whole", "part", "words"),
    [
        ("Year-round", "Mar 13-17", "Part of"),
        ("TBC", "Mar 13-17", "Part of"),
        ("Sep", "Sep 6-8", "During"),
        ("Sep", "Sep", "During"),
        ("Sep 6-8", "Sep", "Part of"),
        ("Sep 6-8", "Year-round", "Part of"),
        ("Sep 6-8", "Sep 8-9", "Part of"),
    ],
)
def test_during_is_said_where_the_days_lie_within(whole: str, part: str, words: str) -> None:
    assert relation_words(make_activity(when=part), make_activity(when=whole)) == words


def test_the_page_says_of_what_it_is_a_part(nobody: Client) -> None:
    html = page(nobody, parent=make_activity(title="Conferences", when="Year-round"))
    assert "<dt>Part of</dt>" in html
    assert "<dt>During</dt>" not in html


@pytest.mark.parametrize(
    ("fields", "promised"),
    [
        ({"join_link": "https://meet.example.org/1", "when": "Jun 21"}, True),
        ({"when": "Jun 21"}, False),
        ({"join_link": "https://meet.example.org/1", "when": "Feb 21"}, False),
        ({"join_link": "https://meet.example.org/1", "when": "Jun 21", "status": "cancelled"}, False),
    ],
)
def test_a_link_is_promised_only_where_there_is_one_to_give(
    fields: dict[str, str], promised: bool, nobody: Client
) -> None:
    assert ("The link is given to those who have registered" in page(nobody, mode="online", **fields)) is promised


@pytest.mark.parametrize(
    ("today", "when", "leaf"),
    [
        (MAY_16, "1 Mar – 31 May", ("31", "until Wednesday", "May 2023")),
        (date(2023, 2, 1), "1 Mar – 31 May", ("1", "from Wednesday", "March 2023")),
        (date(2023, 6, 1), "1 Mar – 31 May", ("1", "from Wednesday", "March 2023")),
        (MAY_16, "Feb 21", ("21", "Tuesday", "February 2023")),
        (MAY_16, "from Nov 30", ("30", "from Thursday", "November 2023")),
        (MAY_16, "Sep", ("", "", "September 2023")),
    ],
)
def test_a_span_that_runs_stands_under_its_last_day(
    today: date, when: str, leaf: tuple[str, str, str], nobody: Client, settings: Any
) -> None:
    settings.TODAY = today
    html = page(nobody, when=when).split('<p class="leaf')[1].split("</p>")[0]
    day, weekday, month = leaf
    assert ('<span class="leaf__day">' in html) is bool(day)
    assert f">{day}</span>" in html or not day
    assert (f"<i>{weekday}</i>" in html) or not weekday
    assert f"<span>{month}</span>" in html


@pytest.mark.parametrize(
    ("when", "status", "leads"),
    [
        ("1 Mar – 31 May", "confirmed", True),
        ("1 Mar – 31 Mar", "confirmed", False),
        ("1 Mar – 31 May", "cancelled", False),
    ],
)
def test_a_line_leads_to_what_can_be_done(when: str, status: str, leads: bool, nobody: Client) -> None:
    make_activity(when=when, status=status, action_label="Enter the prize", action_url="https://example.org/?a=1&b=2")
    for address in ("/2023/", "/2023/list/", "/2023/areas/networking/"):
        html = nobody.get(address).content.decode()
        assert ('<a href="https://example.org/?a=1&amp;b=2" rel="noopener">Enter the prize</a>' in html) is leads


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_did_not_take_place_is_not_past(nobody: Client, status: str) -> None:
    html = page(nobody, when="Feb 21", status=status)
    assert "past, " not in html
    assert f"This activity is {status}" in html
