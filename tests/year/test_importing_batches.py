"""Large tables: little by little, by a worker that may be killed at any time, and by two at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hanse.audit.actor import Actor
from hanse.audit.models import Entry
from hanse.members.models import Organisation
from hanse.post.working import Postman
from hanse.year.importing.models import Run
from hanse.year.importing.operations import (
    DoneAlready,
    carry_out_run,
    carrying,
    go_on_with_run,
    go_on_with_stalled_runs,
    undo_run,
)
from tests.factories.importing import NOW, make_run
from tests.factories.members import make_organisation

pytestmark = pytest.mark.django_db
MINA = Actor("Mina Park <mina@example.org>")
ROWS = 25


@pytest.fixture(autouse=True)
def of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows in a batch, so that twenty-five are a large table."""
    monkeypatch.setattr(carrying, "BATCH", 10)


def a_large_table() -> Run:
    """Twenty-three cities, one that is refused, and one that stands there twice."""
    cities = "".join(f"City {n},city\n" for n in range(ROWS - 2))
    return make_run(f"name,kind\n{cities}Nowhere,spaceship\nCity 3,city\n")


def begun() -> Run:
    return carry_out_run(uid=a_large_table().uid, by=MINA, now=NOW, clock=NOW)


def work() -> None:
    Postman(until_empty=True, interval=0.01).run()


@pytest.mark.django_db(transaction=True)
def test_a_large_table_is_carried_out_by_a_worker() -> None:
    run = begun()
    assert (run.state, run.reached, run.total) == ("doing", 0, ROWS)
    assert not Organisation.objects.exists()
    work()
    run.refresh_from_db()
    assert (run.state, run.reached) == ("done", ROWS)
    assert run.counts == {"create": 23, "change": 0, "leave": 0, "refuse": 2}
    assert run.refused.count("Why it was refused") == 1
    assert "Nowhere" in run.refused
    assert "The same as in line 5" in run.refused
    assert run.content is None
    assert Organisation.objects.count() == 23
    assert list(Entry.objects.filter(kind="import").order_by("id").values_list("verb", flat=True)) == [
        "begin",
        "import",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_large_import_is_taken_back_by_a_worker() -> None:
    run = begun()
    work()
    assert undo_run(uid=run.uid, by=MINA, now=NOW, clock=NOW).state == "undoing"
    work()
    run.refresh_from_db()
    assert (run.state, run.reached, run.total) == ("undone", 23, 23)
    assert not Organisation.objects.exists()


def test_it_cannot_be_begun_twice_nor_thrown_away_while_it_is_at_work() -> None:
    run = begun()
    with pytest.raises(DoneAlready):
        carry_out_run(uid=run.uid, by=MINA, now=NOW, clock=NOW)
    with pytest.raises(DoneAlready):
        undo_run(uid=run.uid, by=MINA, now=NOW, clock=NOW)


def test_a_worker_that_was_killed_is_followed_by_one_that_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun()

    class Killed(BaseException):
        """As a signal ends a process: nothing of ours catches it."""

    whole, rows = carrying.ROOMS["organisations"].carry_out, 0

    def dies_in_the_second_batch(*given: Any, **named: Any) -> Any:
        nonlocal rows
        rows += 1
        if rows == 15:
            raise Killed
        return whole(*given, **named)

    monkeypatch.setattr(carrying.ROOMS["organisations"], "carry_out", dies_in_the_second_batch)
    with pytest.raises(Killed):
        carrying.work_on_run.call(run.pk)
    run.refresh_from_db()
    assert run.reached == 10
    assert Organisation.objects.count() == 10
    carrying.work_on_run.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.reached) == ("done", ROWS)
    assert run.counts == {"create": 23, "change": 0, "leave": 0, "refuse": 2}
    assert Organisation.objects.count() == 23
    assert run.traces.count() == 23


def test_two_workers_do_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun()
    is_first = True

    def plan_late(*given: Any, **named: Any) -> Any:
        """Another worker does all of it while this one makes its plan."""
        nonlocal is_first
        plan = planned(*given, **named)
        if is_first:
            is_first = False
            carrying.work_on_run.call(run.pk)
        return plan

    planned = carrying.plan_of
    monkeypatch.setattr(carrying, "plan_of", plan_late)
    carrying.work_on_run.call(run.pk)
    run.refresh_from_db()
    assert run.counts["create"] == 23
    assert Organisation.objects.count() == 23


@pytest.mark.django_db(transaction=True)
def test_what_stands_still_is_given_to_a_worker_again_five_times() -> None:
    run = begun()
    DBTaskResult.objects.all().delete()  # as when the process ends between the commit and the queue
    assert go_on_with_stalled_runs(NOW + timedelta(minutes=1)) == 0
    at = NOW
    for _ in range(5):
        at += timedelta(minutes=3)
        assert go_on_with_stalled_runs(at) == 1
    assert go_on_with_stalled_runs(at + timedelta(minutes=3)) == 0
    go_on_with_run(uid=run.uid, now=at)
    assert go_on_with_stalled_runs(at + timedelta(minutes=3)) == 1
    work()
    run.refresh_from_db()
    assert run.counts["create"] == 23
    with pytest.raises(DoneAlready):
        go_on_with_run(uid=run.uid, now=at)


def test_the_page_shows_how_far_it_is_and_lets_it_go_on(mina: Client) -> None:
    run = begun()
    Run.objects.update(reached=10, moved_at=timezone.now())
    page = mina.get(f"/imports/{run.uid}/").content.decode()
    assert "10 of 25" in page
    assert "hx-trigger" in page
    assert "It stands still" not in page
    Run.objects.update(moved_at=timezone.now() - timedelta(minutes=3))
    assert "It stands still" in mina.get(f"/imports/{run.uid}/").content.decode()
    assert "It goes on where it stood." in mina.post(f"/imports/{run.uid}/go-on/", follow=True).content.decode()
    Run.objects.update(state="done", reached=25, done_at=NOW, content=None)
    answer = mina.get(f"/imports/{run.uid}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert "come to its end" in mina.post(f"/imports/{run.uid}/go-on/", follow=True).content.decode()


def test_a_row_that_a_room_refuses_at_the_last_moment_is_told_among_the_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_organisation(name="City 3", slug="city-3", city="A")
    run = make_run("name,kind,city\nCity 3,city,B\nCity 4,city,C\n")
    planned = carrying.plan_of

    def changed_meanwhile(*given: Any, **named: Any) -> Any:
        plan = planned(*given, **named)
        Organisation.objects.filter(slug="city-3").update(revision=7)
        return plan

    monkeypatch.setattr(carrying, "plan_of", changed_meanwhile)
    run = carry_out_run(uid=run.uid, by=MINA, now=NOW, clock=NOW)
    assert run.counts == {"create": 1, "change": 0, "leave": 0, "refuse": 1}
    assert "City 3" in run.refused
