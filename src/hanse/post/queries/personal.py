"""All that the post knows of one person, for their own export."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hanse.post.models import Correspondent, Message, Subscription

_OF_MESSAGES = (
    "created_at",
    "sent_at",
    "read_at",
    "kind",
    "email",
    "name",
    "language",
    "subject",
    "body",
    "about",
    "delivery",
)
_OF_CHOICES = ("email", "language", "zone", "rhythm", "refused", "refuses_all", "unreachable_since")
_OF_SUBSCRIPTIONS = ("email", "language", "consent", "asked_at", "confirmed_at", "ended_at")


def personal_data(*, person: int | None, email: str) -> dict[str, list[dict[str, Any]]]:
    """Messages, choices and subscriptions, as plain values; instants are aware."""
    theirs = Q(person=person) if person is not None else Q(pk__in=[])
    if email:
        theirs |= Q(person__isnull=True, email__iexact=email)
    return {
        "messages": list(Message.objects.filter(theirs).order_by("created_at", "id").values(*_OF_MESSAGES)),
        "choices": list(Correspondent.objects.filter(theirs).values(*_OF_CHOICES)),
        "subscriptions": list(Subscription.objects.filter(email__iexact=email).values(*_OF_SUBSCRIPTIONS)),
    }
