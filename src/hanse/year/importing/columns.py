"""Which column of a table is which field: guessed from its heading, in English and Korean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise

from hanse.ui.folding import fold

NEAR = 0.84
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a row can say. `words` are what people call it in headings."""

    name: str
    label: str | Promise
    words: tuple[str, ...] = ()
    is_required: bool = False


def guess(fields: Sequence[Field], headings: Sequence[str]) -> dict[str, int]:
    """The number of the column for each field that a heading names; exact words first, then those that resemble them."""
    found: dict[str, int] = {}
    folded = [_plain(heading) for heading in headings]
    names = {field.name: [_plain(word) for word in (field.name, str(field.label), *field.words)] for field in fields}
    for field in fields:
        place = next(
            (n for n, text in enumerate(folded) if text in names[field.name] and n not in found.values()), None
        )
        if place is not None:
            found[field.name] = place
    near = sorted(
        (
            (max(SequenceMatcher(None, text, word).ratio() for word in names[field.name]), field.name, place)
            for field in fields
            for place, text in enumerate(folded)
            if text
        ),
        key=lambda one: -one[0],
    )
    for likeness, name, place in near:
        if likeness >= NEAR and name not in found and place not in found.values():
            found[name] = place
    return found


def missing(fields: Sequence[Field], mapping: Mapping[str, int]) -> list[Field]:
    """Fields that a table must have, and that no column is mapped to."""
    return [field for field in fields if field.is_required and field.name not in mapping]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
