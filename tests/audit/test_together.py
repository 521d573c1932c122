"""Many at once, on real connections of a real server: one chain, without a fork and without a gap."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from hanse.audit.actor import Actor
from hanse.audit.models import Entry, Seal
from hanse.audit.operations import record, seal_waiting
from hanse.audit.queries.verifying import verify
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_a_server")]
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def faults(results: list[Any]) -> list[Any]:
    return [one for one in results if isinstance(one, BaseException)]


def act(key: str) -> Entry:
    by = Actor("Amara <amara@example.org>", 5)
    return record(at=NOW, by=by, verb="revise", kind="thing", key=key, label=key)


def writer(number: int) -> Callable[[], None]:
    def work() -> None:
        for count in range(100):
            act(f"{number}-{count}")

    return work


def sealer() -> None:
    for _ in range(40):
        seal_waiting()


def test_eight_write_a_hundred_each_while_three_seal() -> None:
    assert faults(together(*(writer(number) for number in range(8)), sealer, sealer, sealer)) == []
    seal_waiting()
    verdict = verify()
    assert verdict.fault is None
    assert (verdict.sealed, verdict.waiting) == (800, 0)
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 801))


def test_who_commits_late_gets_a_later_place_and_no_gap() -> None:
    early, sealed = threading.Event(), threading.Event()

    def late() -> None:
        with transaction.atomic():
            act("late")
            early.set()
            assert sealed.wait(20)

    def seal() -> None:
        assert early.wait(20)
        act("quick")
        assert seal_waiting() == 1
        sealed.set()

    assert faults(together(late, seal)) == []
    assert seal_waiting() == 1
    assert list(Seal.objects.values_list("entry__key", flat=True)) == ["quick", "late"]
    assert verify().holds


def test_an_act_does_not_wait_for_the_sealer_nor_for_another_act() -> None:
    """Both stay open while a third records and commits: with a chain in the transaction it would wait for them."""
    held, done = threading.Event(), threading.Event()

    def holds() -> None:
        with transaction.atomic():
            act("open")
            held.set()
            assert done.wait(20)

    def quick() -> None:
        assert held.wait(20)
        act("quick")
        done.set()

    assert faults(together(holds, quick)) == []


def test_what_was_rolled_back_leaves_no_gap_in_the_chain() -> None:
    act("one")
    with transaction.atomic():
        act("two")
        transaction.set_rollback(True)
    act("three")
    assert seal_waiting() == 2
    assert [seal.number for seal in Seal.objects.all()] == [1, 2]
    assert verify().holds
