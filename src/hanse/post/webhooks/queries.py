"""A person's hooks with their latest calls."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from hanse.post.webhooks.calling import fault_words
from hanse.post.webhooks.models import Call, Hook

SHOWN = 10


@dataclass(frozen=True, slots=True)
class HookWithCalls:
    """A hook and what happened lately."""

    hook: Hook
    calls: tuple[tuple[Call, str], ...]  # each with what went wrong, in words
    stopped_because: str


def hooks_of(person: int) -> list[HookWithCalls]:
    """All of a person's, with the latest calls of each, in two queries."""
    hooks = list(Hook.objects.filter(person=person))
    place = Window(RowNumber(), partition_by=F("hook"), order_by=F("id").desc())
    calls: dict[int, list[Call]] = {}
    for call in Call.objects.filter(hook__in=hooks).annotate(place=place).filter(place__lte=SHOWN):
        calls.setdefault(call.hook_id, []).append(call)
    return [
        HookWithCalls(
            hook,
            tuple((call, fault_words(call.fault)) for call in calls.get(hook.pk, ())),
            fault_words(hook.stopped_because),
        )
        for hook in hooks
    ]
