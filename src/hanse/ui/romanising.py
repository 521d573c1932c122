"""Hangul in Latin letters, for addresses that people read out and type."""

from __future__ import annotations

_FIRST, _MIDDLES, _ENDS = 0xAC00, 21, 28
_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_MEDIALS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
_FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip


def romanised(text: str) -> str:
    """Each syllable by the letters of the Revised Romanization (2000), everything else as it is.

    Sound changes between syllables are left out: an address has to be steady, not a guide to pronunciation.
    """
    return "".join(_syllable(letter) for letter in text)


def _syllable(letter: str) -> str:
    place = ord(letter) - _FIRST
    if not 0 <= place < len(_INITIALS) * _MIDDLES * _ENDS:
        return letter
    initial, rest = divmod(place, _MIDDLES * _ENDS)
    medial, final = divmod(rest, _ENDS)
    return _INITIALS[initial] + _MEDIALS[medial] + _FINALS[final]
