"""Identifiers that others give organisations and places: ISO 3166-2, Wikidata, GeoNames, ROR, BCP 47."""

from __future__ import annotations

import re
from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError

_ROR = re.compile(r"0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}")
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def is_wikidata(text: str) -> bool:
    """Whether this is the identifier of an item of Wikidata, such as Q3870."""
    return re.fullmatch(r"Q[1-9][0-9]{0,18}", text) is not None


def is_ror(text: str) -> bool:
    """Whether this is a ROR identifier without its address, such as 04h699437; its last two digits check the rest.

    ISO/IEC 7064, mod 97-10, over Crockford's base 32 (https://ror.readme.io/docs/identifier).
    """
    if _ROR.fullmatch(text) is None:
        return False
    number = 0
    for letter in text[:7]:
        number = number * 32 + _ALPHABET.index(letter)
    return 98 - (number * 100) % 97 == int(text[7:])


@cache
def _subdivisions() -> dict[str, str]:
    return {one.code: one.name for one in pycountry.subdivisions}


def is_subdivision(code: str) -> bool:
    """Whether this is a code of ISO 3166-2, such as KR-11."""
    return code in _subdivisions()


def subdivision_name(code: str) -> str:
    """A state's or province's name as ISO 3166-2 has it; the code itself where it has none."""
    return _subdivisions().get(code, code)


def is_language(code: str) -> bool:
    """Whether this is a language that CLDR knows, such as ko, pt-BR or zh-Hant."""
    if _LANGUAGE.fullmatch(code) is None:
        return False
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def language_name(code: str, reader: str = "en") -> str:
    """A language's name in the reader's language; the code itself where CLDR has none."""
    return str(Locale.parse(reader.split("-")[0]).languages.get(code.split("-")[0], code))


def direction_of(code: str) -> str:
    """Which way a language is written, as HTML says it: "rtl" for Arabic, "ltr" for most."""
    try:
        return str(Locale.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
