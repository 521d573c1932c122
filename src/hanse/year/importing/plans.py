"""What an import would do, row by row, before it does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hanse.ui.tables import Line
from hanse.year.importing.choices import Fate


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, in which column, and how to mend it."""

    column: str
    says: str


@dataclass(slots=True)
class Step:
    """A row, and what becomes of it. `values` is for the one who carries it out."""

    line: Line
    label: str = ""
    fate: str = Fate.REFUSE
    faults: list[Fault] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def refuse(self, column: str, says: Any) -> None:
        """Say what is wrong; the row is refused."""
        self.faults.append(Fault(column, str(says)))
        self.fate = Fate.REFUSE


@dataclass(frozen=True, slots=True)
class Made:
    """A trace of something made or changed."""

    kind: str
    key: str
    is_new: bool
    left: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)


def counts_of(steps: Iterable[Step]) -> dict[str, int]:
    """How many rows of each fate."""
    counted = Counter(str(step.fate) for step in steps)
    return {fate: counted.get(fate, 0) for fate in Fate.values}
