"""What the secretariat does with an interest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hanse.audit.actor import Actor, By
from hanse.audit.operations import record
from hanse.calendar.interest.choices import State
from hanse.calendar.interest.letters import ANSWERED
from hanse.calendar.interest.links import make_token
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.expressing import Gone
from hanse.calendar.interest.operations.routing import tell_owner
from hanse.calendar.interest.queries.matching import targets_in_words
from hanse.post.kinds import Markdown
from hanse.post.operations.queueing import Recipient, queue_message

PERSONAL = ("label", "answer", "meeting_where", "meeting_words")


class AnsweredByOthers(Exception):
    """A colleague did something with the interest after the reader had opened it."""


class NotConfirmed(Exception):
    """The address may be anybody's, so nothing is sent to it but the question whether they wrote."""


@transaction.atomic
def answer_interest(*, uid: UUID, seen: int, answer: str, by: By, now: datetime) -> None:
    """Write to the person; raises `Gone`, `AnsweredByOthers`, and `NotConfirmed` while the address is not known."""
    interest = opened(uid, seen)
    if interest.state == State.UNCONFIRMED:
        raise NotConfirmed(uid)
    before = interest.state
    # Who was invited to go on, or has, stays so.
    interest.state = before if before in (State.INVITED, State.CONVERTED) else State.ANSWERED
    interest.answer, interest.answered_at, interest.answered_by = answer, now, str(by)[:254]
    save(interest, "answer", {"state": [before, interest.state], "answer": ["", answer]}, by, now)
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
    """Give an interest to a colleague, who hears of it, or back to all; raises `Gone` and `AnsweredByOthers`."""
    interest = opened(uid, seen)
    before, interest.owner_id = interest.owner_id, owner
    save(interest, "hand-over", {"owner": [before, owner]}, by, now)
    if owner != before and owner != Actor.of(by).person:
        tell_owner(interest, now=now)


@transaction.atomic
def close_interest(*, uid: UUID, seen: int, by: By, now: datetime) -> None:
    """Nothing is left to do about it; raises `Gone` and `AnsweredByOthers`."""
    interest = opened(uid, seen)
    before, interest.state = interest.state, State.CLOSED
    save(interest, "close", {"state": [before, interest.state]}, by, now)


def save(interest: Interest, verb: str, changes: dict[str, list[object]], by: By, now: datetime) -> None:
    """Keep it as its next revision, and the act on record."""
    interest.revision += 1
    interest.save()
    record(
        at=now, by=by, verb=verb, kind="interest", key=str(interest.uid), label=interest.name, changes=changes,
        subject=interest.person_id, personal=PERSONAL,
    )  # fmt: skip


def opened(uid: UUID, seen: int) -> Interest:
    """An interest, locked, as its reader saw it; raises `Gone` and `AnsweredByOthers`."""
    interest = Interest.objects.select_for_update(of=("self",)).select_related("year").filter(uid=uid).first()
    if interest is None or interest.state == State.WITHDRAWN:
        raise Gone(uid)
    if interest.revision != seen:
        raise AnsweredByOthers(uid)
    return interest
