"""A year as the files have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hanse.calendar.loading.faults import Fault
from hanse.calendar.loading.ground import Ground
from hanse.calendar.loading.schema import FILES
from hanse.calendar.loading.yearfile import YearFile
from hanse.engines.when import When, parse

Key = tuple[str, str]
Payload = dict[str, Any]


@dataclass(slots=True)
class Item:
    """A thing as the files have it; `lines` says where each of its parts stands, `absent` which it has not got."""

    file: str
    line: int
    payload: Payload
    lines: list[int] = field(default_factory=list)
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Activities that are kept already, of all years: the year by the address, and the address by the UUID."""

    years: Mapping[str, int] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)


NONE_KNOWN = Known()


@dataclass(slots=True)
class Wanted:
    """A year as the files have it, in the files' order.

    `absent` names, by file, the columns that are not there: whatever is kept in them stays as it is. `nameless` holds
    kinds of which something has a name that cannot be read; `ground` is what the folder says that it was made from.
    """

    year: int
    zone: str
    absent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    year_file: YearFile | None = None
    nameless: set[str] = field(default_factory=set)
    items: dict[Key, Item] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    ground: Ground | None = None

    def knows(self, kind: str) -> bool:
        """Whether all things of a kind could be read, so that what points at them can be judged."""
        if kind in self.nameless:
            return False
        file = next((file.name for file in FILES if file.kind == kind), "year.yaml")
        return not any(fault.spoils and fault.file == file for fault in self.faults)

    def fault_of_year(self, path: str, says: str) -> Fault:
        """A fault of year.yaml at the place of a path such as `network.zone`."""
        return self.year_file.fault_at(path, says) if self.year_file else Fault("year.yaml", 0, path, says)

    def of(self, kind: str) -> Iterator[tuple[str, Item]]:
        """All things of one kind with their keys."""
        return ((key, item) for (its, key), item in self.items.items() if its == kind)


@lru_cache(maxsize=20_000)
def read_when(text: str, year: int, zone_name: str) -> When:
    """Parse a date once however often it stands in the files."""
    return parse(text, year, zone_name)
