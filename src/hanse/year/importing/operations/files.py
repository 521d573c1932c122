"""The file of an import: kept, read as somebody says, thrown away, forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hanse.audit.actor import Actor
from hanse.calendar.models import Activity
from hanse.year.importing.choices import State, What
from hanse.year.importing.models import Run, Trace
from hanse.year.importing.operations.noting import locked, note

UNDO_WITHIN = timedelta(days=30)
UNFINISHED_KEPT = timedelta(days=7)


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
    note(run, "upload", by=by, now=now)
    return run


@transaction.atomic
def choose_reading(*, uid: UUID, encoding: str = "", sheet: str = "", by: Actor, now: datetime) -> Run:
    """Say in which encoding a file is, or which sheet is meant; raises `DoneAlready`."""
    run = locked(uid, State.OPEN)
    run.encoding, run.sheet, run.mapping = encoding or run.encoding, sheet or run.sheet, {}
    run.save(update_fields=["encoding", "sheet", "mapping"])
    note(run, "choose", by=by, now=now)
    return run


@transaction.atomic
def map_columns(*, uid: UUID, mapping: Mapping[str, int], by: Actor, now: datetime) -> Run:
    """Say which column is which field; raises `DoneAlready`."""
    run = locked(uid, State.OPEN)
    run.mapping = dict(mapping)
    run.save(update_fields=["mapping"])
    note(run, "map", by=by, now=now)
    return run


@transaction.atomic
def discard_run(*, uid: UUID, by: Actor, now: datetime) -> None:
    """Throw a file away that was not imported; raises `DoneAlready`."""
    run = locked(uid, State.OPEN)
    note(run, "discard", by=by, now=now)
    run.delete()


def forget_old_runs(now: datetime) -> int:
    """Forget files that nobody imported, and what can no longer be undone; how many. For `hanse tick`."""
    _all, stale = Run.objects.filter(state=State.OPEN, made_at__lt=now - UNFINISHED_KEPT).delete()
    old = Run.objects.filter(state__in=(State.DONE, State.UNDONE), done_at__lt=now - UNDO_WITHIN)
    Trace.objects.filter(run__in=old).delete()
    return stale.get("importing.Run", 0) + old.exclude(refused="").update(refused="")
