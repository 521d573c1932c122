"""Exports of 5,000 and of 50,000 registrations: by how much the process grows, and how long it takes: `python -m benchmarks.exports`.

Each size is written by a process of its own, so that its peak is its own. What counts is the difference between the two:
in constant memory ten times as many people need no more.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks import fresh_database
from benchmarks.reporting import figure, report
from benchmarks.world import WRITTEN_AT, make_world
from hanse.calendar.models import Activity
from hanse.calendar.registration.exporting import columns, csv_lines, write_workbook
from hanse.calendar.registration.models import CheckIn, Intake, Question, Registration
from hanse.calendar.registration.queries.exports import Wanted, export_rows, questions_of
from hanse.members.models import Organisation

SIZES = (5_000, 50_000)
MEGABYTES = 20.0  # by which the larger may grow beyond the smaller: 16 of them are SQLite's own cache of pages, once
BATCH = 1000
# A process that has done nothing else: the settings are in its environment, the folder with the database, too.
ALONE = "import sys, json, django; django.setup(); from benchmarks.exports import write; print(json.dumps(write(sys.argv[1])))"


def fill(count: int) -> Intake:
    """An activity with so many people: a third from organisations, a third let in, each with three answers."""
    make_world(5, 200)
    intake = Intake.objects.create(activity=Activity.objects.all()[0], zone="Asia/Seoul")
    Question.objects.bulk_create(
        Question(intake=intake, key=key, kind="text", label=f"Question about {key}", position=place)
        for place, key in enumerate(("diet", "arrival", "interests"))
    )
    bodies = list(Organisation.objects.values_list("pk", flat=True))
    for begin in range(0, count, BATCH):
        made = Registration.objects.bulk_create(
            _person(intake, bodies, number) for number in range(begin, min(count, begin + BATCH))
        )
        CheckIn.objects.bulk_create(_entry(one) for one in made[::3])
    return intake


def _person(intake: Intake, bodies: list[int], number: int) -> Registration:
    return Registration(
        intake=intake,
        state="confirmed",
        name=f"Nguyễn Thị Minh Khai {number}",
        email=f"person-{number}@example.org",
        office="Director of Digital Services",
        organisation_id=bodies[number % len(bodies)] if number % 3 else None,
        answers={"diet": "=vegetarian", "arrival": f"Flight {number}", "interests": "water, open data, mobility " * 4},
        consent="I agree that my data are kept until the activity is reported on.",
        arrival=number,
        created_at=WRITTEN_AT + timedelta(minutes=number),
        submitted_at=WRITTEN_AT + timedelta(minutes=number),
        decided_at=WRITTEN_AT + timedelta(minutes=number),
    )


def _entry(one: Registration) -> CheckIn:
    return CheckIn(registration=one, key=uuid4(), at=WRITTEN_AT, received_at=WRITTEN_AT, by="Door: Main entrance")


def write(kind: str) -> dict[str, Any]:
    """Write one file to nowhere, and say what it took."""
    intake = Intake.objects.select_related("activity__year").get()
    offered = columns(questions_of(intake), zone="Asia/Seoul", whole=True)
    list(csv_lines(offered, iter(())))  # what is loaded once is not counted
    before, begun, size = _peak(), time.process_time(), 0
    if kind == "csv":
        for part in csv_lines(offered, export_rows(intake, Wanted())):
            size += len(part.encode())
    else:
        with tempfile.TemporaryFile() as target:
            write_workbook(target, offered, export_rows(intake, Wanted()), name="Forum")
            size = target.tell()
    return {"grown": _peak() - before, "seconds": time.process_time() - begun, "size": size}


def _peak() -> float:
    """The most memory that this program has held, in megabytes.

    From the kernel's own page: `ru_maxrss` begins with what the parent held when it made this process.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("This kernel does not say how much memory a process has held.")


def measure() -> Iterator[dict[str, Any]]:
    """Both kinds in both sizes."""
    grown: dict[tuple[str, int], float] = {}
    for count in SIZES:
        fresh_database()
        fill(count)
        for kind in ("csv", "xlsx"):
            told = subprocess.run([sys.executable, "-c", ALONE, kind], capture_output=True, check=True)
            found = json.loads(told.stdout.splitlines()[-1])
            grown[kind, count] = found["grown"]
            yield figure(f"exports/{kind}-{count}-grown", found["grown"], "MB", None)
            yield figure(f"exports/{kind}-{count}-time", found["seconds"], "s CPU", None)
            yield figure(f"exports/{kind}-{count}-size", found["size"] / 1_000_000, "MB", None)
    for kind in ("csv", "xlsx"):
        more = grown[kind, SIZES[1]] - grown[kind, SIZES[0]]
        yield figure(f"exports/{kind}-more-for-ten-times-as-many", more, "MB", MEGABYTES)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())
