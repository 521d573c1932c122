"""Which letters can be set, and what becomes of the others: one that no face has would stop the whole document."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
MISSING = "□"  # the printer's sign for a letter that is not in the case
LONGEST = 24  # letters without a place to break; the narrowest column holds about so many
_BREAK = "\u200b"
_SPACES = re.compile(" {2,}")
_LONG = re.compile(rf"[^\s\u1100-\uffff]{{{LONGEST + 1},}}")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def plain(text: str) -> str:
    """Text that can be set as it is: composed, without control signs, with places to break in very long words.

    PDF/UA-1 (ISO 14289-1, 7.21.8) allows no missing glyphs. A letter of a script that we do not ship becomes a box,
    so that a reader sees that something stands there; signs and pictures that carry no sound are left out.
    """
    whole = unicodedata.normalize("NFC", text)
    kept = _SPACES.sub(" ", "".join(_kept(letter) for letter in whole))
    return _LONG.sub(_with_breaks, kept)


def address(href: str) -> str:
    """An address that a reader may be led to, or nothing: no other scheme ever becomes a link."""
    bare = "".join(c for c in href.strip() if not unicodedata.category(c).startswith(("C", "Z")))
    return bare[:2000] if bare.lower().startswith(_SCHEMES) else ""


def shown(href: str) -> str:
    """An address as it is printed: without what every address has."""
    return re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", href).rstrip("/")


@cache
def coverage() -> frozenset[int]:
    """All letters that every style of some family has; written beside the faces when they are cut."""
    found: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in "\n\t\r\u2028\u2029" or category == "Zs":
        return letter if letter == "\u00a0" else " "
    if category.startswith("C"):
        return ""
    if ord(letter) in coverage():
        return letter
    return MISSING if category.startswith(("L", "N")) else ""


def _with_breaks(found: re.Match[str]) -> str:
    """Break after the signs that part an address; a word without any, at every eighth letter."""
    pieces = [piece for piece in re.split(r"(?<=[/?&=@])", found[0]) if piece]
    return _BREAK.join(_BREAK.join(_short(piece)) for piece in pieces)


def _short(piece: str) -> list[str]:
    return [piece] if len(piece) <= LONGEST else [piece[n : n + 8] for n in range(0, len(piece), 8)]
