"""Names of people and organisations as they are kept: one line, without signs that steer how other text is shown."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

# Overrides, embeddings and isolates turn round what stands after a name, or let one name look like another; so do
# signs that nobody sees. Joiners (U+200C, U+200D) and marks of direction (U+200E, U+200F, U+061C) are left: names in
# Persian, Arabic, Hindi and others need them.
_STEERING = frozenset(
    map(
        chr,
        (*range(0x202A, 0x202F), *range(0x2066, 0x2070), 0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0xE0000, 0xE0080)),
    )
)


def plain_name(text: str) -> str:
    """A name in one line; what it is made of besides letters, blanks and signs is left out. NUL is for others to refuse."""
    kept = "".join(" " if _parts(letter) else letter for letter in text if letter not in _STEERING)
    return " ".join(kept.split())


def _parts(letter: str) -> bool:
    return letter != "\x00" and unicodedata.category(letter) in ("Cc", "Zl", "Zp")


class NameField(forms.CharField):
    """A name of somebody or something."""

    def to_python(self, value: Any) -> Any:
        """What was typed, as it is kept."""
        return plain_name(str(super().to_python(value) or ""))
