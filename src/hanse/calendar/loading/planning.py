"""What a load would do: create, change, leave; and what it must not decide alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hanse.calendar.loading.completing import completed
from hanse.calendar.loading.faults import visible
from hanse.calendar.loading.ground import Ground
from hanse.calendar.loading.merging import Conflict, Prefer, merge
from hanse.calendar.loading.outcome import problems_of
from hanse.calendar.loading.schema import FILES, TRANSLATIONS
from hanse.calendar.loading.wanted import Item, Key, Payload, Wanted


@dataclass(slots=True)
class Change:
    """One thing that changes: its final form and the fields that differ."""

    final: Payload
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Plan:
    """Everything a load would do; `payloads` is what the files say, to be remembered for the next time.

    `ground` is what the folder itself says that it was made from, where that was compared with.
    """

    year: int
    zone: str
    create: dict[Key, Payload] = field(default_factory=dict)
    change: dict[Key, Change] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    kept: dict[Key, list[str]] = field(default_factory=dict)
    conflicts: dict[Key, list[Conflict]] = field(default_factory=dict)
    gone: list[Key] = field(default_factory=list)
    absent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    payloads: dict[Key, Payload] = field(default_factory=dict)
    ground: Ground | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written to what readers see."""
        return not self.create and not self.change

    def lines(self) -> Iterator[str]:
        """The plan in words."""
        for file, names in self.absent.items():
            yield f"{file} {_lacks(file, names)}: what is kept there is left as it is"
        for kind, count in sorted(Counter(kind for kind, _ in self.create).items()):
            yield f"create {count} {kind}: {_some(key for its, key in self.create if its == kind)}"
        for (kind, key), change in self.change.items():
            yield f"change {kind} {key}"
            for name, (old, new) in change.fields.items():
                yield f"    {name}: {_short(old)} → {_short(new)}"
        for (kind, key), edited in self.kept.items():
            yield f"keep {kind} {key} as edited in the browser: {', '.join(edited)}"
        for kind, key in self.gone:
            yield f"no longer in the files, left as it is: {kind} {key}"
        told, never = ("exported", "not exported") if self.ground else ("last loaded", "never loaded")
        for (kind, key), conflicts in self.conflicts.items():
            yield f"CONFLICT {kind} {key}"
            for conflict in conflicts:
                before = never if conflict.before is None else f"{told} {_short(conflict.before)}"
                yield f"    {conflict.field}: {before}; browser {_short(conflict.browser)}; files {_short(conflict.files)}"
        for problem in self.problems:
            yield f"CANNOT BE {problem}"
        yield f"leave {sum(self.left.values())} as they are"


def make_plan(
    wanted: Wanted,
    kept: Mapping[Key, Payload],
    loaded: Mapping[Key, Payload],
    prefer: Prefer = "",
    ground: Ground | None = None,
) -> Plan:
    """Compare the files (`wanted`) with the database (`kept`) and with what both had in common (`loaded`): the last
    load, or the `ground` that the folder was made from."""
    plan = Plan(wanted.year, wanted.zone, absent=_absent_by_file(wanted, kept), ground=ground)
    theirs_by_key = {key: item.payload for key, item in wanted.items.items()}
    absent = {key: _absent(wanted, key, item) for key, item in wanted.items.items()}
    untranslated = TRANSLATIONS.name in wanted.absent
    # A group that has vanished from its file is an empty one; a thing that has vanished is only reported.
    for key, payload in kept.items():
        if key not in theirs_by_key:
            if "rows" in payload and key in loaded:
                # Of what has vanished with all its rows, the rows stay as well.
                if _owner(key) in theirs_by_key:
                    theirs_by_key[key] = {"rows": []}
            elif "rows" not in payload and key in loaded:
                plan.gone.append(key)
    for key, theirs in theirs_by_key.items():
        ours, base, names = _within_year(kept, key, theirs), loaded.get(key), absent.get(key, ())
        # For the next comparison, what a file did not say is what it said before.
        plan.payloads[key] = completed(theirs, base or ours, names, translations=untranslated)
        base = base if ours or _owner(key) in kept else None
        _plan_one(plan, key, completed(theirs, ours, names, translations=untranslated), ours, base, prefer)
    outcome = {**kept, **plan.create, **{key: change.final for key, change in plan.change.items()}}
    plan.problems = list(problems_of(outcome))
    return plan


def _plan_one(
    plan: Plan, key: Key, theirs: Payload, ours: Payload | None, base: Payload | None, prefer: Prefer
) -> None:
    if ours is None:
        if "rows" in theirs and base is not None and theirs == base and theirs["rows"]:
            plan.kept[key] = ["rows"]
        elif theirs != {"rows": []}:
            plan.create[key] = theirs
        return
    if key[0] == "activity" and not theirs["uid"]:
        theirs = {**theirs, "uid": ours["uid"]}
    merged = merge(base, ours, theirs, prefer)
    if merged.conflicts:
        plan.conflicts[key] = merged.conflicts
    if merged.kept:
        plan.kept[key] = merged.kept
    if merged.changes:
        plan.change[key] = Change(merged.final, merged.changes)
    elif not merged.conflicts:
        plan.left[key[0]] += 1


def _owner(key: Key) -> Key:
    """The thing that rows hang on."""
    return next((file.group for file in FILES if file.kind == key[0]), ""), key[1]


def _within_year(kept: Mapping[Key, Payload], key: Key, theirs: Payload) -> Payload | None:
    """A thing as it is kept. That a duty is linked to another year's activity does not speak against this year's."""
    ours = kept.get(key)
    if ours is None or key[0] != "duty" or ours["activity"] == theirs["activity"]:
        return ours
    return ours if ("activity", ours["activity"]) in kept else {**ours, "activity": ""}


def _absent_by_file(wanted: Wanted, kept: Mapping[Key, Payload]) -> dict[str, tuple[str, ...]]:
    """Columns that a file does not have and something is kept in, by file."""
    kept_names: dict[str, set[str]] = defaultdict(set)
    for (kind, _), payload in kept.items():
        for row in payload.get("rows", [payload]):
            kept_names[kind].update(name for name, value in row.items() if value)
    year = kept.get(("year", str(wanted.year)), {})
    kept_names["year"] = {name for name, value in year.items() if value}
    for group in ("network", "secretariat"):
        kept_names["year"] |= {f"{group}.{name}" for name, value in year.get(group, {}).items() if value}
    kinds = {file.name: file.kind for file in FILES} | {"year.yaml": "year"}
    found = {
        file: tuple(name for name in names if name in kept_names[kinds[file]])
        for file, names in wanted.absent.items()
        if file in kinds
    }
    if TRANSLATIONS.name in wanted.absent:
        found[TRANSLATIONS.name] = wanted.absent[TRANSLATIONS.name]
    return {file: names for file, names in found.items() if names}


def _absent(wanted: Wanted, key: Key, item: Item) -> tuple[str, ...]:
    """Names that the files do not say anything about, for one thing."""
    return item.absent if key[0] in ("area", "programme") else wanted.absent.get(item.file, ())


def _lacks(file: str, names: tuple[str, ...]) -> str:
    if file == TRANSLATIONS.name:
        return "is not there"
    if file == "year.yaml":
        return f"does not say {', '.join(names)}"
    return f"has no column {names[0]}" if len(names) == 1 else f"has no columns {', '.join(names)}"


def _some(keys: Iterator[str]) -> str:
    names = list(keys)
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _short(value: Any) -> str:
    text = f"{len(value)} rows" if isinstance(value, list) else visible(str(value))
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”"
