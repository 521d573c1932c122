"""Who acts, and for whom: every record keeps both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something.

    `name` is what the record shows ("Mina Park <mina@example.org>"), `person` the key of the account and `acted_for`
    the address of the organisation for which the person acts; both are empty for commands and for oneself.
    """

    name: str
    person: int | None = None
    acted_for: str = ""

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, by: By) -> Actor:
        """An actor from what a caller has: commands sign with their name alone."""
        return by if isinstance(by, cls) else cls(str(by))


By = Actor | str


def name_signed(by: str) -> str:
    """The name in a signature such as `Mina Park <mina@example.org>`."""
    return by.split(" <")[0]
