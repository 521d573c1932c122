"""Reading the record, and checking that nobody changed it."""

from hanse.audit.queries.reading import Act, Changed, Record, acts_since, history, latest, newest_at, records

__all__ = ["Act", "Changed", "Record", "acts_since", "history", "latest", "newest_at", "records"]
