"""How certain an activity is: each step is an act of its own, with its day and its reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.calendar.choices import MAY_START, Status
from hanse.calendar.operations.keeping import Refused, locked, revise_activity
from hanse.calendar.queries.drafts import Seen, draft_of
from hanse.engines.when import Precision, parse


def publish_activity(*, slug: str, seen: Seen, on: date, note: str = "", by: By, now: datetime) -> None:
    """Show an idea to everybody, as tentative."""
    _step("publish", [Status.TENTATIVE], slug=slug, seen=seen, on=on, note=note, by=by, now=now)


def confirm_activity(*, slug: str, seen: Seen, on: date, note: str = "", by: By, now: datetime) -> None:
    """Say that an activity takes place as planned."""
    _step("confirm", [Status.CONFIRMED], slug=slug, seen=seen, on=on, note=note, by=by, now=now)


def postpone_activity(
    *, slug: str, seen: Seen, on: date, note: str = "", by: By, now: datetime, when: str = ""
) -> None:
    """Take an activity from its date; with a new one in `when` it is tentative again. Raises `NotADate`.

    A new date that is to be confirmed is none yet: the last one stays, so that calendars can show that it is off.
    """
    if when and parse(when, on.year).precision is Precision.UNKNOWN:
        when = ""
    steps = [Status.POSTPONED, *([Status.TENTATIVE] if when else [])]
    _step("postpone", steps, slug=slug, seen=seen, on=on, note=note, by=by, now=now, when=when)


def cancel_activity(*, slug: str, seen: Seen, on: date, note: str = "", by: By, now: datetime) -> None:
    """Say that an activity will not take place. It stays where it was, struck, so that nobody travels in vain."""
    _step("cancel", [Status.CANCELLED], slug=slug, seen=seen, on=on, note=note, by=by, now=now)


@transaction.atomic
def hold_activity(*, slug: str, seen: Seen, on: date, note: str = "", by: By, now: datetime) -> None:
    """Record that an activity took place; raises `Refused` for one that has not begun."""
    activity = locked(slug, seen)
    if activity.first_on is not None and activity.first_on > on:
        raise Refused("status", _("It has not begun yet. Mark it as held once it has."))
    _step("hold", [Status.HELD], slug=slug, seen=seen, on=on, note=note, by=by, now=now)


def reopen_activity(*, slug: str, seen: Seen, on: date, note: str = "", by: By, now: datetime) -> None:
    """Take back that an activity was postponed, cancelled or held: it is tentative again."""
    _step("reopen", [Status.TENTATIVE], slug=slug, seen=seen, on=on, note=note, by=by, now=now)


ACTS = {
    "publish": publish_activity,
    "confirm": confirm_activity,
    "postpone": postpone_activity,
    "cancel": cancel_activity,
    "hold": hold_activity,
    "reopen": reopen_activity,
}


@transaction.atomic
def _step(
    verb: str,
    steps: list[Status],
    *,
    slug: str,
    seen: Seen,
    on: date,
    note: str,
    by: By,
    now: datetime,
    when: str = "",
) -> None:
    activity = locked(slug, seen)
    if activity.status not in MAY_START[verb]:
        label = Status(activity.status).label
        raise Refused("status", _("This cannot be done while it is “%(state)s”.") % {"state": label})
    draft = draft_of(slug) or {}
    last = max((row["on"] for row in draft["statuses"]), default="")
    if on.isoformat() < last <= now.date().isoformat():
        raise Refused("on", _("The step before this one was on %(day)s. This one cannot be earlier.") % {"day": last})
    rows = [{"status": str(step), "on": on.isoformat(), "note": note if n == 0 else ""} for n, step in enumerate(steps)]
    changed = {"status": str(steps[-1]), "statuses": [*draft["statuses"], *rows], **({"when": when} if when else {})}
    revise_activity(slug=slug, seen=seen, draft=changed, by=by, now=now, verb=verb)
