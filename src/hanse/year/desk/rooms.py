"""Which rooms put what on a desk. A new room adds its functions here, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from hanse.calendar.interest.queries import desk as interest
from hanse.members.queries import desk as members
from hanse.ui.ledger import Decided, Due, Queue, Upcoming

# Each takes the person's key and the keys of the organisations they act for, with `now` and `language`.
DUE: tuple[Callable[..., list[Due]], ...] = (members.due_for,)
UPCOMING: tuple[Callable[..., list[Upcoming]], ...] = ()
DECIDED: tuple[Callable[..., list[Decided]], ...] = (interest.decided_for, members.decided_for)
# Each takes `now` and the `areas` of a programme manager, `None` for all.
QUEUES: tuple[Callable[..., list[Queue]], ...] = (interest.queues, members.queues)
