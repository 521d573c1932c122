"""Who asks, with what the session has shown of them; and that they were here."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from hanse.accounts.adapters.entering import SEEN, UNTIL
from hanse.accounts.operations.people import saw_today
from hanse.accounts.proofs import lacks_factor
from hanse.ui import clock

EVERY = 600  # seconds: pages come often, and a list of sessions need not know more


class PersonMiddleware:
    """Marks a person whose session lacks the second factor demanded of them, and leads them to setting one up.

    Nobody is read from the database before a page asks for them, so public pages cost what they cost before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment]  # as Django's own does
        response = self.get_response(request)
        if request.session.accessed:
            _was_here(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Where somebody is refused only because a factor is missing, the page of factors is the answer."""
        if not isinstance(exception, PermissionDenied) or not getattr(request.user, "is_held_back", False):
            return None
        return redirect(f"{reverse('accounts:factor-needed')}?{urlencode({'next': request.get_full_path()})}")


def _person(request: HttpRequest) -> Any:
    user: Any = get_user(request)
    if not user.is_authenticated:
        return user
    if request.session.get(UNTIL, float("inf")) < time.time():
        request.session.flush()
        return AnonymousUser()
    user.is_held_back = lacks_factor(request, user)
    return user


def _was_here(request: HttpRequest) -> None:
    """Remember it, at most once in ten minutes since signing in."""
    now, seen = int(time.time()), request.session.get(SEEN)
    if seen is None or now - seen < EVERY or not request.user.is_authenticated:
        return
    request.session[SEEN] = now
    if not UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=clock.stamp()):
        UserSession.objects.create_from_request(request)
    saw_today(person=request.user.pk, on=clock.stamp().date())
