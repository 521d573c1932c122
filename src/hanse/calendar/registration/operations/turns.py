"""Taking turns on SQLite, whose writers ask again and again whether the database is free, and some never hit on it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")


def in_turn(act: Callable[P, R]) -> Callable[P, R]:
    """Queue for an act that gives or frees seats, before its transaction begins.

    PostgreSQL queues by itself, at the row of the intake. SQLite lets each writer poll for up to 20 seconds: where
    eight processes write without a pause, one in ten thousand polls in vain, and somebody reads an error. A lock on a
    file beside the database puts them into a queue of the kernel instead. Only processes of one machine share a
    SQLite file, so that they share the lock, too.
    """

    @wraps(act)
    def wait(*args: P.args, **kwargs: P.kwargs) -> R:
        path = _lock_file()
        if path is None:
            return act(*args, **kwargs)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # released with the file, also when the process is killed
            return act(*args, **kwargs)

    return wait


def _lock_file() -> Path | None:
    """The file to queue at; nothing where the database queues by itself, or where the turn is held already."""
    backend: Any = connection
    if backend.vendor != "sqlite" or backend.in_atomic_block or backend.is_in_memory_db():
        return None
    return Path(f"{backend.settings_dict['NAME']}.turn")
