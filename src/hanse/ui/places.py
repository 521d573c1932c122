"""What people call the place that a time zone is named after."""

from __future__ import annotations

from functools import lru_cache

from babel.dates import get_timezone_location
from django.utils.translation import get_language

from hanse.ui.folding import fold

# Names of zones are ASCII, and CLDR's English gives the marks back to some of them only.
_MARKED = ("Araguaína", "Belém", "Bogotá", "Cuiabá", "Eirunepé", "Maceió", "Mazatlán", "Santarém", "São Paulo")
_BY_BARE = {fold(name): name for name in _MARKED}


def zone_city(zone: str, language: str | None = None) -> str:
    """The city in a zone's name, such as `Asia/Seoul`, in the reader's language where Unicode CLDR knows it there."""
    return _city(zone, (language or get_language() or "en").split("-")[0])


@lru_cache(maxsize=512)
def _city(zone: str, language: str) -> str:
    if "/" not in zone:
        return zone
    plain = zone.rsplit("/", 1)[-1].replace("_", " ")
    plain = _BY_BARE.get(fold(plain), plain)
    known = str(get_timezone_location(zone, locale=language, return_city=True))
    if language == "en":
        return known if fold(known) == fold(plain) and not known.isascii() else plain
    # Where a language has no name of its own, CLDR gives the English one, in places with the region before it.
    return plain if known.isascii() else known
