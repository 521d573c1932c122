"""Reading the record, and checking that nobody changed it."""

from hanse.audit.queries.reading import (
    Act,
    Changed,
    Record,
    acts_since,
    has_act,
    history,
    latest,
    newest_act,
    newest_at,
    records,
)

__all__ = [
    "Act",
    "Changed",
    "Record",
    "acts_since",
    "has_act",
    "history",
    "latest",
    "newest_act",
    "newest_at",
    "records",
]
