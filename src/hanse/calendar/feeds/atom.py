"""Atom (RFC 4287): what has changed in the year, the latest change first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hanse.calendar.feeds.facts import Announcement, Channel
from hanse.calendar.feeds.words import Words, words_in
from hanse.ui.addresses import Addresses

NAMESPACE = "http://www.w3.org/2005/Atom"
# A feed must say when it was updated (4.1.1); one without entries has been so since before there were computers.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold at all (2.2), escaped or not.
_IMPOSSIBLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def feed(channel: Channel, items: Sequence[Announcement], *, addresses: Addresses) -> bytes:
    """A whole feed; `items` come newest first.

    An entry's id is the activity's UUID, the same as in iCalendar, so that it lasts when the site moves (4.2.6).
    """
    words = words_in(channel.language)
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": channel.language})
    _text(root, "id", channel.identity)
    _text(root, "title", channel.title)
    if channel.subtitle:
        _text(root, "subtitle", channel.subtitle)
    _text(root, "updated", _instant(max((item.news_at for item in items), default=channel.changed_at or NEVER)))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": channel.source})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": channel.page})
    _text(SubElement(root, "author"), "name", channel.author or channel.title)
    _text(root, "generator", "Hanse")
    for item in items:
        _entry(root, item, words, addresses, channel.year)
    indent(root, space="")
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: Element, item: Announcement, words: Words, addresses: Addresses, year: int | None) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", f"urn:uuid:{item.uid}")
    _text(entry, "title", words.headline(item))
    _text(entry, "updated", _instant(item.news_at))
    _text(entry, "published", _instant(item.published_at))
    page = addresses.page("calendar:activity", item.slug)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    SubElement(
        entry,
        "link",
        {"rel": "alternate", "type": "text/calendar", "href": addresses.page("calendar:activity-ics", item.slug)},
    )
    SubElement(entry, "category", {"term": item.area_key, "label": _clean(item.area)})
    place = words.place(item)
    paragraphs = [*words.paragraphs(item, year=None), *([place] if place else [])]
    _text(entry, "content", "\n\n".join(paragraphs), type="text")


def _text(parent: Element, name: str, value: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _clean(value)


def _clean(value: str) -> str:
    return _IMPOSSIBLE.sub("", value)


def _instant(moment: datetime) -> str:
    """RFC 3339, to the second, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
