"""How a room offers a call that needs a token: scope, idempotency key and answers are declared in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from ninja import Router
from ninja.decorators import decorate_view

from hanse.accounts.tokens.auth import Bearer
from hanse.accounts.tokens.operations import token_of
from hanse.accounts.tokens.repeating import HEADER, KeyMissing, KeyReused, answered_once
from hanse.ui import clock
from hanse.ui.api import Problem

View = Callable[..., Any]
FAULTS = (400, 401, 403, 404, 409, 422, 429)
KEY = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 100},
            "description": "Made by the caller, new for each act; the same again gives the first answer and does nothing.",
        }
    ]
}


def private(
    router: Router, method: str, path: str, response: Any, *, scope: str, status: int = 200, **options: Any
) -> Callable[[View], View]:
    """Offer a call with a token of a scope. POSTs are answered once for each idempotency key."""
    answers = {status: response, **dict.fromkeys(FAULTS, Problem)}
    repeats = method == "POST"
    if repeats:
        options["openapi_extra"] = KEY

    def register(view: View) -> View:
        wrapped = decorate_view(_once if repeats else _kept_private)(view)
        router.api_operation([method], path, response=answers, auth=Bearer(scope), **options)(wrapped)
        return view

    return register


def _kept_private(run: View) -> View:
    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _closed(run(request, *args, **kwargs))

    return answer


def _once(run: View) -> View:
    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark, _space, secret = request.headers.get("Authorization", "").partition(" ")
        token = token_of(secret, today=clock.stamp().date()) if mark.lower() == "bearer" else None
        if token is None:
            return _closed(run(request, *args, **kwargs))  # which refuses it
        try:
            done = answered_once(request, token, lambda: run(request, *args, **kwargs), now=clock.stamp())
        except KeyMissing:
            says = _("Send the header %(header)s with a key of at most 100 characters, new for each act.")
            return _closed(JsonResponse({"detail": says % {"header": HEADER}}, status=400))
        except KeyReused:
            says = _("This key was used for another call. Make a new one for each act.")
            return _closed(JsonResponse({"detail": says}, status=422))
        return _closed(done)

    return answer


def _closed(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it, and no other site's page reads it."""
    patch_cache_control(response, private=True, no_store=True)
    return response
