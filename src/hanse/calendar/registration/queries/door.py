"""What the door needs to know: the list that a device keeps, what has changed since, and whom a few letters find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from hanse.audit.actor import name_signed
from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.passes.codes import plain_code, short_code, uids_of
from hanse.calendar.registration.passes.tokens import (
    NotATicket,
    Ticket,
    digest_of,
    keys_for_devices,
    seal,
    unseal,
    version_of,
)
from hanse.ui.folding import fold

MOST_FOUND = 20
# A transaction that began before another may end after it: what was written in this time is told twice, not missed.
OVERLAP = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list at the door. `digest` is that of the present ticket; only who comes in person has one."""

    uid: UUID
    digest: str
    name: str
    office: str
    organisation: str
    state: str
    attendance: str

    @property
    def code(self) -> str:
        """The number on the ticket."""
        return short_code(self.uid)


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry, or one that was taken back. `by` is a name alone: volunteers see it, and the address is not theirs."""

    uid: UUID
    key: UUID
    attendance: str
    at: datetime
    by: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are expected in the hall, how many are in it, how many are online."""

    expected: int
    inside: int
    online: int


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a search found, with the entry that stands."""

    listed: Listed
    entered: Entered | None


def listed_registrations(intake: Intake) -> QuerySet[Registration]:
    """All that the door may be asked about; a draft was never sent, so nobody comes with it."""
    return Registration.objects.filter(intake=intake).exclude(state=State.DRAFT)


def roll(intake: Intake) -> list[Listed]:
    """The whole list, in one query. 5,000 people take a quarter of a second, most of it for their tickets."""
    rows = listed_registrations(intake).order_by("name", "id")
    return [_listed(row, intake.pk) for row in rows.values_list(*_COLUMNS).iterator(chunk_size=2000)]


def roll_state(intake: Intake) -> str:
    """What moves with the list, in one query: a device asks for the list again only when this has changed."""
    by_state = {f"in_{one.name}": Count("pk", filter=Q(state=one)) for one in State}
    rows = Registration.objects.filter(intake=intake).aggregate(
        newest=Max("pk"), revisions=Sum("revision"), online=Count("pk", filter=_ONLINE), **by_state
    )
    told = [sorted((name, str(value)) for name, value in rows.items()), keys_for_devices()]
    return blake2b(repr(told).encode(), digest_size=12).hexdigest()


def entries_since(intake: Intake, mark: datetime | None) -> list[Entered]:
    """Entries made or taken back since a device last asked, oldest first; all that stand where it never did."""
    found = CheckIn.objects.filter(registration__intake=intake)
    if mark is None:
        found = found.filter(undone_at__isnull=True)
    else:
        since = mark - OVERLAP
        found = found.filter(Q(received_at__gte=since) | Q(undone_at__gte=since))
    return [_entered(one) for one in found.select_related("registration").order_by("id").iterator(chunk_size=2000)]


def counts(intake: Intake) -> Counts:
    """Two queries, whatever the number of people."""
    expected = Registration.objects.filter(
        intake=intake, state=State.CONFIRMED, attendance=Attendance.IN_PERSON
    ).count()
    inside = CheckIn.objects.filter(registration__intake=intake, undone_at__isnull=True).aggregate(
        hall=Count("pk", filter=Q(attendance=Attendance.IN_PERSON)),
        online=Count("pk", filter=Q(attendance=Attendance.ONLINE)),
    )
    return Counts(expected, inside["hall"], inside["online"])


def find(intake: Intake, asked: str) -> list[Found]:
    """Whom a name, an organisation, a short code or a ticket means; accents and capitals do not matter."""
    # A name may look like a code, so that both ways lead to the same person.
    listed = list({one.uid: one for one in islice(_candidates(intake, asked), MOST_FOUND)}.values())
    standing = {
        one.uid: one
        for one in map(
            _entered,
            CheckIn.objects.filter(
                registration__intake=intake, registration__uid__in=[one.uid for one in listed], undone_at__isnull=True
            ).select_related("registration"),
        )
        if one.attendance == Attendance.IN_PERSON
    }
    return [Found(one, standing.get(one.uid)) for one in listed]


def latest_entries(intake: Intake, limit: int = 10) -> list[Found]:
    """The newest entries in the hall that stand, newest first."""
    rows = CheckIn.objects.filter(
        registration__intake=intake, undone_at__isnull=True, attendance=Attendance.IN_PERSON
    ).select_related("registration__organisation")
    return [Found(listed_of(one.registration), _entered(one)) for one in rows.order_by("-received_at", "-id")[:limit]]


def _candidates(intake: Intake, asked: str) -> Iterator[Listed]:
    asked = asked.strip()
    known = listed_registrations(intake).order_by("name", "id")
    try:
        ticket = unseal(asked)
    except NotATicket:
        pass
    else:
        yield from (_listed(row, intake.pk) for row in known.filter(uid=ticket.uid).values_list(*_COLUMNS))
        return
    span = uids_of(asked) if plain_code(asked) else None
    if span is not None:
        by_code = known.filter(uid__range=span)
        yield from (_listed(row, intake.pk) for row in by_code.values_list(*_COLUMNS))
    words = fold(asked).split()
    if not words:
        return
    # Names have no folded column of their own; a fallback for a page without scripts may read them all.
    for row in known.values_list(*_COLUMNS).iterator(chunk_size=2000):
        if _fits(row, words):
            yield _listed(row, intake.pk)


def _fits(row: tuple[Any, ...], words: Iterable[str]) -> bool:
    text = fold(" ".join(str(part or "") for part in (row[1], row[2], row[3], row[4], row[5])))
    return all(word in text for word in words)


_COLUMNS = ("uid", "name", "email", "office", "organisation__name", "organisation_name", "state", "attendance")
_ONLINE = Q(attendance=Attendance.ONLINE)


def _listed(row: tuple[Any, ...], intake: int) -> Listed:
    uid, name, email, office, organisation, organisation_name, state, attendance = row
    digest = ""
    if state == State.CONFIRMED and attendance == Attendance.IN_PERSON:
        version = version_of(uid=uid, name=name, email=email, attendance=attendance)
        digest = digest_of(seal(Ticket(intake, uid, version)))
    return Listed(uid, digest, name, office, organisation or organisation_name, state, attendance)


def listed_of(one: Registration) -> Listed:
    """A line of the list from a registration with its organisation loaded."""
    organisation = one.organisation.name if one.organisation else ""
    row = (one.uid, one.name, one.email, one.office, organisation, one.organisation_name, one.state, one.attendance)
    return _listed(row, one.intake_id)


def _entered(one: CheckIn) -> Entered:
    return Entered(
        one.registration.uid, one.key, one.attendance, one.entered_at, name_signed(one.by), one.undone_at is not None
    )
