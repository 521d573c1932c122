"""The head of a page about a year: its address in each language, and its card for those who share it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from hanse.calendar.models import Year
from hanse.calendar.views.filtering import language
from hanse.typeset.card import HEIGHT, WIDTH
from hanse.ui.addresses import Addresses
from hanse.ui.heads import PageHead, Picture, in_language, page_head
from hanse.ui.languages import wording


def site_name(year: Year | None) -> str:
    """What the network calls itself in short."""
    network = year.network if year else {}
    return str(network.get("short_name") or network.get("name") or "Hanse")


def head_of(request: HttpRequest, year: Year | None, *, title: str, description: str = "") -> PageHead:
    """The head of a page; without words of its own, the year's opening sentences stand for them."""
    return page_head(
        request,
        title=title,
        description=description or (wording(year, "lead") or wording(year, "theme") if year else ""),
        site_name=site_name(year),
        language=language(),
        picture=_picture(year) if year else None,
    )


def _picture(year: Year) -> Picture:
    url = in_language(Addresses(settings.BASE_URL).to("calendar:card", year.number), language(), f"v={year.edition}")
    words = gettext("%(network)s, the year %(year)s at a glance") % {"network": site_name(year), "year": year.number}
    return Picture(url, words, WIDTH, HEIGHT)
