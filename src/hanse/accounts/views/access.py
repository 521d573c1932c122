"""Who gets to the pages of administrators, and what stands on pages that a link opens in vain."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.accounts.operations.links import LinkExpired, LinkRefused, LinkRevoked, LinkUsed
from hanse.accounts.permissions import is_administrator

METHODS = require_http_methods(["GET", "HEAD", "POST"])


class Unprocessable:
    """For allauth's views: a form with errors is answered by 422, as everywhere in the house."""

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """The form again, with its sentences."""
        response: HttpResponseBase = super().form_invalid(form)  # type: ignore[misc]  # allauth's, next in line
        if response.status_code == 200:
            response.status_code = 422
        return response


def for_administrators(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for administrators of the secretariat; nobody's cache keeps the answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_administrator(request.user):
            raise PermissionDenied(_("This page is for administrators of the secretariat. Ask one of them."))
        return view(request, *args, **kwargs)

    return never_cache(answer)


def refused(request: HttpRequest, fault: LinkRefused, *, invitation: bool = False) -> HttpResponse:
    """The page of a link that opens nothing: what happened, and what to do instead."""
    if isinstance(fault, LinkUsed):
        title, says = _("This link was used already"), _("It opens one thing, once. What it was for is done.")
    elif isinstance(fault, LinkRevoked):
        title, says = (
            _("This link was taken back"),
            _("A newer one took its place, or it is not needed any more. Look at your newest mail."),
        )
    elif isinstance(fault, LinkExpired):
        title, says = _("This link is too old"), _("It was good for some days only.")
    else:
        title = _("This link is not whole, or not for you")
        says = _("A part of it is missing, or it was made for somebody else. Copy the whole of it from your own mail.")
    context = {"title": title, "says": says, "invitation": invitation}
    return render(request, "accounts/link_refused.html", context, status=410)
