"""What is due, room by room. `hanse tick` and every worker go through this list once a minute.

A chore may be run at any time and by two at once; what is done is not done twice. It gets two clocks: `now` is what
pages show, in a demonstration a day that stands still, and decides what is due; `stamp` is the true instant, for the
machinery.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError

from hanse.accounts.tokens.operations import forget_answers
from hanse.audit.operations import seal_waiting
from hanse.calendar.interest.operations.telling import tell_of_dates
from hanse.calendar.registration.operations.after import send_after
from hanse.calendar.registration.operations.files import remove_strays
from hanse.calendar.registration.operations.offering import lapse_offers
from hanse.calendar.registration.operations.registering import forget_unconfirmed as forget_unconfirmed_registrations
from hanse.calendar.registration.operations.reminding import send_due
from hanse.calendar.registration.operations.ticketing import send_tickets
from hanse.post.operations.announcing import begin_due
from hanse.post.operations.beating import end_beat, take_beat
from hanse.post.operations.erasing import forget_old_files
from hanse.post.operations.gathering import send_digests
from hanse.post.operations.pacing import forget_empty_lanes
from hanse.post.operations.reaping import prune_tasks, reap_messages, reap_tasks, wake_due
from hanse.post.operations.subscribing import forget_unconfirmed
from hanse.post.webhooks.operations import collect_calls, deliver_calls
from hanse.year.desk.digest import send_weeks
from hanse.year.importing.operations import forget_old_runs, go_on_with_stalled_runs
from hanse.year.personal.retention import let_go
from hanse.year.queries.segments import segment_parts

BEAT, EVERY = "tick", timedelta(seconds=50)
_log = logging.getLogger("hanse.tick")


@dataclass(frozen=True, slots=True)
class Moment:
    """The two clocks."""

    now: datetime
    stamp: datetime


def _once_a_day(name: str, at: Moment, chore: Callable[[datetime], int]) -> int:
    return chore(at.stamp) if take_beat(name=name, every=timedelta(days=1), stamp=at.stamp) else 0


Chore = tuple[str, Callable[[Moment], int | None]]

# One line each: what it is called in reports, and a plain function of the room.
CHORES: tuple[Chore, ...] = (
    ("seats passed on", lambda at: lapse_offers(at.stamp, clock=at.now)),
    ("registrations nobody confirmed", lambda at: forget_unconfirmed_registrations(at.stamp, clock=at.now)),
    ("letters of registration", lambda at: send_due(at.stamp, clock=at.now)),
    ("dates told to those interested", lambda at: tell_of_dates(at.now)),
    ("weeks of the secretariat", lambda at: send_weeks(at.now)),
    ("answers to programs forgotten", lambda at: forget_answers(at.stamp)),
    ("acts sealed", lambda at: seal_waiting()),
    ("messages that a dead worker had", lambda at: reap_messages(stamp=at.stamp)),
    ("tasks that a dead worker had", lambda at: reap_tasks(stamp=at.stamp)),
    ("announcements begun", lambda at: begin_due(parts=segment_parts(), now=at.now, stamp=at.stamp)),
    ("digests written", lambda at: send_digests(now=at.stamp)),
    ("tickets sent", lambda at: send_tickets(at.stamp, clock=at.now)),
    ("certificates given and feedback asked for", lambda at: send_after(at.stamp, clock=at.now)),
    ("messages whose time has come", lambda at: wake_due(now=at.now, stamp=at.stamp)),
    ("unconfirmed subscriptions forgotten", lambda at: forget_unconfirmed(now=at.stamp)),
    ("old files forgotten", lambda at: forget_old_files(stamp=at.stamp)),
    ("old tasks forgotten", lambda at: prune_tasks(stamp=at.stamp)),
    ("empty lanes forgotten", lambda at: forget_empty_lanes(stamp=at.stamp)),
    ("changes for webhooks", lambda at: collect_calls(at.stamp)),
    ("webhooks answered", lambda at: deliver_calls(at.stamp)),
    ("personal data let go", lambda at: let_go(now=at.now, stamp=at.stamp)),
    ("imports that stood still", lambda at: go_on_with_stalled_runs(at.stamp)),
    ("files without a row removed", lambda at: _once_a_day("stray files", at, remove_strays)),
    ("old imports forgotten", lambda at: forget_old_runs(at.stamp)),
)


def do_chores(*, now: datetime, stamp: datetime, only_if_due: bool = False) -> dict[str, int | str] | None:
    """Do all of them, each in transactions of its own; one that fails is told of and holds up no other.

    With `only_if_due` nothing is done, and nothing returned, when somebody has done them within the minute.
    """
    if not take_beat(name=BEAT, every=EVERY if only_if_due else timedelta(0), stamp=stamp):
        return None
    moment = Moment(now, stamp)
    report: dict[str, int | str] = {}
    for name, chore in CHORES:
        try:
            count = chore(moment)
        except DatabaseError:
            raise
        except Exception as fault:
            _log.exception("A chore failed: %s", name)
            report[name] = f"{type(fault).__name__}: {fault}"[:300]
            continue
        if count:
            report[name] = count
    end_beat(name=BEAT, says=report, stamp=stamp)
    return report
