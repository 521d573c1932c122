"""What a folder and the database last had in common, carried in the folder itself: `base.json`.

An export writes it, and a load renews it. Without it a load can only compare with the last load, which may have been of
other files: whoever exported before would seem to have changed back whatever others have changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hanse.calendar.loading.faults import Fault
from hanse.calendar.loading.reading import read_text

NAME = "base.json"
ABOUT = "What these files and the database last had in common. `hanse load` compares with it. Leave it as it is."
CURE = "Put it back as the export wrote it; or remove it, and the last load is compared with instead."
Key = tuple[str, str]
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """Things as both sides had them. `act` is the newest act on record then, by which its database is known again."""

    year: int
    act: str
    things: Mapping[Key, Payload]

    def renewed(self, act: str, files: Mapping[Key, Payload]) -> Ground:
        """The ground after a load: what the files said; what they did not speak of stays."""
        return Ground(self.year, act, {**self.things, **files})

    def written(self) -> bytes:
        """The file, with a thing in each line."""
        head = json.dumps({"about": ABOUT, "year": self.year, "act": self.act}, ensure_ascii=False)
        lines = [json.dumps([*key, payload], ensure_ascii=False) for key, payload in self.things.items()]
        return (head[:-1] + ', "things": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def read_ground(folder: Path) -> tuple[Ground | None, Fault | None]:
    """The ground that a folder carries; nothing where it carries none."""
    path = folder / NAME
    if not path.exists():
        return None, None
    text, fault = read_text(path, CURE)
    if fault:
        return None, fault
    try:
        found = json.loads(text)
        things = {(str(kind), str(key)): _payload(payload) for kind, key, payload in found["things"]}
        return Ground(int(found["year"]), str(found["act"]), things), None
    except json.JSONDecodeError as error:
        return None, Fault(NAME, error.lineno, str(error.colno), f"This is not what an export wrote. {CURE}", True)
    except (KeyError, TypeError, ValueError, RecursionError):
        return None, Fault(NAME, 0, "", f"This is not what an export wrote. {CURE}", True)


def _payload(found: Any) -> Payload:
    rows = found.get("rows", []) if isinstance(found, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError
    return dict(found)
