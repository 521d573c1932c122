"""What an address of the search asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict

from hanse.ui.filters import BadFilter, check_names, words_of

_NAMES = ("q", "kind")
_PASSING = ("page", "lang")


class Kind(StrEnum):
    """What can be found."""

    ACTIVITY = "activity"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, and of which kind the results shall be; empty for both."""

    text: str
    kind: str

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        """Read an address; raise `BadFilter` for what nobody offered."""
        check_names(query, _NAMES, passing=_PASSING)
        text, kind = words_of(query.get("q", "")), query.get("kind", "")
        if kind and kind not in list(Kind):
            raise BadFilter("kind", kind[:60], list(Kind))
        return cls(text, kind)
