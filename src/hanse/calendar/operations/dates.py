"""The columns in which a date is kept."""

from __future__ import annotations

from typing import Any

from hanse.calendar.models import Activity
from hanse.engines.when import When

COLUMNS = ("when_text", "when_edtf", "when_lower", "when_upper", "when_precision", "when_zone", "first_on", "last_on")


def when_columns(when: When) -> dict[str, Any]:
    """A date as an activity keeps it."""
    return {**occasion_columns(when), "first_on": when.first_on, "last_on": when.last_on}


def occasion_columns(when: When) -> dict[str, Any]:
    """A date as an occasion keeps it."""
    return {
        "when_text": when.text,
        "when_edtf": when.edtf,
        "when_lower": when.lower,
        "when_upper": when.upper,
        "when_precision": str(when.precision),
        "when_zone": when.zone,
    }


def set_when(activity: Activity, when: When) -> None:
    """Put a date on an activity."""
    for name, value in when_columns(when).items():
        setattr(activity, name, value)
