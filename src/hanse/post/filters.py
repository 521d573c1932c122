"""What the list of messages can be narrowed to, from the address of the page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from hanse.post.choices import Delivery, Purpose
from hanse.ui.filters import BadFilter

NAMES = ("q", "delivery", "kind", "purpose", "doubled", "page")
LONGEST = 100


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Empty parts narrow nothing."""

    q: str = ""
    delivery: str = ""
    kind: str = ""
    purpose: str = ""
    doubled: str = ""

    @classmethod
    def read(cls, query: QueryDict, kinds: Collection[str]) -> MessageFilter:
        """The filter of an address; raises `BadFilter` for what nobody offered."""
        for name in query:
            if name not in NAMES:
                raise BadFilter(name, "", NAMES)
        offered = {"delivery": Delivery.values, "kind": list(kinds), "purpose": Purpose.values, "doubled": ["yes"]}
        for name, values in offered.items():
            if (value := query.get(name, "")) and value not in values:
                raise BadFilter(name, value[:LONGEST], values)
        return cls(
            q=query.get("q", "").replace("\x00", "").strip()[:LONGEST],
            **{name: query.get(name, "") for name in offered},
        )

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return not (self.q or self.delivery or self.kind or self.purpose or self.doubled)

    def narrow(self) -> Q:
        """The condition for the database."""
        condition = Q()
        for word in self.q.split():
            condition &= Q(email__icontains=word) | Q(name__icontains=word) | Q(subject__icontains=word)
        for name in ("delivery", "kind", "purpose"):
            if value := getattr(self, name):
                condition &= Q(**{name: value})
        if self.doubled:
            condition &= Q(maybe_doubled=True)
        return condition
