"""Addresses of feeds for pages: to subscribe, to download, and for browsers that look for feeds by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext

from hanse.ui.addresses import Addresses

ICAL_TYPE = "text/calendar"
ATOM_TYPE = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Alternate:
    """A `<link rel="alternate">` of a page's head."""

    type: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """Where a list of activities can be had by programs. `webcal` opens the reader's own calendar program.

    `ics_all` and `webcal_all` hold what runs all year as well, which would fill every day of a calendar.
    """

    ics: str
    webcal: str
    atom: str
    brochure: str
    ics_all: str
    webcal_all: str

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """For the page's head."""
        return (
            Alternate(ATOM_TYPE, gettext("Latest changes"), self.atom),
            Alternate(ICAL_TYPE, gettext("Calendar to subscribe to"), self.ics),
        )


def feed_links(
    number: int, query_string: str = "", *, base_url: str, language: str, default_language: str
) -> FeedLinks:
    """The feeds of a year, narrowed as the page is, in the page's language."""
    addresses = Addresses(base_url)
    lang = urlencode({"lang": language}) if language != default_language else ""
    query = "&".join(part for part in (query_string, lang) if part)
    ics = addresses.to("calendar:ics", number, query=query)
    ics_all = addresses.to("calendar:ics", number, query="&".join(part for part in (query, "all-year=yes") if part))
    return FeedLinks(
        ics=ics,
        webcal=webcal(ics),
        atom=addresses.to("calendar:atom", number, query=query),
        brochure=addresses.to("calendar:brochure", number, query=lang),  # always the whole year, whatever is left out
        ics_all=ics_all,
        webcal_all=webcal(ics_all),
    )


def webcal(address: str) -> str:
    """The same address for calendar programs, which subscribe where a browser would download."""
    return re.sub(r"^https?:", "webcal:", address)
