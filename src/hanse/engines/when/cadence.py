"""What falls due again and again: a rule beside the dates on which it really happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise


class Cadence(IntEnum):
    """Years from one time to the next, as the rule has it."""

    ANNUAL = 1
    BIENNIAL = 2
    TRIENNIAL = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule held against the record.

    `gaps` are `(from year, to year, years between)`; `kept` counts the gaps that the rule asks for, `early` and
    `late` the others; `next_due` is the last year on record plus the rule, `None` without a record.
    """

    every: int
    years: tuple[int, ...]
    gaps: tuple[tuple[int, int, int], ...]
    kept: int
    early: int
    late: int
    next_due: int | None


def rhythm(cadence: Cadence, years: Sequence[int]) -> Rhythm:
    """Hold a rule against the years in which it really happened; a year on record twice counts once."""
    ordered = tuple(sorted(set(years)))
    gaps = tuple((a, b, b - a) for a, b in pairwise(ordered))
    return Rhythm(
        every=int(cadence),
        years=ordered,
        gaps=gaps,
        kept=sum(gap == cadence for _, _, gap in gaps),
        early=sum(gap < cadence for _, _, gap in gaps),
        late=sum(gap > cadence for _, _, gap in gaps),
        next_due=ordered[-1] + int(cadence) if ordered else None,
    )
