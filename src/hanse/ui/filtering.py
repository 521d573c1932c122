"""The form that narrows a list, as plain values: rooms fill it, `{% filters %}` shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A filter as check boxes. A folded one stands behind its name, until one of its values is on."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    is_folded: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody must see it because it is at work."""
        return any(choice.is_on for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Pick:
    """A filter with too many values for check boxes: a list to take one more from."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that is on and that no check box shows; it can be taken away."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """A whole form. `text` is what was typed, `language` the one that stands in the address, if any does."""

    groups: tuple[Group, ...]
    picks: tuple[Pick, ...]
    chips: tuple[Chip, ...]
    text: str
    count: int
    language: str = ""


def with_language(request: HttpRequest, query_string: str) -> str:
    """A filter as an address, in the language of the present address if it names one."""
    language = request.GET.get("lang", "")
    return "&".join(part for part in (query_string, urlencode({"lang": language}) if language else "") if part)


def group(
    name: str, legend: str, choices: Iterable[tuple[str, Any]], on: Sequence[str], *, folded: bool = False
) -> Group:
    """Check boxes for values and their labels."""
    offered = tuple(Choice(str(value), str(label), value in on) for value, label in choices)
    return Group(name, legend, offered, folded)


def pick(name: str, legend: str, choices: Iterable[tuple[str, str]], on: Sequence[str]) -> Pick:
    """A list of what is not on yet."""
    return Pick(name, legend, tuple(Choice(value, label) for value, label in choices if value not in on))


def chips(name: str, on: Sequence[str], labels: dict[str, str]) -> tuple[Chip, ...]:
    """What is on, by the names that readers know; the bare value where there is none."""
    return tuple(Chip(name, value, labels.get(value) or value) for value in on)
