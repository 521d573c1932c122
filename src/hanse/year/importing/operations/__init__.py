"""Writes of imports: a file kept and read, its rows carried out once, taken back, forgotten."""

from hanse.year.importing.operations.carrying import (
    STALLED_AFTER,
    TooOld,
    carry_out_run,
    go_on_with_run,
    go_on_with_stalled_runs,
    undo_run,
)
from hanse.year.importing.operations.files import (
    UNDO_WITHIN,
    begin_run,
    choose_reading,
    discard_run,
    forget_old_runs,
    map_columns,
)
from hanse.year.importing.operations.noting import DoneAlready

__all__ = [
    "STALLED_AFTER",
    "UNDO_WITHIN",
    "DoneAlready",
    "TooOld",
    "begin_run",
    "carry_out_run",
    "choose_reading",
    "discard_run",
    "forget_old_runs",
    "go_on_with_run",
    "go_on_with_stalled_runs",
    "map_columns",
    "undo_run",
]
