"""All files of a year together: every value checked, every reference followed, all faults at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hanse.calendar.loading.columns import Wrong
from hanse.calendar.loading.faults import Fault, FaultyFiles, did_you_mean
from hanse.calendar.loading.ground import read_ground
from hanse.calendar.loading.reading import MOST_FAULTS, Row, read_table
from hanse.calendar.loading.references import check_references
from hanse.calendar.loading.schema import FILES, TRANSLATABLE, TRANSLATIONS, File
from hanse.calendar.loading.wanted import NONE_KNOWN, Item, Known, Payload, Wanted
from hanse.calendar.loading.yearfile import YearFile, absent_names, read_year


def collect(folder: Path, known: Known = NONE_KNOWN) -> Wanted:
    """Read a folder; raise `FaultyFiles` with everything that is wrong. `known` is what the database keeps."""
    if not folder.is_dir():
        raise FaultyFiles(
            [Fault(str(folder), 0, "", "There is no such folder. Name the folder of a year, such as years/2023.")]
        )
    wanted = Wanted(0, "UTC")
    _collect_year(wanted, read_year(folder / "year.yaml"))
    for file in FILES:
        table = read_table(folder / file.name, file.names, file.required)
        wanted.faults += table.faults
        if table.absent:
            wanted.absent[file.name] = table.absent
        for row in table.rows:
            if len(wanted.faults) < MOST_FAULTS:
                _collect_row(wanted, file, row)
    _collect_translations(wanted, folder)
    wanted.ground, fault = read_ground(folder)
    wanted.faults += [fault] if fault else []
    if wanted.year and len(wanted.faults) < MOST_FAULTS:
        wanted.faults += check_references(wanted, known)
    if wanted.faults:
        raise FaultyFiles(wanted.faults)
    return wanted


def _collect_year(wanted: Wanted, found: YearFile) -> None:
    wanted.faults += found.faults
    data = found.values
    if not data.get("year"):
        wanted.nameless |= {"year", "area", "programme"}
        return
    wanted.year, wanted.year_file = data["year"], found
    network, secretariat = data.get("network") or {}, data.get("secretariat") or {}
    wanted.zone = network.get("zone") or "UTC"
    payload = {
        "edition": data.get("edition") or 1,
        **{name: data.get(name, "") for name in ("published_on", "theme", "lead")},
        "network": network,
        "secretariat": secretariat,
    }
    wanted.items["year", str(wanted.year)] = Item("year.yaml", 1, payload)
    if absent := tuple(name for name in absent_names(data) if name != "areas"):
        wanted.absent["year.yaml"] = absent
    for position, area in enumerate(data.get("areas") or []):
        _collect_area(wanted, found, area, position)


def _collect_area(wanted: Wanted, found: YearFile, area: Payload, position: int) -> None:
    path, key = f"areas.{position + 1}", area.get("key")
    if not key:
        wanted.nameless |= {"area", "programme"}
        return
    if ("area", key) in wanted.items:
        found_in = wanted.items["area", key].line
        wanted.faults.append(
            wanted.fault_of_year(
                f"{path}.key", f"The area “{key}” stands in line {found_in} already. Remove one of them."
            )
        )
        return
    payload = {"name": area.get("name", ""), "summary": area.get("summary", ""), "position": position}
    wanted.items["area", key] = _item_of_year(found, path, payload, area)
    for place, programme in enumerate(area.get("programmes") or []):
        below, slug = f"{path}.programmes.{place + 1}", programme.get("slug")
        if not slug:
            wanted.nameless.add("programme")
            continue
        if ("programme", slug) in wanted.items:
            line = wanted.items["programme", slug].line
            says = f"The programme “{slug}” stands in line {line} already. Rename one of the two."
            wanted.faults.append(wanted.fault_of_year(f"{below}.slug", says))
            continue
        payload = {
            "area": key,
            "name": programme.get("name", ""),
            "summary": programme.get("summary", ""),
            "position": place,
        }
        wanted.items["programme", slug] = _item_of_year(found, below, payload, programme)


def _item_of_year(found: YearFile, path: str, payload: Payload, written: Payload) -> Item:
    return Item("year.yaml", found.places[path][0], payload, absent=() if "summary" in written else ("summary",))


def _collect_row(wanted: Wanted, file: File, row: Row) -> None:
    payload: Payload = {}
    for column in file.columns:
        try:
            payload[column.name] = column.clean(row.values.get(column.name, ""))
        except Wrong as wrong:
            wanted.faults.append(Fault(file.name, row.line, column.name, str(wrong)))
            payload[column.name] = ""
    payload = {name: value for name, value in payload.items() if value or "@" not in name}
    if file.group:
        key = payload.pop(file.group)
        item = wanted.items.setdefault((file.kind, key), Item(file.name, row.line, {"rows": []}))
        item.payload["rows"].append(payload)
        item.lines.append(row.line)
        return
    key = payload[file.key[0]]
    if not key:
        wanted.nameless.add(file.kind)
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
    if item is None and not wanted.knows(kind):
        return None
    if item is None:
        return (
            "key",
            f"There is no {values['kind']} “{key}”. {did_you_mean(key, [k for its, k in wanted.items if its == kind])}",
        )
    item.payload[label] = values["text"]
    return None
