"""Expressing interest, confirming one's address, withdrawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.audit.actor import Actor, By
from hanse.audit.operations import record
from hanse.calendar.interest.choices import INTERESTED, State
from hanse.calendar.interest.letters import CONFIRM, RECEIVED
from hanse.calendar.interest.links import make_token
from hanse.calendar.interest.models import Heard, Interest, Target
from hanse.calendar.interest.operations.routing import areas_of, owner_of, tell_owner
from hanse.calendar.interest.queries.matching import firm_activities_for, targets_in_words
from hanse.calendar.models import Activity, Area, Programme, Year
from hanse.post.operations.queueing import Recipient, queue_message

PERSONAL = ("label", "name", "email", "message")


class Gone(Exception):
    """There is no such interest, or it was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody writes. `areas` are keys, `programmes` and `activities` addresses; all empty: the whole year."""

    key: UUID
    name: str
    email: str
    organisation: int | None = None
    organisation_name: str = ""
    country: str = ""
    office: str = ""
    message: str = ""
    consent: str = ""
    language: str = "en"
    areas: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    source: str = ""


@transaction.atomic
def express_interest(*, year: int, wish: Wish, person: int | None, by: By, now: datetime) -> Interest:
    """Keep an interest. A stranger's waits until the address is confirmed; the same `key` again gives the same row."""
    there = Interest.objects.filter(key=wish.key).first()
    if there is not None:
        return there
    its_year = Year.objects.get(number=year)
    state = State.OPEN if person or wish.source else State.UNCONFIRMED
    interest = Interest.objects.create(
        key=wish.key,
        year=its_year,
        state=state,
        person_id=person,
        organisation_id=wish.organisation,
        name=wish.name,
        email=wish.email,
        organisation_name=wish.organisation_name,
        country=wish.country,
        office=wish.office,
        message=wish.message,
        consent=wish.consent,
        language=wish.language,
        source=wish.source,
        created_at=now,
    )
    targets = _targets(its_year, wish)
    Target.objects.bulk_create([Target(interest=interest, **target) for target in targets])
    interest.owner_id = owner_of(areas_of(targets))
    interest.save(update_fields=["owner"])
    known = firm_activities_for(interest, now=now)
    Heard.objects.bulk_create([Heard(interest=interest, activity=a, at=now, was_told=False) for a in known])
    changes = {"name": ["", wish.name], "email": ["", wish.email], "message": ["", wish.message]}
    record(
        at=now, by=by, verb="express", kind="interest", key=str(interest.uid), label=wish.name, changes=changes,
        subject=person, personal=PERSONAL,
    )  # fmt: skip
    if not wish.source:
        _write_back(interest, now)
        if state == State.OPEN:
            tell_owner(interest, now=now)
    return interest


@transaction.atomic
def confirm_interest(*, uid: UUID, now: datetime) -> Interest:
    """The address is theirs: the secretariat may read it now. Confirming again changes nothing; raises `Gone`."""
    interest = _locked(uid)
    if interest.state == State.UNCONFIRMED:
        interest.state = State.OPEN
        interest.save(update_fields=["state"])
        record(
            at=now, by=Actor(interest.email), verb="confirm", kind="interest", key=str(uid), label=interest.name,
            personal=("label",),
        )  # fmt: skip
        _write_back(interest, now)
        tell_owner(interest, now=now)
    return interest


@transaction.atomic
def withdraw_interest(*, uid: UUID, by: By, now: datetime) -> None:
    """Whoever wrote it wants no more of it; raises `Gone`."""
    interest = _locked(uid)
    before, interest.state = interest.state, State.WITHDRAWN
    interest.revision += 1
    interest.save(update_fields=["state", "revision"])
    record(
        at=now, by=by, verb="withdraw", kind="interest", key=str(uid), label=interest.name,
        changes={"state": [before, State.WITHDRAWN.value]}, subject=interest.person_id, personal=("label",),
    )  # fmt: skip


def _targets(year: Year, wish: Wish) -> list[dict[str, Area | Programme | Activity]]:
    areas = Area.objects.filter(year=year, key__in=wish.areas)
    programmes = Programme.objects.filter(area__year=year, slug__in=wish.programmes).select_related("area")
    activities = Activity.objects.filter(year=year, slug__in=wish.activities).select_related("area")
    targets: list[dict[str, Area | Programme | Activity]] = [{"area": one} for one in areas]
    targets += [{"programme": one} for one in programmes]
    targets += [{"activity": one} for one in activities]
    return targets


def _write_back(interest: Interest, now: datetime) -> None:
    waits = interest.state == State.UNCONFIRMED
    purpose, name = ("confirm", "interest:confirm") if waits else ("see", "interest:own")
    path = reverse(name, args=[make_token(purpose, interest.uid)])
    queue_message(
        kind=CONFIRM if waits else RECEIVED,
        to=Recipient(interest.email, interest.name, interest.language, interest.person_id),
        values={
            "name": interest.name,
            "year": str(interest.year.number),
            "targets": targets_in_words(interest, interest.language),
            "link": settings.BASE_URL + path,
        },
        key=f"interest-{purpose}:{interest.uid}",
        now=now,
        about=path,
    )


def _locked(uid: UUID) -> Interest:
    interest = Interest.objects.select_for_update(of=("self",)).select_related("year").filter(uid=uid).first()
    if interest is None or interest.state not in (*INTERESTED, State.UNCONFIRMED, State.CLOSED):
        raise Gone(uid)
    return interest
