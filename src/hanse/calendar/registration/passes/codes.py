"""Codes that people read aloud and type: Crockford's Base32, which has no I, L, O and U."""

from __future__ import annotations

import re
import secrets
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SHORT = 8  # letters: 40 bits of the identifier, plenty to tell the people of one activity apart
_LONG = 12  # letters: 60 bits that nobody guesses at thirty tries a minute


def short_code(uid: UUID) -> str:
    """The number on a ticket: the beginning of the registration's identifier, such as `K7QF-3M2P`."""
    return _grouped(_letters(uid.int >> (128 - 5 * _SHORT), _SHORT))


def uids_of(code: str) -> tuple[UUID, UUID] | None:
    """The first and the last identifier that a short code can mean; nothing where it is not one."""
    plain = plain_code(code)
    if len(plain) != _SHORT:
        return None
    rest = 128 - 5 * _SHORT
    first = _number(plain) << rest
    return UUID(int=first), UUID(int=first + (1 << rest) - 1)


def new_code() -> str:
    """A code for a certificate, that no other tells anything of."""
    return _letters(secrets.randbits(5 * _LONG), _LONG)


def shown_code(code: str) -> str:
    """A code as it is printed, in groups of four."""
    return _grouped(code)


def plain_code(text: str) -> str:
    """A code as it is kept, from what somebody typed: dashes, spaces, small letters and misread ones put right."""
    plain = re.sub(r"[\s–—_.-]", "", text).upper().translate(_MISREAD)
    return plain if len(plain) <= _LONG and set(plain) <= set(ALPHABET) else ""


def _letters(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(count)))


def _number(code: str) -> int:
    number = 0
    for letter in code:
        number = number << 5 | ALPHABET.index(letter)
    return number


def _grouped(code: str) -> str:
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))
