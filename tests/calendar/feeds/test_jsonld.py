"""schema.org, against a JSON Schema of our own; and what stands beside it in a page's head."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.calendar.feeds.facts import Announcement, Body, Parent
from hanse.calendar.feeds.jsonld import as_data_block, dates, event
from hanse.calendar.feeds.links import feed_links, webcal
from hanse.calendar.feeds.opengraph import of_activity
from hanse.ui.addresses import Addresses
from tests.factories.feeds import make_announcement

ADDRESSES = Addresses("https://year.example.org")
SCHEMA = json.loads((Path(__file__).parent / "event.schema.json").read_text())


def write(item: Announcement, language: str = "en") -> dict[str, Any]:
    """An event that keeps to the schema."""
    found = event(item, addresses=ADDRESSES, language=language)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("Nov 30", {"startDate": "2023-11-30"}),
        ("Mar 13-17", {"startDate": "2023-03-13", "endDate": "2023-03-17"}),
        ("Feb 21, 14:00 (GMT+9)", {"startDate": "2023-02-21T14:00:00+09:00"}),
        ("21 Feb, 14:00–16:30", {"startDate": "2023-02-21T14:00:00+09:00", "endDate": "2023-02-21T16:30:00+09:00"}),
        ("Sep", {"startDate": "2023-09"}),
        ("Jun – Aug", {"startDate": "2023-06", "endDate": "2023-08"}),
        ("Q3", {"startDate": "2023-07", "endDate": "2023-09"}),
        ("early June", {"startDate": "2023-06"}),
        ("about 12 June", {"startDate": "2023-06"}),
        ("Year-round", {"startDate": "2023-01-01", "endDate": "2023-12-31"}),
        ("TBC", {"startDate": "2023"}),
        ("2026", {"startDate": "2026"}),
        ("from Nov 30", {"startDate": "2023-11-30"}),
    ],
)
def test_dates_are_no_more_exact_than_what_is_known(when: str, expected: dict[str, str]) -> None:
    item = make_announcement(when)
    assert dates(item.when) == expected
    write(item)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("confirmed", "EventScheduled"),
        ("held", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_the_status(status: str, expected: str) -> None:
    assert write(make_announcement(status=status))["eventStatus"] == f"https://schema.org/{expected}"


@pytest.mark.parametrize(
    ("mode", "expected", "places"),
    [
        ("in-person", "https://schema.org/OfflineEventAttendanceMode", ["Place"]),
        ("online", "https://schema.org/OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("hybrid", "https://schema.org/MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        ("", None, ["Place"]),
    ],
)
def test_how_people_come(mode: str, expected: str | None, places: list[str]) -> None:
    found = write(make_announcement(mode=mode, latitude=37.5, longitude=127.0))
    assert found.get("eventAttendanceMode") == expected
    assert [place["@type"] for place in found["location"]] == places


def test_the_whole_and_the_organisers() -> None:
    item = make_announcement(
        parent=Parent("1", "forum", "Forum"),
        bodies=(
            Body("wego", "WeGO", "organiser"),
            Body("seoul", "Seoul", "co-organiser"),
            Body("nia", "NIA", "partner"),
            Body("kampala", "Kampala", "participant"),
        ),
    )
    found = write(item)
    assert found["superEvent"]["url"] == "https://year.example.org/activities/forum/"
    assert [body["name"] for body in found["organizer"]] == ["WeGO", "Seoul"]
    assert [body["name"] for body in found["contributor"]] == ["NIA"]
    assert [body["name"] for body in found["attendee"]] == ["Kampala"]


class _Scripts(HTMLParser):
    """What a browser would find in the script elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(
    st.text(max_size=60) | st.sampled_from(["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028"])
)
def test_nothing_can_end_the_element_that_it_stands_in(title: str) -> None:
    block = as_data_block({"name": title})
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{block}</script>')
    page.close()
    assert page.tags == ["script"]
    assert json.loads(page.text) == {"name": title}
    assert not set("<>&\u2028\u2029") & set(block)


def test_open_graph_tells_when_and_where_first() -> None:
    item = make_announcement("Sep", title="Forum", summary="Mayors compare " + "what they do and how they do it " * 20)
    pairs = dict(of_activity(item, addresses=ADDRESSES, site_name="Example", language="en").pairs)
    assert pairs["og:title"] == "Forum"
    assert pairs["og:description"].startswith("September 2023. Seoul, South Korea. Mayors compare")
    assert len(pairs["og:description"]) <= 200
    assert pairs["og:url"] == f"https://year.example.org/activities/{item.slug}/"


def test_a_webcal_address_is_the_same_address() -> None:
    assert (
        webcal("https://year.example.org/2023/calendar.ics?area=prize")
        == "webcal://year.example.org/2023/calendar.ics?area=prize"
    )
    assert webcal("http://127.0.0.1:8000/2023/calendar.ics") == "webcal://127.0.0.1:8000/2023/calendar.ics"


def test_links_keep_the_filters_and_the_language_of_the_page() -> None:
    links = feed_links(2023, "area=prize", base_url="https://year.example.org", language="ko", default_language="en")
    assert links.ics == "https://year.example.org/2023/calendar.ics?area=prize&lang=ko"
    assert links.webcal == "webcal://year.example.org/2023/calendar.ics?area=prize&lang=ko"
    assert [alternate.href for alternate in links.alternates] == [links.atom, links.ics]
    plain = feed_links(2023, base_url="https://year.example.org", language="en", default_language="en")
    assert plain.atom == "https://year.example.org/2023/calendar.atom"
