"""What an activity's page says of itself to programs, in its head."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from hanse.calendar.feeds.facts import Announcement
from hanse.calendar.feeds.jsonld import as_data_block, event
from hanse.calendar.feeds.opengraph import of_activity
from hanse.ui.addresses import Addresses
from hanse.ui.heads import alternates_of, in_language, shortened


@dataclass(frozen=True, slots=True)
class Head:
    """As `ui.heads.PageHead`, and `data_block` for `<script type="application/ld+json">`."""

    canonical: str
    description: str
    alternates: tuple[tuple[str, str], ...]
    open_graph: tuple[tuple[str, str], ...]
    data_block: SafeString


def head_of_activity(item: Announcement, *, base_url: str, site_name: str, language: str) -> Head:
    """The head of an activity's page."""
    addresses = Addresses(base_url)
    page = addresses.page("calendar:activity", item.slug)
    return Head(
        canonical=in_language(page, language),
        description=shortened(item.summary),
        alternates=alternates_of(page),
        open_graph=of_activity(item, addresses=addresses, site_name=site_name, language=language).pairs,
        data_block=as_data_block(event(item, addresses=addresses, language=language)),
    )
