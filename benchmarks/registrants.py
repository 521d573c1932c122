"""An activity with 50 and with 5,000 registrants costs the same queries: `python -m benchmarks.registrants`.

Its page as a visitor sees it and as somebody who is registered, the form, the secretariat's list, the door.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median
from time import process_time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import fresh_database
from benchmarks.exports import fill
from benchmarks.reporting import figure, report
from hanse.accounts.models import User
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Registration

SIZES = (50, 5_000)
RUNS = 9
MILLISECONDS = 100.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def pages(count: int) -> dict[str, tuple[Client, str]]:
    """Who looks at what, by the name of the figure."""
    fresh_database()
    intake = fill(count)
    Activity.objects.filter(pk=intake.activity_id).update(status="confirmed")
    slug, (stranger, registrant, mina) = intake.activity.slug, (Client(SERVER_NAME="127.0.0.1") for _ in range(3))
    person = User.objects.create(email="person-0@example.org", name="Amara Nakato (example)")
    Registration.objects.filter(email=person.email).update(person=person)
    registrant.force_login(person, backend=BACKEND)
    keeper = User.objects.create(email="mina@example.org", name="Mina Park (example)", role="secretariat")
    mina.force_login(keeper, backend=BACKEND)
    return {
        "activity-visitor": (stranger, f"/activities/{slug}/"),
        "activity-registrant": (registrant, f"/activities/{slug}/"),
        "list": (mina, f"/activities/{slug}/registration/"),
        "attendance": (mina, f"/activities/{slug}/attendance/"),
    }


def measure() -> Iterator[dict[str, Any]]:
    """Queries of both sizes, which must be equal, and CPU milliseconds of the larger one."""
    queries: dict[tuple[str, int], int] = {}
    for count in SIZES:
        for name, (client, path) in pages(count).items():
            client.get(path)
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} was answered with {answer.status_code}.")
            queries[name, count] = len(seen)
            if count != SIZES[-1]:
                continue
            spent = []
            for _ in range(RUNS):
                begun = process_time()
                client.get(path)
                spent.append((process_time() - begun) * 1000)
            few, many = queries[name, SIZES[0]], queries[name, count]
            yield figure(f"registrants/{name}-{SIZES[0]}-queries", few, "queries", None)
            yield figure(f"registrants/{name}-{count}-queries", many, "queries", few)
            yield figure(f"registrants/{name}-{count}", median(spent), "ms CPU", MILLISECONDS)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())
