"""Who gets to which pages, and what the others are told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.members.acting import ActingRequest
from hanse.members.permissions import may_grant_mandates, may_keep_register, may_merge, may_see_people
from hanse.members.queries.acting import name_of, present_slug

View = Callable[..., HttpResponse]


def for_registrars(view: View) -> View:
    """Only for those who keep the register; nobody's cache keeps the answer."""

    @wraps(view)
    def answer(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_register(request.user):
            raise PermissionDenied(
                _(
                    "The register is kept by the secretariat. If you work there, sign in with the address of your office."
                )
            )
        return view(request, *args, **kwargs)

    return never_cache(answer)


def for_mergers(view: View) -> View:
    """Only for who may make one of two: it closes accounts and moves what belongs to others."""

    @wraps(view)
    def answer(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_merge(request.user):
            raise PermissionDenied(
                _("Only an administrator of the secretariat makes one entry of two. Ask one of them.")
            )
        return view(request, *args, **kwargs)

    return never_cache(answer)


def for_its_people(view: View) -> View:
    """Only for who acts for the organisation of the address, and for the secretariat."""

    @wraps(view)
    def answer(request: ActingRequest, slug: str, **kwargs: Any) -> HttpResponse:
        moved = _elsewhere(request, slug, kwargs)
        if moved is not None:
            return moved
        if not may_see_people(request, slug):
            says = _("This page is for the people of %(name)s. Ask one of its administrators, or the secretariat, for a mandate.")  # fmt: skip
            raise PermissionDenied(says % {"name": name_of(slug)})
        return view(request, slug, **kwargs)

    return never_cache(login_required(answer))


def for_its_administrators(view: View) -> View:
    """Only for who may grant mandates for the organisation of the address, and for the secretariat."""

    @wraps(view)
    def answer(request: ActingRequest, slug: str, **kwargs: Any) -> HttpResponse:
        moved = _elsewhere(request, slug, kwargs)
        if moved is not None:
            return moved
        if not may_grant_mandates(request, slug):
            says = _("This is for the administrators of %(name)s. Ask one of them, or the secretariat.")
            raise PermissionDenied(says % {"name": name_of(slug)})
        return view(request, slug, **kwargs)

    return never_cache(login_required(answer))


def _elsewhere(request: ActingRequest, slug: str, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Lead from the address of a double to the one that is kept; raise 404 where there is none."""
    if name_of(slug):
        return None
    present = present_slug(slug)
    match = request.resolver_match
    if present and match and request.method in ("GET", "HEAD"):
        response: HttpResponse = redirect(match.view_name, slug=present, permanent=True, **kwargs)
        return response
    raise Http404(_("There is no organisation “%(slug)s” here.") % {"slug": slug})
