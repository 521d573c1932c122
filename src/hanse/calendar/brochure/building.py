"""The whole brochure in the language of its reader; the caller has made that language the active one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date, get_month_names
from django.utils.translation import gettext, ngettext

from hanse.calendar.brochure.desk import channels, desk, taking_part
from hanse.calendar.brochure.drawing import draw, mark
from hanse.calendar.brochure.entries import told
from hanse.calendar.feeds.links import FeedLinks, feed_links
from hanse.calendar.models import Activity, Area, Year
from hanse.calendar.queries.brochure import Gathered
from hanse.calendar.queries.entries import Entry, by_month, entry
from hanse.typeset.brochure import Brochure, Fact, Group, Line, Run, Section, Words
from hanse.typeset.letters import shown
from hanse.ui.addresses import Addresses
from hanse.ui.languages import wording

MOST_DESCRIBED = 120  # in a fuller year each activity is told by its summary and facts


def build(gathered: Gathered, *, base_url: str, language: str, default_language: str) -> Brochure:
    """Word everything that was gathered."""
    year, addresses = gathered.year, Addresses(base_url)
    # Nothing is past in a brochure: it reads the same in March and in November.
    pairs = [(one, entry(one, language=language, today=date(year.number, 1, 1))) for one in gathered.activities]
    pairs.sort(key=lambda pair: pair[1].month in (0, 13))
    keys = {one.slug: f"e{number}" for number, (_, one) in enumerate(pairs, 1)}
    listed = [one for _, one in pairs]
    by_area: dict[str, list[Entry]] = defaultdict(list)
    for one in listed:
        by_area[one.area].append(one)
    feeds = feed_links(year.number, base_url=base_url, language=language, default_language=default_language)
    return Brochure(
        language=language,
        year=str(year.number),
        network=_network(year, "name", language),
        short_name=_network(year, "short_name", language) or _network(year, "name", language),
        theme=wording(year, "theme"),
        lead=wording(year, "lead"),
        about=_network(year, "summary", language),
        edition=_edition(year, language),
        imprint=_imprint(gathered, language),
        words=_words(year),
        areas=tuple(
            Group(wording(area, "name"), area.key, _lines(by_area[area.key], keys, year.number))
            for area in gathered.areas
        ),
        months=tuple(
            Group(_month(number, language), "", _lines(found, keys, year.number))
            for number, found in by_month(listed).items()
        ),
        figure=draw(gathered.areas, by_area, keys, year.number, language),
        sections=_sections(gathered, pairs, keys, addresses, language),
        desk=desk(year),
        channels=channels(year),
        taking_part=taking_part(year),
        live_url=addresses.to("calendar:year", year.number),
        feeds=_feeds(feeds),
        edition_at=gathered.changed_at,
    )


def _sections(
    gathered: Gathered,
    pairs: Sequence[tuple[Activity, Entry]],
    keys: Mapping[str, str],
    addresses: Addresses,
    language: str,
) -> tuple[Section, ...]:
    unread = gathered.total - len(gathered.activities)
    more = ""
    if unread:
        more = ngettext(
            "%(count)s more activity is in the calendar on the web.",
            "%(count)s more activities are in the calendar on the web.",
            unread,
        ) % {"count": unread}
    full = len(pairs) <= MOST_DESCRIBED

    def section(area: Area, is_last: bool) -> Section:
        own = [pair for pair in pairs if pair[1].area == area.key]
        return Section(
            area=area.key,
            name=wording(area, "name"),
            summary=wording(area, "summary"),
            count=ngettext("%(number)s activity", "%(number)s activities", len(own)) % {"number": len(own)},
            entries=tuple(told(a, e, keys[e.slug], gathered, addresses, language, full=full) for a, e in own),
            more=more if is_last else "",
        )

    return tuple(section(area, area is gathered.areas[-1]) for area in gathered.areas)


def _lines(found: Sequence[Entry], keys: Mapping[str, str], year: int) -> tuple[Line, ...]:
    return tuple(
        Line(keys.get(one.slug, ""), one.area, one.title, one.date, one.date_note, one.where, mark(one, year))
        for one in found
    )


def _network(year: Year, field: str, language: str) -> str:
    translated = (year.translations or {}).get(language, {}).get(f"network.{field}")
    return str(translated or year.network.get(field) or "")


def _month(number: int, language: str) -> str:
    if number == 0:
        return gettext("All year")
    if number == 13:
        return gettext("Date to be confirmed")
    return str(get_month_names("wide", "stand-alone", language)[number])


def _day(on: date, language: str) -> str:
    return str(format_date(on, "long", locale="en_GB" if language == "en" else language))


def _edition(year: Year, language: str) -> str:
    if year.published_on is None:
        return gettext("Edition %(number)s") % {"number": year.edition}
    told_on = {"number": year.edition, "date": _day(year.published_on, language)}
    return gettext("Edition %(number)s, %(date)s") % told_on


def _imprint(gathered: Gathered, language: str) -> tuple[str, ...]:
    changed = _day(gathered.changed_at.date(), language)
    return (
        _edition(gathered.year, language) + ". " + gettext("It holds all changes up to %(date)s.") % {"date": changed},
        gettext("Facts come from public records. Where they disagree, the page shows the network's own statement."),
        gettext("Set in Brygada 1918, Source Sans 3 and Noto (SIL Open Font License) by Hanse, free software."),
    )


def _feeds(feeds: FeedLinks) -> tuple[Fact, ...]:
    return (
        Fact(gettext("Subscribe"), (Run(shown(feeds.ics), href=feeds.ics),)),
        Fact(gettext("Latest changes"), (Run(shown(feeds.atom), href=feeds.atom),)),
    )


def _words(year: Year) -> Words:
    return Words(
        title=gettext("Calendar of activities %(year)s") % {"year": year.number},
        name=gettext("Calendar of activities"),
        contents=gettext("Contents"),
        by_area=gettext("The year by area"),
        by_month=gettext("The year by month"),
        at_a_glance=gettext("The year at a glance"),
        network=gettext("The network"),
        how_to_read=gettext("How to read a date"),
        what=gettext("What"),
        when=gettext("When"),
        where=gettext("Where"),
        page=gettext("Page"),
        read_on=gettext("On the web"),
        day=gettext("A day"),
        span=gettext("A span of days"),
        month=gettext("A month, day unknown"),
        all_year=gettext("All year"),
        tentative=gettext("Tentative"),
        cancelled=gettext("Cancelled"),
        honest=gettext("No date is drawn more certain than it is. Where nobody has fixed a day, none is given."),
        nothing=gettext("Nothing is planned here yet."),
        last=gettext("Secretariat"),
        answers=gettext("The secretariat answers questions on every programme."),
        desk=gettext("Contact"),
        channels=gettext("Channels"),
        taking_part=gettext("Taking part"),
        live=gettext("The live calendar"),
        live_text=gettext(
            "Print is right on the day it is printed. The calendar on the web moves with every change: scan the code "
            "to read it, or subscribe once, and your own calendar keeps up by itself."
        ),
        qr=gettext("A code that leads to the calendar on the web"),
        imprint=gettext("This edition"),
    )
