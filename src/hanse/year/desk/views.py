"""The desk of a person, and the secretariat's."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hanse.accounts.permissions import is_administrator, is_secretariat, managed_areas
from hanse.calendar.views.pages import language, year_shown
from hanse.members.acting import ActingRequest, acting_of
from hanse.ui.filters import BadFilter
from hanse.year.desk.queries import desk_of, queues_of, secretariat_desk, standing_rows

FALLBACK = "UTC"


@never_cache
@login_required
@require_safe
def desk(request: ActingRequest) -> HttpResponse:
    """What needs me, for whom, until when. `?for=` narrows it to one organisation."""
    user: Any = request.user
    mandates = tuple(request.mandates)
    slug = request.GET.get("for", "")
    only = next((one for one in mandates if one.slug == slug), None)
    if slug and only is None:
        raise BadFilter("for", slug[:60], [one.slug for one in mandates])
    reader, year = request.reader, year_shown(request)
    zone = reader.zone or (year.zone if year else FALLBACK)
    queues = queues_of(areas=_areas_of(user), now=reader.now) if is_secretariat(user) and only is None else ()
    page = desk_of(user.pk, mandates, only=only, queues=queues, now=reader.now, zone=zone, language=language())
    context = {"page": page, "today": reader.today(zone), "mandates": mandates, "only": only}
    whom = only or acting_of(request)
    context |= {"whom": whom, "standing": standing_rows(whom, reader.today(zone))}
    context["called"] = user.name.partition(" (")[0]
    context |= {"acting": acting_of(request), "current_year": year, "is_secretariat": is_secretariat(user)}
    return render(request, "year/desk/desk.html", context)


@never_cache
@require_safe
def secretariat(request: ActingRequest) -> HttpResponse:
    """How the year stands by area, what is late, who waits for an answer."""
    user: Any = request.user
    if not is_secretariat(user):
        raise PermissionDenied(_("This desk is for the secretariat. Yours is at “My desk”."))
    year = year_shown(request)
    if year is None:
        return render(request, "year/empty.html")
    areas = _areas_of(user)
    now = request.reader.now
    page = secretariat_desk(year, areas=areas, now=now, language=language())
    return render(request, "year/desk/secretariat.html", {"page": page, "current_year": year, "areas": areas})


def _areas_of(user: Any) -> frozenset[str] | None:
    """The areas of a programme manager; `None` for administrators, who keep all."""
    return None if is_administrator(user) else managed_areas(user)
