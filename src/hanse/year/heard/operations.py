"""Registering somebody who was interested, by the link in their letter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hanse.audit.actor import Actor, By
from hanse.calendar.interest.choices import LeadsTo
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.leading import lead_on
from hanse.calendar.registration.operations.registering import submit_registration
from hanse.calendar.registration.submissions import Submission
from hanse.year.heard.queries import OneStep, registrations_of


class NotTheirs(Exception):
    """There is no such registration from this person that counts."""


@transaction.atomic
def link_registration(*, interest: Interest, seen: int, registration: UUID | None, by: By, now: datetime) -> None:
    """Say that an interest became a registration that is there; raises `NotTheirs`, `Gone` and `AnsweredByOthers`."""
    found = next((one for one in registrations_of(interest) if one.uid == registration), None)
    if found is None:
        raise NotTheirs(registration)
    path = reverse("registration:page", args=[found.uid])
    lead_on(uid=interest.uid, seen=seen, to=LeadsTo.REGISTRATION, reference=path, by=by, now=now)


@transaction.atomic
def join_interested(*, interest: Interest, step: OneStep, now: datetime, shown: datetime) -> UUID:
    """Register who was interested, and say on the interest what it became. The link proves the address.

    `shown` is the instant by which opening and closing are judged. Raises the refusals of registration.
    """
    by = Actor(interest.email, interest.person_id, interest.organisation.slug if interest.organisation else "")
    sent = Submission(
        name=interest.name,
        email=interest.email,
        office=interest.office,
        organisation=interest.organisation_id,
        organisation_name=interest.organisation_name,
        country=interest.country,
        language=interest.language,
        consent=step.consent,
    )
    taken = submit_registration(intake=step.intake, sent=sent, person=interest.person_id, by=by, now=now, clock=shown)
    uid: UUID = taken.registration.uid
    lead_on(
        uid=interest.uid,
        seen=interest.revision,
        to=LeadsTo.REGISTRATION,
        reference=reverse("registration:page", args=[uid]),
        by=by,
        now=now,
    )
    return uid
