"""No seat is given twice: 2,000 people at once for 100 seats in four quotas: `python -m benchmarks.seats`.

On PostgreSQL from 50 connections (ten processes of five threads), on SQLite from eight processes. All wait for one
another before they begin. Afterwards the arrivals are replayed one by one through a hall of its own, and everybody must
stand where that hall puts them: not one seat too many, nobody before their turn.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

from django.db import connection, connections

from benchmarks import CHILD, fresh_database
from benchmarks.reporting import again_on_postgresql, figure, report
from hanse.accounts.models import User
from hanse.calendar.models import Activity, Area, Year
from hanse.calendar.registration.models import Intake, Quota, Registration
from hanse.calendar.registration.operations.registering import submit_registration
from hanse.calendar.registration.queries.terms import rows_of
from hanse.calendar.registration.seating import Fit, Hall
from hanse.calendar.registration.submissions import Submission
from hanse.engines.when.stored import from_edtf
from hanse.members.models import Organisation
from hanse.post.models import Message

PEOPLE = 2000
SEATS = {"city": 40, "company": 30, "institution": 20, "": 10}  # by kind of organisation; the last is for everybody
NOW = datetime(2023, 1, 10, 9, tzinfo=UTC)
ON_POSTGRESQL, ON_SQLITE = (10, 5), (8, 1)  # processes, and threads in each


def people_and_terms(count: int) -> tuple[int, str, list[tuple[int, str, int]]]:
    """An activity with its terms: their key and its address; and people by key, address and organisation."""
    year = Year.objects.create(number=2023, network={"name": "Example", "zone": "Asia/Seoul"})
    area = Area.objects.create(year=year, key="networking", name="Networking", position=1)
    when = from_edtf("2023-09-06/2023-09-08", "Asia/Seoul")
    activity = Activity.objects.create(
        slug="expo-2023", year=year, area=area, title="Expo", status="confirmed", mode="in-person",
        when_text="Sep 6-8", when_edtf=when.edtf, when_lower=when.lower, when_upper=when.upper,
        when_precision=str(when.precision), when_zone=when.zone, first_on=when.first_on, last_on=when.last_on,
    )  # fmt: skip
    intake = Intake.objects.create(activity=activity, zone="Asia/Seoul", seats=sum(SEATS.values()))
    for position, (kind, seats) in enumerate(SEATS.items()):
        kinds = [kind] if kind else []
        Quota.objects.create(intake=intake, name=kind or "everybody", seats=seats, kinds=kinds, position=position)
    chance = Random(2023)
    kinds = [kind for kind in SEATS if kind]
    bodies = Organisation.objects.bulk_create(
        Organisation(slug=f"body-{n}", name=f"Body {n}", kind=chance.choice(kinds), standing="member")
        for n in range(200)
    )
    people = User.objects.bulk_create(
        User(email=f"person-{n}@example.org", name=f"Person {n}", password="!", is_example=True) for n in range(count)
    )
    return intake.pk, activity.slug, [(one.pk, one.email, chance.choice(bodies).pk) for one in people]


def attempt(intake: int, people: list[tuple[int, str, int]], ready: Any, go: Any, faults: Any) -> None:
    """One connection that registers its share of the people, one after another."""

    connection.ensure_connection()
    ready.release()
    go.wait()
    try:
        for person, email, organisation in people:
            sent = Submission(name=email.partition("@")[0], email=email, organisation=organisation)
            submit_registration(intake=intake, sent=sent, person=person, by=email, now=NOW)
    except Exception as fault:  # whatever it is, it is counted and said
        faults.put(f"{type(fault).__name__}: {fault}")
    finally:
        connections.close_all()


def process(intake: int, shares: list[list[tuple[int, str, int]]], ready: Any, go: Any, faults: Any) -> None:
    """A process with as many threads, each on a connection of its own, as there are shares."""
    threads = [threading.Thread(target=attempt, args=(intake, share, ready, go, faults)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def storm(
    intake: int, people: list[tuple[int, str, int]], processes: int, threads: int
) -> tuple[float, int, list[str]]:
    """Everybody at once; the seconds it took, how many connections the server saw, and what went wrong."""
    context = multiprocessing.get_context("spawn")
    ready, go, faults = context.Semaphore(0), context.Event(), context.Queue()
    shares = [people[n :: processes * threads] for n in range(processes * threads)]
    running = [
        context.Process(target=process, args=(intake, shares[n * threads : (n + 1) * threads], ready, go, faults))
        for n in range(processes)
    ]
    connections.close_all()
    os.environ[CHILD] = "yes"
    for one in running:
        one.start()
    for _n in range(processes * threads):
        if not ready.acquire(timeout=120):
            raise SystemExit("Not all connections were ready within two minutes.")
    seen = _connections(processes * threads)
    begun = time.monotonic()
    go.set()
    for one in running:
        one.join(600)
    seconds = time.monotonic() - begun
    said = []
    while not faults.empty():
        said.append(str(faults.get()))
    return seconds, seen, said


def _connections(expected: int) -> int:
    if connection.vendor != "postgresql":
        return expected
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def check(intake: int) -> str:
    """What is wrong with where everybody stands; empty where nothing is."""
    arrivals = list(Registration.objects.filter(intake=intake).order_by("arrival").values_list("arrival", flat=True))
    if arrivals != list(range(1, PEOPLE + 1)):
        return f"{len(arrivals)} registrations, and their arrivals are not 1 to {PEOPLE}."
    letters = Counter(Message.objects.values_list("kind", flat=True))
    seats = sum(SEATS.values())
    if letters != {"registration-confirmed": seats, "registration-waiting": PEOPLE - seats}:
        return f"Letters: {dict(letters)}."
    return replay(intake)


def replay(intake: int) -> str:
    """Seat everybody anew, one by one in the order of arrival, in a hall of its own: who stands elsewhere, if anybody."""
    terms = Intake.objects.get(pk=intake)
    hall = Hall.of(terms.seats, rows_of(list(Quota.objects.filter(intake=intake))), {})
    rows = Registration.objects.filter(intake=intake, arrival__isnull=False).select_related("organisation")
    for row in rows.order_by("arrival"):
        place = hall.place(Fit(kind=row.organisation.kind if row.organisation else ""))
        expected = ("waiting", None) if place is None else ("confirmed", place.quota)
        if place is not None:
            hall.take(place)
        if (row.state, row.quota_id) != expected:
            return f"Arrival {row.arrival} is {row.state} in {row.quota_id}, and should be {expected}."
    return ""


def measure() -> Iterator[dict[str, Any]]:
    """Figures of the database at hand; stops with what is wrong where anything is."""
    fresh_database()
    intake, _slug, people = people_and_terms(PEOPLE)
    processes, threads = ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE
    seconds, seen, faults = storm(intake, people, processes, threads)
    if faults:
        raise SystemExit(f"{connection.vendor}: {len(faults)} connections failed, first with {faults[0]}")
    wrong = check(intake)
    if wrong:
        raise SystemExit(f"{connection.vendor}: {wrong}")
    name = f"seats/{connection.vendor}"
    yield figure(f"{name}-connections", seen, "at once", None)
    confirmed = Registration.objects.filter(intake=intake, state="confirmed").count()
    yield figure(f"{name}-confirmed", confirmed, f"of {PEOPLE} who asked", sum(SEATS.values()))
    yield figure(f"{name}-attempts", round(PEOPLE / seconds, 1), "registrations a second", None)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit, or anything is wrong."""
    missed = report(measure())
    return missed | again_on_postgresql("seats") if connection.vendor == "sqlite" else missed


if __name__ == "__main__":
    sys.exit(main())
