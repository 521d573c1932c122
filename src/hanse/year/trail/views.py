"""The record, searched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hanse.audit.queries.searching import BadPlace, all_of
from hanse.calendar.views.pages import year_shown
from hanse.members.acting import ActingRequest, actor_of
from hanse.members.queries.directory import organisation as one_organisation
from hanse.ui import clock
from hanse.ui.filters import BadFilter
from hanse.year.personal.permissions import may_erase_others
from hanse.year.trail.asking import Asked
from hanse.year.trail.exporting import note_export, table
from hanse.year.trail.parts import Part
from hanse.year.trail.permissions import may_read_trail, may_read_trail_of, readable
from hanse.year.trail.queries import acts_of, offered, trail_page


@never_cache
@require_safe
def trail(request: ActingRequest) -> HttpResponse:
    """Every act that the reader may read of."""
    return _page(request, _part(request), {"may_erase": may_erase_others(request.user)})


@never_cache
@require_safe
def organisation_trail(request: ActingRequest, slug: str) -> HttpResponse:
    """What was done for one organisation."""
    part = _part_of(request, slug)
    found = one_organisation(slug)
    if found is None:
        raise Http404(gettext("There is no organisation “%(slug)s” here.") % {"slug": slug})
    return _page(request, part, {"organisation": found})


@never_cache
@require_POST
def export(request: ActingRequest) -> HttpResponseBase:
    """What was found, as CSV. It is an act itself: personal data leave the house."""
    return _table(request, _part(request))


@never_cache
@require_POST
def organisation_export(request: ActingRequest, slug: str) -> HttpResponseBase:
    """What was done for one organisation, as CSV."""
    return _table(request, _part_of(request, slug))


def _part(request: ActingRequest) -> Part:
    if not may_read_trail(request.user):
        raise PermissionDenied(
            gettext("The record is for the secretariat. What was done for your organisation stands on its own page.")
        )
    return Part(readable(request.user))


def _part_of(request: ActingRequest, slug: str) -> Part:
    mandates = request.mandates
    if not may_read_trail_of(request.user, mandates, slug):
        raise PermissionDenied(
            gettext("What was done for an organisation is for its administrators. Ask one of them, or the secretariat.")
        )
    return Part.of(slug)


def _page(request: ActingRequest, part: Part, more: Mapping[str, Any]) -> HttpResponse:
    kinds, verbs = offered(part)
    asked = Asked.read(request.GET, kinds=kinds, verbs=verbs)
    before = request.GET.get("before", "")
    try:
        page = trail_page(asked, part, kinds=kinds, verbs=verbs, before=before, zone=_zone(request))
    except BadPlace:
        says = gettext("There is no such place in the record. Begin with the newest act.")
        raise BadFilter("before", before[:60], says=says) from None
    template = "year/trail/trail.html#acts" if request.htmx else "year/trail/trail.html"
    return render(request, template, {"page": page, "before": before, **more})


def _table(request: ActingRequest, part: Part) -> HttpResponseBase:
    kinds, verbs = offered(part)
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    asked = Asked.read(sent, kinds=kinds, verbs=verbs)
    scope = part.organisation
    note_export(asked=asked, scope=scope, by=actor_of(request), now=clock.stamp())
    found = map(part.shown, all_of(acts_of(asked, part, _zone(request))))
    response = StreamingHttpResponse(table(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="trail{"-" + scope if scope else ""}.csv"'
    return response


def _zone(request: ActingRequest) -> str:
    year = year_shown(request)
    zone: str = request.reader.zone
    return zone or (year.zone if year else "UTC")
