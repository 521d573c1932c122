"""Every write is on record: whoever takes `by`, records, or hands it to an operation that does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hanse"
RECORDING = {"record", "record_many"}
# Operations that take `by` and record nothing themselves, and why.
EXCEPTIONS = {
    "members.operations.register.decision_for": "makes the decision for an operation that records the period it begins",
}


def modules() -> list[Path]:
    """Where operations live: modules and packages of that name in every room."""
    found = [path for path in SOURCE.rglob("*.py") if "operations" in (*path.relative_to(SOURCE).parts[:-1], path.stem)]
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def calls(function: ast.FunctionDef) -> Iterator[tuple[str, set[str]]]:
    """What a function calls, and which of its own `by` it hands on, by keyword."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            handed = {k.arg for k in node.keywords if k.arg} | {a.id for a in node.args if isinstance(a, ast.Name)}
            yield called, handed


def takes_by(function: ast.FunctionDef) -> bool:
    arguments = function.args
    return any(argument.arg == "by" for argument in (*arguments.args, *arguments.kwonlyargs))


EVERY = {path: functions(path) for path in modules()}
# Everything there is to hand `by` on to: operations of any room, by name.
OPERATIONS = {name for found in EVERY.values() for name, function in found.items() if takes_by(function)}


def records(name: str, own: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function of a module records, itself or through what it calls with `by`."""
    for called, handed in calls(own[name]):
        if called in RECORDING:
            return True
        if "by" not in handed or called in seen:
            continue
        if called in own and called != name:
            if records(called, own, seen | {name}):
                return True
        elif called in OPERATIONS:
            return True
    return False


WRITES = [
    (path, name)
    for path, own in EVERY.items()
    for name, function in own.items()
    if takes_by(function) and not name.startswith("_")
]


@pytest.mark.parametrize(("path", "name"), WRITES, ids=lambda part: part.stem if isinstance(part, Path) else part)
def test_every_operation_that_knows_who_acts_puts_it_on_record(path: Path, name: str) -> None:
    key = f"{'.'.join(path.relative_to(SOURCE).with_suffix('').parts)}.{name}"
    if path.is_relative_to(SOURCE / "audit"):
        return  # the record itself
    if key in EXCEPTIONS:
        assert not records(name, EVERY[path]), f"{key} records; it is no exception any more"
        return
    assert records(name, EVERY[path]), (
        f"{key} takes `by` and records nothing: call `record`, or say in EXCEPTIONS why not"
    )


def test_every_exception_is_an_operation_that_exists() -> None:
    names = {f"{'.'.join(path.relative_to(SOURCE).with_suffix('').parts)}.{name}" for path, name in WRITES}
    files = {".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in EVERY}
    assert {key for key in EXCEPTIONS if key.rpartition(".")[0] in files} <= names
