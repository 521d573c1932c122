"""Open Graph of an activity: what a message or a post shows of its page."""

from __future__ import annotations

from hanse.calendar.feeds.facts import Announcement
from hanse.calendar.feeds.words import words_in
from hanse.typeset.card import HEIGHT, WIDTH
from hanse.ui.addresses import Addresses
from hanse.ui.heads import OpenGraph, Picture, in_language


def of_activity(item: Announcement, *, addresses: Addresses, site_name: str, language: str) -> OpenGraph:
    """An activity: when and where before what, because a shared link is read at a glance."""
    words = words_in(language)
    facts = [words.date(item, year=None), words.place(item), item.summary]
    return OpenGraph(
        title=words.headline(item),
        description=". ".join(fact.rstrip(".") for fact in facts if fact) + ".",
        url=in_language(addresses.page("calendar:activity", item.slug), language),
        site_name=site_name,
        language=language,
        type="article",
        picture=_picture(item, addresses, language),
    )


def _picture(item: Announcement, addresses: Addresses, language: str) -> Picture:
    """Its card. The address moves with each change, because those who show pictures keep them for long."""
    state = f"v={int(item.modified_at.timestamp())}"
    url = in_language(addresses.page("calendar:activity-card", item.slug), language, state)
    words = words_in(language)
    return Picture(url, f"{words.headline(item)}. {words.date(item, year=None)}", WIDTH, HEIGHT)
