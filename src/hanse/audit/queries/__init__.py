"""Reading the record, and checking that nobody changed it."""

from hanse.audit.queries.reading import Record, acts_since, history, latest, newest_at, records

__all__ = ["Record", "acts_since", "history", "latest", "newest_at", "records"]
