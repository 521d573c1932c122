"""What a page knows of its reader before the view begins: the clock, the time zone, the colours, the language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hanse.ui import clock

ZONE_COOKIE = "zone"
THEME_COOKIE = "theme"
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's clock and choices. `zone` is empty until the browser or the reader has told it."""

    now: datetime
    zone: str
    theme: str

    def today(self, fallback_zone: str) -> date:
        """The present day where the reader is, or in `fallback_zone` when that is not known."""
        return self.now.astimezone(ZoneInfo(self.zone or fallback_zone)).date()

    def today_in(self, zone: str) -> date:
        """The present day in a zone, wherever the reader is: the day that records of the network state."""
        return self.now.astimezone(ZoneInfo(zone)).date()


class ReaderMiddleware:
    """Puts a `Reader` on every request, from two small cookies that hold a zone's name and a theme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.zones = available_timezones()
        self.languages = frozenset(code for code, _ in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        carried = self._speak(request)
        zone = request.COOKIES.get(ZONE_COOKIE, "").replace("%2F", "/")
        theme = request.COOKIES.get(THEME_COOKIE, "")
        request.reader = Reader(  # type: ignore[attr-defined]  # HttpRequest is open for such attributes
            now=clock.now(),
            zone=zone if zone in self.zones else "",
            theme=theme if theme in THEMES else "",
        )
        response = self.get_response(request)
        # Pages only: feeds and files are the same for everybody, and carry no cookies.
        if carried and response.headers.get("Content-Type", "").startswith("text/html"):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, carried, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response

    def _speak(self, request: HttpRequest) -> str:
        """A language in the address goes before the cookie and the browser: pages have an address in each.

        An address speaks for its own page. Whoever goes on from there, and has not chosen a language, goes on in that
        one, which is returned: it is kept until the browser closes.
        """
        asked = request.GET.get("lang", "")
        carried = "" if asked else self._carried(request)
        language = asked or carried
        if language in self.languages:
            translation.activate(language)
            request.LANGUAGE_CODE = language  # as LocaleMiddleware leaves it
        return carried

    def _carried(self, request: HttpRequest) -> str:
        """The language in the address of the page of ours that led here."""
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or request.method not in ("GET", "HEAD"):
            return ""
        try:
            before = urlsplit(request.headers.get("Referer", ""))
        except ValueError:
            return ""
        if before.netloc != request.headers.get("Host", request.META.get("SERVER_NAME", "")):
            return ""
        language = parse_qs(before.query).get("lang", [""])[-1]
        return language if language in self.languages else ""
