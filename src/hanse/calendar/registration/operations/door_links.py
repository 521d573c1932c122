"""Links that let volunteers keep a door."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.registration.models import DoorLink, Intake

SALT = "hanse.registration.door"


class LinkRefused(Exception):
    """The link is forged, has expired, or was taken back."""


@transaction.atomic
def make_door_link(*, intake: Intake, label: str, expires_at: datetime, by: By, now: datetime) -> DoorLink:
    """Make a link to the door of one activity. It may be opened on several phones, until it expires."""
    made = DoorLink.objects.create(
        intake=intake, label=label, expires_at=expires_at, created_at=now, created_by=str(by)[:254]
    )
    _record("grant", made, by=by, now=now, changes={"expires_at": [None, expires_at.isoformat()]})
    return made


@transaction.atomic
def revoke_door_link(*, intake: Intake, link: int, by: By, now: datetime) -> DoorLink:
    """Take a link back; whoever opened it cannot do or read anything from then on. Raises `DoorLink.DoesNotExist`."""
    found = DoorLink.objects.select_for_update().get(pk=link, intake=intake)
    if found.revoked_at is None:
        found.revoked_at = now
        found.save(update_fields=["revoked_at"])
        _record("revoke", found, by=by, now=now, changes={"revoked_at": [None, now.isoformat()]})
    return found


@transaction.atomic
def open_door_link(*, token: str, intake: Intake, now: datetime, shown_at: datetime) -> DoorLink:
    """Read a link that somebody opened; raises `LinkRefused`. `shown_at` decides whether it is still good."""
    try:
        pk = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise LinkRefused from fault
    found = DoorLink.objects.select_for_update().filter(pk=pk, intake=intake).first()
    if found is None or not found.is_good(shown_at):
        raise LinkRefused
    found.opened_at = now
    found.save(update_fields=["opened_at"])
    _record("open", found, by=f"Door: {found.label}", now=now, changes={})
    return found


def token_of(link: DoorLink) -> str:
    """What the address of a link ends in. It can be shown again: what is kept is the link, not the token."""
    return signing.dumps(link.pk, salt=SALT)


def _record(verb: str, link: DoorLink, *, by: By, now: datetime, changes: dict[str, list[str | None]]) -> None:
    activity = link.intake.activity
    record(
        at=now,
        by=by,
        verb=verb,
        kind="door",
        key=activity.slug,
        label=activity.title,
        changes=changes,
        note=link.label,
    )
