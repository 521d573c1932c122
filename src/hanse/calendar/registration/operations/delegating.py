"""Delegations: an organisation takes several seats in one go, and names its people later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hanse.accounts.models import User
from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.choices import Audience
from hanse.calendar.registration.applicants import Applicant
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.letters import DELEGATION
from hanse.calendar.registration.models import Delegation, Intake, Registration
from hanse.calendar.registration.operations.changing import name_delegate
from hanse.calendar.registration.operations.entering import check_most, entered_by, open_hall, put_in_line
from hanse.calendar.registration.operations.ledger import keep, lock_terms
from hanse.calendar.registration.operations.registering import check_admission
from hanse.calendar.registration.operations.telling import activity_values, language_of, plain, tell_state
from hanse.calendar.registration.operations.turns import in_turn
from hanse.calendar.registration.queries.admitting import admission_of, applicant_of
from hanse.calendar.registration.refusals import NotOpen, Refused
from hanse.calendar.registration.submissions import Delegate
from hanse.calendar.registration.windows import names_due_at
from hanse.calendar.registration.words import moment
from hanse.post.operations.queueing import Recipient, queue_message

MOST_SEATS = 100


@dataclass(frozen=True, slots=True)
class TakenTogether:
    """A delegation, and whether it is new."""

    delegation: Delegation
    is_new: bool


@in_turn
@transaction.atomic
def register_delegation(
    *,
    intake: int,
    organisation: int,
    people: Sequence[Delegate],
    person: int | None,
    by: By,
    now: datetime,
    clock: datetime | None = None,
    key: UUID | None = None,
    opened_at: datetime | None = None,
    code: str = "",
    note: str = "",
    language: str = "en",
    zone: str = "",
) -> TakenTogether:
    """Take a seat for each of `people`, named or not, one after another in the order of arrival.

    Where fewer seats are free than asked for, the others wait. The same `key` again gives the delegation that is
    there. Raises `NotOpen`, `NotForYou`, `NoSeat`, and `Refused` for a person who is registered already.
    """
    terms, at = lock_terms(intake), clock or now
    there = Delegation.objects.filter(key=key, intake=terms, led_by=person).first() if key is not None else None
    if there is not None:
        return TakenTogether(there, is_new=False)
    if not terms.takes_delegations:
        raise NotOpen("no-delegations", _("Delegations are not taken here. Each person registers on their own."))
    if terms.activity.audience == Audience.UNDER_35:
        raise NotOpen("no-delegations", _("Each person registers on their own here, because the age decides."))
    who = applicant_of(terms, person=person, email="", organisation=organisation, at=at, code=code)
    check_admission(admission_of(terms, who, at=at, opened_at=opened_at, zone=zone))
    _check_people(terms, people)
    counted = Counter(one.attendance for one in people)
    for attendance, asked in counted.items():
        check_most(terms, replace(who, attendance=attendance), asked=asked)
    delegation = Delegation.objects.create(
        intake=terms, organisation_id=organisation, led_by_id=person, created_at=at, note=note, key=key
    )
    rows = _seats(terms, delegation, people, who, language=language, zone=zone, by=by, now=now, at=at)
    _record(delegation, len(rows), by=by, now=now)
    _tell_leader(terms, delegation, rows, language=language, now=now)
    for row in rows:
        if row.email:
            tell_state(row, now=now)
    return TakenTogether(delegation, is_new=True)


@in_turn
@transaction.atomic
def name_delegates(*, names: dict[UUID, Delegate], by: By, now: datetime, clock: datetime | None = None) -> int:
    """Name several seats of a delegation together: all of them, or none; how many changed."""
    changed = 0
    for uid, who in names.items():
        revision = Registration.objects.filter(uid=uid).values_list("revision", flat=True).first()
        row = name_delegate(uid=uid, who=who, by=by, now=now, clock=clock)
        changed += row.revision != revision
    return changed


def _check_people(terms: Intake, people: Sequence[Delegate]) -> None:
    if not 1 <= len(people) <= MOST_SEATS:
        says = _("A delegation has between 1 and %(most)s people. For more, write to the secretariat.")
        raise Refused("number", says % {"most": MOST_SEATS})
    addresses = [one.email.casefold() for one in people if one.email]
    twice = [email for email, n in Counter(addresses).items() if n > 1]
    if twice:
        raise Refused("twice", _("%(email)s stands there twice. Each person has one seat.") % {"email": twice[0]})
    for email in addresses:
        if entered_by(terms, None, email) is not None:
            says = _("%(email)s is registered for this activity already. Leave them out here.")
            raise Refused("known", says % {"email": email})


def _seats(
    terms: Intake,
    delegation: Delegation,
    people: Sequence[Delegate],
    who: Applicant,
    *,
    language: str,
    zone: str,
    by: By,
    now: datetime,
    at: datetime,
) -> list[Registration]:
    hall = open_hall(terms, now=now, at=at)
    addresses = [one.email.casefold() for one in people if one.email]
    owners = {user.email.casefold(): user.pk for user in User.objects.filter(email__in=addresses, is_active=True)}
    rows = []
    for one in people:
        row = Registration(
            intake=terms,
            delegation=delegation,
            organisation_id=delegation.organisation_id,
            made_by_id=delegation.led_by_id,
            person_id=owners.get(one.email.casefold()),
            name=one.name,
            email=one.email,
            office=one.office,
            attendance=one.attendance,
            language=language,
            zone=zone,
            created_at=at,
        )
        put_in_line(terms, row, replace(who, attendance=one.attendance), hall, at=at)
        keep(row, verb="register", by=by, now=now)
        rows.append(row)
    terms.save(update_fields=["arrivals"])
    return rows


def _record(delegation: Delegation, seats: int, *, by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb="register",
        kind="delegation",
        key=str(delegation.uid),
        label=str(delegation),
        changes={"seats": [0, seats]},
        note=delegation.note,
    )


def _tell_leader(
    terms: Intake, delegation: Delegation, rows: Sequence[Registration], *, language: str, now: datetime
) -> None:
    leader = delegation.led_by
    if leader is None:
        return
    path = reverse("registration:delegation", args=[delegation.uid])
    due = names_due_at(terms)
    language = language_of(leader.pk, leader.email, language)
    with override(language):
        queue_message(
            kind=DELEGATION,
            to=Recipient(leader.email, leader.name, language, leader.pk),
            values=activity_values(rows[0], language)
            | {
                "name": plain(leader.name) or _("colleague"),
                "page": settings.BASE_URL + path,
                "organisation": plain(delegation.organisation.name),
                "count": ngettext("%(count)s person", "%(count)s people", len(rows)) % {"count": len(rows)},
                "seats": seats_words(rows),
                "deadline": moment(due, terms.zone, language) if due is not None else _("the activity begins"),
            },
            key=f"{DELEGATION.key}/{delegation.uid}",
            now=now,
            about=path,
        )


def seats_words(rows: Sequence[Registration]) -> str:
    """How many have a seat, wait, or are to be approved."""
    found = Counter(row.state for row in rows)
    parts = []
    if n := found[State.CONFIRMED]:
        parts.append(ngettext("%(n)s has a seat.", "%(n)s have a seat.", n) % {"n": n})
    if n := found[State.WAITING]:
        parts.append(ngettext("%(n)s waits for a seat.", "%(n)s wait for a seat.", n) % {"n": n})
    if n := found[State.ASKED]:
        parts.append(ngettext("%(n)s waits for approval.", "%(n)s wait for approval.", n) % {"n": n})
    return " ".join(parts)
