"""Who acts, and for whom: every record keeps both."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A program's signature ends with the token that it called with: its name, and its first letters.
# Where the address was left out, the last brackets are the token's.
_TOKEN = re.compile(r"(?P<who>.*?<[^<>]*>|\S+@\S+|.*) \((?P<name>.+), [0-9a-f]{8}\)")


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
    """The name in a signature such as `Mina Park <mina@example.org>`, whoever wrote it for them."""
    found = _TOKEN.fullmatch(by)
    return (found["who"] if found else by).split(" <")[0]


def token_signed(by: str) -> str:
    """The name of the token in a signature such as `Mina Park <mina@example.org> (Newsletter, 0a1b2c3d)`, else nothing."""
    found = _TOKEN.fullmatch(by)
    return found["name"] if found else ""


def without_address(by: str) -> str:
    """A signature for those to whom the address is none of their business."""
    found = _TOKEN.fullmatch(by)
    return name_signed(by) + (by[found.end("who") :] if found else "")
