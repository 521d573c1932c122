"""The desk of a person with 40 open items over six rooms, the whole page: `python -m benchmarks.desk`.

The person administers three organisations: dues owed and a mandate that ends (members), an invitation (joining),
offers, drafts and delegations without names (registration), answered interest (interest), unread notices (post), and a
second factor to set up (accounts).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from time import process_time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import fresh_database
from benchmarks.reporting import figure, report
from benchmarks.world import make_world
from hanse.accounts.models import User
from hanse.calendar.interest.models import Interest
from hanse.calendar.models import Activity, Year
from hanse.calendar.registration.models import Delegation, Intake, Registration
from hanse.members.models import DuesFact, Mandate, Organisation
from hanse.post.models import Message

RUNS = 15
ITEMS, QUERIES, MILLISECONDS = 40, 15, 60.0


def fill() -> tuple[Client, User]:
    """A person with much to do, signed in."""
    make_world(200, 100)
    now = timezone.now()
    user = User.objects.create(email="amara@example.org", name="Amara Nakato (example)")
    bodies = list(Organisation.objects.order_by("pk")[:3])
    for body in bodies:
        Mandate.objects.create(
            person=user, organisation=body, is_administrator=True, starts_on=now.date() - timedelta(days=300),
            ends_on=now.date() + timedelta(days=20), granted_by="bench", granted_at=now,
        )  # fmt: skip
        DuesFact.objects.create(
            organisation=body, year=now.year, state="owed", on=now.date(), recorded_by="bench", recorded_at=now
        )
    soon = now + timedelta(days=40)
    Activity.objects.update(
        when_lower=soon,
        when_upper=soon + timedelta(days=1),
        first_on=soon.date(),
        last_on=soon.date(),
        status="confirmed",
    )
    activities = list(Activity.objects.order_by("-pk")[:39])
    for place, activity in enumerate(activities):
        intake = Intake.objects.create(activity=activity, zone="Asia/Seoul")
        body = bodies[place % 3]
        common: dict[str, Any] = {"intake": intake, "organisation": body, "made_by": user, "created_at": now}
        if place % 3 == 0:
            Registration.objects.create(
                **common, person=user, name="Amara", email=user.email, state="offered", arrival=1,
                answer_by_at=now + timedelta(hours=5 + place), submitted_at=now,
            )  # fmt: skip
        elif place % 3 == 1:
            Registration.objects.create(**common, person=user, name="Amara", email=user.email, state="draft")
        else:
            delegation = Delegation.objects.create(intake=intake, organisation=body, led_by=user, created_at=now)
            for arrival in (1, 2, 3):
                Registration.objects.create(
                    **common, delegation=delegation, state="confirmed", arrival=arrival, submitted_at=now
                )
    for number in range(6):
        Interest.objects.create(
            year=Year.objects.get(), state="answered", person=user, name="Amara", email=user.email, consent="yes",
            answered_at=now - timedelta(days=number), answer="Yes.", created_at=now,
        )  # fmt: skip
        Message.objects.create(
            key=f"bench-{number}", kind="notice", person=user, email=user.email, subject="S", body="B", created_at=now
        )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, user


def measure() -> Iterator[dict[str, Any]]:
    """Items on the page, queries, and CPU milliseconds of the whole request."""
    fresh_database()
    call_command("collectstatic", verbosity=0, interactive=False)
    client, _user = fill()
    page = client.get("/desk/")
    if page.status_code != 200:
        raise SystemExit(f"/desk/ was answered with {page.status_code}.")
    items = page.content.count(b"ledger__item")
    if items < ITEMS:
        raise SystemExit(f"There are {items} items; the claim is about {ITEMS}.")
    yield figure("desk/items", items, "items", None)
    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/")
    yield figure("desk/queries", len(queries), "queries", QUERIES)
    spent = []
    for _ in range(RUNS):
        begun = process_time()
        client.get("/desk/")
        spent.append((process_time() - begun) * 1000)
    yield figure("desk/page", median(spent), "ms CPU", MILLISECONDS)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())
