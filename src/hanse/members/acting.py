"""For whom the reader of a page acts: `request.mandates` and `request.acting`, and the signature of an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hanse.audit.actor import Actor
from hanse.members.queries.acting import Acting, mandates_of

SESSION_KEY = "acting"


class ActingMiddleware:
    """Puts `request.mandates`, read only by a page that asks, on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.mandates = SimpleLazyObject(lambda: _mandates(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def acting_of(request: HttpRequest) -> Acting | None:
    """For whom the reader acts now: whom they chose, else their only or first organisation, else nobody.

    Choosing to act for oneself is kept as an empty address. A mandate that has ended is not among them any more.
    """
    mandates: tuple[Acting, ...] = request.mandates  # type: ignore[attr-defined]  # set by ActingMiddleware
    chosen = request.session.get(SESSION_KEY)
    if chosen == "":
        return None
    return next((one for one in mandates if one.slug == chosen), mandates[0] if mandates else None)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, and for whom, as the record keeps it: the name for people, the address to be sure."""
    user: Any = request.user
    name = f"{user.name} <{user.email}>"[:254] if user.name else str(user.email)
    acting = acting_of(request)
    return Actor(name, user.pk, acting.slug if acting else "")


def _mandates(request: HttpRequest) -> tuple[Acting, ...]:
    user: Any = request.user
    if not user.is_authenticated:
        return ()
    return mandates_of(user.pk, request.reader.now.date())  # type: ignore[attr-defined]  # set by ReaderMiddleware
