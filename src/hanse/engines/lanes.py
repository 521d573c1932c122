"""Where things stand in the drawn year: marks and their labels in lanes, first fit, nothing on top of anything.

Interval partitioning in order of the start needs the fewest lanes when every label stands after its mark (Kleinberg and
Tardos, Algorithm Design, 4.1). Labels that may also stand before their mark break that proof, so this is first fit in the
same order: never more lanes than items, and stable, since equal input gives equal output.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

VERSION = "1"
Kind = Literal["dot", "span", "month", "year", "open"]
Side = Literal["after", "before", "inside"]

# Advance widths of Source Sans 3 in em, light cut; the regular cut is wider by the factor below.
_EM = {
    "ijlI.,:;·'|!": 0.22,
    "ft()[]r-": 0.29,
    " ": 0.2,
    "csxzvykJL": 0.43,
    "aegFTSEAV": 0.5,
    "bdhnopqu": 0.53,
    "BDGKPRXCYZ": 0.56,
    "HNUOQ": 0.64,
    "mMwW": 0.74,
    "%@": 0.8,
}
_WIDTHS = {letter: width for letters, width in _EM.items() for letter in letters}
_REGULAR = 1.07


def measure(text: str, size: float) -> float:
    """The width of a text in px at a font size in px, a little too wide rather than too narrow."""
    return sum(1.0 if ord(c) > 0x1100 else _WIDTHS.get(c, 0.5) * _REGULAR for c in text) * size


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to place: its ends as fractions of the year (0 to 1), its kind, its label's width in px."""

    key: str
    start: float
    end: float
    kind: Kind
    label: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where it stands: the lane from 0 down, and the side of the mark on which the label stands."""

    key: str
    lane: int
    side: Side


@dataclass(frozen=True, slots=True)
class Placement:
    """All items with their lanes, in the order in which they were placed; the number of lanes; the engine's version."""

    placed: tuple[Placed, ...]
    lanes: int
    version: str = VERSION


GAP = 14.0  # px between two things in a lane
BESIDE = 12.0  # px between a mark and its label
DOT = 6.0  # px, half a mark


def place(items: Sequence[Item], *, plot: float = 732.0, today: float | None = None) -> Placement:
    """Place items, first all-year lines, then by start.

    `plot` is the width in px at which labels are measured, `today` a fraction that no label may cross.
    """
    ordered = sorted(items, key=lambda i: (i.kind != "year", i.start, i.end, i.key))
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for item in ordered:
        choices = [(side, _extent(item, side, plot)) for side in _sides(item, plot, today)]
        lane, side, extent = _first_fit(taken, choices)
        if lane == len(taken):
            taken.append([])
        taken[lane].append(extent)
        placed.append(Placed(item.key, lane, side))
    return Placement(tuple(placed), len(taken))


def _extent(item: Item, side: Side, plot: float) -> tuple[float, float]:
    """What a thing covers in a lane, in px: mark and label together."""
    if side == "inside":
        return 0.0, plot
    left, right = item.start * plot, item.end * plot
    if item.kind in ("dot", "open"):
        left, right = left - DOT, (plot if item.kind == "open" else left + DOT)
    if side == "after":
        return left, right + BESIDE + item.label
    return left - BESIDE - item.label, right


def _sides(item: Item, plot: float, today: float | None) -> list[Side]:
    """The sides on which the label may stand, the better one first."""
    if item.kind == "year":
        return ["inside"]
    after, before = _extent(item, "after", plot), _extent(item, "before", plot)
    fits_after = after[1] <= plot and item.kind != "open"
    fits_before = before[0] >= 0
    if today is not None:
        line = today * plot
        mark_right, mark_left = item.end * plot, item.start * plot
        if fits_after and fits_before and mark_right < line < after[1]:
            fits_after = False
        elif fits_before and fits_after and before[0] < line < mark_left:
            fits_before = False
    sides: list[Side] = []
    if fits_after:
        sides.append("after")
    if fits_before:
        sides.append("before")
    if not sides:
        sides.append("before" if item.start > 0.5 else "after")
    return sides


def _first_fit(
    taken: list[list[tuple[float, float]]], choices: list[tuple[Side, tuple[float, float]]]
) -> tuple[int, Side, tuple[float, float]]:
    for number, lane in enumerate(taken):
        for side, (left, right) in choices:
            if all(right + GAP <= start or end + GAP <= left for start, end in lane):
                return number, side, (left, right)
    side, extent = choices[0]
    return len(taken), side, extent
