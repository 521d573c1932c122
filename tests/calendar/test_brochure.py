"""The brochure of a year: what it tells, to whom, how fast, and that equal years make equal bytes."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from hanse.calendar.brochure.blocks import blocks_of
from hanse.calendar.models import Activity, Duty
from hanse.calendar.views import brochure as view
from hanse.typeset.brochure import typeset_brochure
from tests.factories.calendar import make_activity, make_area, make_involvement, make_year
from tests.factories.members import make_network, make_organisation
from tests.typeset.reading import bookmarks, is_accessible, links_of, read, squeezed, text_of

pytestmark = pytest.mark.django_db
YEAR = Path(__file__).resolve().parents[2] / "years" / "2023"
ADDRESS = "/2023/brochure.pdf"
KEYS = ("kickoff", "prize", "governance", "matchmaking", "capacity", "research", "networking", "regional")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def loaded() -> None:
    """The real year."""
    call_command("load", str(YEAR), stdout=io.StringIO())


@pytest.fixture
def year() -> Any:
    """A year with all its areas."""
    year = make_year()
    for key in KEYS:
        make_area(key, year)
    return year


def get(client: Client, address: str = ADDRESS, **headers: str) -> Any:
    """The answer, with its bytes."""
    return client.get(address, headers=headers)


def test_every_public_activity_is_in_it_with_links_to_its_page(loaded: None, nobody: Client) -> None:
    pdf = get(nobody).content
    text, links = text_of(pdf), links_of(pdf)
    for activity in Activity.objects.all():
        assert squeezed(activity.title) in text
        assert f"{settings.BASE_URL}/activities/{activity.slug}/" in links
    assert {f"{settings.BASE_URL}/2023/", f"{settings.BASE_URL}/2023/calendar.ics"} <= links
    assert {"mailto:secretariat@we-gov.org?subject=Calendar%20of%20activities%202023", "https://we-gov.org/"} <= links
    assert all(link.startswith((settings.BASE_URL, "mailto:", "tel:", "https://")) for link in links)
    for told in ("People-centred smart cities", "7F Seoul Global Center", "WeGovOrg", "Edition 1, 21 February 2023"):
        assert squeezed(told) in text


def test_the_real_year_is_small_tagged_and_bookmarked(loaded: None, nobody: Client) -> None:
    pdf = get(nobody).content
    assert len(pdf) < 1_000_000
    assert is_accessible(pdf)
    assert 12 <= len(read(pdf).pages) <= 20
    names = [name for depth, name in bookmarks(pdf) if depth == 1]
    assert names[:4] == ["Contents", "The year by area", "The year by month", "The year at a glance"]
    assert names[4:6] == ["Kick-off & network-wide", "Seoul Smart City Prize"]
    assert len([1 for depth, _ in bookmarks(pdf) if depth == 2]) == Activity.objects.count()
    assert read(pdf).trailer["/Root"]["/Lang"] == "en"


def test_the_korean_one_is_korean(loaded: None, nobody: Client) -> None:
    response = get(nobody, ADDRESS + "?lang=ko", Accept_Language="en")
    assert response["Content-Language"] == "ko"
    assert response["Content-Disposition"] == 'inline; filename="wego-calendar-of-activities-2023-ko.pdf"'
    text = text_of(response.content)
    assert read(response.content).trailer["/Root"]["/Lang"] == "ko"
    for told in (
        "세계스마트시티기구",
        "사람 중심의 스마트시티",
        "제6차 총회",
        "3월 1일 ~ 5월 31일",
        "날짜 미정",
        "세네갈 다카르",
    ):
        assert squeezed(told) in text
    assert f"{settings.BASE_URL}/2023/calendar.ics?lang=ko" in links_of(response.content)
    for activity in Activity.objects.all():
        assert squeezed(activity.translations["ko"]["title"]) in text


def test_what_only_some_may_know_is_not_in_it_whoever_asks(year: Any, whole_cast: dict[str, Client]) -> None:
    now = timezone.now()
    hidden = make_activity(title="Hidden summit", embargo_until=now + timedelta(days=1))
    make_activity(title="Mere idea", status="idea")
    make_activity(title="Side event", parent=hidden, join_link="https://meet.example.org/secret", note="Only for us")
    make_activity(title="Released talk", embargo_until=now - timedelta(days=1))
    for client in whole_cast.values():
        pdf = get(client).content
        text = text_of(pdf)
        assert squeezed("Side event") in text
        assert squeezed("Released talk") in text
        for secret in ("Hidden summit", "Mere idea", "Only for us", "meet.example"):
            assert squeezed(secret) not in text
        assert not [link for link in links_of(pdf) if "meet.example.org" in link or hidden.slug in link]


def test_the_same_year_makes_the_same_bytes(loaded: None, nobody: Client) -> None:
    first = get(nobody).content
    cache.clear()
    assert get(nobody).content == first


def test_it_is_typeset_once_for_each_state(year: Any, nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = make_activity(title="Forum")
    runs: list[bytes] = []

    def counted(told: Any) -> bytes:
        runs.append(typeset_brochure(told))
        return runs[-1]

    monkeypatch.setattr(view, "typeset_brochure", counted)
    first = get(nobody)
    assert get(nobody).content == first.content
    assert get(nobody, If_None_Match=first["ETag"]).status_code == 304
    assert len(runs) == 1
    Activity.objects.filter(pk=activity.pk).update(title="Assembly", revision=2)
    second = get(nobody, If_None_Match=first["ETag"])
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert squeezed("Assembly") in text_of(second.content)
    assert len(runs) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda year: type(year).objects.filter(pk=year.pk).update(edition=2),
        lambda year: type(year).objects.filter(pk=year.pk).update(secretariat={"email": "new@example.org"}),
        lambda year: year.areas.filter(key="networking").update(summary="Meetings"),
        lambda year: Duty.objects.create(slug="duty", name="Duty", rule="annual", activity=Activity.objects.get()),
        lambda year: Activity.objects.get().delete(),
    ],
)
def test_whatever_it_says_moves_its_tag(change: Any, year: Any, nobody: Client) -> None:
    make_activity()
    tag = get(nobody)["ETag"]
    change(year)
    assert get(nobody, If_None_Match=tag).status_code == 200


def test_its_headers_let_every_cache_keep_it_and_none_serve_it_unasked(year: Any, nobody: Client) -> None:
    make_activity()
    response = get(nobody)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Content-Disposition"] == 'inline; filename="example-calendar-of-activities-2023.pdf"'
    assert "Cookie" not in response.get("Vary", "")
    assert "Accept-Language" not in response.get("Vary", "")
    assert nobody.head(ADDRESS)["Content-Length"] == str(len(response.content))
    assert get(nobody, If_Modified_Since=response["Last-Modified"]).status_code == 304
    assert nobody.post(ADDRESS).status_code == 405


def test_a_year_or_a_language_that_is_not_there_is_a_sentence(year: Any, nobody: Client) -> None:
    assert get(nobody, "/2022/brochure.pdf").status_code == 404
    answer = get(nobody, ADDRESS + "?lang=xx")
    assert answer.status_code == 400
    assert "Offered: en, ko" in answer.content.decode()


def test_a_year_without_activities_is_a_document_too(year: Any, nobody: Client) -> None:
    pdf = get(nobody).content
    assert is_accessible(pdf)
    assert squeezed("Nothing is planned here yet.") in text_of(pdf)


def test_a_year_without_anything_is_a_document_too(nobody: Client) -> None:
    make_year(network={}, secretariat={})
    assert is_accessible(get(nobody).content)


def test_two_hundred_activities_keep_to_the_limits(year: Any, nobody: Client) -> None:
    for number in range(200):
        make_activity(
            title=f"Meeting {number}.", area=KEYS[number % 8], when=f"{number % 12 + 1} March" if number % 3 else "Sep"
        )
    pdf = get(nobody).content
    text = text_of(pdf)
    assert len(pdf) < 3_000_000
    assert all(f"Meeting{number}." in text for number in range(200))


def test_beyond_what_a_brochure_holds_it_says_how_many_more_there_are(
    year: Any, nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hanse.calendar.queries.brochure.MOST", 3)
    for _ in range(5):
        make_activity()
    assert squeezed("2 more activities are in the calendar on the web.") in text_of(get(nobody).content)


def test_one_and_three_of_everything_cost_the_same_queries(year: Any, nobody: Client) -> None:
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            activity = make_activity(parent=Activity.objects.first(), action_url="https://example.org/act")
            make_involvement(activity, make_organisation())
            activity.networks.add(make_network())
            activity.contacts.create(label="Desk", email="other@example.org", phone="+1")
            activity.links.create(label="Link", url="https://example.org/")
            activity.documents.create(title="Paper", url="https://example.org/paper")
            Duty.objects.create(slug=f"duty-{activity.pk}", name="Duty", rule="annual", activity=activity)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert get(nobody).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 26


def test_every_kind_of_date_and_status_stands_in_it(year: Any, nobody: Client) -> None:
    for when in (
        "Sep",
        "Mar 13-17",
        "Nov 30",
        "from Nov 30",
        "Feb 21, 14:00 (GMT+9)",
        "Year-round",
        "Q3",
        "TBC",
        "early June",
    ):
        for status in ("tentative", "confirmed", "postponed", "cancelled", "held"):
            make_activity(title=f"{when} {status}", when=when, status=status, length_days=5 if when == "Sep" else None)
    text = text_of(get(nobody).content)
    for told in (
        "Sep cancelled",
        "TBC held",
        "date to be confirmed",
        "We know the opening day only.",
        "It takes 5 days.",
    ):
        assert squeezed(told) in text


def test_the_page_of_the_year_leads_to_it_in_the_readers_language(year: Any, nobody: Client) -> None:
    assert "/2023/brochure.pdf&quot;" not in nobody.get("/2023/").content.decode()
    assert '/2023/brochure.pdf"' in nobody.get("/2023/").content.decode()
    assert '/2023/brochure.pdf?lang=ko"' in nobody.get("/2023/", headers={"accept-language": "ko"}).content.decode()


def test_the_command_writes_what_the_address_answers(loaded: None, nobody: Client, tmp_path: Path) -> None:
    output = tmp_path / "calendar.pdf"
    said = io.StringIO()
    call_command("brochure", "2023", "-o", str(output), stdout=said)
    assert output.read_bytes() == get(nobody).content
    assert str(output) in said.getvalue()
    call_command("brochure", "2023", "-o", str(output), "--language", "ko", stdout=io.StringIO())
    assert squeezed("제6차 총회") in text_of(output.read_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["calendar.pdf"]
    assert translation.get_language() == "en"


def test_the_command_says_what_is_wrong(year: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no year 2022\. There are: 2023"):
        call_command("brochure", "2022", "-o", str(tmp_path / "calendar.pdf"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("brochure", "2023", "-o", str(tmp_path / "missing" / "calendar.pdf"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("brochure", "2023", "-o", str(tmp_path / "folder"))
    with pytest.raises(CommandError, match="invalid choice: 'xx'"):
        call_command("brochure", "2023", "-o", "x.pdf", "--language", "xx")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_markdown_becomes_paragraphs_and_lists_and_never_html() -> None:
    blocks = blocks_of(
        "# Head\n\n**bold** and *soft* [link](https://example.org/) <b>raw</b>\nnext\n\n"
        "3. three\n4. four\n   - inner\n\n![picture](x.png)\n\n> quote\n\n```\ncode\n```\n\n[bad](javascript:alert(1))"
    )
    told = [(block.sign, "".join(run.text for run in block.runs)) for block in blocks]
    assert told == [
        ("", "Head"), ("", "bold and soft link <b>raw</b> next"), ("3.", "three"), ("4.", "four"), ("–", "inner"),
        ("", "picture"), ("", "quote"), ("", "code\n"), ("", "[bad](javascript:alert(1))"),
    ]  # fmt: skip
    assert blocks[0].runs[0].voice == "strong"
    assert [run.href for run in blocks[1].runs if run.href] == ["https://example.org/"]
