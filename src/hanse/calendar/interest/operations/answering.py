"""What the secretariat does with an interest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.interest.choices import LeadsTo, State
from hanse.calendar.interest.letters import ANSWERED
from hanse.calendar.interest.links import make_token
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.expressing import Gone
from hanse.calendar.interest.queries.matching import targets_in_words
from hanse.post.kinds import Markdown
from hanse.post.operations.queueing import Recipient, queue_message


class AnsweredByOthers(Exception):
    """A colleague did something with the interest after the reader had opened it."""


class NotConfirmed(Exception):
    """The address may be anybody's, so nothing is sent to it but the question whether they wrote."""


@transaction.atomic
def answer_interest(*, uid: UUID, seen: int, answer: str, by: By, now: datetime) -> None:
    """Write to the person; raises `Gone`, `AnsweredByOthers`, and `NotConfirmed` while the address is not known."""
    interest = _locked(uid, seen)
    if interest.state == State.UNCONFIRMED:
        raise NotConfirmed(uid)
    before = interest.state
    interest.state = State.CONVERTED if interest.leads_to else State.ANSWERED
    interest.answer, interest.answered_at, interest.answered_by = answer, now, str(by)[:254]
    _save(interest, "answer", {"state": [before, interest.state], "answer": ["", answer]}, by, now)
    path = reverse("interest:own", args=[make_token("see", interest.uid)])
    queue_message(
        kind=ANSWERED,
        to=Recipient(interest.email, interest.name, interest.language, interest.person_id),
        values={
            "name": interest.name,
            "targets": targets_in_words(interest, interest.language),
            "answer": Markdown(answer),
            "link": settings.BASE_URL + path,
        },
        key=f"interest-answer:{interest.uid}:{interest.revision}",
        now=now,
        about=path,
    )


@transaction.atomic
def hand_over(*, uid: UUID, seen: int, owner: int | None, by: By, now: datetime) -> None:
    """Give an interest to a colleague, or back to all; raises `Gone` and `AnsweredByOthers`."""
    interest = _locked(uid, seen)
    before, interest.owner_id = interest.owner_id, owner
    _save(interest, "hand-over", {"owner": [before, owner]}, by, now)


@transaction.atomic
def lead_on(*, uid: UUID, seen: int, to: str, reference: str, by: By, now: datetime) -> None:
    """Say what an interest became, and where that stands; raises `Gone` and `AnsweredByOthers`."""
    interest = _locked(uid, seen)
    before = interest.state
    interest.state, interest.leads_to, interest.reference = State.CONVERTED, LeadsTo(to), reference
    _save(interest, "lead-on", {"state": [before, interest.state], "leads_to": ["", str(to)]}, by, now)


@transaction.atomic
def close_interest(*, uid: UUID, seen: int, by: By, now: datetime) -> None:
    """Nothing is left to do about it; raises `Gone` and `AnsweredByOthers`."""
    interest = _locked(uid, seen)
    before, interest.state = interest.state, State.CLOSED
    _save(interest, "close", {"state": [before, interest.state]}, by, now)


def _save(interest: Interest, verb: str, changes: dict[str, list[object]], by: By, now: datetime) -> None:
    interest.revision += 1
    interest.save()
    record(
        at=now, by=by, verb=verb, kind="interest", key=str(interest.uid), label=interest.name, changes=changes,
        subject=interest.person_id, personal=("label", "answer"),
    )  # fmt: skip


def _locked(uid: UUID, seen: int) -> Interest:
    interest = Interest.objects.select_for_update(of=("self",)).select_related("year").filter(uid=uid).first()
    if interest is None or interest.state == State.WITHDRAWN:
        raise Gone(uid)
    if interest.revision != seen:
        raise AnsweredByOthers(uid)
    return interest
