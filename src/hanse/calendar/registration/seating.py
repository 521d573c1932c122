"""Who takes which seat: plain values in, a place out. The caller holds the lock and the true counts.

A quota is a row of seats kept for some. Who fits several takes the first with a free seat, by position, and falls back
on the next; after the last come the seats that no quota keeps. Seats in all are the limit above everything. Where a
limit in all is not set, the quotas together are all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fit:
    """What a seat looks at in somebody; `counts` is false for those who need none, such as online."""

    kind: str = ""
    category: str = ""
    region: str = ""
    audiences: frozenset[str] = frozenset()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """The seats of one quota. An empty set fits everybody."""

    key: int
    seats: int
    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()

    def fits(self, who: Fit) -> bool:
        """Whether these seats are kept for somebody."""
        return (
            (not self.kinds or who.kind in self.kinds)
            and (not self.categories or who.category in self.categories)
            and (not self.regions or who.region in self.regions)
            and (not self.audiences or bool(who.audiences & self.audiences))
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A seat for somebody: in a quota, or among the seats that no quota keeps (`None`); `counts` is whether it is one."""

    quota: int | None
    counts: bool = True


@dataclass(slots=True)
class Hall:
    """Seats in all (`None`: no limit), rows in their order, and how many are taken by the row's key (`None`: no row)."""

    seats: int | None
    rows: Sequence[Row] = ()
    taken: dict[int | None, int] = field(default_factory=dict)

    @classmethod
    def of(cls, seats: int | None, rows: Sequence[Row], taken: Mapping[int | None, int]) -> Hall:
        """A hall with counts of its own."""
        return cls(seats, tuple(rows), dict(taken))

    @property
    def limit(self) -> int | None:
        """How many seats there are in all; nothing where nothing limits them."""
        if self.seats is None and self.rows:
            return sum(row.seats for row in self.rows)
        return self.seats

    @property
    def left(self) -> int | None:
        """How many seats are free in all; nothing where nothing limits them."""
        limit = self.limit
        return None if limit is None else max(0, limit - sum(self.taken.values()))

    @property
    def is_full(self) -> bool:
        """Whether nobody at all could get a seat."""
        return self.left == 0

    def place(self, who: Fit) -> Place | None:
        """Where somebody would sit, or nowhere."""
        if not who.counts:
            return Place(None, counts=False)
        if self.is_full:
            return None
        for row in self.rows:
            if row.fits(who) and self.left_in(row) > 0:
                return Place(row.key)
        general = self._general
        return Place(None) if general is None or general > 0 else None

    def take(self, place: Place) -> None:
        """Sit somebody down."""
        if place.counts:
            self.taken[place.quota] = self.taken.get(place.quota, 0) + 1

    def free(self, place: Place) -> None:
        """Somebody got up."""
        if place.counts:
            self.taken[place.quota] = max(0, self.taken.get(place.quota, 0) - 1)

    def left_in(self, row: Row) -> int:
        """Free seats of one quota."""
        return max(0, row.seats - self.taken.get(row.key, 0))

    def left_for(self, who: Fit) -> int | None:
        """How many seats somebody has the choice of; nothing where nothing limits them."""
        if not who.counts or self.limit is None:
            return None
        general = self._general or 0
        own = sum(self.left_in(row) for row in self.rows if row.fits(who)) + general
        return min(own, self.left or 0)

    @property
    def _general(self) -> int | None:
        """Free seats that no quota keeps; nothing where nothing limits them."""
        if self.limit is None:
            return None
        return max(0, self.limit - sum(row.seats for row in self.rows) - self.taken.get(None, 0))
