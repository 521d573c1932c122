"""The regional networks and the parts of the world."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse.calendar.views.filtering import feeds_of, reader_context
from hanse.calendar.views.pages import year_shown
from hanse.members.choices import Region
from hanse.members.map import draw_map
from hanse.members.queries.networks import networks
from hanse.regions.queries import region_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All networks, and the parts of the world."""
    return render(request, "regions/index.html", {"networks": networks(), "regions": Region.choices})


@require_safe
def network(request: HttpRequest, code: str) -> HttpResponse:
    """One network or one part of the world."""
    year = year_shown(request)
    page = region_page(code, year, **reader_context(request)) if year else None
    if year is None or page is None:
        raise Http404(gettext("There is no region “%(code)s” here.") % {"code": code})
    feeds = feeds_of(year.number, f"region={code}")
    name = page.network.network.name if page.network else page.region
    drawn = draw_map(page.dots, title=gettext("Where its cities are"), description=name) if page.dots else ""
    return render(request, "regions/region.html", {"page": page, "map": drawn, "feeds": feeds})
