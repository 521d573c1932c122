"""Feeds over HTTP: who sees what, when nothing has changed, and what is refused."""

import gzip
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hanse.audit.operations import record
from hanse.calendar.models import Activity, Area, Contact
from hanse.calendar.queries.revisions import changes, fingerprint
from hanse.calendar.queries.visible import visible_activities
from tests.calendar.feeds.reading import events, unfolded, with_icalendar, with_vobject
from tests.factories.calendar import make_activity, make_area, make_involvement, make_year
from tests.factories.members import make_network, make_organisation

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # feedparser uses what later versions of Python deprecate
    import feedparser

pytestmark = pytest.mark.django_db
YEAR = "/2023/calendar.ics"
ATOM = "/2023/calendar.atom"


def titles(client: Client, address: str = YEAR, **query: Any) -> list[str]:
    """The titles in a feed, plain."""
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return [event["SUMMARY"].replace("\\,", ",") for event in events(response.content)]


def tag(client: Client, address: str = YEAR) -> str:
    """The feed's present tag."""
    return client.get(address).headers["ETag"]


# What stands in it


def test_two_libraries_read_the_year(nobody: Client) -> None:
    make_activity(title="Forum", when="Sep")
    make_activity(title="Kick-off", when="Feb 21, 14:00–16:00")
    response = nobody.get(YEAR)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    for seen in (with_icalendar(response.content), with_vobject(response.content)):
        assert [event.summary for event in seen] == ["Kick-off", "Forum (September, day not fixed)"]


def test_what_runs_all_year_comes_on_request(nobody: Client) -> None:
    make_activity(title="Survey", when="Year-round")
    make_activity(title="Some time", when="2023")
    make_activity(title="Forum", when="Nov 30")
    assert titles(nobody) == ["Forum"]
    assert sorted(titles(nobody, **{"all-year": "yes"})) == [
        "Forum",
        "Some time (2023, day not fixed)",
        "Survey (all year)",
    ]


def test_the_filters_of_the_pages_hold(nobody: Client) -> None:
    asean = make_network(code="asean")
    one = make_activity(title="One", area="prize", when="1 May", country="KE", audience="members")
    one.networks.add(asean)
    make_activity(title="Two", area="governance", when="2 May", mode="online")
    make_involvement(one, make_organisation(slug="nairobi"))
    assert titles(nobody, area="prize") == ["One"]
    assert titles(nobody, area=["prize", "governance"]) == ["One", "Two"]
    assert titles(nobody, mode="online") == ["Two"]
    assert titles(nobody, region="asean") == ["One"]
    assert titles(nobody, region="africa") == ["One"]
    assert titles(nobody, country="ke", audience="members") == ["One"]
    assert titles(nobody, organiser="nairobi") == ["One"]
    assert titles(nobody, q="two") == ["Two"]
    assert titles(nobody, area="research") == []


def test_the_title_says_what_it_is_narrowed_to(nobody: Client) -> None:
    make_activity(area="prize")
    assert "NAME:Example 2023: Prize" in unfolded(nobody.get(YEAR, {"area": "prize"}).content)
    assert "NAME:Example 2023" in unfolded(nobody.get(YEAR).content)
    make_area("prize").programmes.create(slug="youth", name="Youth prize")
    make_organisation(slug="nairobi", name="City of Nairobi")
    narrow = unfolded(nobody.get(YEAR, {"programme": "youth", "organiser": "nairobi"}).content)
    assert "NAME:Example 2023: Youth prize\\, City of Nairobi" in narrow


def test_a_year_has_only_its_own(nobody: Client) -> None:
    make_activity(title="Then", year=make_year(2022), when="1 May")
    make_activity(title="Now", when="1 May")
    assert titles(nobody) == ["Now"]


def test_one_activity(nobody: Client) -> None:
    make_activity(slug="survey", title="Survey", when="Year-round")
    make_activity(slug="other", title="Other")
    assert titles(nobody, "/activities/survey/calendar.ics") == ["Survey (all year)"]


def test_the_reader_asks_for_a_language_in_the_address_only(nobody: Client) -> None:
    make_activity(title="Forum", when="Nov 30", translations={"ko": {"title": "포럼"}})
    korean = {"Accept-Language": "ko", "Cookie": "django_language=ko"}
    assert nobody.get(YEAR, headers=korean).content == nobody.get(YEAR).content
    response = nobody.get(YEAR, {"lang": "ko"})
    assert "SUMMARY:포럼" in unfolded(response.content)
    assert response.headers["Content-Language"] == "ko"
    assert response.headers["Vary"] == "Accept-Encoding"


def test_atom_lists_the_newest_first_and_a_hundred_at_most(nobody: Client) -> None:
    start = timezone.now() - timedelta(days=300)
    for n in range(102):
        make_activity(title=f"Number {n}", modified_at=start + timedelta(days=n), created_at=start)
    released = make_activity(title="Released", modified_at=start, created_at=start)
    Activity.objects.filter(pk=released.pk).update(embargo_until=timezone.now() - timedelta(minutes=1))
    read = feedparser.parse(nobody.get(ATOM).content)
    assert not read.bozo
    assert [entry.title for entry in read.entries[:3]] == ["Released", "Number 101", "Number 100"]
    assert len(read.entries) == 100


def test_atom_tells_also_what_has_no_date(nobody: Client) -> None:
    make_activity(title="Someday", when="TBC")
    read = feedparser.parse(nobody.get(ATOM).content)
    assert [entry.title for entry in read.entries] == ["Someday"]
    assert read.feed.id == "tag:127.0.0.1,2023:calendar"


# Who sees what


def test_nobody_reads_of_ideas_and_embargoes_not_even_the_secretariat(whole_cast: dict[str, Client]) -> None:
    later = timezone.now() + timedelta(days=1)
    make_activity(slug="open", title="Open", when="1 May")
    make_activity(slug="idea", title="Idea", status="idea", when="2 May")
    make_activity(slug="secret", title="Secret", embargo_until=later, when="3 May")
    bodies = set()
    for client in whole_cast.values():
        assert titles(client) == ["Open"]
        assert client.get("/activities/idea/calendar.ics").status_code == 404
        assert client.get("/activities/secret/calendar.ics").status_code == 404
        bodies.add(client.get(YEAR).content)
        assert [e.title for e in feedparser.parse(client.get(ATOM).content).entries] == ["Open"]
    assert len(bodies) == 1


@pytest.mark.parametrize("address", [YEAR, ATOM, "/activities/web/calendar.ics"])
def test_the_link_to_join_and_notes_never_leave(nobody: Client, address: str) -> None:
    make_activity(
        slug="web", mode="online", join_link="https://meet.example.org/hush", note="hush", source="hush", when="1 May"
    )
    assert b"hush" not in nobody.get(address).content


def test_a_part_does_not_give_away_a_whole_under_embargo(nobody: Client) -> None:
    whole = make_activity(title="Whole", embargo_until=timezone.now() + timedelta(days=1))
    make_activity(title="Part", parent=whole, when="1 May")
    assert "RELATED-TO;RELTYPE=PARENT" not in events(nobody.get(YEAR).content)[0]
    Activity.objects.filter(pk=whole.pk).update(embargo_until=None)
    told = {event["UID"]: event.get("RELATED-TO;RELTYPE=PARENT") for event in events(nobody.get(YEAR).content)}
    assert str(whole.uid) in told.values()


def test_pages_of_other_sites_may_read_it(nobody: Client) -> None:
    make_activity()
    for address in (YEAR, ATOM):
        assert nobody.get(address).headers["Access-Control-Allow-Origin"] == "*"
        assert "Cookie" not in nobody.get(address).headers["Vary"]


# When nothing has changed


@pytest.mark.parametrize("address", [YEAR, ATOM, "/activities/web/calendar.ics", YEAR + "?area=prize&lang=ko"])
def test_nothing_is_sent_twice(nobody: Client, address: str) -> None:
    make_activity(slug="web", area="prize", when="1 May")
    first = nobody.get(address)
    again = nobody.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]
    since = nobody.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304


@pytest.mark.parametrize("form", ['"other", {tag}', "{strong}", "*", '  {tag}  , "x"'])
def test_tags_are_compared_as_the_standard_says(nobody: Client, form: str) -> None:
    make_activity()
    present = tag(nobody)
    asked = form.format(tag=present, strong=present.removeprefix("W/"))
    assert nobody.get(YEAR, headers={"If-None-Match": asked}).status_code == 304
    assert nobody.get(YEAR, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_tag_counts_for_more_than_a_date(nobody: Client) -> None:
    make_activity()
    late = nobody.get(YEAR).headers["Last-Modified"]
    assert nobody.get(YEAR, headers={"If-None-Match": '"other"', "If-Modified-Since": late}).status_code == 200


def test_not_modified_needs_two_queries(nobody: Client) -> None:
    for n in range(20):
        make_activity(title=f"Activity {n}")
    present = tag(nobody)
    with CaptureQueriesContext(connection) as queries:
        assert nobody.get(YEAR, headers={"If-None-Match": present}).status_code == 304
    assert len(queries) == 2


CHANGES: dict[str, Callable[[Activity], object]] = {
    "edited": lambda a: Activity.objects.filter(pk=a.pk).update(title="New", revision=2, modified_at=timezone.now()),
    "withdrawn": lambda a: Activity.objects.filter(pk=a.pk).update(status="idea"),
    "put under embargo": lambda a: Activity.objects.filter(pk=a.pk).update(
        embargo_until=timezone.now() + timedelta(days=1)
    ),
    "deleted": lambda a: a.delete(),
    "joined by another": lambda a: make_activity(),
    "in a renamed area": lambda a: Area.objects.filter(pk=a.area_id).update(name="Renamed"),
    "in a renamed year": lambda a: type(a.year).objects.filter(pk=a.year_id).update(theme="Renamed"),
    "of a renamed organisation": lambda a: a.organisations.update(name="Renamed"),
    "of a renamed network": lambda a: a.networks.update(name="Renamed"),
    "of a parent that appears": lambda a: Activity.objects.filter(children=a).update(
        status="confirmed", modified_at=timezone.now()
    ),
}


@pytest.mark.parametrize("happens", CHANGES)
def test_the_tag_moves_when_an_activity_is(happens: str, nobody: Client) -> None:
    parent = make_activity(status="idea", when="1 May")
    activity = make_activity(parent=parent, when="2 May")
    make_activity(when="3 May")
    make_involvement(activity, make_organisation(name="Named"))
    activity.networks.add(make_network())
    before, body = tag(nobody), nobody.get(YEAR).content
    assert tag(nobody) == before
    CHANGES[happens](activity)
    assert nobody.get(YEAR).content != body
    assert tag(nobody) != before


def test_the_tag_moves_for_translated_names_where_they_are_read(nobody: Client) -> None:
    activity = make_activity()
    organisation = make_organisation(name="Seoul")
    make_involvement(activity, organisation)
    english, korean = tag(nobody), tag(nobody, YEAR + "?lang=ko")
    organisation.translations = {"ko": {"name": "서울"}}
    organisation.save()
    assert tag(nobody, YEAR + "?lang=ko") != korean
    assert tag(nobody) == english


def test_the_tag_moves_at_the_minute_an_embargo_ends() -> None:
    release = datetime(2023, 5, 1, 12, tzinfo=UTC)
    make_activity(created_at=release - timedelta(days=9), modified_at=release - timedelta(days=9))
    make_activity(embargo_until=release, modified_at=release - timedelta(days=5))

    def state(now: datetime) -> tuple[str, datetime | None]:
        seen = visible_activities(now=now, secretariat=False)
        return fingerprint(seen, now=now, language="en"), changes(seen).changed_at

    before, after = state(release - timedelta(seconds=1)), state(release)
    assert before[0] != after[0]
    assert (before[1], after[1]) == (release - timedelta(days=9), release)


def test_the_tag_moves_when_the_embargo_of_the_whole_ends() -> None:
    release = datetime(2023, 5, 1, 12, tzinfo=UTC)
    whole = make_activity(embargo_until=release, area="governance")
    make_activity(parent=whole, area="prize")
    moments = (release - timedelta(seconds=1), release)
    parts = [visible_activities(now=now, secretariat=False).filter(area__key="prize") for now in moments]
    states = [fingerprint(part, now=now, language="en") for part, now in zip(parts, moments, strict=True)]
    assert states[0] != states[1]


def test_the_date_moves_with_every_act_on_record(nobody: Client) -> None:
    """Who asks by date alone must hear of a rename and of what is gone, which leave no date on what is left."""
    make_activity()
    late = timezone.now() + timedelta(days=1)
    record(at=late, by="mina@example.org", verb="rename", kind="organisation", key="seoul", label="Seoul")
    read = datetime.strptime(nobody.get(YEAR).headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT")  # noqa: DTZ007  # the header is in UTC by rule
    assert read.replace(tzinfo=UTC) == late.replace(microsecond=0)


def test_sequence_and_stamps_stay_when_only_others_change(nobody: Client) -> None:
    activity = make_activity(when="1 May")
    before = events(nobody.get(YEAR).content)[0]
    make_activity(when="2 May")
    Area.objects.filter(pk=activity.area_id).update(name="Renamed")
    after = events(nobody.get(YEAR).content)[0]
    for name in ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED"):
        assert after[name] == before[name]


# How it is sent


@pytest.mark.parametrize("address", [YEAR, ATOM])
def test_head_tells_the_length_and_nothing_more(nobody: Client, address: str) -> None:
    make_activity()
    full, head = nobody.get(address), nobody.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Length", "ETag", "Last-Modified", "Content-Type"):
        assert head.headers[name] == full.headers[name]


def test_it_is_compressed_for_those_who_take_that(nobody: Client) -> None:
    for _ in range(5):
        make_activity()
    plain = nobody.get(YEAR)
    packed = nobody.get(YEAR, headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Encoding" not in nobody.get(YEAR, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_caches_may_keep_it_but_must_ask(nobody: Client) -> None:
    make_activity()
    assert nobody.get(YEAR).headers["Cache-Control"] == "public, no-cache"


def test_the_number_of_queries_does_not_grow(nobody: Client) -> None:
    def add() -> None:
        activity = make_activity(parent=parent)
        activity.networks.add(network)
        make_involvement(activity, make_organisation())
        Contact.objects.create(activity=activity, label="Desk")

    parent, network = make_activity(), make_network()
    counts = []
    for _ in range(3):
        add()
        with CaptureQueriesContext(connection) as queries:
            nobody.get(YEAR)
        counts.append(len(queries))
    assert counts[0] == counts[2]


# What is refused


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"area": "sports"}, "“sports” is not offered for “area”"),
        ({"colour": "red"}, "There is no filter “colour” here"),
        ({"lang": "xx"}, "“xx” is not offered for “lang”. Offered: en, ko."),
        ({"all-year": "maybe"}, "“maybe” is not offered for “all-year”. Offered: yes, no."),
        ({"region": "atlantis"}, "“atlantis” is not offered for “region”"),
        ({"q": "\x00"}, "a sign in these words that no text has"),
    ],
)
def test_a_filter_that_nobody_offered_is_answered_with_a_sentence(
    nobody: Client, query: dict[str, str], sentence: str
) -> None:
    make_activity()
    for address in (YEAR, ATOM):
        response = nobody.get(address, query)
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert sentence in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/1999/calendar.ics", "/1999/calendar.atom", "/99999999999999999999/calendar.ics", "/activities/x/calendar.ics"],
)
def test_what_is_not_there_is_not_found(nobody: Client, address: str) -> None:
    make_activity()
    assert nobody.get(address).status_code == 404
    assert nobody.get(address, headers={"If-None-Match": "*"}).status_code == 404


def test_nothing_can_be_written(nobody: Client) -> None:
    make_activity()
    assert nobody.post(YEAR).status_code == 405


def test_an_activity_without_a_date_has_no_calendar(nobody: Client) -> None:
    make_activity(slug="someday", when="TBC")
    assert nobody.get("/activities/someday/calendar.ics").status_code == 404


def test_atom_is_well_formed_whatever_is_asked(nobody: Client) -> None:
    make_activity(area="prize")
    response = nobody.get(ATOM, {"area": "prize", "q": 'a"<&>'})
    root = ElementTree.fromstring(response.content)
    assert root.findtext("{http://www.w3.org/2005/Atom}title") == 'Example 2023: Prize, “a"<&>”'


def test_a_refusal_is_in_the_language_of_the_address_too(nobody: Client) -> None:
    make_activity()
    plain = nobody.get(YEAR, {"area": "sports"}, headers={"Accept-Language": "ko"})
    assert plain.headers["Content-Language"] == "en"
    assert "is not offered" in plain.content.decode()
    korean = nobody.get(YEAR, {"area": "sports", "lang": "ko"})
    assert korean.headers["Content-Language"] == "ko"
