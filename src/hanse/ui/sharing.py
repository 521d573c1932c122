"""Answers that are the same for every reader, so that every cache may share them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override

from hanse.ui.filters import BadFilter

_MARK = "is_same_in_every_language"


def shared(response: HttpResponse) -> HttpResponse:
    """Mark an answer whose language stands in its address, and which other sites' pages may read.

    `Access-Control-Allow-Origin: *` is right for it because it is public and the same for everybody: a city's own
    page may show the network's year. No credentials are ever allowed across.
    """
    setattr(response, _MARK, True)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def language_of(request: HttpRequest) -> str:
    """The language that stands in the address; raises `BadFilter` for one that is not offered."""
    offered = [code for code, _ in settings.LANGUAGES]
    language = request.GET.get("lang") or settings.LANGUAGE_CODE
    if language not in offered:
        raise BadFilter("lang", language[:20], offered)
    return language


def in_its_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Everything that a shared answer says, its faults too, is in the language of the address, not the browser's."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            language = language_of(request)
        except BadFilter:
            language = settings.LANGUAGE_CODE  # the view will say so, in a language that it has
        with override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        if "no-store" in response.headers.get("Cache-Control", ""):
            return response  # one reader's own, by a token: nobody else's page may read it
        return without_body(request, shared(response))

    return answer


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
