"""From words, or from EDTF itself, to a `When`; the only module that needs the `edtf` library."""

from __future__ import annotations

import re

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from hanse.engines.when import words
from hanse.engines.when.lexing import tokens
from hanse.engines.when.model import NotADate, When
from hanse.engines.when.reading import read
from hanse.engines.when.resolving import all_year, resolve, unknown
from hanse.engines.when.stored import from_edtf

_EDTF = re.compile(r"\.\./\S*|\d{4}[-0-9TZ:+/~X.]*")


def parse(text: str, year: int, zone: str = "Asia/Seoul") -> When:
    """Read a date as a brochure prints it.

    `year` stands in where the words name none, `zone` (IANA name or offset) likewise. Raises `NotADate`, whose
    `reason` says what is wrong and how to mend it.
    """
    trimmed = " ".join(text.split()) if len(text) <= 10_000 else text
    if not trimmed:
        raise NotADate(text, "The date is empty. Write “TBC” when it is not known yet.")
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
    """Ask the `edtf` library whether what we write is EDTF; it reads no timed spans and no open ends."""
    for half in when.edtf.split("/") if (when.has_time or ".." in when.edtf) else [when.edtf]:
        if half != "..":
            try:
                parse_edtf(half)
            except EDTFParseException as fault:
                raise NotADate(when.text, f"“{half}” is not EDTF. Write the date such as “Mar 13-17”.") from fault
    return when
