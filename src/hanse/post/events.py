"""What a mail service reports by webhook, through anymail, which knows how each of them says it.

The addresses are there only where `HANSE_EMAIL_EVENTS_SECRET` is set. The signal is anymail's own way of handing an
event on; we have none of ours.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver
from django.urls import include

from hanse.post.operations.bouncing import note_complaint, note_report
from hanse.ui import clock

_ACTIONS = {
    EventType.DELIVERED: "delivered",
    EventType.DEFERRED: "delayed",
    EventType.BOUNCED: "failed",
    EventType.REJECTED: "failed",
    EventType.FAILED: "failed",
}
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


@receiver(tracking, dispatch_uid="hanse.post")
def on_event(sender: object, event: AnymailTrackingEvent, esp_name: str, **more: Any) -> None:
    """Keep what became of a message. Opened and clicked are not asked for, and not kept."""
    if event.event_type == EventType.COMPLAINED:
        note_complaint(email=event.recipient or "")
        return
    action = _ACTIONS.get(event.event_type)
    if action is None:
        return
    words = " ".join(str(event.mta_response or event.description or event.reject_reason or "").split())[:1000]
    found = _UID.search(str((event.metadata or {}).get("message", "")))
    note_report(
        uid=UUID(found[0]) if found else None,
        recipient=event.recipient or "",
        action=action,
        status=_status_of(event.reject_reason, words),
        words=words,
        now=clock.stamp(),
    )


def _status_of(reason: str | None, words: str) -> str:
    if found := _STATUS.search(words):
        return found[0]
    return "5.1.1" if reason in (RejectReason.INVALID, RejectReason.BOUNCED) else "5.0.0"


def event_addresses() -> Any:
    """Where mail services report to, as `tracking/` below the name of each."""
    return include("anymail.urls")
