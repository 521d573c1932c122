"""Open Graph: what a message or a post shows of a page that somebody shares."""

from __future__ import annotations

from dataclasses import dataclass

from hanse.calendar.feeds.facts import Announcement
from hanse.calendar.feeds.words import words_in
from hanse.ui.addresses import Addresses

_LOCALES = {"en": "en_GB", "ko": "ko_KR"}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """A page in a few words."""

    title: str
    description: str
    url: str
    site_name: str
    language: str
    type: str = "website"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Property and content of each `<meta>`, without the empty ones."""
        found = (
            ("og:type", self.type),
            ("og:title", self.title),
            ("og:description", shortened(self.description)),
            ("og:url", self.url),
            ("og:site_name", self.site_name),
            ("og:locale", _LOCALES.get(self.language, self.language)),
        )
        return tuple((name, content) for name, content in found if content)


def of_activity(item: Announcement, *, addresses: Addresses, site_name: str, language: str) -> OpenGraph:
    """An activity: when and where before what, because a shared link is read at a glance."""
    words = words_in(language)
    facts = [words.date(item, year=None), words.place(item), item.summary]
    return OpenGraph(
        title=words.headline(item),
        description=". ".join(fact.rstrip(".") for fact in facts if fact) + ".",
        url=addresses.page("calendar:activity", item.slug),
        site_name=site_name,
        language=language,
        type="article",
    )


def shortened(text: str) -> str:
    """No longer than others show, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST:
        return flat
    return flat[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
