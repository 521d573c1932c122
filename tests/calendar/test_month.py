"""A month as weeks: it holds what the picture of the year draws in it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.calendar import make_activity, make_area, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def year(settings: Any) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    make_area("networking", make_year())


def listed(client: Client, address: str) -> set[str]:
    html = client.get(address).content.decode()
    return set(re.findall(r'<h3>.*?<a href="/activities/[^"]+">([^<]+)</a>', html))


@pytest.mark.parametrize(
    ("when", "length", "months"),
    [
        ("from Nov 30", None, {11, 12}),
        ("until May 30", None, {1, 2, 3, 4, 5}),
        ("1 Mar – 31 May", None, {3, 4, 5}),
        ("Mar 13-17", None, {3}),
        ("31 Mar – 1 Apr", None, {3, 4}),
        ("Sep", None, {9}),
        ("Q3", None, {7, 8, 9}),
        ("Jun", 35, {6, 7, 8}),
        ("Jun", 31, {6, 7}),
        ("Jun", None, {6}),
        ("Year-round", None, set(range(1, 13))),
        ("TBC", None, set()),
    ],
)
def test_a_month_lists_what_goes_on_in_it(when: str, length: int | None, months: set[int], nobody: Client) -> None:
    make_activity(title="One", when=when, length_days=length)
    assert {month for month in range(1, 13) if "One" in listed(nobody, f"/2023/{month:02d}/")} == months


def test_what_runs_all_year_has_a_group_of_its_own(nobody: Client) -> None:
    make_activity(title="Survey", when="Year-round")
    html = nobody.get("/2023/12/").content.decode()
    assert "Survey" in html.split(">All year</h2>")[1]
    assert "Nothing is planned here" not in html


def test_an_empty_month_says_so_and_a_filter_is_blamed_where_it_is_the_cause(nobody: Client) -> None:
    assert "Nothing is planned here" in nobody.get("/2023/12/").content.decode()
    make_activity(when="Dec 5")
    html = nobody.get("/2023/12/?area=prize").content.decode()
    assert "Nothing fits all of these filters" in html
    assert "Nothing is planned here" not in html


def test_a_long_span_is_named_once_above_the_weeks_and_where_it_begins_and_ends(nobody: Client) -> None:
    make_activity(title="Entries", label="Entries", when="1 Mar – 31 May", slug="entries-2023")
    for address, edge in (("/2023/03/", "begins"), ("/2023/04/", ""), ("/2023/05/", "ends")):
        html = nobody.get(address).content.decode()
        above, weeks = html.split('<ul class="through"')[1].split("</ul>")[0], html.split('class="table monthgrid"')[1]
        assert '<a href="/activities/entries-2023/">Entries</a> <i>1 Mar – 31 May</i>' in above
        assert weeks.count('data-part="edge"') == bool(edge)
        assert f"Entries <i>{edge}</i>" in weeks or not edge
        assert "goes on" not in weeks.split("</table>")[0]


def test_a_short_span_is_a_bar_through_its_days_named_at_its_start_and_in_each_new_week(nobody: Client) -> None:
    make_activity(label="Fair", when="Mar 10-14")
    weeks = nobody.get("/2023/03/").content.decode().split('class="table monthgrid"')[1].split("</table>")[0]
    assert re.findall(r'data-part="(\w+)"', weeks) == ["first", "on", "on", "on", "last"]
    named = re.findall(r"</svg><span>Fair", weeks)
    assert len(named) == 2
    assert weeks.count('<span class="sr-only">Fair') == 3


def test_bars_of_one_week_keep_their_lanes(nobody: Client) -> None:
    make_activity(label="Long", when="Mar 13-17")
    make_activity(label="Late", when="Mar 14-15")
    make_activity(label="Day", when="Mar 17")
    weeks = nobody.get("/2023/03/").content.decode().split('class="table monthgrid"')[1]
    cells = {
        int(day): re.findall(r"<span[^>]*>(Long|Late|Day)|(monthgrid__gap)", rest)
        for day, rest in re.findall(r'monthgrid__day">(\d+)</b>(.*?)</td>', weeks, re.S)
        if rest
    }
    order = {day: [a or b for a, b in found] for day, found in cells.items() if found}
    assert order == {
        13: ["Long"], 14: ["Long", "Late"], 15: ["Long", "Late"], 16: ["Long"], 17: ["Long", "Day"],
    }  # fmt: skip


def test_what_does_not_fit_is_counted_and_stands_in_the_words(nobody: Client) -> None:
    for number in range(6):
        make_activity(title=f"Number {number}", when="Mar 14")
    html = nobody.get("/2023/03/").content.decode()
    assert "2 more</small>" in html
    assert len(listed(nobody, "/2023/03/")) == 6


@pytest.mark.parametrize(("language", "title"), [("en", "September 2023"), ("ko", "2023년 9월")])
def test_a_month_is_titled_as_its_reader_writes_it(language: str, title: str, nobody: Client) -> None:
    html = nobody.get("/2023/09/", headers={"Accept-Language": language}).content.decode()
    assert f"<h1>{title}</h1>" in html
    assert f"<title>{title} ·" in html


def test_the_number_of_queries_does_not_grow(nobody: Client) -> None:
    counts = []
    for _ in range(3):
        make_activity(when="Mar 13-17")
        make_activity(when="Year-round")
        make_activity(when="Feb", length_days=40)
        with CaptureQueriesContext(connection) as queries:
            nobody.get("/2023/03/")
        counts.append(len(queries))
    assert counts[0] == counts[2]
    assert counts[2] <= 12


def test_what_had_its_day_in_a_month_before_stands_apart(nobody: Client) -> None:
    make_activity(title="Champions", when="Jun", length_days=105)
    make_activity(title="Assembly", when="Sep")
    make_activity(title="Fair", when="Sep 6-8")
    html = nobody.get("/2023/09/").content.decode()
    heads = re.split(r"<h2>([^<]+)</h2>", html)
    parts = dict(zip(heads[1::2], heads[2::2], strict=True))
    assert "Assembly" in parts["This month, day not fixed"]
    assert "Champions" not in parts["This month, day not fixed"]
    assert "Champions" in parts["Begun before, may still go on"]
    assert list(parts)[:1] == ["The same, in words"]
    assert "Champions" in nobody.get("/2023/06/").content.decode().split("This month, day not fixed")[1]


def test_lists_go_by_the_day_at_the_place(nobody: Client) -> None:
    make_activity(title="Seoul", when="Jul 4-6", zone="Asia/Seoul")
    make_activity(title="Sao Paulo", when="Jul 3, 14:00", zone="America/Sao_Paulo")
    make_activity(title="Kampala", when="Jul 3, 22:00", zone="Africa/Kampala")
    for address in ("/2023/07/", "/2023/list/", "/2023/"):
        html = nobody.get(address).content.decode()
        found = re.findall(r'<h3>.*?<a href="/activities/[^"]+">([^<]+)</a>', html)
        assert found == ["Sao Paulo", "Kampala", "Seoul"], address
