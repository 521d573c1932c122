"""Who gets to the desk, and to what on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.calendar.models import Activity
from hanse.calendar.permissions import kept_areas, may_keep_area, may_keep_year, may_open_years
from hanse.calendar.queries.years import activity_to_keep
from hanse.ui.languages import wording


def for_keepers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for those who may keep the year; nobody's cache keeps the answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_year(request.user):
            raise PermissionDenied(
                _("The desk is for the secretariat. If you work there, sign in with the address of your office.")
            )
        return view(request, *args, **kwargs)

    return never_cache(answer)


def activity_of(request: HttpRequest, slug: str) -> Activity:
    """An activity that the reader may change, or the page that says why they may not."""
    found = activity_to_look_at(slug)
    if not may_keep_area(request.user, found.area.key):
        says = _("This activity belongs to “%(area)s”, which you do not keep. Ask its manager or an administrator.")
        raise PermissionDenied(says % {"area": wording(found.area, "name")})
    return found


def activity_to_look_at(slug: str) -> Activity:
    """An activity for everybody at the desk, or the page that says that it is not there."""
    found = activity_to_keep(slug)
    if found is None:
        raise Http404(_("There is no activity “%(slug)s” here. It may have been removed.") % {"slug": slug})
    return found


def areas_of(request: HttpRequest) -> frozenset[str]:
    """The areas that the reader keeps, or the page that says that there are none."""
    areas = kept_areas(request.user)
    if not areas:
        raise PermissionDenied(
            _("No area is yours to keep yet. An administrator can give you one on the page of people.")
        )
    return areas


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for administrators of the secretariat: what belongs to all areas at once."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_open_years(request.user):
            raise PermissionDenied(_("The words of a year belong to all areas. Ask an administrator to change them."))
        return view(request, *args, **kwargs)

    return for_keepers(answer)
