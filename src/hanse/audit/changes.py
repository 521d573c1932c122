"""What an act changed, as `record` takes it."""

from collections.abc import Mapping
from typing import Any


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any], missing: Any = "") -> dict[str, list[Any]]:
    """The fields that differ, each as `[before, after]`; where one side lacks a field, it has `missing` there."""
    pairs = {name: [before.get(name, missing), after.get(name, missing)] for name in {**before, **after}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
