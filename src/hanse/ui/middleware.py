"""What a page knows of its reader before the view begins: the clock, the time zone, the colours, the language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
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
        self._speak(request)
        zone = request.COOKIES.get(ZONE_COOKIE, "").replace("%2F", "/")
        theme = request.COOKIES.get(THEME_COOKIE, "")
        request.reader = Reader(  # type: ignore[attr-defined]  # HttpRequest is open for such attributes
            now=clock.now(),
            zone=zone if zone in self.zones else "",
            theme=theme if theme in THEMES else "",
        )
        return self.get_response(request)

    def _speak(self, request: HttpRequest) -> None:
        """A language in the address goes before the cookie and the browser: pages have an address in each."""
        asked = request.GET.get("lang", "")
        if asked in self.languages:
            translation.activate(asked)
            request.LANGUAGE_CODE = asked  # as LocaleMiddleware leaves it
