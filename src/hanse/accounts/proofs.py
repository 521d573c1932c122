"""What the present session has shown of who somebody is: a second factor, and how lately anything at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from hanse.accounts.models import User


def has_shown_factor(request: HttpRequest, user: User) -> bool:
    """Whether a second factor was shown in this session; a passkey that signs in alone is one."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def demands_factor(user: User) -> bool:
    """Whether this person may do the work of their office only after showing a second factor."""
    return bool(settings.CONFIG.demands_second_factor and user.has_office)


def lacks_factor(request: HttpRequest, user: User) -> bool:
    """Whether a factor is demanded of this person and was not shown in this session."""
    return demands_factor(user) and not has_shown_factor(request, user)


def is_fresh(request: HttpRequest, user: User) -> bool:
    """Whether this person has shown who they are within the last minutes, by signing in or since."""
    at = max((record["at"] for record in get_authentication_records(request, user)), default=0.0)
    return bool(time.time() - at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def way_in(request: HttpRequest, user: User) -> str:
    """By which ways somebody has signed in, such as "code totp", for the list of sessions and the record."""
    ways: list[str] = []
    for record in get_authentication_records(request, user):
        method = str(record.get("type") if record["method"] == "mfa" else record["method"])
        name = f"{method}:{record['provider']}" if method == "socialaccount" else method
        if name not in ways:
            ways.append(name)
    return " ".join(ways)


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for people who have signed in; others are led to the way in and back again. No cache keeps the answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return never_cache(answer)


def freshly_proven(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for people who have lately shown who they are; others do so first, and go on where they were."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if not is_fresh(request, user):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return signed_in(answer)
