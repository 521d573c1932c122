"""The directory."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from hanse.members.choices import Kind, Region, Standing
from hanse.members.map import draw_map
from hanse.members.queries.directory import OrganisationFilter, directory_page
from hanse.members.queries.networks import network_names


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All organisations, filtered, with a map."""
    networks = network_names()
    chosen = OrganisationFilter.read(request.GET, tuple(networks))
    on = request.reader.now.date()  # type: ignore[attr-defined]  # set by ReaderMiddleware
    page = directory_page(chosen, request.GET.get("page", "1"), on=on)
    offered: list[tuple[str, str, list[tuple[str, Any]]]] = [
        (gettext("Kind"), "kind", Kind.choices),
        (gettext("Standing"), "standing", Standing.choices),
        (gettext("Region"), "region", Region.choices),
        (gettext("Network"), "network", list(networks.items())),
    ]
    filters = [
        {"legend": legend, "name": name, "options": [(v, label, v in getattr(chosen, name)) for v, label in options]}
        for legend, name, options in offered
    ]
    finding = ngettext("%(n)s place on the map.", "%(n)s places on the map.", page.placed) % {"n": page.placed}
    context = {
        "page": page,
        "chosen": chosen,
        "filters": filters,
        "map": draw_map(page.dots, title=gettext("Where the organisations are"), description=finding),
    }
    template = "members/directory.html#sheet" if request.htmx else "members/directory.html"  # type: ignore[attr-defined]
    return render(request, template, context)
