"""A part of the network, put together from plain parts.

`post` has the parts that rest on people and organisations; upper rooms add theirs, such as "not yet registered for",
as dataclasses that the caller hands down. Parts narrow one after the other. Those about organisations narrow the same
mandates, so that "full members" and "Africa" mean one organisation that is both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

Segment = Mapping[str, Sequence[str]]


class PartGone(Exception):
    """A segment names a part that nobody offers any more. Leaving it out would write to more people than was meant."""


@dataclass(frozen=True, slots=True)
class Audience:
    """People, and the mandates by which they act. Once a part has narrowed the mandates, one has to be left."""

    people: QuerySet[Any]
    mandates: QuerySet[Any]
    by_mandate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPart:
    """One way to narrow. `options` gives what can be chosen when somebody looks; `is_long` for a list to pick from."""

    key: str
    label: Any  # lazy text
    options: Callable[[], Sequence[tuple[str, Any]]]
    narrow: Callable[[Audience, Sequence[str], datetime], Audience]
    is_long: bool = False


def words_of(segment: Segment, parts: Sequence[SegmentPart]) -> list[tuple[str, str]]:
    """A segment in words: each part with what was chosen of it."""
    found = []
    for part in parts:
        if chosen := segment.get(part.key):
            labels = {value: str(label) for value, label in part.options()}
            found.append((str(part.label), ", ".join(labels.get(value, value) for value in chosen)))
    return found
