"""What a page says of itself to programs, in its head."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from hanse.calendar.feeds.facts import Announcement
from hanse.calendar.feeds.jsonld import as_data_block, event
from hanse.calendar.feeds.opengraph import of_activity
from hanse.ui.addresses import Addresses


@dataclass(frozen=True, slots=True)
class Head:
    """`data_block` for `<script type="application/ld+json">`, `open_graph` as property and content of each meta."""

    canonical: str
    data_block: SafeString
    open_graph: tuple[tuple[str, str], ...]


def head_of_activity(item: Announcement, *, base_url: str, site_name: str, language: str) -> Head:
    """The head of an activity's page."""
    addresses = Addresses(base_url)
    return Head(
        canonical=addresses.page("calendar:activity", item.slug),
        data_block=as_data_block(event(item, addresses=addresses, language=language)),
        open_graph=of_activity(item, addresses=addresses, site_name=site_name, language=language).pairs,
    )
