"""A desk, read from all rooms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.calendar.models import Year
from hanse.calendar.queries.state import AreaState, state_of_areas
from hanse.members.queries.acting import Acting
from hanse.members.queries.profile import standing_facts
from hanse.ui.ledger import Decided, Due, Queue, Unanswered, Upcoming
from hanse.year.desk.rooms import DECIDED, DUE, QUEUES, UNANSWERED, UPCOMING, WHOLE
from hanse.year.desk.wording import Deadline, deadline, effort, greeting

MOST_UPCOMING = 12
MOST_DECIDED = 8
MOST_UNANSWERED = 50
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, and until when."""

    due: Due
    until: Deadline


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's desk. `finding` says in one sentence how things stand."""

    greeting: str
    heading: str
    finding: str
    lines: tuple[Line, ...]
    upcoming: tuple[Upcoming, ...]
    more_upcoming: int
    decided: tuple[Decided, ...]


def desk_of(
    person: int,
    mandates: Sequence[Acting],
    *,
    only: Acting | None = None,
    queues: Sequence[Queue] = (),
    now: datetime,
    zone: str,
    language: str,
) -> Desk:
    """What needs somebody, for themselves and for those they act for, soonest first; `only` narrows it to one.

    `queues` are the lines of the secretariat that its people see to, one entry each.
    """
    organisations = [only.organisation] if only else [one.organisation for one in mandates]
    common = {"now": now, "language": language}
    whole = [room(person, organisations, **common) for room in WHOLE]
    dues = [due for room in DUE for due in room(person, organisations, **common)]
    dues += [due for room in whole for due in room.due]
    dues += [_of_queue(queue) for queue in queues]
    dues.sort(key=lambda due: (due.due_at or _NEVER, due.title))
    upcoming = [one for room in UPCOMING for one in room(person, organisations, **common)]
    upcoming += [one for room in whole for one in room.upcoming]
    upcoming.sort(key=lambda one: (one.starts_at or _NEVER, one.title))
    decided = [one for room in DECIDED for one in room(person, organisations, **common)]
    decided += [one for room in whole for one in room.decided]
    decided.sort(key=lambda one: one.at, reverse=True)
    lines = tuple(Line(due, deadline(due.due_at, now=now, zone=zone, language=language)) for due in dues)
    return Desk(
        greeting=greeting(now, zone),
        heading=_heading(len(lines)),
        finding=_finding(lines),
        lines=lines,
        upcoming=tuple(upcoming[:MOST_UPCOMING]),
        more_upcoming=max(0, len(upcoming) - MOST_UPCOMING),
        decided=tuple(decided[:MOST_DECIDED]),
    )


def standing_rows(whom: Acting | None, on: date) -> tuple[tuple[str, str], ...]:
    """How the organisation that one acts for stands, as terms and matter."""
    return standing_facts(whom.organisation, on).rows if whom else ()


def _of_queue(queue: Queue) -> Due:
    said = [ngettext("%(count)s waits.", "%(count)s wait.", queue.count) % {"count": queue.count}]
    if queue.late:
        said.append(ngettext("%(count)s is late.", "%(count)s are late.", queue.late) % {"count": queue.late})
    return Due(
        title=queue.name,
        text=" ".join(said),
        action=_("See to it"),
        url=queue.url,
        due_at=queue.oldest_at if queue.late else None,
        whom=queue.owner or _("Secretariat"),
    )


def _heading(count: int) -> str:
    if not count:
        return _("Nothing waits for you.")
    return ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", count) % {"count": count}


def _finding(lines: Sequence[Line]) -> str:
    if not lines:
        return _("What needs you will stand here, with the day until which it can wait.")
    late = sum(line.until.presses == "late" for line in lines)
    today = sum(line.until.presses == "today" for line in lines)
    said = []
    if late:
        said.append(ngettext("%(count)s is late.", "%(count)s are late.", late) % {"count": late})
    if today:
        said.append(ngettext("%(count)s is due today.", "%(count)s are due today.", today) % {"count": today})
    if not late and not today:
        said.append(_("Nothing is due today."))
    minutes = sum(line.due.minutes or 0 for line in lines)
    if minutes and all(line.due.minutes for line in lines):
        said.append(_("Together they take %(effort)s.") % {"effort": effort(minutes)})
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class SecretariatDesk:
    """The year's state by area, the queues, and who has not answered."""

    areas: tuple[AreaState, ...]
    queues: tuple[Queue, ...]
    unanswered: tuple[Unanswered, ...]
    late: int
    waiting: int


def queues_of(*, areas: Collection[str] | None, now: datetime) -> tuple[Queue, ...]:
    """What waits for the secretariat, the latest first; `areas` are those of a programme manager, `None` for all."""
    queues = [queue for room in QUEUES for queue in room(now=now, areas=areas)]
    queues.sort(key=lambda queue: (-queue.late, queue.oldest_at or now + timedelta(days=1)))
    return tuple(queues)


def secretariat_desk(year: Year, *, areas: Collection[str] | None, now: datetime, language: str) -> SecretariatDesk:
    """What the secretariat has to see to; `areas` are those of a programme manager, `None` for all."""
    states = state_of_areas(year, areas=areas, now=now, language=language)
    queues = queues_of(areas=areas, now=now)
    silent = [one for room in UNANSWERED for one in room(now=now, areas=areas)]
    silent.sort(key=lambda one: (one.since_at or now, one.who))
    return SecretariatDesk(
        areas=states,
        queues=queues,
        unanswered=tuple(silent[:MOST_UNANSWERED]),
        late=sum(state.late for state in states) + sum(queue.late for queue in queues),
        waiting=sum(queue.count for queue in queues),
    )
