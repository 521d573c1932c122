"""What a feed says of itself: its title, where it comes from, and a name of its own that lasts."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from hanse.calendar.feeds.facts import Announcement, Channel, YearFacts
from hanse.calendar.feeds.palette import AREA_COLOURS, WHOLE_YEAR
from hanse.calendar.feeds.words import words_in
from hanse.calendar.filters import ActivityFilter
from hanse.members.geography import country_name
from hanse.ui.addresses import Addresses


def channel_of_year(
    facts: YearFacts,
    chosen: ActivityFilter,
    *,
    names: dict[str, str],
    addresses: Addresses,
    source: str,
    language: str,
    changed_at: datetime | None,
) -> Channel:
    """A year, or what a filter leaves of it. `names` are those of networks, programmes and organisations."""
    words = words_in(language)
    whole = words.named.format(network=facts.short_name, year=facts.number)
    part = ", ".join(narrowed(chosen, facts.areas, names, language))
    return Channel(
        identity=_tag(facts, addresses, chosen.query_string),
        title=words.part_of.format(whole=whole, part=part) if part else whole,
        subtitle=". ".join(told for told in (facts.network, facts.theme) if told),
        author=facts.network,
        zone=facts.zone,
        page=addresses.to("calendar:list", facts.number, query=chosen.query_string),
        source=source,
        colour=AREA_COLOURS[chosen.area[0]] if len(chosen.area) == 1 else WHOLE_YEAR,
        language=language,
        year=facts.number,
        changed_at=changed_at,
    )


def channel_of_activity(
    facts: YearFacts,
    item: Announcement,
    *,
    addresses: Addresses,
    source: str,
    language: str,
    changed_at: datetime | None,
) -> Channel:
    """One activity, for those who want nothing else in their calendar. Its dates name their year."""
    return Channel(
        identity=f"urn:uuid:{item.uid}",
        title=item.title,
        subtitle=facts.network,
        author=facts.network,
        zone=item.zone,
        page=addresses.page("calendar:activity", item.slug),
        source=source,
        colour=AREA_COLOURS[item.area_key],
        language=language,
        year=item.year,
        changed_at=changed_at,
    )


def narrowed(chosen: ActivityFilter, areas: dict[str, str], names: dict[str, str], language: str) -> list[str]:
    """A filter in words, each value by the name that readers know."""
    words = words_in(language)
    vocabularies: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
        (chosen.area, areas),
        (chosen.programme, names),
        (chosen.audience, words.audiences),
        (chosen.mode, words.modes),
        (chosen.region, words.regions | names),
        (chosen.status, words.statuses),
        (chosen.organiser, names),
    )
    named = [words_for.get(value, value) for values, words_for in vocabularies for value in values]
    named += [country_name(code, language) for code in chosen.country]
    return [*named, *([f"“{chosen.q}”"] if chosen.q else [])]


def _tag(facts: YearFacts, addresses: Addresses, query: str) -> str:
    """A tag URI (RFC 4151) in the name of the network's own domain, so that it lasts when this site moves."""
    authority = urlsplit(facts.website).hostname or urlsplit(addresses.base).hostname or "localhost"
    return f"tag:{authority},{facts.number}:calendar{'?' + query if query else ''}"
