"""What an interest leads to: a registration, an application for membership, a meeting.

Somebody is invited first, and it has led on only when what it led to is there.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from babel.dates import format_date
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from hanse.audit.actor import By
from hanse.calendar.interest.choices import LeadsTo, State
from hanse.calendar.interest.letters import APPLY, MEETING, REGISTER
from hanse.calendar.interest.links import make_token
from hanse.calendar.interest.models import Heard, Interest
from hanse.calendar.interest.operations.answering import opened, save
from hanse.calendar.interest.operations.telling import words_about
from hanse.calendar.interest.queries.matching import targets_in_words
from hanse.calendar.models import Activity
from hanse.members.choices import Category
from hanse.members.models import Application
from hanse.post.kinds import MessageKind
from hanse.post.operations.queueing import Recipient, queue_message


class NoSuchApplication(Exception):
    """No application for membership has this reference."""


@transaction.atomic
def invite_to_register(*, uid: UUID, seen: int, activity: int, by: By, now: datetime) -> None:
    """Send the link by which they register in one step; raises `Gone` and `AnsweredByOthers`.

    Whether registration is open is for the caller to know. Whoever is sent the date by this is not told it again.
    """
    interest = opened(uid, seen)
    chosen = Activity.objects.select_related("year", "area", "programme").get(pk=activity)
    interest.invited_to = chosen
    _step(interest, State.INVITED, LeadsTo.REGISTRATION, reverse("calendar:activity", args=[chosen.slug]), by, now)
    Heard.objects.get_or_create(interest=interest, activity=chosen, defaults={"at": now})
    _write(interest, REGISTER, words_about(interest, chosen), now)


@transaction.atomic
def invite_to_apply(*, uid: UUID, seen: int, category: str, by: By, now: datetime) -> None:
    """Send the form of one kind of member; raises `Gone` and `AnsweredByOthers`."""
    interest = opened(uid, seen)
    path = reverse("joining:application", args=[category])
    _step(interest, State.INVITED, LeadsTo.MEMBERSHIP, path, by, now)
    with override(interest.language):
        kind = str(Category(category).label)
    _write(interest, APPLY, {"kind": kind, "link": settings.BASE_URL + path}, now)


@transaction.atomic
def link_application(*, uid: UUID, seen: int, reference: str, by: By, now: datetime) -> None:
    """It became an application, which is there; raises `NoSuchApplication`, `Gone` and `AnsweredByOthers`."""
    interest = opened(uid, seen)
    found = Application.objects.filter(reference__iexact=reference.strip()).first()
    if found is None:
        raise NoSuchApplication(reference)
    interest.application = found
    path = reverse("joining:screen", args=[found.reference])
    _step(interest, State.CONVERTED, LeadsTo.MEMBERSHIP, path, by, now)


@transaction.atomic
def agree_meeting(*, uid: UUID, seen: int, on: date, where: str, words: str, by: By, now: datetime) -> None:
    """Keep a meeting that was agreed, and write it to the person; raises `Gone` and `AnsweredByOthers`."""
    interest = opened(uid, seen)
    changes: dict[str, list[object]] = {
        "meeting_on": [str(interest.meeting_on or ""), str(on)],
        "meeting_where": [interest.meeting_where, where],
        "meeting_words": [interest.meeting_words, words],
    }
    interest.meeting_on, interest.meeting_where, interest.meeting_words = on, where, words
    _step(interest, State.CONVERTED, LeadsTo.MEETING, "", by, now, changes)
    path = reverse("interest:own", args=[make_token("see", interest.uid)])
    day = str(format_date(on, "full", locale="en_GB" if interest.language == "en" else interest.language))
    values = {"day": day, "where": f", {where}" if where else "", "words": words, "link": settings.BASE_URL + path}
    _write(interest, MEETING, values, now)


@transaction.atomic
def lead_on(*, uid: UUID, seen: int, to: str, reference: str, by: By, now: datetime) -> None:
    """It became what stands at an address of ours; the caller has seen that it does. Raises `Gone` and
    `AnsweredByOthers`.
    """
    _step(opened(uid, seen), State.CONVERTED, LeadsTo(to), reference, by, now)


def _step(
    interest: Interest,
    state: State,
    to: LeadsTo,
    reference: str,
    by: By,
    now: datetime,
    more: dict[str, list[object]] | None = None,
) -> None:
    changes: dict[str, list[object]] = {
        "state": [str(interest.state), str(state)],
        "leads_to": [str(interest.leads_to), str(to)],
        "reference": [interest.reference, reference],
    }
    interest.state, interest.leads_to, interest.reference = state, to, reference
    save(interest, "invite" if state == State.INVITED else "lead-on", changes | (more or {}), by, now)


def _write(interest: Interest, kind: MessageKind, values: dict[str, str], now: datetime) -> None:
    common = {"name": interest.name, "targets": targets_in_words(interest, interest.language)}
    queue_message(
        kind=kind,
        to=Recipient(interest.email, interest.name, interest.language, interest.person_id),
        values=common | values,
        key=f"{kind.key}:{interest.uid}:{interest.revision}",
        now=now,
        about=reverse("interest:one", args=[interest.uid]),
    )
