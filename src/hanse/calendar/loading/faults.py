"""What is wrong with a file, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MOST_TOLD = 60
# What no text holds: control characters but tabs and ends of lines, and what Unicode sets apart as no characters.
_NONCHARACTERS = "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NO_TEXT = re.compile(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef{_NONCHARACTERS}]")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `line` counts from 1, 0 where the whole file is meant.

    `spoils` says that the file could not be read at all, so that what others say of it cannot be judged.
    """

    file: str
    line: int
    column: str
    says: str
    spoils: bool = False

    @property
    def rank(self) -> tuple[bool, str, int, str, str]:
        """The order in which faults are told: first what is in the way of everything else."""
        return (not self.spoils, self.file, self.line, self.column, self.says)

    def __str__(self) -> str:
        place = (
            self.file
            + (f", line {self.line}" if self.line else "")
            + (f", column {self.column}" if self.column else "")
        )
        return visible(f"{place}: {self.says}")


def no_text_in(value: str) -> str:
    """What is wrong with a value that holds characters of no text; empty where there are none."""
    found = _NO_TEXT.search(value)
    return f"There is a control character (U+{ord(found[0]):04X}) in it. Take it out." if found else ""


def visible(text: str) -> str:
    """Text for a terminal, which would obey the control characters in it: they are written out."""
    return _NO_TEXT.sub(lambda found: f"<U+{ord(found[0]):04X}>", text.replace("\r", " "))


class FaultyFiles(Exception):
    """The files cannot be loaded; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults), key=lambda fault: fault.rank)
        told = [str(fault) for fault in self.faults[:MOST_TOLD]]
        if len(self.faults) > MOST_TOLD:
            told.append(f"And {len(self.faults) - MOST_TOLD} more. Mend these first.")
        super().__init__("\n".join(told))


def did_you_mean(value: str, offered: Iterable[str]) -> str:
    """The end of a sentence: the nearest thing on offer, or all of a short list."""
    known = list(offered)
    if not known:
        return "There is none yet."
    near = get_close_matches(value, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    if len(known) <= 12:
        return f"Use one of: {', '.join(known)}."
    return "Correct it, or add it to its own file."
