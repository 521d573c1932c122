"""The invented year that benchmarks rest on: what they measure must look like a year."""

import pytest
from benchmarks.world import make_world
from django.db import transaction
from django.test import Client

from hanse.calendar.models import Activity
from tests.calendar.feeds.reading import with_icalendar

pytestmark = pytest.mark.django_db


def test_the_same_seed_gives_the_same_year() -> None:
    def made(seed: int) -> list[tuple[object, ...]]:
        with transaction.atomic():
            make_world(30, 10, seed=seed)
            rows = list(Activity.objects.order_by("pk").values_list("uid", "title", "when_edtf", "status"))
            transaction.set_rollback(True)
        return rows

    assert made(1) == made(1) != made(2)


def test_the_year_has_every_kind_of_date_and_status(nobody: Client) -> None:
    make_world(300, 40)
    kinds = set(Activity.objects.values_list("when_precision", flat=True))
    assert {"minute", "day", "days", "month", "part", "quarter", "all-year", "unknown"} <= kinds
    assert len(set(Activity.objects.values_list("status", flat=True))) == 6
    seen = with_icalendar(nobody.get("/2023/calendar.ics?all-year=yes").content)
    assert 250 < len(seen) < 300
