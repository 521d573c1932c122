"""The regional networks and the parts of the world."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hanse.calendar.views.filtering import feeds_of, reader_context
from hanse.calendar.views.heading import head_of
from hanse.calendar.views.pages import year_shown
from hanse.members.acting import ActingRequest
from hanse.members.choices import Region
from hanse.members.map import draw_map
from hanse.members.queries.networks import networks
from hanse.regions.permissions import may_see_care
from hanse.regions.queries.pages import region_page
from hanse.ui.languages import wording


@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """All networks, and the parts of the world."""
    words = gettext("Four networks of cities, and nine parts of the world.")
    head = head_of(request, year_shown(request), title=gettext("Regions"), description=words)
    return render(request, "regions/index.html", {"networks": networks(), "regions": Region.choices, "head": head})


@require_safe
def network(request: ActingRequest, code: str) -> HttpResponse:
    """One network or one part of the world."""
    year = year_shown(request)
    page = region_page(code, year, **reader_context(request)) if year else None
    if year is None or page is None:
        raise Http404(gettext("There is no region “%(code)s” here.") % {"code": code})
    feeds = feeds_of(year.number, f"region={code}")
    one = page.network.network if page.network else None
    name = wording(one, "name") if one else page.region
    head = head_of(request, year, title=name, description=wording(one, "summary") if one else "")
    drawn = draw_map(page.dots, title=gettext("Where its cities are"), description=name) if page.dots else ""
    today = request.reader.now.date()
    context = {"page": page, "map": drawn, "feeds": feeds, "head": head}
    context["may_see_care"] = page.network is not None and may_see_care(request.user, code, today)
    return render(request, "regions/region.html", context)
