"""year.yaml: what it may hold, and every fault of it with its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hanse.calendar.choices import AreaKey
from hanse.calendar.loading import columns as c
from hanse.calendar.loading.columns import Checker, Wrong, taking
from hanse.calendar.loading.faults import Fault, did_you_mean, no_text_in
from hanse.calendar.loading.reading import read_text
from hanse.calendar.loading.schema import LANGUAGES

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class One:
    """A single value; a `whole` number is kept as one."""

    check: Checker
    required: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: One | Group
    required: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Names with values."""

    entries: Mapping[str, One | Many | Group]
    required: bool = False


@taking("a year, such as 2023")
def _year(value: str) -> str:
    try:
        return c.number(1900, 2200, whole=True)(value)
    except Wrong:
        raise Wrong(f"“{value[:20]}” is not a year. Write it such as 2023.") from None


@taking("one of: " + ", ".join(f"`{key}`" for key in AreaKey.values))
def _area(value: str) -> str:
    if value not in AreaKey.values:
        raise Wrong(f"“{value[:40]}” is no area. {did_you_mean(value, AreaKey.values)}")
    return value


_SUMMARY = One(c.text(20_000))
SCHEMA = Group({
    "year": One(_year, required=True, whole=True),
    "edition": One(c.number(1, 999, whole=True), whole=True),
    "published_on": One(c.day),
    "network": Group({
        "name": One(c.text(200), required=True),
        "short_name": One(c.text(40)),
        "founded": One(c.number(1000, 2200, whole=True), whole=True),
        "summary": _SUMMARY,
        "website": One(c.url),
        "zone": One(c.zone, required=True),
    }, required=True),
    "secretariat": Group({
        "organisation": One(c.slug),
        "address": Many(One(c.text(200))),
        "country": One(c.country),
        "phone": One(c.text(40)),
        "fax": One(c.text(40)),
        "email": One(c.email),
        "social": Many(Group({
            "service": One(c.text(80), required=True),
            **{f"service@{code}": One(c.text(80)) for code in LANGUAGES},
            "name": One(c.text(120), required=True),
            "url": One(c.url),
        })),
    }),
    "theme": One(c.text(300)),
    "lead": One(c.text(2000)),
    "areas": Many(Group({
        "key": One(_area, required=True),
        "name": One(c.text(120), required=True),
        "summary": _SUMMARY,
        "programmes": Many(Group({
            "slug": One(c.slug, required=True),
            "name": One(c.text(200), required=True),
            "summary": _SUMMARY,
        })),
    }), required=True),
})  # fmt: skip


@dataclass(slots=True)
class YearFile:
    """The file as read: its values, and for each the place where it stands, by its path such as `network.zone`."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault_at(self, path: str, says: str, place: Place | None = None) -> Fault:
        """A fault at the place of a path."""
        line, column = place or self.places.get(path, (0, 0))
        return Fault("year.yaml", line, f"{column} ({path})" if column and path else path, says)

    def fault(self, path: str, says: str, place: Place | None = None) -> None:
        """Note a fault."""
        self.faults.append(self.fault_at(path, says, place))


def read_year(path: Path) -> YearFile:
    """Read and check year.yaml. Values are texts, whole numbers, lists and names with values; nothing else."""
    found = YearFile()
    text, fault = read_text(path, "It says which year this is; docs/reference/files.md has its form.")
    if fault:
        found.faults.append(fault)
        return found
    if says := no_text_in(text):
        before = text[: next(n for n, sign in enumerate(text) if no_text_in(sign))]
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        found.faults.append(Fault("year.yaml", place[0], str(place[1]), says, spoils=True))
        return found
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        says = f"This is not YAML: {problem}. Check the indentation and the quotation marks."
        line, column = (mark.line + 1, str(mark.column + 1)) if mark else (0, "")
        found.faults.append(Fault("year.yaml", line, column, says, spoils=True))
        return found
    except RecursionError:
        says = "Brackets or indentation are nested too deeply. Check that it is the right file."
        found.faults.append(Fault("year.yaml", 0, "", says, spoils=True))
        return found
    if not isinstance(root, yaml.MappingNode):
        says = "The file holds no names with values. It begins with a line such as “year: 2023”."
        found.faults.append(Fault("year.yaml", 1, "", says, spoils=True))
        return found
    found.values = _group(found, root, SCHEMA, "")
    return found


def _at(node: yaml.Node) -> Place:
    mark = node.start_mark
    return (mark.line + 1, mark.column + 1)


def _read(found: YearFile, node: yaml.Node, shape: One | Many | Group, path: str) -> Any:
    found.places.setdefault(path, _at(node))
    empty = isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
    match shape:
        case One():
            return _one(found, node, shape, path, empty)
        case Many():
            if empty:
                return []
            if not isinstance(node, yaml.SequenceNode):
                found.fault(path, "A list belongs here. Write each of its values in a line that begins with “- ”.")
                return []
            return [_read(found, inner, shape.of, f"{path}.{n}") for n, inner in enumerate(node.value, 1)]
        case Group():
            if empty and not shape.required:
                return {}
            if not isinstance(node, yaml.MappingNode):
                names = ", ".join(shape.entries)
                found.fault(path, f"Names with values belong here, each in a line of its own: {names}.")
                return {}
            return _group(found, node, shape, path)


def _one(found: YearFile, node: yaml.Node, shape: One, path: str, empty: bool) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "names with values"
        found.fault(path, f"Here stands {kind}, where one value belongs: {shape.check.says}.")
        return ""
    value = "" if empty else node.value.strip()
    if says := no_text_in(value):
        found.fault(path, says)
        return ""
    if not value:
        if shape.required:
            found.fault(path, f"It is empty, and must be filled: {shape.check.says}.")
        return ""
    try:
        checked = shape.check(value)
    except Wrong as wrong:
        found.fault(path, str(wrong))
        return ""
    return int(checked) if shape.whole else checked


def _group(found: YearFile, node: yaml.MappingNode, shape: Group, path: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, inner in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        below = f"{path}.{name}" if path else name
        if name not in shape.entries:
            says = f"There is no name “{name[:40]}” here. {did_you_mean(name, shape.entries)}"
            found.fault(below[:80], says, _at(key))
        elif name in values:
            line = found.places[below][0]
            found.fault(below, f"“{name}” stands in line {line} already. Remove one of the two.", _at(key))
        else:
            values[name] = _read(found, inner, shape.entries[name], below)
    for name, entry in shape.entries.items():
        if entry.required and name not in values:
            below = f"{path}.{name}" if path else name
            found.fault(below, f"“{name}” is missing. Write “{name}:” with its value.", _at(node) if path else (1, 1))
    return values


def absent_names(values: Mapping[str, Any], shape: Group = SCHEMA, path: str = "") -> Iterator[str]:
    """Names that could stand there and do not, such as `theme` or `secretariat.fax`; not those within lists."""
    for name, entry in shape.entries.items():
        below = f"{path}.{name}" if path else name
        if name not in values:
            yield below
        elif isinstance(entry, Group):
            yield from absent_names(values[name], entry, below)
