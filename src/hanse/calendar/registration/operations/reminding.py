"""What time makes due by itself: reminders before the day, names that are missing, news of what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hanse.calendar.choices import Mode, Status
from hanse.calendar.registration.choices import ENTERED, Attendance, State
from hanse.calendar.registration.letters import NAMES, REMINDER
from hanse.calendar.registration.models import Delegation, Intake, Registration
from hanse.calendar.registration.operations.announcing import tell_changes
from hanse.calendar.registration.operations.batches import each
from hanse.calendar.registration.operations.telling import activity_values, language_of, plain, tell
from hanse.calendar.registration.windows import names_due_at
from hanse.calendar.registration.words import moment, starts_at
from hanse.post.operations.queueing import Recipient, queue_message

NAMES_BEFORE = (7, 2)  # days before names are due
_STANDS = (Status.TENTATIVE, Status.CONFIRMED)


def send_due(now: datetime, *, clock: datetime | None = None) -> int:
    """Queue every letter that time has made due; how many people it reaches. For `hanse tick`, as often as one likes.

    Each letter has a key of its own, so that a tick that was killed, or two at once, write nothing twice. What is
    behind an intake is noted on it when all its letters are queued.
    """
    at = clock or now
    sent = tell_changes(now=now)
    for terms in _alive(at):
        sent += _remind(terms, now=now, at=at) + _ask_for_names(terms, now=now, at=at)
    return sent


def _alive(at: datetime) -> Iterator[Intake]:
    """Terms of activities that will take place, with somebody registered."""
    ahead = Q(activity__when_upper__isnull=True) | Q(activity__when_upper__gt=at)
    found = Intake.objects.filter(ahead, activity__status__in=_STANDS, registrations__state__in=ENTERED).distinct()
    yield from found.select_related("activity__area", "activity__year").order_by("pk")


def _remind(terms: Intake, *, now: datetime, at: datetime) -> int:
    """Remind those who come, so many days before the start as the terms say: only the latest reminder that is due."""
    start = starts_at(terms.activity)
    if start is None or start <= at:
        return 0
    due = [days for days in terms.reminds_days if at >= start - timedelta(days=days)]
    marks = {days: f"{days}d/{start.isoformat()}" for days in due}
    if not due or marks[min(due)] in terms.reminded:
        return 0
    mark, left = marks[min(due)], (start.date() - at.date()).days
    coming = terms.registrations.filter(state=State.CONFIRMED)
    done = each(terms, coming, lambda row: _remind_one(row, left, mark, now=now))
    _note(terms, marks.values())
    return done


def _remind_one(row: Registration, left: int, mark: str, *, now: datetime) -> None:
    joins = row.intake.activity.mode == Mode.ONLINE or row.attendance == Attendance.ONLINE

    def values(_language: str) -> dict[str, str]:
        days = _("Today") if left <= 0 else _("Tomorrow") if left == 1 else _("In %(count)s days") % {"count": left}
        joining = _("You join online. The link is on your page, in time for the start.") if joins else ""
        return {"countdown": days, "joining": joining}

    tell(REMINDER, row, now=now, key=f"{REMINDER.key}/{row.uid}/{mark}", values=values)


def _ask_for_names(terms: Intake, *, now: datetime, at: datetime) -> int:
    """Ask those who lead a delegation for the names that are missing, twice before they are due."""
    due_at = names_due_at(terms)
    if due_at is None or due_at <= at:
        return 0
    due = [days for days in NAMES_BEFORE if at >= due_at - timedelta(days=days)]
    if not due:
        return 0
    mark = f"names-{min(due)}d/{due_at.isoformat()}"
    if mark in terms.reminded:
        return 0
    unnamed = Count("registrations", filter=Q(registrations__state__in=ENTERED, registrations__name=""))
    found = Delegation.objects.filter(intake=terms, led_by__is_active=True).annotate(unnamed=unnamed)
    done = 0
    for delegation in found.filter(unnamed__gt=0).select_related("led_by", "organisation"):
        _ask_one(terms, delegation, delegation.unnamed, due_at, mark, now=now)
        done += 1
    _note(terms, [mark])
    return done


def _ask_one(
    terms: Intake, delegation: Delegation, unnamed: int, due_at: datetime, mark: str, *, now: datetime
) -> None:
    leader = delegation.led_by
    first = delegation.registrations.first()
    if leader is None or first is None:
        return
    first.intake = terms
    language = language_of(leader.pk, leader.email, first.language)
    path = reverse("registration:delegation", args=[delegation.uid])
    with override(language):
        missing = ngettext("%(count)s name is missing", "%(count)s names are missing", unnamed) % {"count": unnamed}
        queue_message(
            kind=NAMES,
            to=Recipient(leader.email, leader.name, language, leader.pk),
            values=activity_values(first, language)
            | {
                "name": plain(leader.name) or _("colleague"),
                "page": settings.BASE_URL + path,
                "organisation": plain(delegation.organisation.name),
                "missing": missing,
                "deadline": moment(due_at, terms.zone, language),
            },
            key=f"{NAMES.key}/{delegation.uid}/{mark}",
            now=now,
            about=path,
        )


def _note(terms: Intake, marks: Iterable[str]) -> None:
    """Remember what went out; the terms themselves are not revised by it."""
    terms.reminded = list(dict.fromkeys([*terms.reminded, *marks]))
    Intake.objects.filter(pk=terms.pk).update(reminded=terms.reminded)
