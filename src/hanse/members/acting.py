"""For whom the reader of a page acts: `request.mandates` and `request.acting`, and the signature of an act.

The choice lies in the session. A form says itself for whom it was opened (`{% acting_field %}`), so that a second tab
in which somebody changed sides signs nothing in another's name; and nothing is ever signed for an organisation whose
mandate has ended since: `MandateEnded` says so, and the act does not take place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from hanse.audit.actor import Actor
from hanse.members.queries.acting import Acting, mandates_of, name_of
from hanse.ui.requests import Request

SESSION_KEY = "acting"
FIELD = "acting_for"
SAFE = ("GET", "HEAD", "OPTIONS")


class ActingRequest(Request):
    """A request with `mandates` and `acting`, set by `ActingMiddleware`; a type for signatures, as `Request` is."""

    mandates: tuple[Acting, ...]
    acting: Acting | None


class MandateEnded(PermissionDenied):
    """The person no longer acts for the organisation that the form, or the session, names."""


class ActingMiddleware:
    """Puts `request.mandates` and `request.acting`, read only by a page that asks, on every request."""

    def __init__(self, get_response: Callable[[ActingRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        request.mandates = cast(tuple[Acting, ...], SimpleLazyObject(lambda: _mandates(request)))
        request.acting = cast(Acting | None, SimpleLazyObject(lambda: _shown(request)))
        return self.get_response(request)


def acting_of(request: ActingRequest) -> Acting | None:
    """For whom the reader acts now; `None` for themselves.

    What the sent form names comes first, then what was chosen, then their only or first organisation. Raises
    `MandateEnded` when something is sent for an organisation that the person acts for no longer.
    """
    mandates = _known(request)
    sent = request.POST.get(FIELD) if request.method not in SAFE else None
    chosen = sent if sent is not None else request.session.get(SESSION_KEY)
    if chosen == "":
        return None
    if chosen is None:
        return mandates[0] if mandates else None
    found = next((one for one in mandates if one.slug == chosen), None)
    if found is None and request.method not in SAFE:
        raise MandateEnded(_ended(str(chosen)))
    return found or (mandates[0] if mandates else None)


def actor_of(request: ActingRequest) -> Actor:
    """Who acts, and for whom, as the record keeps it: the name for people, the address to be sure."""
    acting = acting_of(request)
    return _actor(request, acting.slug if acting else "")


def actor_for(request: ActingRequest, slug: str) -> Actor:
    """Who acts on the page of one organisation: for it, where the person has a mandate for it."""
    mandates = _known(request)
    return _actor(request, slug) if any(one.slug == slug for one in mandates) else actor_of(request)


def mandate_for(request: ActingRequest, slug: str) -> Acting | None:
    """The reader's mandate for one organisation, whomever they act for at the moment."""
    mandates = _known(request)
    return next((one for one in mandates if one.slug == slug), None)


def choose_acting(request: ActingRequest, slug: str) -> Acting | None:
    """Act for an organisation from now on, or with an empty `slug` for oneself; raises `MandateEnded`."""
    mandates = _known(request)
    found = next((one for one in mandates if one.slug == slug), None)
    if slug and found is None:
        raise MandateEnded(_ended(slug))
    request.session[SESSION_KEY] = slug
    return found


def _known(request: ActingRequest) -> tuple[Acting, ...]:
    mandates: tuple[Acting, ...] = request.mandates
    return mandates


def _actor(request: ActingRequest, slug: str) -> Actor:
    user: Any = request.user
    name = f"{user.name} <{user.email}>"[:254] if user.name else str(user.email)
    return Actor(name, user.pk, slug)


def _mandates(request: ActingRequest) -> tuple[Acting, ...]:
    user: Any = request.user
    if not user.is_authenticated:
        return ()
    return mandates_of(user.pk, request.reader.now.date())


def _shown(request: ActingRequest) -> Acting | None:
    """What the masthead says. It is kept from then on, so that what is sent is for whom the page said."""
    mandates = _known(request)
    chosen = request.session.get(SESSION_KEY)
    if chosen == "":
        return None
    found = next((one for one in mandates if one.slug == chosen), mandates[0] if mandates else None)
    if (found.slug if found else None) != chosen:
        if chosen and request.method in SAFE:
            messages.warning(request, _ended(str(chosen)))
        if mandates or chosen:
            request.session[SESSION_KEY] = found.slug if found else ""
    return found


def _ended(slug: str) -> str:
    says = gettext(
        "You do not act for %(name)s any more, so nothing can be sent in its name. What was saved before stays with "
        "the organisation. Choose at the top of the page for whom you act, or ask one of its administrators to renew "
        "your mandate."
    )
    return says % {"name": name_of(slug) or slug[:100]}
