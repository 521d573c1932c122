"""The brochure of the real year and of 200 activities: CPU of this process and of Typst's, size: `python -m benchmarks.brochure`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command

from benchmarks import fresh_database
from benchmarks.feeds import ask
from benchmarks.reporting import figure, report
from benchmarks.world import make_world

YEAR = Path(__file__).resolve().parents[1] / "years" / "2023"
RUNS = 5
SECONDS = 2.0
MEGABYTES = 3.0


def measure(name: str, address: str) -> Iterator[dict[str, Any]]:
    """Typeset from nothing, asked again, and asked with a tag."""
    application = WSGIHandler()
    cold, body, tag = [], b"", ""
    for _ in range(RUNS):
        cache.clear()
        begun = cpu()
        answer = ask(application, address)
        cold.append(cpu() - begun)
        if answer.status != 200:
            raise SystemExit(f"The brochure was answered with {answer.status}.")
        body, tag = answer.body, answer.headers["ETag"]
    kept = [ask(application, address).milliseconds for _ in range(RUNS)]
    same = [ask(application, address, HTTP_IF_NONE_MATCH=tag).milliseconds for _ in range(RUNS)]
    yield figure(f"brochure/{name}-first", cold[0], "s CPU", SECONDS)
    yield figure(f"brochure/{name}-cold", median(cold), "s CPU", SECONDS)
    yield figure(f"brochure/{name}-size", len(body) / 1_000_000, "MB", MEGABYTES)
    yield figure(f"brochure/{name}-kept", median(kept), "ms CPU", None)
    yield figure(f"brochure/{name}-not-modified", median(same), "ms CPU", None)


def cpu() -> float:
    """Seconds of CPU of this process and of those that it has waited for: Typst runs in one of its own."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    fresh_database()
    call_command("load", str(YEAR), stdout=io.StringIO())
    lines = list(measure("2023", "/2023/brochure.pdf"))
    lines += measure("2023-ko", f"/2023/brochure.pdf?lang={'ko' if settings.LANGUAGE_CODE != 'ko' else 'en'}")
    fresh_database()
    make_world(200, 100)
    lines += measure("200", "/2023/brochure.pdf")
    return report(lines)


if __name__ == "__main__":
    sys.exit(main())
