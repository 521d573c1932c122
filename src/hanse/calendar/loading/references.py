"""What one file says of another: every name must be found, every date must make sense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hanse.calendar.clocks import clock_of
from hanse.calendar.loading.faults import Fault, did_you_mean
from hanse.calendar.loading.wanted import Item, Known, Wanted, read_when
from hanse.engines.when import NotADate

# kind, column, kind it points to; a column of several values is split.
_POINTERS = (
    ("organisation", "merged_into", "organisation"),
    ("person", "organisation", "organisation"),
    ("network", "partners", "organisation"),
    ("activity", "parent", "activity"),
    ("activity", "networks", "network"),
    ("activity", "organisers", "organisation"),
    ("activity", "co_organisers", "organisation"),
    ("activity", "partners", "organisation"),
    ("activity", "participants", "organisation"),
    ("activity", "area", "area"),
    ("activity", "programme", "programme"),
    ("duty", "activity", "activity"),
    ("disagreement", "activity", "activity"),
)
_GROUPS = {
    "places": "network",
    "sessions": "activity",
    "speakers": "activity",
    "contacts": "activity",
    "links": "activity",
    "documents": "activity",
    "statuses": "activity",
    "occasions": "duty",
}
_IN_GROUPS = (("places", "organisation"), ("speakers", "organisation"))


def check_references(wanted: Wanted, known: Known) -> list[Fault]:
    """Everything that is wrong between the files, and between them and the other years of the database.

    What points into a file that could not be read is not judged: the file is the fault.
    """
    return [
        *_secretariat(wanted),
        *_pointers(wanted, known),
        *_taken(wanted, known),
        *_groups(wanted),
        *_parents(wanted),
        *_programmes(wanted),
        *_once(wanted, "uid"),
        *_once(wanted, "overview"),
        *_organisations(wanted),
        *_dates(wanted),
        *_coordinates(wanted),
        *_sessions(wanted),
        *_statuses(wanted),
    ]


def _missing(wanted: Wanted, kind: str, value: str) -> str:
    return f"There is no {kind} “{value[:60]}”. {did_you_mean(value, [key for key, _ in wanted.of(kind)])}"


def _secretariat(wanted: Wanted) -> Iterator[Fault]:
    for _, item in wanted.of("year"):
        value = item.payload["secretariat"].get("organisation", "")
        if value and wanted.knows("organisation") and ("organisation", value) not in wanted.items:
            yield wanted.fault_of_year("secretariat.organisation", _missing(wanted, "organisation", value))


def _pointers(wanted: Wanted, known: Known) -> Iterator[Fault]:
    for kind, column, target in _POINTERS:
        for _, item in wanted.of(kind) if wanted.knows(target) else ():
            for value in filter(None, item.payload[column].split(";")):
                elsewhere = target == "activity" and known.years.get(value, wanted.year) != wanted.year
                if (target, value) not in wanted.items and not elsewhere:
                    yield Fault(item.file, item.line, column, _missing(wanted, target, value))


def _taken(wanted: Wanted, known: Known) -> Iterator[Fault]:
    """Addresses and UUIDs are lasting: what has one keeps it, in whatever year it stands."""
    for slug, item in wanted.of("activity"):
        year = known.years.get(slug, wanted.year)
        if year != wanted.year:
            says = f"“{slug}” is an activity of {year} already. Give this one another address, such as {slug}-{wanted.year}."
            yield Fault(item.file, item.line, "slug", says)
        holder = known.addresses.get(item.payload["uid"], slug)
        if holder != slug:
            says = f"This UUID belongs to the activity “{holder}”. Write that address in slug, or leave the UUID empty."
            yield Fault(item.file, item.line, "uid", says)


def _groups(wanted: Wanted) -> Iterator[Fault]:
    for group, target in _GROUPS.items():
        for key, item in wanted.of(group) if wanted.knows(target) else ():
            if (target, key) not in wanted.items:
                yield Fault(item.file, item.line, target, _missing(wanted, target, key))
    for group, column in _IN_GROUPS:
        for _, item in wanted.of(group) if wanted.knows("organisation") else ():
            for line, row in zip(item.lines, item.payload["rows"], strict=True):
                value = row[column]
                if value and ("organisation", value) not in wanted.items:
                    yield Fault(item.file, line, column, _missing(wanted, "organisation", value))


def _parents(wanted: Wanted) -> Iterator[Fault]:
    above = {key: item.payload["parent"] for key, item in wanted.of("activity")}
    for key, item in wanted.of("activity"):
        seen, at = {key}, above.get(key, "")
        while at and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == key:
            yield Fault(
                item.file,
                item.line,
                "parent",
                f"“{key}” happens within itself, by way of its parents. Empty one of them.",
            )


def _programmes(wanted: Wanted) -> Iterator[Fault]:
    for _, item in wanted.of("activity"):
        programme = wanted.items.get(("programme", item.payload["programme"]))
        if programme and item.payload["area"] and programme.payload["area"] != item.payload["area"]:
            says = f"The programme belongs to the area “{programme.payload['area']}”, not “{item.payload['area']}”. Correct one."
            yield Fault(item.file, item.line, "programme", says)


def _once(wanted: Wanted, column: str) -> Iterator[Fault]:
    first: dict[str, Item] = {}
    for _, item in wanted.of("activity"):
        value = item.payload[column]
        if value and value in first:
            says = f"“{value}” stands in line {first[value].line} already. Each activity has its own; change one of the two."
            yield Fault(item.file, item.line, column, says)
        first.setdefault(value, item)


def _organisations(wanted: Wanted) -> Iterator[Fault]:
    for key, item in wanted.of("organisation"):
        row, file, line = item.payload, item.file, item.line
        if row["subkind"] and row["kind"] and row["kind"] != "institution":
            says = "Only institutions are of such a sort. Empty it, or make the organisation an institution."
            yield Fault(file, line, "subkind", says)
        if row["subdivision"] and row["subdivision"].partition("-")[0] != row["country"]:
            says = f"“{row['subdivision']}” does not lie in “{row['country']}”. Correct one of the two."
            yield Fault(file, line, "subdivision", says)
        target = wanted.items.get(("organisation", row["merged_into"]))
        if row["merged_into"] and (row["merged_into"] == key or (target and target.payload["merged_into"])):
            says = "It leads to itself, or to one that was merged, too. Name the organisation that is left in the end."
            yield Fault(file, line, "merged_into", says)


def _dates(wanted: Wanted) -> Iterator[Fault]:
    for _, item in wanted.of("activity"):
        if item.payload["when"]:
            try:
                clock = clock_of(item.payload, year=wanted.year, network=wanted.zone)
                read_when(item.payload["when"], wanted.year, clock.zone)
            except NotADate as refusal:
                yield Fault(item.file, item.line, "when", refusal.reason)
    for _, item in wanted.of("occasions"):
        for line, row in zip(item.lines, item.payload["rows"], strict=True):
            try:
                read_when(row["when"], wanted.year, wanted.zone)
            except NotADate as refusal:
                yield Fault(item.file, line, "when", refusal.reason)


def _coordinates(wanted: Wanted) -> Iterator[Fault]:
    # One that cannot be read is left out of the payload, and told as what it is; it is not missing.
    unread = {(fault.file, fault.line) for fault in wanted.faults if fault.column in ("latitude", "longitude")}
    for kind in ("activity", "organisation"):
        for _, item in wanted.of(kind):
            halves = bool(item.payload["latitude"]) != bool(item.payload["longitude"])
            if halves and (item.file, item.line) not in unread:
                says = "A place needs latitude and longitude, or neither. Fill or empty both."
                yield Fault(item.file, item.line, "latitude", says)


def _sessions(wanted: Wanted) -> Iterator[Fault]:
    for _, item in wanted.of("sessions"):
        seen: set[str] = set()
        for line, row in zip(item.lines, item.payload["rows"], strict=True):
            if row["key"] in seen:
                yield Fault(
                    item.file, line, "key", f"The session “{row['key']}” stands there twice. Rename one of them."
                )
            seen.add(row["key"])
            if row["ends"] and datetime.fromisoformat(row["ends"]) < datetime.fromisoformat(row["starts"]):
                yield Fault(item.file, line, "ends", "The session ends before it starts. Swap the two.")
    for activity, item in wanted.of("speakers") if wanted.knows("sessions") else ():
        sessions = wanted.items.get(("sessions", activity))
        keys = [row["key"] for row in sessions.payload["rows"]] if sessions else []
        for line, row in zip(item.lines, item.payload["rows"], strict=True):
            if row["session"] not in keys:
                says = f"The activity has no session “{row['session']}”. {did_you_mean(row['session'], keys)}"
                yield Fault(item.file, line, "session", says)


def _statuses(wanted: Wanted) -> Iterator[Fault]:
    for activity, item in wanted.of("statuses"):
        target = wanted.items.get(("activity", activity))
        last = item.payload["rows"][-1]["status"]
        if target and target.payload["status"] and last != target.payload["status"]:
            says = f"The last status is “{last}”, but activities.csv, line {target.line}, says “{target.payload['status']}”. Make them agree."
            yield Fault(item.file, item.lines[-1], "status", says)
