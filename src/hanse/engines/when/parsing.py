"""From words, or from EDTF itself, to a `When`; the only module that needs the `edtf` library."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from hanse.engines.when import words
from hanse.engines.when.lexing import tokens
from hanse.engines.when.model import NotADate, When
from hanse.engines.when.reading import read
from hanse.engines.when.resolving import all_year, resolve, unknown
from hanse.engines.when.stored import from_edtf

_SAMPLES = (
    (re.compile(r"[+-]\d\d:\d\d"), "+01:00"),
    (re.compile(r"T\d\d:\d\d:\d\d"), "T10:00:00"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "2004-02-01"),
    (re.compile(r"\d{4}-\d\d(?!-)"), "2004-02"),
    (re.compile(r"\d{4}(?=[/~]|$)"), "2004"),
)
_EDTF = re.compile(r"\.\./\S*|\d{3}X|\d{4}[-0-9TZ:+/~?%X]*(?:/?\.\.)?")


def parse(text: str, year: int, zone: str = "Asia/Seoul") -> When:
    """Read a date as a brochure prints it.

    `year` stands in where the words name none, `zone` (IANA name or offset) likewise. Raises `NotADate`, whose
    `reason` says what is wrong and how to mend it.
    """
    trimmed = " ".join(text.split()) if len(text) <= 10_000 else text
    if not trimmed:
        raise NotADate(text, "The date is empty. Write “TBC” when it is not known yet.")
    return replace(_parse(_plain(trimmed), year, zone), text=trimmed)


def names_zone(text: str, year: int) -> bool:
    """Whether the words of a date name its zone themselves; raises `NotADate`."""
    return parse(text, year, "+00:00").zone == parse(text, year, "+01:00").zone


def _plain(text: str) -> str:
    """The same text with the characters and digits that the rest of this package knows: `２０２３` is `2023`."""
    found = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in found)


def _parse(trimmed: str, year: int, zone: str) -> When:
    plain = trimmed.casefold()
    if plain in words.ALL_YEAR_WORDS or _with_year(plain, words.ALL_YEAR_WORDS):
        return _checked(all_year(trimmed, _with_year(plain, words.ALL_YEAR_WORDS) or year, zone))
    if plain in words.UNKNOWN_WORDS or _with_year(plain, words.UNKNOWN_WORDS):
        return _checked(unknown(trimmed, _with_year(plain, words.UNKNOWN_WORDS) or year, zone))
    if _EDTF.fullmatch(trimmed):
        return _checked(from_edtf(trimmed, zone))
    return _checked(resolve(read(trimmed, tokens(trimmed)), year, zone))


def _with_year(plain: str, members: frozenset[str]) -> int | None:
    """The year in "all year 2024", "2024, to be confirmed" or "2024년 연중"."""
    match = re.fullmatch(r"(?:(\d{4})년?,? )?([^\d]{2,40}?)(?:,? \(?(\d{4})\)?)?", plain)
    if match and match[2] in members and (match[1] or match[3]):
        return int(match[1] or match[3])
    return None


def _checked(when: When) -> When:
    """Ask the `edtf` library whether what we write is EDTF."""
    if not _is_edtf(_shape(when.edtf)):
        raise NotADate(when.text, "“{edtf}” is not EDTF. Write the date such as “Mar 13-17”.", edtf=when.edtf)
    return when


def _shape(edtf: str) -> str:
    """The form of an EDTF text with one sample date in it.

    The library takes 2 to 10 ms a text, so a load of 5,000 dates would spend half a minute in it. It judges the
    form, of which there are some thirty; that the numbers are days of the calendar is checked by `resolving`.
    """
    for pattern, sample in _SAMPLES:
        edtf = pattern.sub(sample, edtf)
    return edtf


@lru_cache(maxsize=256)
def _is_edtf(shape: str) -> bool:
    """Whether the library reads a form; it reads no timed spans and no open ends, so those go by their halves."""
    for half in shape.split("/") if ("T" in shape or ".." in shape) else [shape]:
        if half != "..":
            try:
                parse_edtf(half)
            except EDTFParseException:
                return False
    return True
