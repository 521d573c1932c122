"""Answers that are the same for every reader, so that every cache may share them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_MARK = "is_same_in_every_language"


def shared(response: HttpResponse) -> HttpResponse:
    """Mark an answer whose language stands in its address, and which other sites' pages may read.

    `Access-Control-Allow-Origin: *` is right for it because it is public and the same for everybody: a city's own
    page may show the network's year. No credentials are ever allowed across.
    """
    setattr(response, _MARK, True)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


class SharingMiddleware:
    """Takes `Accept-Language` out of the Vary of marked answers.

    Django's LocaleMiddleware adds it to every answer, and a cache would keep one copy of the same feed for each
    browser's list of languages. It has to stand before LocaleMiddleware in the settings to come after it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and look at what comes back."""
        response = self.get_response(request)
        if getattr(response, _MARK, False) and response.has_header("Vary"):
            names = [name.strip() for name in response.headers["Vary"].split(",")]
            kept = [name for name in names if name.lower() != "accept-language"]
            if kept:
                response.headers["Vary"] = ", ".join(kept)
            else:
                del response.headers["Vary"]
        return response


def without_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """For HEAD: the length that GET would have, and nothing of it (RFC 9110, 9.3.2)."""
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
