"""All files of a year together: every value checked, every reference followed, all faults at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from hanse.calendar.choices import AreaKey
from hanse.calendar.loading.columns import Wrong, slug, zone
from hanse.calendar.loading.faults import Fault, FaultyFiles, did_you_mean
from hanse.calendar.loading.reading import MOST_FAULTS, Row, read_table, read_yaml
from hanse.calendar.loading.references import check_references
from hanse.calendar.loading.schema import FILES, TRANSLATABLE, TRANSLATIONS, File
from hanse.engines.when import NotADate, When, parse

Key = tuple[str, str]
Payload = dict[str, Any]


@dataclass(slots=True)
class Item:
    """A thing as the files have it; `lines` says where each of its parts stands."""

    file: str
    line: int
    payload: Payload
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """Activities that are kept already, of all years: the year by the address, and the address by the UUID."""

    years: Mapping[str, int] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Wanted:
    """A year as the files have it, in the files' order.

    `absent` names, by file, the columns that are not there: whatever is kept in them stays as it is.
    """

    year: int
    zone: str
    absent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: dict[Key, Item] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[tuple[str, Item]]:
        """All things of one kind with their keys."""
        return ((key, item) for (its, key), item in self.items.items() if its == kind)


@lru_cache(maxsize=20_000)
def read_when(text: str, year: int, zone_name: str) -> When:
    """Parse a date once however often it stands in the files."""
    return parse(text, year, zone_name)


def collect(folder: Path, known: Known = Known()) -> Wanted:
    """Read a folder; raise `FaultyFiles` with everything that is wrong. `known` is what the database keeps."""
    if not folder.is_dir():
        raise FaultyFiles(
            [Fault(str(folder), 0, "", "There is no such folder. Name the folder of a year, such as years/2023.")]
        )
    data, faults = read_yaml(folder / "year.yaml")
    wanted = Wanted(0, "UTC", faults=faults)
    if data:
        _collect_year(wanted, data)
    for file in FILES:
        table = read_table(folder / file.name, file.names, file.required)
        wanted.faults += table.faults
        if table.absent:
            wanted.absent[file.name] = table.absent
        for row in table.rows:
            if len(wanted.faults) < MOST_FAULTS:
                _collect_row(wanted, file, row)
    _collect_translations(wanted, folder)
    if wanted.year and len(wanted.faults) < MOST_FAULTS:
        wanted.faults += check_references(wanted, read_when, known)
    if wanted.faults:
        raise FaultyFiles(wanted.faults)
    return wanted


def _collect_year(wanted: Wanted, data: dict[str, Any]) -> None:
    known = {"year", "edition", "published_on", "network", "secretariat", "theme", "lead", "areas"}
    for name in data.keys() - known:
        wanted.faults.append(
            Fault("year.yaml", 0, str(name), f"There is no such name. {did_you_mean(str(name), known)}")
        )
    year = data.get("year")
    if not isinstance(year, int) or not 1900 <= year <= 2200:
        wanted.faults.append(Fault("year.yaml", 0, "year", f"“{year}” is not a year. Write it such as 2023."))
        return
    network, secretariat = data.get("network") or {}, data.get("secretariat") or {}
    if not isinstance(network, dict) or not network.get("name"):
        wanted.faults.append(
            Fault("year.yaml", 0, "network", "The network's name is missing. Write “name:” below “network:”.")
        )
        return
    wanted.year = year
    wanted.zone = str(network.get("zone") or "UTC")
    try:
        zone(wanted.zone)
    except Wrong as wrong:
        wanted.faults.append(Fault("year.yaml", 0, "network.zone", str(wrong)))
        wanted.zone = "UTC"
    payload = {
        "edition": data.get("edition", 1),
        "published_on": str(data.get("published_on") or ""),
        "theme": data.get("theme", ""),
        "lead": data.get("lead", ""),
        "network": network,
        "secretariat": secretariat,
    }
    wanted.items["year", str(year)] = Item("year.yaml", 1, payload)
    _collect_areas(wanted, data.get("areas") or [])


def _collect_areas(wanted: Wanted, areas: Any) -> None:
    for position, area in enumerate(areas if isinstance(areas, list) else []):
        key = str(area.get("key", "")) if isinstance(area, dict) else str(area)
        if key not in AreaKey.values or not isinstance(area, dict):
            wanted.faults.append(
                Fault("year.yaml", 0, "areas", f"“{key[:40]}” is no area. {did_you_mean(key, AreaKey.values)}")
            )
            continue
        if ("area", key) in wanted.items:
            wanted.faults.append(
                Fault("year.yaml", 0, "areas", f"The area “{key}” stands there twice. Remove one of them.")
            )
        payload = {"name": str(area.get("name", key)), "summary": str(area.get("summary") or ""), "position": position}
        wanted.items["area", key] = Item("year.yaml", 0, payload)
        for place, programme in enumerate(area.get("programmes") or []):
            name = str(programme.get("slug", "")) if isinstance(programme, dict) else ""
            try:
                slug(name)
            except Wrong as wrong:
                wanted.faults.append(Fault("year.yaml", 0, f"areas, {key}, programmes", str(wrong)))
                continue
            if ("programme", name) in wanted.items:
                wanted.faults.append(
                    Fault("year.yaml", 0, "programmes", f"The programme “{name}” stands there twice. Rename one.")
                )
            payload = {
                "area": key,
                "name": str(programme.get("name", name)),
                "summary": str(programme.get("summary") or ""),
                "position": place,
            }
            wanted.items["programme", name] = Item("year.yaml", 0, payload)


def _collect_row(wanted: Wanted, file: File, row: Row) -> None:
    payload: Payload = {}
    for column in file.columns:
        try:
            payload[column.name] = column.clean(row.values.get(column.name, ""))
        except Wrong as wrong:
            wanted.faults.append(Fault(file.name, row.line, column.name, str(wrong)))
            payload[column.name] = ""
    if file.group:
        key = payload.pop(file.group)
        item = wanted.items.setdefault((file.kind, key), Item(file.name, row.line, {"rows": []}))
        item.payload["rows"].append(payload)
        item.lines.append(row.line)
        return
    key = payload[file.key[0]]
    if not key:
        return
    earlier = wanted.items.get((file.kind, key))
    if earlier:
        says = (
            f"“{key}” stands in line {earlier.line} already. Give one of the two another {file.key[0]}, or remove it."
        )
        wanted.faults.append(Fault(file.name, row.line, file.key[0], says))
        return
    wanted.items[file.kind, key] = Item(file.name, row.line, payload)


def _collect_translations(wanted: Wanted, folder: Path) -> None:
    path = folder / TRANSLATIONS.name
    if not path.exists():
        wanted.absent[TRANSLATIONS.name] = TRANSLATIONS.names
        return
    table = read_table(path, TRANSLATIONS.names, TRANSLATIONS.required)
    wanted.faults += table.faults
    seen: Counter[tuple[str, ...]] = Counter()
    for row in table.rows:
        values = {c.name: row.values.get(c.name, "") for c in TRANSLATIONS.columns}
        try:
            for column in TRANSLATIONS.columns:
                values[column.name] = column.clean(values[column.name])
        except Wrong as wrong:
            wanted.faults.append(Fault(table.file, row.line, column.name, str(wrong)))
            continue
        name = tuple(values[k] for k in TRANSLATIONS.key)
        seen[name] += 1
        if seen[name] > 1:
            wanted.faults.append(
                Fault(
                    table.file, row.line, "key", "The same text is translated in an earlier line. Remove one of them."
                )
            )
        fault = _place_translation(wanted, values)
        if fault:
            wanted.faults.append(Fault(table.file, row.line, *fault))


def _place_translation(wanted: Wanted, values: dict[str, str]) -> tuple[str, str] | None:
    kind, key, name, locale = (values[k] for k in TRANSLATIONS.key)
    if name not in TRANSLATABLE[kind]:
        return "field", f"“{name}” of this kind is not translated. {did_you_mean(name, TRANSLATABLE[kind])}"
    label = f"{name}@{locale}"
    if kind == "session":
        activity, _, session = key.partition("/")
        kind, key, label = "sessions", activity, f"{session}.{label}"
    item = wanted.items.get((kind, key))
    if item is None:
        return (
            "key",
            f"There is no {values['kind']} “{key}”. {did_you_mean(key, [k for its, k in wanted.items if its == kind])}",
        )
    item.payload[label] = values["text"]
    return None


__all__ = ["Item", "Key", "NotADate", "Payload", "Wanted", "collect", "read_when"]
