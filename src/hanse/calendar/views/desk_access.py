"""Who gets to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hanse.calendar.permissions import may_keep_year


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
