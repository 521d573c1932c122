"""Changing the words of a kind of message. Nothing is overwritten: every revision stays."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.post.models import Wording


class SavedByOthers(Exception):
    """Somebody saved other words since the form was opened; `newest` are theirs."""

    def __init__(self, newest: Wording | None) -> None:
        self.newest = newest
        super().__init__(str(newest))


@transaction.atomic
def reword(*, kind: str, language: str, subject: str, body: str, seen: int, by: By, now: datetime) -> Wording | None:
    """Let these words count from now on; nothing when they are those that count already. Raises `SavedByOthers`."""
    newest = _newest(kind, language)
    if newest and not newest.is_house and (newest.subject, newest.body) == (subject, body):
        return None
    return _write(kind, language, newest, seen, by, now, subject=subject, body=body, is_house=False)


@transaction.atomic
def back_to_house(*, kind: str, language: str, seen: int, by: By, now: datetime) -> Wording | None:
    """Let the words that the house ships count again, and follow them when they change."""
    newest = _newest(kind, language)
    if newest is None or newest.is_house:
        return None
    return _write(kind, language, newest, seen, by, now, subject="", body="", is_house=True)


def _write(
    kind: str,
    language: str,
    newest: Wording | None,
    seen: int,
    by: By,
    now: datetime,
    *,
    subject: str,
    body: str,
    is_house: bool,
) -> Wording:
    revision = newest.revision if newest else 0
    if seen != revision:
        raise SavedByOthers(newest)
    words = Wording(kind=kind, language=language, revision=revision + 1, subject=subject, body=body, is_house=is_house)
    words.by, words.at = str(by), now
    try:
        with transaction.atomic():
            words.save()
    except IntegrityError:
        # Two saved at the same instant, and the other one was first.
        raise SavedByOthers(_newest(kind, language)) from None
    before = (newest.subject, newest.body) if newest else ("", "")
    record(
        at=now,
        by=by,
        verb="go back to the house's words" if is_house else "reword",
        kind="wording",
        key=f"{kind}/{language}",
        label=f"{kind} ({language})",
        changes={
            name: [old, new]
            for name, old, new in (("subject", before[0], subject), ("body", before[1], body))
            if old != new
        },
    )
    return words


def _newest(kind: str, language: str) -> Wording | None:
    return Wording.objects.filter(kind=kind, language=language).order_by("-revision").first()
