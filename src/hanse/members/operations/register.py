"""Keeping the register: periods of membership with the decisions that began them, and facts on dues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.members.choices import Category, DecisionBody, DuesState, MembershipStatus, Standing
from hanse.members.models import Decision, DuesFact, Membership, Organisation
from hanse.members.operations.faults import Refused
from hanse.members.operations.sense import refuse_body, refuse_category, refuse_decision, refuse_start


class Overlaps(Exception):
    """Another period of the organisation lies in these days; `period` is that one."""

    def __init__(self, period: Membership) -> None:
        self.period = period
        super().__init__(str(period))


class NotAPeriod(Exception):
    """A period ends before it begins, or changes nothing."""


class NoSuchPeriod(Exception):
    """The period is not in the register any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """Who decided, when, and where it is written."""

    body: str
    decided_on: date
    minute: str = ""
    document: str = ""
    note: str = ""


@transaction.atomic
def begin_period(
    *,
    organisation: int,
    category: str,
    status: str,
    starts_on: date,
    decision: DecisionFacts | Decision,
    today: date,
    by: By,
    now: datetime,
    ends_on: date | None = None,
) -> Membership:
    """Begin a period; the one in force ends the day before. What ends keeps the category that is on record.

    Raises `NotAPeriod`, `Refused` for what cannot be, and `Overlaps` when a later period lies in its days: that one is
    corrected first.
    """
    if ends_on is not None and ends_on < starts_on:
        raise NotAPeriod
    whom = Organisation.objects.select_for_update().get(pk=organisation)
    refuse_decision(decision.decided_on, today)
    refuse_start(starts_on)
    before = Membership.objects.filter(organisation=whom, starts_on__lt=starts_on).order_by("-starts_on").first()
    after = Membership.objects.filter(organisation=whom, starts_on__gte=starts_on).order_by("starts_on").first()
    if after is not None and (ends_on is None or after.starts_on <= ends_on):
        raise Overlaps(after)
    if status == MembershipStatus.ENDED:
        category = _what_ends(before)
    else:
        refuse_body(decision.body, status)
        refuse_category(category, whom.kind)
    changes: dict[str, list[str]] = {}
    if before is not None and (before.ends_on is None or before.ends_on >= starts_on):
        if before.ends_on is not None and ends_on is not None and before.ends_on > ends_on:
            raise Overlaps(before)
        last = starts_on - timedelta(days=1)
        changes["until"] = [_day(before.ends_on), last.isoformat()]
        before.ends_on = last
        before.save(update_fields=["ends_on"])
    period = Membership.objects.create(
        organisation=whom,
        category=Category(category) if category else "",
        status=MembershipStatus(status),
        starts_on=starts_on,
        ends_on=ends_on,
        decision=_decision(decision, by, now),
    )
    was = [before.category, before.status] if before else ["", ""]
    changes |= {"category": [was[0], category], "status": [was[1], status], "from": ["", starts_on.isoformat()]}
    _record(whom, "begin", by, now, changes)
    return period


@transaction.atomic
def correct_period(
    *, period: int, category: str, status: str, starts_on: date, ends_on: date | None, note: str, by: By, now: datetime
) -> Membership:
    """Put right what was recorded wrongly, with the reason.

    Raises `Overlaps`, `NotAPeriod`, `NoSuchPeriod`, and `Refused` for a day or a category that cannot be.
    """
    row = _locked(period)
    if ends_on is not None and ends_on < starts_on:
        raise NotAPeriod
    refuse_start(starts_on)
    refuse_category(category, row.organisation.kind)
    others = Membership.objects.filter(organisation=row.organisation_id).exclude(pk=row.pk)
    for other in others.order_by("starts_on"):
        if _meet(starts_on, ends_on, other):
            raise Overlaps(other)
    after = {"category": category, "status": status, "from": starts_on.isoformat(), "until": _day(ends_on)}
    before = {
        "category": row.category,
        "status": row.status,
        "from": row.starts_on.isoformat(),
        "until": _day(row.ends_on),
    }
    changes = changes_between(before, after)
    if not changes:
        raise NotAPeriod
    row.category = Category(category) if category else ""
    row.status, row.starts_on, row.ends_on = MembershipStatus(status), starts_on, ends_on
    row.save(update_fields=["category", "status", "starts_on", "ends_on"])
    _record(row.organisation, "correct", by, now, changes, note)
    return row


@transaction.atomic
def strike_period(*, period: int, note: str, by: By, now: datetime) -> None:
    """Take a period out that should never have been recorded; the record keeps what it said. Raises `NoSuchPeriod`."""
    row = _locked(period)
    was = {
        "category": row.category,
        "status": row.status,
        "from": row.starts_on.isoformat(),
        "until": _day(row.ends_on),
    }
    row.delete()
    _record(row.organisation, "strike", by, now, {name: [value, ""] for name, value in was.items() if value}, note)


@transaction.atomic
def record_dues(*, organisation: int, year: int, state: str, on: date, note: str, by: By, now: datetime) -> DuesFact:
    """Add what is known on a day of an organisation's dues for a year; earlier facts stay."""
    whom = Organisation.objects.select_for_update().get(pk=organisation)
    before = DuesFact.objects.filter(organisation=whom, year=year).order_by("-on", "-id").first()
    fact = DuesFact.objects.create(
        organisation=whom,
        year=year,
        state=DuesState(state),
        on=on,
        note=note,
        recorded_by=str(by)[:254],
        recorded_at=now,
    )
    _record(whom, "note dues", by, now, {f"dues {year}": [before.state if before else "", state]}, note)
    return fact


@transaction.atomic
def derive_periods(*, fallback_year: int, by: By, now: datetime) -> int:
    """Let the register say what the public record says: one open period for each member that has none.

    It begins with the year of the evidence, or with `fallback_year` where the record names none, and says that it is
    known from the record only. Done again, it does nothing; organisations with periods of their own are left alone.
    """
    bare = Organisation.objects.filter(standing=Standing.MEMBER, memberships__isnull=True).order_by("id")
    rows = [
        Membership(
            organisation=one,
            category=one.category,
            status=MembershipStatus.ACTIVE,
            starts_on=date(one.evidence_year or fallback_year, 1, 1),
            is_on_record=True,
            source=one.source,
        )
        for one in bare
    ]
    if not rows:
        return 0
    Membership.objects.bulk_create(rows, batch_size=500)
    slugs = [row.organisation.slug for row in rows]
    record(
        at=now,
        by=by,
        verb="derive",
        kind="register",
        key="on-record",
        label=f"{len(rows)} periods from the public record",
        changes={"organisations": ["", ", ".join(slugs)]},
    )
    return len(rows)


def decision_for(facts: DecisionFacts, by: By, now: datetime) -> Decision:
    """The decision that these facts name: one that is kept already, or a new one."""
    same = Decision.objects.filter(
        body=facts.body, decided_on=facts.decided_on, minute=facts.minute, document=facts.document, note=facts.note
    )
    found = same.order_by("id").first() if facts.minute or facts.document else None
    return found or Decision.objects.create(
        **{**asdict(facts), "body": DecisionBody(facts.body)}, recorded_by=str(by)[:254], recorded_at=now
    )


def overlapping(periods: Iterable[Membership], other: Membership) -> Membership | None:
    """The first of some periods that shares a day with another one."""
    return next((one for one in periods if _meet(other.starts_on, other.ends_on, one)), None)


def _what_ends(before: Membership | None) -> str:
    """The category of the membership that ends, as it is on record; raises `Refused` where none can end."""
    if before is None:
        raise Refused("status", _("The register has no membership of it that could end on this day. Choose another status, or another day."))  # fmt: skip
    if before.status == MembershipStatus.ENDED:
        raise Refused("status", _("The membership ended on %(day)s already. If that is wrong, correct that period.") % {"day": before.starts_on})  # fmt: skip
    return before.category


def _decision(decision: DecisionFacts | Decision, by: By, now: datetime) -> Decision:
    return decision if isinstance(decision, Decision) else decision_for(decision, by, now)


def _meet(starts_on: date, ends_on: date | None, other: Membership) -> bool:
    begins_in_time = ends_on is None or other.starts_on <= ends_on
    return begins_in_time and (other.ends_on is None or other.ends_on >= starts_on)


def _locked(period: int) -> Membership:
    found = Membership.objects.filter(pk=period).values_list("organisation_id", flat=True).first()
    if found is None:
        raise NoSuchPeriod
    Organisation.objects.select_for_update().get(pk=found)
    row = Membership.objects.select_related("organisation").filter(pk=period).first()
    if row is None:
        raise NoSuchPeriod
    return row


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _record(
    whom: Organisation, verb: str, by: By, now: datetime, changes: dict[str, list[str]], note: str = ""
) -> None:
    record(at=now, by=by, verb=verb, kind="membership", key=whom.slug, label=whom.name, changes=changes, note=note)
