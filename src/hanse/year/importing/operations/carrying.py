"""Carrying an import out, and taking it back: in batches, so that no table holds up everybody else's work.

Each batch is one transaction that also says how far the run has come. Whoever goes on, goes on from there: a worker that
is killed loses no row and does none twice, and two at once do not get in each other's way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import get_language, override
from django_tasks import task

from hanse.accounts.operations.people import PersonExists
from hanse.audit.actor import Actor
from hanse.calendar.registration.refusals import Refused as SeatRefused
from hanse.members.operations.faults import Gone, Refused, SavedByOthers
from hanse.members.operations.mandates import ActsAlready, EndsBeforeStart, InvitedAlready
from hanse.ui import clock as clocks
from hanse.year.importing.choices import Fate, State, What
from hanse.year.importing.models import Run, Trace
from hanse.year.importing.operations.files import UNDO_WITHIN
from hanse.year.importing.operations.noting import DoneAlready, locked, note
from hanse.year.importing.planning import ROOMS, Plan, plan_of, refused_rows
from hanse.year.importing.plans import Step, counts_of
from hanse.year.importing.undoing import undo_trace

BATCH = 100  # rows in one transaction: two seconds or so, in which others wait for SQLite
STALLED_AFTER = timedelta(minutes=2)
MOST_TRIES = 5
_CHANGED_MEANWHILE = (
    ActsAlready,
    EndsBeforeStart,
    Gone,
    IntegrityError,
    InvitedAlready,
    PersonExists,
    Refused,
    SavedByOthers,
    SeatRefused,
)


class TooOld(Exception):
    """What an import did can be undone for thirty days."""


def carry_out_run(*, uid: UUID, by: Actor, now: datetime, clock: datetime) -> Run:
    """Carry out every good row through the operations of the rooms: a small table at once, a large one by a worker.

    The plan is made anew, so that nothing rests on what was true at the preview. A row that a room refuses then is
    undone by itself, and told among the refused. Raises `DoneAlready`.
    """
    with transaction.atomic():
        run = locked(uid, State.OPEN)
        plan = plan_of(run, now=clock)
        _ask(run, State.DOING, len(plan.steps), by=by, now=now, clock=clock)
        if run.total <= BATCH:
            return carry_out_batch(run.pk, plan, 0, by=by, now=now)
    return run


def undo_run(*, uid: UUID, by: Actor, now: datetime, clock: datetime) -> Run:
    """Take back what an import made or changed and nobody touched since; the rest is listed with the reason.

    Few things at once, many by a worker. Raises `DoneAlready` and `TooOld`.
    """
    with transaction.atomic():
        run = locked(uid, State.DONE)
        if run.done_at is None or now - run.done_at > UNDO_WITHIN:
            raise TooOld
        _ask(run, State.UNDOING, run.traces.count(), by=by, now=now, clock=clock)
        if run.total <= BATCH:
            return undo_batch(run.pk, 0, by=by, now=now, clock=clock)
    return run


@transaction.atomic
def go_on_with_run(*, uid: UUID, now: datetime) -> None:
    """Give a run that stands still to a worker again; raises `DoneAlready` where it is at its end."""
    run = Run.objects.select_for_update(of=("self",)).filter(uid=uid, state__in=(State.DOING, State.UNDOING)).first()
    if run is None:
        raise DoneAlready
    run.tries, run.moved_at = 0, now
    run.save(update_fields=["tries", "moved_at"])
    _give_to_a_worker(run)


@transaction.atomic
def go_on_with_stalled_runs(now: datetime) -> int:
    """Give what a worker left standing to another one, five times; how many. For `hanse tick`."""
    stalled = Run.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state__in=(State.DOING, State.UNDOING), moved_at__lt=now - STALLED_AFTER, tries__lt=MOST_TRIES
    )
    count = 0
    for run in stalled:
        run.tries, run.moved_at = F("tries") + 1, now
        run.save(update_fields=["tries", "moved_at"])
        _give_to_a_worker(run)
        count += 1
    return count


@task()
def work_on_run(run: int) -> None:
    """Batch after batch until the end. It may be run twice: each batch asks whether it is still to be done."""
    row = Run.objects.filter(pk=run, state__in=(State.DOING, State.UNDOING)).first()
    if row is None:
        return
    asked = row.asked
    by, clock = Actor(**asked["by"]), datetime.fromisoformat(asked["clock"])
    with override(asked["language"]):
        try:
            if row.state == State.DOING:
                plan = plan_of(row, now=clock)
                _to_the_end(row, lambda at, now: carry_out_batch(run, plan, at, by=by, now=now))
            else:
                _to_the_end(row, lambda at, now: undo_batch(run, at, by=by, now=now, clock=clock))
        except DoneAlready:
            return  # another worker is ahead


def _to_the_end(row: Run, batch: Callable[[int, datetime], Run]) -> None:
    reached, total = row.reached, row.total
    while True:
        reached = batch(reached, clocks.stamp()).reached
        if reached >= total:
            return


def _ask(run: Run, state: State, total: int, *, by: Actor, now: datetime, clock: datetime) -> None:
    run.state, run.total, run.reached, run.tries, run.moved_at = state, total, 0, 0, now
    run.asked = {
        "by": {"name": by.name, "person": by.person, "acted_for": by.acted_for},
        "clock": clock.isoformat(),
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    run.save(update_fields=["state", "total", "reached", "tries", "moved_at", "asked"])
    if total > BATCH:
        note(run, "begin", by=by, now=now)
        _give_to_a_worker(run)


def _give_to_a_worker(run: Run) -> None:
    transaction.on_commit(lambda: work_on_run.enqueue(run.pk))


def _at(key: int, state: State, reached: int) -> Run:
    """The run, locked, if it has come so far and no further; else somebody else is at work on it."""
    rows = Run.objects.select_for_update(of=("self",)).defer("content")
    run: Run | None = rows.filter(pk=key, state=state, reached=reached).first()
    if run is None:
        raise DoneAlready
    return run


@transaction.atomic
def carry_out_batch(key: int, plan: Plan, reached: int, *, by: Actor, now: datetime) -> Run:
    """The next rows of a plan, and how far the run has come; raises `DoneAlready` where it has come further."""
    run = _at(key, State.DOING, reached)
    steps = plan.steps[reached : reached + BATCH]
    for step in steps:
        if step.fate in (Fate.CREATE, Fate.CHANGE):
            _carry_out_step(run, step, by=by, now=now)
    counts = counts_of(steps)
    run.counts = {fate: run.counts.get(fate, 0) + count for fate, count in counts.items()}
    run.refused += refused_rows(plan.table, steps, goes_on=bool(run.refused))
    run.reached, run.moved_at = reached + len(steps), now
    if run.reached >= run.total:
        run.state, run.done_at, run.content, run.asked = State.DONE, now, None, {}
        run.save(update_fields=["state", "done_at", "content", "asked"])
    run.save(update_fields=["counts", "refused", "reached", "moved_at"])
    if run.state == State.DONE:
        note(run, "import", by=by, now=now)
    return run


def _carry_out_step(run: Run, step: Step, *, by: Actor, now: datetime) -> None:
    room: Any = ROOMS[What(run.what)]
    try:
        with transaction.atomic():
            made = room.carry_out(step, run, by=by, now=now)
    except _CHANGED_MEANWHILE as fault:
        step.refuse("", getattr(fault, "sentence", "") or getattr(fault, "reason", "") or type(fault).__name__)
        return
    line = step.line.number
    Trace.objects.bulk_create(
        Trace(run=run, line=line, kind=m.kind, key=m.key, is_new=m.is_new, left=dict(m.left), before=dict(m.before))
        for m in made
    )


@transaction.atomic
def undo_batch(key: int, reached: int, *, by: Actor, now: datetime, clock: datetime) -> Run:
    """The next things to take back, the latest first; raises `DoneAlready` where others are further."""
    run = _at(key, State.UNDOING, reached)
    traces = list(run.traces.order_by("-id")[reached : reached + BATCH])
    for trace in traces:
        stays = undo_trace(trace=trace, by=by, now=now, clock=clock)
        if stays:
            trace.stays = stays[:300]
            trace.save(update_fields=["stays"])
    run.reached, run.moved_at = reached + len(traces), now
    if run.reached >= run.total:
        run.state, run.undone_at, run.asked = State.UNDONE, now, {}
    run.save(update_fields=["state", "undone_at", "asked", "reached", "moved_at"])
    if run.state == State.UNDONE:
        note(run, "undo", by=by, now=now)
    return run
