"""Letting go of what is no longer needed: each field after its own time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.audit.holdings import WHOLE, Expired, Fate, Holding, Period
from hanse.audit.operations import record
from hanse.post.operations.beating import end_beat, take_beat
from hanse.year.personal.copying import old_copies, remove_copies
from hanse.year.personal.dormant import close_dormant
from hanse.year.personal.rooms import ROOMS

A_DAY = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table of periods, in words."""

    what: str
    fields: tuple[str, ...]
    period: str
    reason: str
    on_erasure: str


def let_go(*, now: datetime, stamp: datetime) -> int:
    """The same once a day, for the tick: how many rows it was."""
    if not take_beat(name="retention", every=A_DAY, stamp=stamp):
        return 0
    count = sum(one.count for one in apply_retention(now, stamp=stamp))
    end_beat(name="retention", says={"rows": count}, stamp=stamp)
    return count


def apply_retention(now: datetime, *, stamp: datetime | None = None, dry_run: bool = False) -> list[Expired]:
    """Empty the fields and delete the rows whose time is over, close accounts that nobody uses; what was done.

    `now` decides what is over, `stamp` is the true instant for the record. It may run as often as one likes. Files go
    when the transaction is through.
    """
    at = stamp or now
    with transaction.atomic():
        done = [one for room in ROOMS for one in room.expire(now=now, dry_run=dry_run)]
        done += _sessions(at, dry_run=dry_run)
        done += close_dormant(now=now, stamp=at, dry_run=dry_run)
        copies = old_copies(at)
        if copies:
            done.append(Expired("copies of one's data", (WHOLE,), len(copies)))
        if done and not dry_run:
            transaction.on_commit(lambda: remove_copies(copies))
            changes = {f"{one.model}: {', '.join(one.fields)}": [one.count, 0] for one in done}
            record(
                at=at,
                by="hanse retention",
                verb="expire",
                kind="personal-data",
                key="retention",
                label="retention",
                changes=changes,
            )
    return done


def rules() -> list[Rule]:
    """The whole table, room by room, in the reader's language."""
    return [
        Rule(str(holding.name), _fields(holding, period), _period(period), str(period.reason), _erasure(holding))
        for room in ROOMS
        for holding in room.installed()
        for period in holding.periods
        if _fields(holding, period)
    ]


def reference() -> str:
    """The table as a page of the handbook; `docs/reference/retention.md` holds just this."""
    lines = [
        "# How long personal data stay",
        "",
        "Made from the holdings in each room's `personal.py`, which `hanse retention` applies, also at every tick.",
        "",
        "| what | fields | how long | why | when somebody is erased |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {rule.what} | {', '.join(rule.fields)} | {rule.period} | {rule.reason} | {rule.on_erasure} |"
        for rule in rules()
    ]
    return "\n".join(lines) + "\n"


def _sessions(now: datetime, *, dry_run: bool) -> list[Expired]:
    """Sessions that have expired."""
    old = Session.objects.filter(expire_date__lt=now)
    count = old.count()
    if count and not dry_run:
        old.delete()
    return [Expired("sessions.Session", (WHOLE,), count)] if count else []


def _fields(holding: Holding, period: Period) -> tuple[str, ...]:
    if period.fields == (WHOLE,):
        return (_("all of it"),)
    return tuple(_labels(holding, period.fields))


def _labels(holding: Holding, names: Iterable[str]) -> list[str]:
    table = holding.table
    assert table is not None
    words = {column.name: str(column.verbose_name) for column in table._meta.concrete_fields}
    return [words[name] for name in names if name in words]


def _period(period: Period) -> str:
    since = str(period.since)
    if period.months is None:
        return since
    if period.months % 12 == 0:
        years = period.months // 12
        return ngettext("%(count)s year %(since)s", "%(count)s years %(since)s", years) % {
            "count": years,
            "since": since,
        }
    months = period.months
    return ngettext("%(count)s month %(since)s", "%(count)s months %(since)s", months) % {
        "count": months,
        "since": since,
    }


def _erasure(holding: Holding) -> str:
    if holding.fate == Fate.GOES:
        return _("It goes.")
    return str(holding.why)
