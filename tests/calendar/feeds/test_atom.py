"""Atom: RFC 4287's demands, and feedparser as an independent reader."""

import warnings
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanse.calendar.feeds import atom
from hanse.ui.addresses import Addresses
from tests.factories.feeds import make_announcement, make_channel

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # feedparser uses what later versions of Python deprecate
    import feedparser

ADDRESSES = Addresses("https://year.example.org")
SPACE = {"a": "http://www.w3.org/2005/Atom"}


def write(*items: object, **channel: object) -> bytes:
    """A feed with these activities."""
    return atom.feed(make_channel(**channel), items, addresses=ADDRESSES)  # type: ignore[arg-type]  # made by factories


def test_the_feed_has_what_the_standard_demands() -> None:
    root = ElementTree.fromstring(write(make_announcement()))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"a:{name}", SPACE)) == 1, name
    assert [link.get("rel") for link in root.findall("a:link", SPACE)] == ["self", "alternate"]
    (entry,) = root.findall("a:entry", SPACE)
    for name in ("id", "title", "updated", "published", "content"):
        assert len(entry.findall(f"a:{name}", SPACE)) == 1, name


def test_the_id_of_an_entry_is_the_uid_of_the_calendar() -> None:
    item = make_announcement()
    moved = atom.feed(make_channel(), [item], addresses=Addresses("https://moved.example.net"))
    for body in (write(item), moved):
        assert ElementTree.fromstring(body).findtext("a:entry/a:id", namespaces=SPACE) == f"urn:uuid:{item.uid}"


def test_updated_is_the_last_real_change_or_the_end_of_the_embargo() -> None:
    changed, released = datetime(2023, 3, 1, tzinfo=UTC), datetime(2023, 4, 1, tzinfo=UTC)
    early = make_announcement(modified_at=changed)
    late = make_announcement(modified_at=changed, published_at=released)
    root = ElementTree.fromstring(write(late, early))
    updated = [entry.findtext("a:updated", namespaces=SPACE) for entry in root.findall("a:entry", SPACE)]
    assert updated == ["2023-04-01T00:00:00Z", "2023-03-01T00:00:00Z"]
    assert root.findtext("a:updated", namespaces=SPACE) == "2023-04-01T00:00:00Z"


def test_feedparser_reads_it() -> None:
    items = [make_announcement("Sep", title="Prize <ceremony> & more", status="cancelled", summary="A & B")]
    read = feedparser.parse(write(*items))
    assert not read.bozo
    assert read.feed.title == "Example 2023"
    assert read.entries[0].title == "Cancelled: Prize <ceremony> & more"
    assert read.entries[0].link == f"https://year.example.org/activities/{items[0].slug}/"
    assert read.entries[0].tags[0].term == "networking"
    assert "September 2023" in read.entries[0].content[0].value


def test_an_empty_feed_is_a_feed() -> None:
    read = feedparser.parse(write(changed_at=None))
    assert not read.bozo
    assert read.entries == []
    assert read.feed.updated == "1970-01-01T00:00:00Z"


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_title_gives_xml_that_can_be_read(title: str) -> None:
    root = ElementTree.fromstring(write(make_announcement(title=title)))
    read = root.findtext("a:entry/a:title", namespaces=SPACE) or ""
    expected = "".join(
        c for c in title if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    assert read == expected.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_language_is_declared(language: str) -> None:
    root = ElementTree.fromstring(write(language=language))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
