"""What release 0.1 wrote is hidden where it is personal, and sealed like everything after it."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from hanse.audit import guards
from hanse.audit.models import Entry
from hanse.audit.operations import forget_person, seal_waiting
from hanse.audit.queries import history
from hanse.audit.queries.verifying import verify

pytestmark = pytest.mark.django_db
hide = import_module("hanse.audit.migrations.0004_personal_parts_of_before").hide


@pytest.fixture
def before() -> None:
    """Three rows as release 0.1 left them, and the step that takes them over."""
    plain: dict[str, Any] = {"at": datetime(2026, 11, 24, tzinfo=UTC), "verb": "x", "kind": "activity"}
    Entry.objects.create(**{**plain, "kind": "person"}, by="hanse cast", key="5", label="Amara Nakato")
    Entry.objects.create(
        **plain, by="Amara Nakato <amara@example.org>", key="a", label="Forum", changes={"t": ["포", ""]}
    )
    Entry.objects.create(**plain, by="hanse load", key="b", label="Fair")
    guards.fall(connection)
    hide(apps, None)
    guards.stand(connection)


def test_people_are_hidden_and_readers_see_them_as_before(before: None) -> None:
    assert sorted(Entry.objects.values_list("by", "label")) == [
        ("", "Forum"),
        ("hanse cast", ""),
        ("hanse load", "Fair"),
    ]
    assert history("activity", "a")[0].by == "Amara Nakato <amara@example.org>"
    assert history("person", "5")[0].label == "Amara Nakato"


def test_they_are_sealed_by_the_first_seal(before: None) -> None:
    assert seal_waiting() == 3
    assert verify().holds


def test_a_person_of_before_is_forgotten_by_account_and_address(before: None) -> None:
    seal_waiting()
    assert forget_person(person=5, email="amara@example.org") == 2
    verdict = verify()
    assert (verdict.holds, verdict.erased) == (True, 2)
