"""The pages that everybody reads, with 200 activities and with 5,000, and `hanse load` of 5,000: `python -m benchmarks.pages`."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import fresh_database
from benchmarks.feeds import ask
from benchmarks.reporting import figure, report
from benchmarks.world import make_world

RUNS = 15
PAGES = ("/2023/", "/2023/list/", "/2023/06/", "/organisations/")
# Activities, organisations, and the most CPU milliseconds that the issue allows for a page.
SIZES = ((200, 100, 30.0), (5000, 3000, 80.0))
MOST_QUERIES = 12
MOST_SECONDS = 10.0


def pages(activities: int, organisations: int, limit: float) -> Iterator[dict[str, Any]]:
    """CPU and queries of each page, warm, the whole application included."""
    fresh_database()
    call_command("collectstatic", verbosity=0, interactive=False)
    make_world(activities, organisations)
    application = WSGIHandler()
    for address in PAGES:
        ask(application, address)
        answers = [ask(application, address) for _ in range(RUNS)]
        if any(answer.status != 200 for answer in answers):
            raise SystemExit(f"{address} was not answered with 200.")
        name = f"pages/{address.strip('/').replace('/', '-')}-{activities}"
        yield figure(name, median(answer.milliseconds for answer in answers), "ms CPU", limit)
        with CaptureQueriesContext(connection) as queries:
            ask(application, address)
        yield figure(f"{name}-queries", len(queries), "queries", MOST_QUERIES)


def loading() -> Iterator[dict[str, Any]]:
    """CPU of a first load of 5,000 activities, and of a second one that changes nothing."""
    fresh_database()
    make_world(5000, 3000)
    with tempfile.TemporaryDirectory(prefix="hanse-bench-") as folder:
        target = Path(folder) / "year"
        yield figure("loading/export-5000", _seconds("export", "2023", str(target)), "s CPU", None)
        fresh_database()
        yield figure("loading/first-5000", _seconds("load", str(target)), "s CPU", MOST_SECONDS)
        yield figure("loading/unchanged-5000", _seconds("load", str(target)), "s CPU", MOST_SECONDS)


def _seconds(command: str, *arguments: str) -> float:
    begun = process_time()
    call_command(command, *arguments, stdout=io.StringIO())
    return process_time() - begun


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    return report(chain(*(pages(*size) for size in SIZES), loading()))


if __name__ == "__main__":
    sys.exit(main())
