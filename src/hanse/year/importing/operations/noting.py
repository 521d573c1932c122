"""What every write of an import does: takes the run in the state it must be in, and leaves a record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hanse.audit.actor import Actor
from hanse.audit.operations import record
from hanse.year.importing.choices import State
from hanse.year.importing.models import Run


class DoneAlready(Exception):
    """It was carried out, undone or thrown away in the meantime; nothing happened."""


def locked(uid: UUID, state: State) -> Run:
    """The run, for this transaction alone; raises `DoneAlready` where it is in another state by now."""
    run = Run.objects.select_for_update(of=("self",)).filter(uid=uid, state=state).first()
    if run is None:
        raise DoneAlready
    return run


def note(run: Run, verb: str, *, by: Actor, now: datetime) -> None:
    """On record: who did what with which file, and how many rows met which fate."""
    changes = {fate: [0, count] for fate, count in run.counts.items() if count}
    record(at=now, by=by, verb=verb, kind="import", key=str(run.uid), label=str(run), changes=changes)
