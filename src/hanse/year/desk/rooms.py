"""Which rooms put what on a desk. A new room adds its functions here, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from hanse.accounts import desk as accounts
from hanse.calendar.interest.queries import desk as interest
from hanse.calendar.registration.queries import desk as registration
from hanse.calendar.registration.queries.unanswered import unanswered as of_registration
from hanse.members.queries import desk as members
from hanse.members.queries.unanswered import unanswered as of_members
from hanse.post.queries import desk as post
from hanse.ui.ledger import Contribution, Decided, Due, Queue, Unanswered, Upcoming

# Each takes the person's key and the keys of the organisations they act for, with `now` and `language`.
DUE: tuple[Callable[..., list[Due]], ...] = (accounts.due_for, members.due_for, interest.due_for)
UPCOMING: tuple[Callable[..., list[Upcoming]], ...] = ()
DECIDED: tuple[Callable[..., list[Decided]], ...] = (
    members.decided_for,
    interest.decided_for,
)
# Rooms that read everything at once.
WHOLE: tuple[Callable[..., Contribution], ...] = (registration.contribute,)
# Each takes `now` and the `areas` of a programme manager, `None` for all.
QUEUES: tuple[Callable[..., list[Queue]], ...] = (
    members.queues,
    registration.queues,
    interest.queues,
    post.queues,
)
# The same.
UNANSWERED: tuple[Callable[..., list[Unanswered]], ...] = (of_members, of_registration)
