"""What readers of the calendar see."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hanse.calendar.choices import Status
from hanse.calendar.queries import year_page
from tests.factories.calendar import make_activity, make_area, make_involvement, make_year
from tests.factories.members import make_network, make_organisation

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
LISTS = ["/", "/2023/", "/2023/list/", "/2023/03/", "/2023/areas/networking/", "/2023/programmes/", "/organisations/", "/search/?q=activity"]  # fmt: skip


@pytest.fixture
def year() -> object:
    """A year with all its areas."""
    year = make_year()
    for key in ("kickoff", "prize", "governance", "matchmaking", "capacity", "research", "networking", "regional"):
        make_area(key, year)
    return year


@pytest.mark.parametrize("address", LISTS)
def test_one_and_three_rows_cost_the_same_queries(address: str, year: object, nobody: Client) -> None:
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            make_involvement(make_activity(country="SN", city="Dakar"), make_organisation(latitude=1.0, longitude=2.0))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert nobody.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= MOST_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_an_activity_costs_the_same_queries_with_one_and_three_of_everything(
    rows: int, year: object, nobody: Client
) -> None:
    activity = make_activity(slug="shown-2023")
    for number in range(rows):
        make_involvement(activity, make_organisation())
        make_activity(parent=activity)
        activity.networks.add(make_network())
        activity.contacts.create(label=f"Contact {number}")
        activity.links.create(label="Link", url="https://example.org/")
        session = activity.sessions.create(key=f"s-{number}", title="Talk", starts_at=datetime(2023, 3, 13, tzinfo=UTC))
        for position in range(rows):
            session.speakers.create(name="Ada Nobody", organisation=make_organisation(), position=position)
    with CaptureQueriesContext(connection) as captured:
        assert nobody.get("/activities/shown-2023/").status_code == 200
    assert len(captured) <= 16


def test_no_script_or_style_stands_in_a_page(year: object, nobody: Client) -> None:
    make_activity(slug="shown-2023", description="**bold** <script>alert(1)</script>")
    for address in [*LISTS, "/activities/shown-2023/", "/ui/", "/reading/", "/about/"]:
        response = nobody.get(address)
        html = response.content.decode()
        assert "style=" not in html, address
        assert "<style" not in html, address
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", html), address
        assert not re.search(r"\son[a-z]+=", html), address
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


def test_markdown_is_text_and_not_html(year: object, nobody: Client) -> None:
    make_activity(slug="shown-2023", description="**bold** <script>alert(1)</script> [x](javascript:alert(1))")
    html = nobody.get("/activities/shown-2023/").content.decode()
    assert "<strong>bold</strong>" in html
    assert "<script>alert" not in html
    assert 'href="javascript:' not in html


def test_ideas_and_embargoes_are_the_secretariats_alone(year: object, whole_cast: dict[str, Client]) -> None:
    make_activity(slug="idea-2023", title="Secret idea", status="idea")
    make_activity(slug="embargo-2023", title="Secret award", embargo_until=timezone.now() + timedelta(days=1))
    make_activity(slug="open-2023", title="Open secret", embargo_until=timezone.now() - timedelta(days=1))
    for who, client in whole_cast.items():
        sees = who == "mina"
        for slug in ("idea-2023", "embargo-2023"):
            assert client.get(f"/activities/{slug}/").status_code == (200 if sees else 404), who
        for address in ("/2023/", "/2023/list/", "/2023/03/", "/search/?q=secret", "/2023/areas/networking/"):
            html = re.sub(r"</?mark>", "", client.get(address).content.decode())
            assert ("Secret award" in html) is sees, (who, address)
            assert ("Secret idea" in html) is sees, (who, address)
            assert "Open secret" in html, (who, address)


def test_the_note_and_the_link_to_join_are_the_secretariats_alone(year: object, mina: Client, nobody: Client) -> None:
    make_activity(slug="shown-2023", note="Sources disagree", join_link="https://meet.example.org/1", mode="online")
    for words in ("Sources disagree", "https://meet.example.org/1"):
        assert words in mina.get("/activities/shown-2023/").content.decode()
        assert words not in nobody.get("/activities/shown-2023/").content.decode()


FILTERED = [
    ("area=prize", {"prize"}),
    ("audience=under-35", {"young"}),
    ("mode=online&mode=hybrid", {"online", "hybrid"}),
    ("region=africa", {"dakar"}),
    ("country=SN", {"dakar"}),
    ("country=sn", {"dakar"}),
    ("status=cancelled", {"off"}),
    ("organiser=host", {"hosted", "co-hosted"}),
    ("programme=forum", {"in a programme"}),
    ("region=net", {"networked"}),
    ("q=merida", {"merida"}),
    ("q=MÉRI", {"merida"}),
    ("area=prize&mode=online", set()),
]


@pytest.mark.parametrize(("query", "expected"), FILTERED)
def test_filters_are_in_the_address_and_combine(query: str, expected: set[str], year: object, nobody: Client) -> None:
    make_activity(title="prize", area="prize")
    make_activity(title="young", audience="under-35")
    make_activity(title="online", mode="online")
    make_activity(title="hybrid", mode="hybrid")
    make_activity(title="dakar", country="SN", city="Dakar")
    make_activity(title="off", status="cancelled")
    host = make_organisation(slug="host")
    for title, part in (("hosted", "organiser"), ("co-hosted", "co-organiser"), ("supported", "partner")):
        make_involvement(make_activity(title=title), host, part=part)
    programme = make_area("networking").programmes.create(slug="forum", name="Forum")
    make_activity(title="in a programme", programme=programme)
    make_activity(title="networked").networks.add(make_network(code="net"))
    make_activity(title="merida", city="Mérida", country="MX")
    html = nobody.get(f"/2023/list/?{query}").content.decode()
    found = set(re.findall(r'<a href="/activities/[^"]+">([^<]+)</a>', html))
    assert found == expected


@pytest.mark.parametrize("address", ["/2023/", "/2023/list/", "/2023/03/", "/organisations/"])
@pytest.mark.parametrize(
    ("query", "words"), [("region=atlantis", "atlantis"), ("colour=red", "colour"), ("country=ZZ", "ZZ")]
)
def test_a_filter_nobody_offered_is_explained(
    address: str, query: str, words: str, year: object, nobody: Client
) -> None:
    response = nobody.get(f"{address}?{query}")
    assert response.status_code == 400
    assert words in response.content.decode()


def test_the_feeds_follow_the_filter(year: object, nobody: Client) -> None:
    html = nobody.get("/2023/?area=prize").content.decode()
    assert 'href="webcal://127.0.0.1:8000/2023/calendar.ics?area=prize"' in html
    assert 'rel="alternate" type="application/atom+xml"' in html
    assert nobody.get("/2023/calendar.ics?area=prize")["Content-Type"].startswith("text/calendar")


def test_who_takes_part_is_no_partner(year: object, nobody: Client) -> None:
    activity = make_activity(slug="committee-2023")
    make_involvement(activity, make_organisation(slug="kampala", name="Kampala"), part="participant")
    html = nobody.get("/activities/committee-2023/").content.decode()
    assert re.search(r"Kampala</a></b><br>Takes part", html)
    assert '"attendee":[{"@type":"Organization","name":"Kampala"' in html
    assert "Committee" not in nobody.get("/2023/list/?organiser=kampala").content.decode().split('id="sheet"')[1]
    assert activity.title in nobody.get("/organisations/kampala/").content.decode()


def test_countries_and_organisers_of_the_year_are_offered(year: object, nobody: Client) -> None:
    activity = make_activity(country="SN", city="Dakar")
    make_involvement(activity, make_organisation(slug="host", name="Host", translations={"ko": {"name": "주최"}}))
    make_involvement(activity, make_organisation(slug="helper"), part="partner")
    make_involvement(make_activity(status="idea", country="BR"), make_organisation(slug="hidden"))
    html = nobody.get("/2023/list/").content.decode()
    assert '<option value="SN">Senegal</option>' in html
    assert '<option value="host">Host</option>' in html
    for value in ("helper", "hidden", "BR"):
        assert f'<option value="{value}">' not in html
    assert (
        '<option value="host">주최</option>' in nobody.get("/2023/", headers={"Accept-Language": "ko"}).content.decode()
    )


def test_committee_members_can_be_asked_for(year: object, nobody: Client) -> None:
    make_activity(title="Committee", audience="committee")
    assert 'name="audience" value="committee"' in nobody.get("/2023/list/").content.decode()


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("country=SN", "Senegal"), ("organiser=host", "Host"),
        ("programme=forum", "Forum of cities"),
    ],
)  # fmt: skip
def test_what_is_on_without_a_check_box_is_a_chip_to_take_away(
    query: str, label: str, year: object, nobody: Client
) -> None:
    make_organisation(slug="host", name="Host")
    make_area("networking").programmes.create(slug="forum", name="Forum of cities")
    html = nobody.get(f"/2023/list/?{query}").content.decode()
    name, value = query.split("=")
    assert f'name="{name}" value="{value}" checked><span>{label}</span>' in html
    assert "1 on</span>" in html


def test_a_part_brings_the_links_that_follow_the_filter_and_its_own_address(year: object, nobody: Client) -> None:
    response = nobody.get("/2023/?area=prize&country=&q=", headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == "/2023/?area=prize"
    part = response.content.decode()
    for name in ("views", "subscribe", "today", "filters-count", "filters-picks", "filters-off"):
        assert re.search(rf'id="{name}"[^>]* hx-swap-oob="true"', part), name
    assert 'href="/2023/list/?area=prize"' in part
    assert "hx-swap-oob" not in nobody.get("/2023/?area=prize").content.decode()


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/2023/areas/networking/", "area=networking"), ("/2023/programmes/forum/", "programme=forum"),
        ("/regions/asean/", "region=asean"), ("/regions/east-asia/", "region=east-asia"),
    ],
)  # fmt: skip
def test_every_list_of_activities_can_be_subscribed_to(address: str, query: str, year: object, nobody: Client) -> None:
    activity = make_activity(programme=make_area("networking").programmes.create(slug="forum", name="Forum"))
    survey = make_activity(when="Year-round", programme=activity.programme)
    make_network(code="asean").activities.add(activity, survey)
    html = nobody.get(address).content.decode()
    assert f'<a href="webcal://127.0.0.1:8000/2023/calendar.ics?{query}">' in html
    assert f'href="webcal://127.0.0.1:8000/2023/calendar.ics?{query}&amp;all-year=yes"' in html
    assert activity.title in nobody.get(f"/2023/calendar.ics?{query}").content.decode()


def test_what_runs_all_year_alone_is_not_offered_as_an_empty_calendar(year: object, nobody: Client) -> None:
    make_activity(when="Year-round")
    html = nobody.get("/2023/areas/networking/").content.decode()
    assert "This runs all year" in html
    assert re.findall(r'href="webcal:[^"]+"', html) == [
        'href="webcal://127.0.0.1:8000/2023/calendar.ics?area=networking&amp;all-year=yes"'
    ]


@pytest.mark.parametrize("address", ["/2023/", "/2023/list/", "/2023/03/"])
def test_feeds_are_offered_with_what_runs_all_year_too(address: str, year: object, nobody: Client) -> None:
    html = nobody.get(f"{address}?area=prize").content.decode()
    assert 'href="webcal://127.0.0.1:8000/2023/calendar.ics?area=prize&amp;all-year=yes"' in html
    assert 'href="http://127.0.0.1:8000/2023/calendar.ics?area=prize"' in html


def test_filters_bear_hostile_text(year: object, nobody: Client) -> None:
    for text in ("%00", "a" * 500, "%27%3B DROP TABLE", "%25%25", '"*', "%ED%95%9C"):
        for name in ("q", "organiser", "programme", "country"):
            assert nobody.get(f"/2023/list/?{name}={text}").status_code in (200, 400)
        assert nobody.get(f"/search/?q={text}").status_code in (200, 400)


def test_htmx_gets_the_part_and_a_browser_the_page(year: object, nobody: Client) -> None:
    make_activity()
    part = nobody.get("/2023/?area=networking", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="sheet"' in part


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Mar 13-17", "m-bar"), ("Nov 30", "m-dot"), ("Sep", "m-month"), ("Year-round", "m-year"), ("from Nov 30", "m-tail"),
    ],
)  # fmt: skip
def test_a_date_is_drawn_no_more_certain_than_it_is(text: str, mark: str, year: object, nobody: Client) -> None:
    make_activity(when=text)
    picture = nobody.get("/2023/").content.decode().split('class="year__wide"')[1].split('class="key"')[0]
    assert mark in picture
    others = {"m-bar", "m-month", "m-tail"} - {mark}
    assert not any(f'class="m {other}"' in picture for other in others)


def test_tentative_is_outlined_and_cancelled_is_struck(year: object, nobody: Client) -> None:
    make_activity(when="Mar 13-17", status="tentative")
    make_activity(when="May 3", status="cancelled")
    picture = nobody.get("/2023/").content.decode().split('class="year__wide"')[1].split('class="key"')[0]
    assert 'class="m m-plan"' in picture
    assert 'class="m m-void"' in picture
    assert "m-cross" in picture


def test_postponed_has_a_sign_of_its_own_in_picture_and_key(year: object, nobody: Client) -> None:
    make_activity(when="Mar 13-17", status="postponed")
    make_activity(when="May 3", status="postponed")
    make_activity(when="Jun", status="postponed")
    page = nobody.get("/2023/").content.decode()
    wide = page.split('class="year__wide"')[1].split('class="year__tall"')[0]
    tall, key = page.split('class="year__tall"')[1].split('class="key"')
    for picture in (wide, tall):
        assert picture.count("m-pause") == 3
        assert "m-plan" not in picture
    assert "m-pause" in key.split("</ul>")[0]
    assert "Postponed" in key.split("</ul>")[0]


def test_the_halo_of_struck_words_does_not_wipe_them_out(year: object, nobody: Client) -> None:
    """The line through a text is painted with that text's halo; so the halo belongs to a part within."""
    make_activity(label="Struck", when="May 3", status="cancelled")
    picture = nobody.get("/2023/").content.decode()
    (attributes, words) = re.findall(r"<text([^>]*)>(.*?Struck.*?)</text>", picture)[0]
    assert "knock" not in attributes
    assert words.startswith('<tspan class="knock">')


def test_todays_line_crosses_no_words_that_could_stand_elsewhere(year: object, nobody: Client, settings: Any) -> None:
    """Long Korean dates fit neither before nor after an early mark: then the words stand without their date."""
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    translations = {"ko": {"label": "SCSE, 타이베이"}}
    make_activity(when="Mar 28-31", title="SCSE", translations=translations)
    make_activity(when="Nov 7-9", title="SCEWC", translations={"ko": {"label": "SCEWC, 바르셀로나"}})
    wide = nobody.get("/2023/?lang=ko").content.decode().split('class="year__wide"')[1].split('class="year__tall"')[0]
    attributes, words = re.findall(r"<text([^>]*)>(SCSE, [^\n]*?)</text>", wide)[0]
    assert 'text-anchor="end"' in attributes
    assert words == "SCSE, 타이베이"
    assert "11월 7일~9일</tspan>" in wide
    assert 'aria-label="SCSE, 타이베이, 3월 28일~31일"' in wide


def test_a_picture_of_numbers_says_so_and_its_list_says_what_it_leaves_out(
    year: object, nobody: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    monkeypatch.setattr(year_page, "MOST_DRAWN", 4)
    monkeypatch.setattr(year_page, "MOST_LISTED", 2)
    for when in ("Mar 13-17", "May 20", "Jun 1", "Jun 2", "Sep"):
        make_activity(when=when)
    page = nobody.get("/2023/").content.decode()
    assert "A dot is a day" not in page
    assert "</svg>A day" not in page
    assert page.count("How many activities begin in a month") == 1
    tall = page.split('class="year__tall"')[1].split("</div>")[0]
    assert "<circle" not in tall
    assert re.search(r"<text[^>]*>2</text>", tall)
    assert "What comes next, in words" in page
    assert "2 of 5 activities" in page
    settings.TODAY = datetime(2024, 5, 16, tzinfo=UTC).date()
    assert "The beginning, in words" in nobody.get("/2023/").content.decode()


def test_today_past_and_next_are_told(year: object, nobody: Client, settings: Any) -> None:
    settings.TODAY = datetime(2023, 5, 16, tzinfo=UTC).date()
    make_activity(label="Entries", when="1 Mar – 31 May")
    make_activity(label="Congress", when="May 23-25")
    make_activity(title="Over", when="Mar 13-17")
    html = nobody.get("/2023/").content.decode()
    assert "Today, 16 May" in html
    assert "Entries: 15 more days." in html
    assert "Congress in 7 days." in html
    assert re.search(r"data-past[^>]*>.{0,400}Over", html, re.S)


def test_the_readers_clock_stands_beside_the_venues(year: object, nobody: Client) -> None:
    make_activity(slug="kick-off-2023", when="Feb 21, 14:00 (GMT+9)")
    nobody.cookies["zone"] = "Africa/Kampala"
    html = nobody.get("/activities/kick-off-2023/").content.decode()
    assert "<b>08:00</b> <i>in Kampala, your time</i>" in html
    assert "<b>14:00</b> <i>in Seoul</i>" in html


def test_a_speaker_stands_with_the_organisation(year: object, nobody: Client) -> None:
    activity = make_activity(slug="shown-2023")
    session = activity.sessions.create(key="talk", title="Talk", starts_at=datetime(2023, 3, 13, tzinfo=UTC))
    nowhere = make_organisation(slug="nowhere", name="Nowhere", translations={"ko": {"name": "없는 시"}})
    session.speakers.create(name="Ada Nobody", office="Mayor", organisation=nowhere)
    session.speakers.create(name="Bo Nobody", position=1)
    html = nobody.get("/activities/shown-2023/").content.decode()
    assert '<p>Ada Nobody, Mayor, <a href="/organisations/nowhere/">Nowhere</a></p>' in html
    assert "<p>Bo Nobody</p>" in html
    assert "없는 시</a>" in nobody.get("/activities/shown-2023/", headers={"Accept-Language": "ko"}).content.decode()


def test_the_hours_of_an_agenda_say_whose_they_are(year: object, nobody: Client) -> None:
    """On a narrow screen the heads of the columns are hidden."""
    activity = make_activity(slug="shown-2023")
    activity.sessions.create(key="talk", title="Talk", starts_at=datetime(2023, 3, 13, tzinfo=UTC))
    nobody.cookies["zone"] = "Africa/Kampala"
    html = nobody.get("/activities/shown-2023/").content.decode()
    assert re.search(r'<th scope="row" class="here" data-label="Seoul"><time[^>]*>09:00<', html)
    assert '<td class="there" data-label="Your time"><time>03:00<' in html
    css = Path(str(finders.find("ui/css/components.css"))).read_text(encoding="utf-8")
    assert re.search(r"\.timetable caption \{\s*display: block;", css)


@pytest.mark.parametrize(
    ("status", "mark", "offers_interest", "offers_calendar"),
    [
        ("confirmed", 'class="bigtime"', True, True),
        ("postponed", 'class="bigtime bigtime--off"', True, True),
        ("cancelled", 'class="bigtime bigtime--void"', False, False),
    ],
)
def test_an_hour_that_nobody_keeps_is_muted_and_nothing_is_offered_for_what_is_cancelled(
    status: str, mark: str, offers_interest: bool, offers_calendar: bool, year: object, nobody: Client, settings: Any
) -> None:
    settings.TODAY = datetime(2023, 1, 10, tzinfo=UTC).date()
    make_activity(slug="shown-2023", when="Feb 21, 14:00 (GMT+9)", status=status)
    html = nobody.get("/activities/shown-2023/").content.decode()
    assert mark in html
    assert ('<details class="more" open>' in html) == (status == "confirmed")
    assert "The same moment elsewhere" in html
    assert ("?for=shown-2023" in html) == offers_interest
    assert ("Add to my calendar" in html) == offers_calendar


def test_interest_in_what_is_postponed_outlives_its_last_date(year: object, nobody: Client, settings: Any) -> None:
    settings.TODAY = datetime(2023, 6, 1, tzinfo=UTC).date()
    make_activity(slug="postponed-2023", when="Feb 21", status="postponed")
    make_activity(slug="over-2023", when="Feb 21", status="confirmed")
    assert "?for=postponed-2023" in nobody.get("/activities/postponed-2023/").content.decode()
    assert "?for=over-2023" not in nobody.get("/activities/over-2023/").content.decode()


def test_korean_readers_get_korean(year: object, nobody: Client) -> None:
    make_activity(slug="sep-2023", when="Sep", translations={"ko": {"title": "제6차 총회"}})
    html = nobody.get("/activities/sep-2023/", headers={"Accept-Language": "ko"}).content.decode()
    assert '<html lang="ko"' in html
    assert "제6차 총회" in html
    assert "2023년 9월" in html


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/activities/", "/2023/list/"),
        ("/activities/?area=prize", "/2023/list/?area=prize"),
        ("/2023/areas/", "/2023/programmes/"),
    ],
)
def test_a_shortened_address_leads_on(address: str, leads: str, year: object, nobody: Client) -> None:
    response = nobody.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, leads)


def test_before_a_year_is_loaded_the_list_of_activities_leads_home(nobody: Client) -> None:
    assert nobody.get("/activities/").headers["Location"] == "/"


def test_the_mark_is_where_browsers_look_for_it(nobody: Client) -> None:
    response = nobody.get("/favicon.ico")
    assert response.headers["Content-Type"] == "image/x-icon"
    assert response.content.startswith(b"\0\0\1\0")
    assert "max-age" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/2099/", "/2099/areas/", "/2023/13/", "/2023/00/", "/activities/none/", "/2023/areas/none/", "/2023/programmes/none/", "/regions/none/", "/organisations/none/", "/nothing/"])  # fmt: skip
def test_what_is_not_there_says_so(address: str, year: object, nobody: Client) -> None:
    response = nobody.get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_many_activities_are_counted_and_paged(year: object, nobody: Client) -> None:
    for number in range(125):
        make_activity(when=f"{1 + number % 28} Mar", title=f"Number {number}")
    html = nobody.get("/2023/").content.decode()
    assert html.count('class="agenda__item"') == 60
    assert "All of them, page by page" in html
    assert "Page 1 of 2" in nobody.get("/2023/list/").content.decode()
    assert nobody.get("/2023/list/?page=2").content.decode().count('class="agenda__item"') == 25


def test_every_status_has_words(year: object, nobody: Client, mina: Client) -> None:
    for status in Status:
        make_activity(slug=f"{status}-2023", status=status)
        assert mina.get(f"/activities/{status}-2023/").status_code == 200


def test_before_a_year_is_loaded_home_says_how_to_begin(nobody: Client) -> None:
    response = nobody.get("/")
    assert response.status_code == 200
    assert "hanse load years/2023" in response.content.decode()
