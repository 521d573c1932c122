"""Large tables of registrations: a preview of the largest one that is taken, and 2,000 rows through the worker.

`python -m benchmarks.imports`

What others feel of it is the longest batch: for so long their writes wait on SQLite. What the secretariat feels is the
preview, and how long each row takes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from benchmarks import fresh_database
from benchmarks.reporting import again_on_postgresql, figure, report
from benchmarks.seats import people_and_terms
from hanse.audit.actor import Actor
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake, Question, Registration
from hanse.year.importing.models import Run
from hanse.year.importing.operations import carry_out_run, carrying
from hanse.year.importing.planning import plan_of

MOST_ROWS, ROWS = 20_000, 2_000
MEALS = ("Vegetarian", "Everything")
NOW = datetime(2023, 1, 10, 9, tzinfo=UTC)
BATCH_SECONDS, PREVIEW_SECONDS = 5, 5  # others' writes wait at most twenty


def table(count: int) -> bytes:
    """Rows with an organisation of the directory in two of three, and an answer in each."""
    rows = (
        f"person-{n}@example.org,Person {n},{f'Body {n % 200}' if n % 3 else ''},Director,{MEALS[n % 2]}\n"
        for n in range(count)
    )
    return ("email,name,organisation,office,Meal\n" + "".join(rows)).encode()


def begin() -> Activity:
    """An activity for all of them, with a question."""
    fresh_database()
    people_and_terms(200)
    intake = Intake.objects.select_related("activity").get()
    Intake.objects.update(seats=None)
    intake.quotas.all().delete()
    meals = [{"value": meal.lower(), "label": meal} for meal in MEALS]
    Question.objects.create(intake=intake, key="meal", kind="choice", label="Meal", options=meals)
    return intake.activity


def measure(where: str) -> Iterator[dict[str, Any]]:
    """The preview, the longest batch, and a row."""
    activity = begin()
    runs = [
        Run.objects.create(
            what="registrations", activity=activity, file_name="a.csv", content=table(count), made_at=NOW
        )
        for count in (MOST_ROWS, ROWS)
    ]
    begun = time.process_time()
    plan_of(runs[0], now=NOW)
    yield figure(f"imports/{where}-preview-of-{MOST_ROWS}", time.process_time() - begun, "s CPU", PREVIEW_SECONDS)
    run, by = carry_out_run(uid=runs[1].uid, by=Actor("Benchmark"), now=NOW, clock=NOW), Actor("Benchmark")
    plan, longest, spent = plan_of(run, now=NOW), 0.0, 0.0
    while run.reached < run.total:
        begun = time.process_time()
        run = carrying.carry_out_batch(run.pk, plan, run.reached, by=by, now=NOW)
        taken = time.process_time() - begun
        longest, spent = max(longest, taken), spent + taken
    count = Registration.objects.filter(state="confirmed").count()
    if count != ROWS:
        raise SystemExit(f"{count} of {ROWS} are registered.")
    yield figure(f"imports/{where}-longest-batch", longest, "s CPU", BATCH_SECONDS)
    yield figure(f"imports/{where}-row", spent / ROWS * 1000, "ms CPU", None)


def main() -> int:
    """Print all figures, of SQLite and, where it is installed, of PostgreSQL."""
    if connection.vendor == "postgresql":
        return report(measure("postgresql"))
    return report(measure("sqlite")) | again_on_postgresql("imports")


if __name__ == "__main__":
    sys.exit(main())
