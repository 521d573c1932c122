"""Pages for when something is not right: what happened, and where to go from here."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from hanse.ui.filters import BadFilter, check_signs

_log = logging.getLogger("hanse.errors")


def explain(request: HttpRequest, status: int, title: str, message: str, ways: list[tuple[str, str]]) -> HttpResponse:
    """A page, or a few words of JSON where the API or a program asks."""
    if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"status": status, "title": title, "detail": message}, status=status)
    context = {"status": status, "title": title, "message": message, "ways": ways}
    return render(request, "ui/errors/page.html", context, status=status)


def _home() -> tuple[str, str]:
    return gettext("The year"), reverse("year:home")


def bad_filter(request: HttpRequest, fault: BadFilter) -> HttpResponse:
    """400: the address asks for a filter or a value that nobody offered."""
    ways = [(gettext("The same page without filters"), request.path), _home()]
    return explain(request, 400, gettext("This filter is not on offer"), fault.sentence, ways)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for everything else."""
    if isinstance(exception, DisallowedHost):
        # Nothing of a page can be made: its addresses would carry a name that is not ours.
        said = gettext("This server does not answer under that name. Use the address that the network gives out.")
        return HttpResponse(said + "\n", status=400, content_type="text/plain; charset=utf-8")
    return explain(
        request,
        400,
        gettext("This request cannot be read"),
        gettext("Something in it is not as it should be. Go back and try again."),
        [_home()],
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    ways = [_home()]
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        ways.insert(0, (gettext("Sign in"), reverse("account_login") + "?next=" + request.path))
    message = str(exception) or gettext(
        "This page is for the secretariat. If it should be for you, too, write to the secretariat."
    )
    return explain(request, 403, gettext("This page is not open to you"), message, ways)


def sign_in_and_go_on(request: HttpRequest, reason: str, way_in: str, *, had_files: bool) -> HttpResponse:
    """403 for a form that was sent by somebody who is not, or no longer, signed in; what they wrote is kept."""
    parts = [
        gettext("You are not signed in, or not any more, so nothing was saved. What you wrote is kept for two hours."),
        gettext("Sign in in this browser, and you go on where you were."),
        gettext("Files have to be chosen again.") if had_files else "",
        reason,
    ]
    ways = [(gettext("Sign in and go on"), way_in), _home()]
    return explain(request, 403, gettext("Sign in, and nothing is lost"), " ".join(filter(None, parts)), ways)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with a search for the words of the address."""
    reason = str(exception) if exception.args and isinstance(exception.args[0], str) and exception.args[0] else ""
    if not reason or "tried" in reason:
        reason = gettext("Nothing is kept at this address. It may have moved, or a letter may be missing.")
    words = _words_of(request.path)
    ways = [_home()]
    if words:
        ways.insert(
            0,
            (
                gettext("Search for “%(words)s”") % {"words": words},
                f"{reverse('year:search')}?q={words.replace(' ', '+')}",
            ),
        )
    return explain(request, 404, gettext("There is no such page"), reason, ways)


def _words_of(path: str) -> str:
    """What an address is about: neither its year, nor the word for its kind of page, which stands before a name."""
    parts = [part for part in path.split("/") if part and not part.isdigit()]
    names = parts[1:] or parts
    return " ".join(word for word in "-".join(names[:1]).split("-") if word.isalpha())[:60]


def too_many(request: HttpRequest, exception: Exception | None = None, *, says: str = "") -> HttpResponse:
    """429: too much in too short a time, from this address."""
    message = gettext("There were many requests from your address within a short time, and others wait, too.")
    wait = says or gettext("Come back in a few minutes.")
    return explain(request, 429, gettext("A moment, please"), f"{message} {wait}", [_home()])


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """500, made without the database; the identifier is in the log, too."""
    identifier = secrets.token_hex(4)
    _log.error("Answered 500 with identifier %s at %s", identifier, request.path)
    try:
        page = str(render_to_string("ui/errors/500.html", {"identifier": identifier}))
    except Exception:  # whatever is broken, this page is not: it is what is left to say
        page = f"<!doctype html><title>Hanse</title><h1>Something broke here</h1><p>Try again in a minute. {identifier}</p>"
    return HttpResponseServerError(page)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose proof of origin is missing or stale; a form of our own can be sent again as it is."""
    if is_own_form(request):
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken" and "password" not in name
        ]
        return render(request, "ui/errors/stale.html", {"fields": fields, "path": request.get_full_path()}, status=403)
    message = gettext(
        "The form was open for too long, or the browser keeps no cookies for this site. Go back, reload the page, and send it again; what you typed is still in the form."
    )
    return explain(request, 403, gettext("The form could not be accepted"), message, [_home()])


def is_own_form(request: HttpRequest) -> bool:
    """Whether the browser itself says that a form came from a page of ours; another site's is never sent on."""
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin", "") in own


class BadFilterMiddleware:
    """Turns a `BadFilter` from any view into its page, and refuses addresses with signs that no text has."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, *_given: Any) -> HttpResponse | None:
        """Before any view reads them, so that no view can forget it. What programs ask has answers of its own."""
        if getattr(view, "is_for_programs", False) or request.path.startswith("/api/"):
            return None
        try:
            for name, values in request.GET.lists():
                for text in (name, *values):
                    check_signs(text, name.replace("\x00", ""))
        except BadFilter as fault:
            return bad_filter(request, fault)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only `BadFilter` is ours; everything else goes on."""
        return bad_filter(request, exception) if isinstance(exception, BadFilter) else None
