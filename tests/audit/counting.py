"""Counting what a piece of work asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def queries() -> Iterator[Callable[[], int]]:
    """How many queries run inside; savepoints count for nothing."""
    with CaptureQueriesContext(connection) as captured:
        yield lambda: sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)
