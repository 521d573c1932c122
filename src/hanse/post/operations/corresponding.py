"""Knowing whom we write to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.post.choices import Delivery
from hanse.post.letters import DIGEST, YEAR_NEWS
from hanse.post.models import Correspondent, Subscription
from hanse.post.rhythm import digest_after


@dataclass(frozen=True, slots=True)
class Choices:
    """How somebody wants to be written to; an empty language is the one that each message has by itself."""

    language: str
    zone: str
    rhythm: str
    refused: tuple[str, ...]
    refuses_all: bool


@transaction.atomic
def correspondent_for(*, email: str, person: int | None) -> Correspondent:
    """Whom we write to under this account, or under this address where there is none; made where there is none yet.

    Somebody who was written to before they had an account keeps what they chose then.
    """
    if person is None:
        known = Correspondent.objects.filter(person__isnull=True, email__iexact=email).first()
        return known or Correspondent.objects.get_or_create(person=None, email=email.lower())[0]
    known = Correspondent.objects.filter(person=person).first()
    if known is None:
        earlier = Correspondent.objects.filter(person__isnull=True, email__iexact=email).first()
        chosen = (
            {
                "language": earlier.language,
                "zone": earlier.zone,
                "rhythm": earlier.rhythm,
                "refused": earlier.refused,
                "refuses_all": earlier.refuses_all,
            }
            if earlier
            else {}
        )
        known = Correspondent.objects.get_or_create(person_id=person, defaults={"email": email.lower(), **chosen})[0]
    if known.email != email.lower():
        # A new address may well be there where the old one was not.
        known.email, known.unreachable_since = email.lower(), None
        known.save(update_fields=["email", "unreachable_since"])
    return known


@transaction.atomic
def keep_choices(*, correspondent: int, choices: Choices, by: By, now: datetime) -> Correspondent:
    """Keep how somebody wants to be written to. What was gathered for them follows the new rhythm."""
    row = Correspondent.objects.select_for_update().get(pk=correspondent)
    if row.unreachable_since is not None:
        # Whoever chooses has read our mail or has signed in: the address may be worth another try.
        row.unreachable_since = None
        row.save(update_fields=["unreachable_since"])
    before = _choices_of(row)
    if choices == before:
        return row
    row.language, row.zone, row.rhythm = choices.language, choices.zone, choices.rhythm
    row.refused, row.refuses_all = list(choices.refused), choices.refuses_all
    row.save(update_fields=["language", "zone", "rhythm", "refused", "refuses_all"])
    _regather(row, now)
    changes = {
        name: [_plain(getattr(before, name)), _plain(getattr(choices, name))]
        for name in Choices.__dataclass_fields__
        if getattr(before, name) != getattr(choices, name)
    }
    _record(row, "choose what is sent", changes, by, now)
    return row


@transaction.atomic
def stop_news(*, correspondent: int, kind: str, by: By, now: datetime) -> bool:
    """Send no more news of this kind; a digest stands for all of them. Twice is the same as once."""
    row = Correspondent.objects.select_for_update().get(pk=correspondent)
    if row.refuses_all or kind in row.refused:
        return False
    before = _choices_of(row)
    if kind == DIGEST.key:
        row.refuses_all = True
    else:
        row.refused = sorted({*row.refused, kind})
    row.save(update_fields=["refused", "refuses_all"])
    changes = {"refused": [list(before.refused), row.refused], "refuses_all": [before.refuses_all, row.refuses_all]}
    _record(row, "stop news", {name: both for name, both in changes.items() if both[0] != both[1]}, by, now)
    if kind in (DIGEST.key, YEAR_NEWS.key):
        end_subscriptions(email=row.email, now=now)
    return True


@transaction.atomic
def end_subscriptions(*, email: str, now: datetime) -> int:
    """A stranger who wants no news of the year is no subscriber any more."""
    return Subscription.objects.filter(email__iexact=email, ended_at__isnull=True).update(ended_at=now)


def _choices_of(row: Correspondent) -> Choices:
    return Choices(row.language, row.zone, row.rhythm, tuple(sorted(row.refused)), row.refuses_all)


def _regather(row: Correspondent, now: datetime) -> None:
    """Messages that wait for a digest go at once, or with the digest of the new rhythm."""
    gathered = row.messages.select_for_update().filter(delivery=Delivery.GATHERED)
    for message in gathered:
        message.not_before_at = digest_after(row.rhythm, row.zone, now)
        message.delivery = Delivery.GATHERED if message.not_before_at else Delivery.WAITING
        message.save(update_fields=["not_before_at", "delivery"])


def _record(row: Correspondent, verb: str, changes: dict[str, list[object]], by: By, now: datetime) -> None:
    record(
        at=now,
        by=by,
        verb=verb,
        kind="correspondent",
        key=str(row.uid),
        label=row.email,
        changes=changes,
        subject=row.person_id,
        personal=["label"],
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
