"""A light limit on what costs the server work, so that one impatient program does not make everybody wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from hanse.ui.errors import too_many

MINUTE = 60  # seconds


def limited(
    name: str, *, per_minute: int, only_sent: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """At most so many requests in one minute of the clock from one address; 429 with the time to wait beyond that.

    With `only_sent` a form may be looked at as often as one likes, and only what is sent counts: a whole city hall may
    stand behind one address.

    Minutes of the clock rather than a sliding window: one number is kept for each address, and the worst case, twice
    the limit around the turn of a minute, does no harm. The address is kept as a digest, for a minute only.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if only_sent and request.method in ("GET", "HEAD"):
                return view(request, *args, **kwargs)
            wait = seconds_to_wait(_place(name, request), per_minute=per_minute)
            return refused(request, wait) if wait else view(request, *args, **kwargs)

        return answer

    return decorate


def is_within(name: str, request: HttpRequest, *, per_minute: int) -> bool:
    """Count this request, and say whether it is still within the limit."""
    return not seconds_to_wait(_place(name, request), per_minute=per_minute)


def seconds_to_wait(place: str, *, per_minute: int) -> int:
    """Count one more use of a place in the cache; 0 within the limit, else the seconds until the minute turns."""
    now = time()
    place = f"limit:{place}:{int(now // MINUTE)}"
    # Not atomic between processes: two requests at the same instant may count as one, which is near enough.
    count = int(cache.get(place, 0)) + 1
    cache.set(place, count, MINUTE)
    return 0 if count <= per_minute else int(MINUTE - now % MINUTE) + 1


def _place(name: str, request: HttpRequest) -> str:
    return blake2b(f"{name} {client_address(request)}".encode(), digest_size=12).hexdigest()


def refused(request: HttpRequest, wait: int) -> HttpResponse:
    """429, with the seconds to wait."""
    says = ngettext("Come back in %(count)s second.", "Come back in %(count)s seconds.", wait) % {"count": wait}
    response = too_many(request, says=says)
    response.headers["Retry-After"] = str(wait)
    return response


def client_address(request: HttpRequest) -> str:
    """Who asks. Behind a proxy it is what the proxy added last; what stands before that, anybody can write."""
    if settings.CONFIG.behind_proxy:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
