"""A snapshot back into files: the same columns, the same order, the same bytes every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from hanse.calendar.loading.schema import FILES, LANGUAGES, TRANSLATABLE, TRANSLATIONS, File

Key = tuple[str, str]
Payload = Mapping[str, Any]
NETWORK = ("name", "short_name", "founded", "summary", "website", "zone")
SECRETARIAT = ("organisation", "address", "country", "phone", "fax", "email", "social")
SOCIAL = ("service", *(f"service@{code}" for code in LANGUAGES), "name", "url")


def files_of(number: int, snapshot: Mapping[Key, Payload], order: Iterable[Key]) -> dict[str, bytes]:
    """The content of each file by its name. Things stand in the order of the last load, new ones after."""
    ranks = {key: rank for rank, key in enumerate(order)}
    keys = sorted(snapshot, key=lambda key: ranks.get(key, len(ranks)))
    files = {"year.yaml": _year_yaml(number, snapshot, keys)}
    for file in FILES:
        files[file.name] = _csv(file, snapshot, [key for key in keys if key[0] == file.kind])
    files[TRANSLATIONS.name] = _translations(snapshot, keys)
    return files


def within_year(snapshot: Mapping[Key, Payload]) -> dict[Key, dict[str, Any]]:
    """The same things as the files say them."""
    files = {file.kind: file for file in FILES}
    return {
        key: dict(_within_year(files[key[0]], snapshot, payload) if key[0] in files else payload)
        for key, payload in snapshot.items()
    }


def _csv(file: File, snapshot: Mapping[Key, Payload], keys: list[Key]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    payloads = [(key[1], _within_year(file, snapshot, snapshot[key])) for key in keys]
    rows = [{file.group: key, **row} for key, p in payloads for row in (p["rows"] if file.group else [p])]
    names = [column.name for column in file.columns if not column.optional or any(row.get(column.name) for row in rows)]
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue().encode()


def _within_year(file: File, snapshot: Mapping[Key, Payload], payload: Payload) -> Payload:
    """A duty lasts longer than a year: each year's files name their own activity for it, or none."""
    if file.kind == "duty" and ("activity", payload["activity"]) not in snapshot:
        return {**payload, "activity": ""}
    return payload


def _translations(snapshot: Mapping[Key, Payload], keys: list[Key]) -> bytes:
    rows = []
    for kind, fields in TRANSLATABLE.items():
        for its, key in keys:
            if its == kind:
                rows += [(kind, key, *row) for row in _texts(snapshot[its, key], fields)]
            elif kind == "session" and its == "sessions":
                for session in snapshot[its, key]["rows"]:
                    rows += [
                        (kind, f"{key}/{session['key']}", *r)
                        for r in _texts(snapshot[its, key], fields, session["key"] + ".")
                    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TRANSLATIONS.names)
    writer.writerows(rows)
    return out.getvalue().encode()


def _texts(payload: Payload, fields: tuple[str, ...], prefix: str = "") -> list[tuple[str, str, str]]:
    """Field, language and text, in the fields' order and then by language."""
    found = []
    for field in fields:
        start = f"{prefix}{field}@"
        found += [
            (field, label.removeprefix(start), payload[label]) for label in sorted(payload) if label.startswith(start)
        ]
    return found


def _year_yaml(number: int, snapshot: Mapping[Key, Payload], keys: list[Key]) -> bytes:
    payload = snapshot["year", str(number)]
    areas = sorted((k for k in keys if k[0] == "area"), key=lambda k: snapshot[k]["position"])
    data = {
        "year": number,
        "edition": payload["edition"],
        "published_on": payload["published_on"],
        "network": _ordered(payload["network"], NETWORK),
        "secretariat": _secretariat(payload["secretariat"]),
        "theme": payload["theme"],
        "lead": payload["lead"],
        "areas": [_area(key, snapshot, keys) for key in areas],
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110).encode()


def _ordered(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The values in the order in which people write them; PostgreSQL keeps JSON in an order of its own."""
    return {name: values[name] for name in (*names, *sorted(values.keys() - set(names))) if name in values}


def _secretariat(values: Mapping[str, Any]) -> dict[str, Any]:
    ordered = _ordered(values, SECRETARIAT)
    if "social" in ordered:
        ordered["social"] = [_ordered(one, SOCIAL) for one in ordered["social"]]
    return ordered


def _area(key: Key, snapshot: Mapping[Key, Payload], keys: list[Key]) -> dict[str, Any]:
    mine = [k for k in keys if k[0] == "programme" and snapshot[k]["area"] == key[1]]
    mine.sort(key=lambda k: snapshot[k]["position"])
    programmes = [{"slug": k[1], "name": snapshot[k]["name"], "summary": snapshot[k]["summary"]} for k in mine]
    return {"key": key[1], "name": snapshot[key]["name"], "summary": snapshot[key]["summary"], "programmes": programmes}
