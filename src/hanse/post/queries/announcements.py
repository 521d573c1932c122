"""Announcements, their readers, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from hanse.post.choices import NOT_ARRIVED, ON_THE_WAY, AnnouncementState, Purpose
from hanse.post.letters import announcement_kind
from hanse.post.models import Announcement, Message
from hanse.post.queries.messages import counts_by_delivery
from hanse.post.queries.segments import Reader, readers_of, unwilling
from hanse.post.segments import PartGone, SegmentPart, words_of

PER_PAGE = 30
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class AnnouncementPage:
    """One announcement: its words, to whom it would go or went, and what became of it."""

    row: Announcement
    segment: list[tuple[str, str]]
    count: int
    unwilling: int
    shown: list[Reader]
    is_gone: bool
    outcome: list[tuple[str, str, int]]
    written: int

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.row.state in (AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)

    @property
    def waiting(self) -> int:
        """How many of its messages still have to go."""
        return sum(number for value, _label, number in self.outcome if value in ON_THE_WAY)

    @property
    def may_cancel(self) -> bool:
        """Whether something of it can still be stopped."""
        waits = any(value in ("waiting", "gathered") for value, _label, _n in self.outcome)
        return self.row.state != AnnouncementState.CANCELLED and (self.row.state != AnnouncementState.SENT or waits)


def announcements_page(number: str) -> Page[Any]:
    """One page of announcements, the newest first, each with the number of its readers."""
    rows = Announcement.objects.select_related("created_by").annotate(
        readers=Count("addressees"),
        failed=Count("addressees", filter=Q(addressees__message__delivery__in=NOT_ARRIVED)),
        waiting=Count("addressees", filter=Q(addressees__message__delivery__in=ON_THE_WAY)),
    )
    return Paginator(rows.defer("body", "translations").order_by("-created_at", "-id"), PER_PAGE).get_page(number)


def announcement_page(pk: int, parts: Sequence[SegmentPart], *, now: datetime) -> AnnouncementPage | None:
    """One announcement."""
    row = Announcement.objects.select_related("created_by").filter(pk=pk).first()
    if row is None:
        return None
    segment = words_of(row.segment, parts)
    if row.state in (AnnouncementState.DRAFT, AnnouncementState.SCHEDULED):
        count, no, shown, is_gone = count_readers(row, parts, now=now)
        return AnnouncementPage(row, segment, count, no, shown, is_gone, [], 0)
    went = row.addressees.order_by("name", "email")
    shown = [Reader(one.person_id, one.email, one.name, one.language) for one in went[:MOST_SHOWN]]
    outcome = counts_by_delivery(addressee__announcement=row)
    return AnnouncementPage(
        row, segment, row.addressees.count(), 0, shown, False, outcome, sum(n for _v, _l, n in outcome)
    )


def count_readers(
    row: Announcement, parts: Sequence[SegmentPart], *, now: datetime
) -> tuple[int, int, list[Reader], bool]:
    """How many readers it would have now, how many of them take no such news, the first of them, and whether a part
    of the segment is gone."""
    try:
        readers = readers_of(row, parts, now=now)
    except PartGone:
        return 0, 0, [], True
    no = unwilling(readers, announcement_kind(row.purpose).key) if row.purpose == Purpose.NEWS else 0
    return len(readers), no, readers[:MOST_SHOWN], False


def failures_of(pk: int) -> list[Message]:
    """The messages of an announcement that did not arrive."""
    failed = Message.objects.filter(addressee__announcement=pk, delivery__in=["failed", "bounced"])
    return list(failed.only("email", "name", "subject", "fault", "delivery").order_by("name", "email")[:MOST_SHOWN])
