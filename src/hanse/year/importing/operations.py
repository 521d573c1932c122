"""Writes of imports: begun, mapped, carried out once, undone, forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from hanse.accounts.operations.people import PersonExists
from hanse.audit.actor import Actor
from hanse.audit.operations import record
from hanse.calendar.models import Activity
from hanse.calendar.registration.refusals import Refused as SeatRefused
from hanse.members.operations.faults import Gone, Refused, SavedByOthers
from hanse.members.operations.mandates import ActsAlready, EndsBeforeStart, InvitedAlready
from hanse.year.importing.choices import Fate, State, What
from hanse.year.importing.models import Run, Trace
from hanse.year.importing.planning import ROOMS, plan_of, refused_rows
from hanse.year.importing.plans import counts_of
from hanse.year.importing.undoing import undo_trace

UNDO_WITHIN = timedelta(days=30)
UNFINISHED_KEPT = timedelta(days=7)
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


class DoneAlready(Exception):
    """It was carried out, undone or thrown away in the meantime; nothing happened."""


class TooOld(Exception):
    """What an import did can be undone for thirty days."""


@transaction.atomic
def begin_run(
    *, what: str, activity: int | None, invites: bool, name: str, content: bytes, by: Actor, now: datetime
) -> Run:
    """Keep a file until it is imported or thrown away."""
    run = Run.objects.create(
        what=What(what),
        activity=Activity.objects.get(pk=activity) if activity is not None else None,
        invites=invites,
        file_name=name[-200:],
        content=content,
        made_by_id=by.person,
        made_at=now,
    )
    _note(run, "upload", by=by, now=now)
    return run


@transaction.atomic
def choose_reading(*, uid: UUID, encoding: str = "", sheet: str = "", by: Actor, now: datetime) -> Run:
    """Say in which encoding a file is, or which sheet is meant; raises `DoneAlready`."""
    run = _open(uid)
    run.encoding, run.sheet, run.mapping = encoding or run.encoding, sheet or run.sheet, {}
    run.save(update_fields=["encoding", "sheet", "mapping"])
    _note(run, "choose", by=by, now=now)
    return run


@transaction.atomic
def map_columns(*, uid: UUID, mapping: Mapping[str, int], by: Actor, now: datetime) -> Run:
    """Say which column is which field; raises `DoneAlready`."""
    run = _open(uid)
    run.mapping = dict(mapping)
    run.save(update_fields=["mapping"])
    _note(run, "map", by=by, now=now)
    return run


@transaction.atomic
def carry_out_run(*, uid: UUID, by: Actor, now: datetime, clock: datetime) -> Run:
    """Carry out every good row in one transaction, through the operations of the rooms; raises `DoneAlready`.

    The plan is made anew under the lock of the run, so that nothing rests on what was true at the preview. A row that
    a room refuses then is undone by itself, and told among the refused.
    """
    run = _open(uid)
    plan = plan_of(run, now=clock)
    for step in plan.steps:
        if step.fate not in (Fate.CREATE, Fate.CHANGE):
            continue
        try:
            with transaction.atomic():
                made = ROOMS[What(run.what)].carry_out(step, run, by=by, now=now)
        except _CHANGED_MEANWHILE as fault:
            step.refuse("", getattr(fault, "sentence", "") or getattr(fault, "reason", "") or type(fault).__name__)
            continue
        traces = [Trace(run=run, line=step.line.number, kind=m.kind, key=m.key, is_new=m.is_new, left=dict(m.left), before=dict(m.before)) for m in made]  # fmt: skip
        Trace.objects.bulk_create(traces)
    run.refused, run.counts = refused_rows(plan), counts_of(plan.steps)
    run.state, run.done_at, run.content = State.DONE, now, None
    run.save(update_fields=["refused", "counts", "state", "done_at", "content"])
    _note(run, "import", by=by, now=now)
    return run


@transaction.atomic
def undo_run(*, uid: UUID, by: Actor, now: datetime, clock: datetime) -> Run:
    """Take back what an import made or changed and nobody touched since; the rest is listed with the reason.

    Raises `DoneAlready` and `TooOld`.
    """
    run = Run.objects.select_for_update().filter(uid=uid).first()
    if run is None or run.state != State.DONE or run.done_at is None:
        raise DoneAlready
    if now - run.done_at > UNDO_WITHIN:
        raise TooOld
    for trace in run.traces.order_by("-id"):
        stays = undo_trace(trace=trace, by=by, now=now, clock=clock)
        if stays:
            trace.stays = stays[:300]
            trace.save(update_fields=["stays"])
    run.state, run.undone_at = State.UNDONE, now
    run.save(update_fields=["state", "undone_at"])
    _note(run, "undo", by=by, now=now)
    return run


@transaction.atomic
def discard_run(*, uid: UUID, by: Actor, now: datetime) -> None:
    """Throw a file away that was not imported; raises `DoneAlready`."""
    run = _open(uid)
    _note(run, "discard", by=by, now=now)
    run.delete()


def forget_old_runs(now: datetime) -> int:
    """Forget files that nobody imported, and what can no longer be undone; how many. For `hanse tick`."""
    _all, stale = Run.objects.filter(state=State.OPEN, made_at__lt=now - UNFINISHED_KEPT).delete()
    old = Run.objects.exclude(state=State.OPEN).filter(done_at__lt=now - UNDO_WITHIN)
    Trace.objects.filter(run__in=old).delete()
    return stale.get("importing.Run", 0) + old.exclude(refused="").update(refused="")


def _open(uid: UUID) -> Run:
    run = Run.objects.select_for_update(of=("self",)).filter(uid=uid, state=State.OPEN).first()
    if run is None:
        raise DoneAlready
    return run


def _note(run: Run, verb: str, *, by: Actor, now: datetime) -> None:
    changes = {fate: [0, count] for fate, count in run.counts.items() if count}
    record(at=now, by=by, verb=verb, kind="import", key=str(run.uid), label=str(run), changes=changes)
