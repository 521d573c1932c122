"""Accents, capitals and the ends of words do not matter; names stand before texts; embargoes hold."""

import html
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from hanse.members.models import Organisation
from tests.factories.calendar import make_activity, make_year
from tests.factories.members import make_organisation

pytestmark = pytest.mark.django_db


def found(client: Client, **query: str) -> list[str]:
    """The names among the results, in order."""
    page = client.get(f"/search/?{urlencode(query)}").content.decode()
    names = re.findall(r'<h3>(?:<svg.*?</svg>)?<a href="[^"]*">(.*?)</a>', page)
    return [html.unescape(re.sub("</?mark>", "", name)) for name in names]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sao", "São Paulo"), ("SÃO", "São Paulo"), ("paulo sao", "São Paulo"), ("beyog", "Beyoğlu"), ("서울", "Seoul"),
        ("서", "Seoul"), ("울란", "Ulaanbaatar"), ("улаан", "Ulaanbaatar"), ("da nang", "Đà Nẵng"), ("viet nam", "Đà Nẵng"),
        ("특별시", "Seoul"), ("काठ", "Kathmandu"), ("republic of korea", "Seoul"), ("대한민국", "Seoul"), ("old town", "Beyoğlu"),
    ],
)  # fmt: skip
def test_finds(text: str, name: str, nobody: Client) -> None:
    make_year()
    make_organisation(name="São Paulo", country="BR")
    make_organisation(name="Beyoğlu", country="TR", aliases=["Péra"], summary="The old town.")
    make_organisation(name="Seoul", native_name="서울특별시", country="KR")
    make_organisation(
        name="Ulaanbaatar", native_name="Улаанбаатар", country="MN", translations={"ko": {"name": "울란바토르"}}
    )
    make_organisation(name="Đà Nẵng", country="VN")
    make_organisation(name="Kathmandu", native_name="काठमाडौं", country="NP")
    assert found(nobody, q=text) == [name]


def test_every_text_of_an_activity_is_found(nobody: Client) -> None:
    make_year()
    make_activity(
        title="Forum", aliases=["Big meeting"], summary="Cities talk.", description="About **drainage**.", city="Zürich",
        country="CH", translations={"ko": {"title": "시장 포럼"}},
    )  # fmt: skip
    for text in ("forum", "big", "talk", "drain", "zurich", "switzerland", "포럼", "시장"):
        assert found(nobody, q=text) == ["Forum"], text


def test_names_stand_before_texts_and_beginnings_first(nobody: Client) -> None:
    make_year()
    make_activity(title="Clinic", summary="All about water.", when="Jan 9")
    make_activity(title="Clean water", when="Feb 9")
    make_activity(title="Water week", when="Mar 9")
    assert found(nobody, q="water") == ["Water week", "Clean water", "Clinic"]


def test_the_newest_year_stands_first(nobody: Client) -> None:
    for number in (2022, 2024, 2023):
        make_activity(title=f"Forum of {number}", year=make_year(number))
    assert found(nobody, q="forum") == ["Forum of 2024", "Forum of 2023", "Forum of 2022"]


def test_the_index_follows_changes(nobody: Client) -> None:
    make_year()
    activity = make_activity(title="Before")
    activity.title = "Afterwards"
    activity.save()
    assert found(nobody, q="afterw") == ["Afterwards"]
    assert found(nobody, q="before") == []
    activity.delete()
    assert found(nobody, q="afterw") == []


def test_the_index_follows_bulk_writes(nobody: Client) -> None:
    make_year()
    Organisation.objects.bulk_create(Organisation(slug=f"c-{n}", name=f"Città {n}", kind="city", standing="member") for n in range(3))  # fmt: skip
    assert len(found(nobody, q="citta")) == 3
    Organisation.objects.filter(slug="c-1").delete()
    assert found(nobody, q="citta") == ["Città 0", "Città 2"]


def test_embargoes_and_ideas_hold_in_results_counts_and_hints(nobody: Client, amara: Client, mina: Client) -> None:
    make_year()
    make_activity(title="Secret forum", embargo_until=datetime(2099, 1, 1, tzinfo=UTC))
    make_activity(title="Vague forum", status="idea")
    for client in (nobody, amara):
        page = client.get("/search/?q=forum").content.decode()
        assert "Nothing begins with" in page
        assert "Secret forum" not in client.get("/search/?q=secret+zebra").content.decode().replace("<mark>", "")
    assert sorted(found(mina, q="forum")) == ["Secret forum", "Vague forum"]


def test_words_are_marked_and_text_is_escaped(nobody: Client) -> None:
    make_year()
    make_activity(title="<b>Forum</b> on São", summary="x" * 300 + " and forums & more")
    page = nobody.get("/search/?q=foru+sao").content.decode()
    assert "&lt;b&gt;<mark>Foru</mark>m&lt;/b&gt; on <mark>São</mark>" in page
    assert "and <mark>foru</mark>ms &amp; more" in page
    assert "&lt;script&gt;" in nobody.get("/search/?q=<script>").content.decode()


def test_kinds_and_pages(nobody: Client) -> None:
    make_year()
    for n in range(35):
        make_activity(title=f"Forum {n:02d}")
    make_organisation(name="Forum of mayors")
    assert len(found(nobody, q="forum")) == 9
    assert len(found(nobody, q="forum", kind="activity")) == 30
    assert len(found(nobody, q="forum", kind="activity", page="2")) == 5
    assert found(nobody, q="forum", kind="organisation") == ["Forum of mayors"]
    page = nobody.get("/search/?q=forum").content.decode()
    assert "All 35 activities" in page
    assert 'Everything <span class="count">36</span>' in page


def test_nothing_found_is_said_kindly_and_helps(nobody: Client) -> None:
    make_year()
    make_activity(title="Forum in Kampala")
    make_organisation(name="Zebra works")
    assert "Try fewer letters" in nobody.get("/search/?q=xyzzy").content.decode()
    page = nobody.get("/search/?q=kampalla").content.decode()
    assert 'href="?q=kampal">kampal</a> <span class="count">1</span>' in page
    page = nobody.get("/search/?q=forum+zebra").content.decode()
    assert ">forum</a>" in page
    assert ">zebra</a>" in page


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20", "q=---", "q='\"*:()%26|!<->^", "q=" + "a" * 100, "q=%F0%9F%98%80", "q=OR+AND+NOT+NEAR", "q=sao&page=99", "q=x&page=nonsense"])  # fmt: skip
def test_bears_any_text(query: str, nobody: Client) -> None:
    make_year()
    make_organisation(name="São Paulo")
    assert nobody.get(f"/search/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=" + "a" * 101, "q=%00", "kind=city", "nonsense=1"])
def test_refuses_what_nobody_offered_with_a_sentence(query: str, nobody: Client) -> None:
    response = nobody.get(f"/search/?{query}")
    assert response.status_code == 400
    assert "filter" in response.content.decode()


def test_htmx_gets_the_results_alone(nobody: Client) -> None:
    make_year()
    make_organisation(name="São Paulo")
    response = nobody.get("/search/?q=sao", headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<div id="results"')
    assert "1 result" in response.content.decode()


def test_one_and_three_results_cost_the_same_queries(nobody: Client, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_year()
    counts = []
    for size in (1, 2):
        for _ in range(size):
            make_activity(title="Forum")
            make_organisation(name="Forum")
        with CaptureQueriesContext(connection) as queries:
            assert len(found(nobody, q="forum")) == 2 * (1 if size == 1 else 3)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    with CaptureQueriesContext(connection) as queries:
        nobody.get("/search/?q=kampalla")
    assert len(queries) <= 12


def test_everybody_may_search(whole_cast: dict[str, Client]) -> None:
    make_year()
    make_organisation(name="São Paulo")
    for client in whole_cast.values():
        assert found(client, q="sao") == ["São Paulo"]


def test_what_other_sites_add_to_a_link_turns_nobody_away(nobody: Client) -> None:
    make_year()
    for name in ("fbclid", "gclid", "utm_source", "mc_cid"):
        for page in ("/2023/", "/organisations/", "/search/"):
            assert nobody.get(page, {name: "x"}).status_code == 200, f"{page}?{name}"


def test_a_filter_says_in_a_sentence_what_it_cannot_do(nobody: Client) -> None:
    make_year()
    for address, says in (
        ("/2023/?country=ZZ", "“ZZ” is not a country"),
        ("/2023/?organiser=nosuch", "no organisation “nosuch”"),
        (f"/2023/?q={'a' * 101}", "at most 100 characters; these are 101"),
        ("/search/?q=%00", "a sign in these words"),
        ("/organisations/?country=ZZ", "“ZZ” is not a country"),
    ):
        answer = nobody.get(address)
        assert answer.status_code == 400, address
        assert says in answer.content.decode(), address


def test_a_name_that_is_not_ours_is_refused_plainly(settings: Any, nobody: Client) -> None:
    settings.ALLOWED_HOSTS = ["year.example.org"]
    answer = nobody.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "does not answer under that name" in answer.content.decode()
