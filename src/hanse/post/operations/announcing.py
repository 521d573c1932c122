"""Writing to a part of the network: draft, try on oneself, schedule, send in batches, stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from hanse.audit.actor import Actor, By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.post.choices import AnnouncementState, Delivery
from hanse.post.filling import fill_body, fill_subject
from hanse.post.kinds import Markdown
from hanse.post.letters import announcement_kind
from hanse.post.models import Addressee, Announcement, Message
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.post.queries.segments import Reader, readers_of
from hanse.post.segments import PartGone, SegmentPart
from hanse.ui import clock

BATCH = 100
STUCK = timedelta(minutes=5)


class NotNow(Exception):
    """The announcement is not in a state for this; `state` says in which it is."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)


class SavedByOthers(Exception):
    """Somebody changed the announcement after the form was opened."""


class NobodyThere(Exception):
    """The segment has nobody in it, so there is nothing to send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an announcement says and to whom. `translations` maps a language to subject and body."""

    subject: str
    body: str
    purpose: str
    to: str
    reason: str = ""
    about: str = ""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    segment: dict[str, list[str]] = field(default_factory=dict)


@transaction.atomic
def write_announcement(*, draft: Draft, by: By, now: datetime) -> Announcement:
    """Begin an announcement. Nothing is sent."""
    row = Announcement.objects.create(**asdict(draft), created_by_id=Actor.of(by).person, created_at=now)
    _record(row, "write", {name: ["", value] for name, value in asdict(draft).items() if value}, by, now)
    return row


@transaction.atomic
def revise_announcement(*, announcement: int, seen: int, draft: Draft, by: By, now: datetime) -> Announcement:
    """Change a draft; what is scheduled becomes a draft again. Raises `NotNow` and `SavedByOthers`."""
    row = _locked(announcement, seen, AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)
    before = {name: getattr(row, name) for name in asdict(draft)}
    changes = changes_between(before, asdict(draft))
    if not changes and row.state == AnnouncementState.DRAFT:
        return row
    for name, (_old, value) in changes.items():
        setattr(row, name, value)
    row.state, row.goes_at, row.revision = AnnouncementState.DRAFT, None, row.revision + 1
    row.save()
    _record(row, "revise", changes, by, now)
    return row


@transaction.atomic
def try_on_oneself(*, announcement: int, to: Recipient, by: By, now: datetime) -> Message:
    """Send it to its author alone, with a word in the subject that it is a test."""
    row = Announcement.objects.get(pk=announcement)
    message = _queue(
        row, to, key=f"announcement/{row.pk}/test/{to.person}/{row.revision}/{now:%H%M%S}", now=now, is_test=True
    )
    _record(row, "try on oneself", {}, by, now)
    return message


@transaction.atomic
def schedule_announcement(*, announcement: int, seen: int, goes_at: datetime, by: By, now: datetime) -> Announcement:
    """Let it go out at an hour, to those who are in the segment then. Raises `NotNow` and `SavedByOthers`."""
    row = _locked(announcement, seen, AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)
    row.state, row.goes_at, row.revision = AnnouncementState.SCHEDULED, goes_at, row.revision + 1
    row.save(update_fields=["state", "goes_at", "revision"])
    _record(row, "schedule", {"goes_at": ["", goes_at.isoformat()]}, by, now)
    return row


@transaction.atomic
def send_announcement(
    *, announcement: int, seen: int, parts: Sequence[SegmentPart], by: By, now: datetime, stamp: datetime
) -> Announcement:
    """Begin to send it now, to those who are in the segment on the clock that pages show. Raises `NotNow`, `SavedByOthers`, `PartGone` and `NobodyThere`."""
    row = _locked(announcement, seen, AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)
    _begin(row, parts, by, now, stamp)
    return row


@transaction.atomic
def cancel_announcement(*, announcement: int, by: By, now: datetime) -> int:
    """Stop it: what was not sent yet is taken back. Returns how many messages that were. Raises `NotNow`."""
    row = Announcement.objects.select_for_update().get(pk=announcement)
    if row.state == AnnouncementState.CANCELLED:
        raise NotNow(row.state)
    written = row.addressees.filter(message__isnull=False).values("message")
    waiting = Message.objects.filter(pk__in=written, delivery__in=[Delivery.WAITING, Delivery.GATHERED])
    count = waiting.update(delivery=Delivery.WITHDRAWN)
    unwritten = Addressee.objects.filter(announcement=row, is_written=False).count()
    if row.state == AnnouncementState.SENT and not count:
        raise NotNow(row.state)
    before = row.state
    row.state, row.ended_at = AnnouncementState.CANCELLED, now
    row.save(update_fields=["state", "ended_at"])
    _record(row, "cancel", {"state": [before, row.state], "taken_back": [0, count + unwritten]}, by, now)
    return count + unwritten


def begin_due(*, parts: Sequence[SegmentPart], now: datetime, stamp: datetime) -> int:
    """Begin what is scheduled for now, and wake what stopped halfway; returns how many began."""
    due = Announcement.objects.filter(state=AnnouncementState.SCHEDULED, goes_at__lte=now).values_list("pk", flat=True)
    began = sum(_begin_scheduled(pk, parts, now, stamp) for pk in list(due))
    stuck = Announcement.objects.filter(state=AnnouncementState.SENDING, began_at__lt=stamp - STUCK)
    for pk in list(stuck.values_list("pk", flat=True)):
        write_out.enqueue(pk)
    return began


@task(priority=-10)
def write_out(announcement: int) -> int:
    """The task that turns addressees into messages, one batch at a time.

    It stands behind all messages in the queue, so the next batch is written when the last one is on its way, and what
    somebody must know never waits for two thousand rows.
    """
    return _write_batch(announcement, clock.stamp())


@transaction.atomic
def _begin_scheduled(pk: int, parts: Sequence[SegmentPart], now: datetime, stamp: datetime) -> bool:
    row = Announcement.objects.select_for_update().get(pk=pk)
    if row.state != AnnouncementState.SCHEDULED:
        return False
    try:
        _begin(row, parts, "hanse", now, stamp)
    except (PartGone, NobodyThere) as fault:
        row.state, row.goes_at, row.revision = AnnouncementState.DRAFT, None, row.revision + 1
        row.save(update_fields=["state", "goes_at", "revision"])
        _record(row, "hold back", {"why": ["", type(fault).__name__]}, "hanse", stamp)
        return False
    return True


def _begin(row: Announcement, parts: Sequence[SegmentPart], by: By, now: datetime, stamp: datetime) -> None:
    """Freeze to whom it goes, and give it to the workers."""
    readers = readers_of(row, parts, now=now)
    if not readers:
        raise NobodyThere
    Addressee.objects.bulk_create([_addressee(row, reader) for reader in readers], batch_size=500)
    row.state, row.began_at, row.revision = AnnouncementState.SENDING, stamp, row.revision + 1
    row.save(update_fields=["state", "began_at", "revision"])
    _record(row, "send", {"readers": [0, len(readers)]}, by, stamp)
    write_out.enqueue(row.pk)


def _addressee(row: Announcement, reader: Reader) -> Addressee:
    return Addressee(
        announcement=row,
        person_id=reader.person,
        email=reader.email.lower(),
        name=reader.name,
        language=reader.language,
    )


@transaction.atomic
def _write_batch(pk: int, now: datetime) -> int:
    row = Announcement.objects.select_for_update().get(pk=pk)
    if row.state != AnnouncementState.SENDING:
        return 0
    batch = list(row.addressees.filter(is_written=False).order_by("pk")[:BATCH])
    for one in batch:
        to = Recipient(one.email, one.name, one.language, one.person_id)
        one.message = _queue(row, to, key=f"announcement/{row.pk}/{one.pk}", now=now)
        one.is_written = True
    Addressee.objects.bulk_update(batch, ["message", "is_written"])
    if not batch:
        row.state, row.ended_at = AnnouncementState.SENT, clock.stamp()
        row.save(update_fields=["state", "ended_at"])
    else:
        write_out.enqueue(row.pk)
    return len(batch)


def _queue(row: Announcement, to: Recipient, *, key: str, now: datetime, is_test: bool = False) -> Message:
    texts = row.translations.get(to.language) or {}
    names = {"name": to.name or to.email}
    subject = fill_subject(texts.get("subject") or row.subject, names)
    with translation.override(to.language):
        why, test = _("Why you get this:"), _("Test: %(subject)s") % {"subject": subject}
    values = {
        "subject": test if is_test else subject,
        "body": Markdown(fill_body(texts.get("body") or row.body, names)),
        "why": why,
        "reason": row.reason,
    }
    kind = announcement_kind(row.purpose)
    return queue_message(kind=kind, to=to, values=values, key=key, now=now, about=row.about, is_test=is_test)


def _locked(pk: int, seen: int, *states: AnnouncementState) -> Announcement:
    row = Announcement.objects.select_for_update().get(pk=pk)
    if row.state not in states:
        raise NotNow(row.state)
    if row.revision != seen:
        raise SavedByOthers
    return row


def _record(row: Announcement, verb: str, changes: dict[str, list[Any]], by: By, now: datetime) -> None:
    record(at=now, by=by, verb=verb, kind="announcement", key=str(row.pk), label=row.subject, changes=changes)
