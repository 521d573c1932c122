"""What an address of the search asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import gettext

from hanse.ui.filters import BadFilter

LONGEST = 100
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
        for name in query:
            if name not in (*_NAMES, *_PASSING) and not name.startswith("utm_"):
                raise BadFilter(name, "", _NAMES)
        text, kind = query.get("q", "").strip(), query.get("kind", "")
        if len(text) > LONGEST or "\x00" in text:
            raise BadFilter("q", text[:30] + "…", (gettext("up to 100 characters"),))
        if kind and kind not in list(Kind):
            raise BadFilter("kind", kind[:60], list(Kind))
        return cls(text, kind)
