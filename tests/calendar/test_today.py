"""The line that says what today means for what is shown."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.calendar import make_activity, make_area, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_16_may(settings: Any) -> None:
    settings.TODAY = date(2023, 5, 16)
    make_area("networking", make_year())


def said(client: Client, query: str = "") -> list[str]:
    line = client.get(f"/2023/{query}").content.decode().split('class="todayline"')[1].split("</p>")[0]
    return re.findall(r"<(?:a|span)[^>]*>([^<]+)</(?:a|span)>", line)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("1 Mar – 31 May", "One: 15 more days."),
        ("15-17 May", "One: one more day."),
        ("15-16 May", "One: last day."),
        ("16 May", "One is today."),
        ("17 May", "One is tomorrow."),
        ("23-25 May", "One in 7 days."),
        ("from 10 May", "One has begun."),
        ("May", "May, day not fixed: One."),
        ("Jun", "June, day not fixed: One."),
        ("Q3", "Q3, day not fixed: One."),
        ("Year-round", "All of this runs all year; there is no date to miss."),
        ("TBC", "What is still to come waits for its date."),
        ("Feb 21", "Nothing of this is still to come."),
        ("Feb", "Nothing of this is still to come."),
    ],
)
def test_one_activity_is_told_by_what_is_known_of_it(when: str, words: str, nobody: Client) -> None:
    make_activity(label="One", when=when)
    assert said(nobody) == [words]


def test_what_shares_a_month_shares_a_sentence_in_the_order_of_time(nobody: Client) -> None:
    for number in range(5):
        make_activity(label=f"Training {number}", when="Jun")
    make_activity(label="Fair", when="Sep 6-8")
    make_activity(label="Expo", when="May")
    assert said(nobody) == [
        "May, day not fixed: Expo.",
        "June, day not fixed: Training 0; Training 1; Training 2 and 2 more.",
        "Fair in 113 days.",
    ]
    assert 'href="/2023/06/">June' in nobody.get("/2023/").content.decode()


def test_a_filter_that_leaves_nothing_still_gets_a_line(nobody: Client) -> None:
    make_activity(when="Jun 1")
    assert said(nobody, "?area=prize") == ["Nothing of this is in the year."]


def test_a_year_that_is_over_is_a_record(nobody: Client, settings: Any) -> None:
    settings.TODAY = date(2024, 1, 1)
    make_activity(when="Jun 1")
    assert said(nobody) == ["The year 2023 is over; this is its record."]


def test_what_is_off_is_not_announced(nobody: Client) -> None:
    make_activity(label="Off", when="Jun 1", status="cancelled")
    make_activity(label="Late", when="Jun 1", status="postponed")
    assert said(nobody) == ["What is still to come is postponed."]


def test_on_a_phone_the_months_of_the_picture_lead_to_their_heads_in_the_list(nobody: Client) -> None:
    make_activity(when="Jun 1")
    html = nobody.get("/2023/").content.decode()
    names = html.split('class="year__names"')[1].split("</ol>")[0]
    assert 'href="#m-6"' in names
    assert 'id="m-6"' in html
    assert 'href="/2023/07/"' in names


def test_korean_readers_get_the_line_the_filters_and_the_feeds_in_korean(nobody: Client) -> None:
    make_activity(label="장터", when="Jun")
    html = nobody.get("/2023/?lang=ko&area=networking").content.decode()
    for words in ("6월(날짜 미정): 장터.", "연중 활동은 빠져 있습니다", "1개 적용", "PDF, 한 해 전체"):
        assert words in html
