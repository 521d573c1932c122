"""What people call the place that a time zone is named after."""

from __future__ import annotations

from functools import lru_cache

from babel.dates import get_timezone_location
from django.utils.translation import get_language


def zone_city(zone: str, language: str | None = None) -> str:
    """The city in a zone's name, such as `Asia/Seoul`, in the reader's language where Unicode CLDR knows it there."""
    return _city(zone, (language or get_language() or "en").split("-")[0])


@lru_cache(maxsize=512)
def _city(zone: str, language: str) -> str:
    plain = zone.rsplit("/", 1)[-1].replace("_", " ") if "/" in zone else zone
    if language == "en" or "/" not in zone:
        return plain
    known = str(get_timezone_location(zone, locale=language, return_city=True))
    # Where a language has no name of its own, CLDR gives the English one, in places with the region before it.
    return plain if known.isascii() else known
