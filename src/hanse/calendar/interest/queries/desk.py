"""What interests put on a desk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hanse.calendar.interest.choices import State
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.queries.lists import area_keys, whole
from hanse.calendar.interest.queries.matching import targets_as_words
from hanse.ui.ledger import Decided, Due, Queue

RECENT = timedelta(days=60)
LATE = timedelta(days=7)
MOST = 20


def due_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Due]:
    """What was given to somebody of the secretariat to answer, oldest first."""
    theirs = whole(Interest.objects.filter(owner=person, state=State.OPEN)).order_by("created_at")[:MOST]
    return [
        Due(
            area=min(area_keys(one), default=""),
            title=one.name,
            text=_("Is interested in %(targets)s, and waits for your answer.")
            % {"targets": targets_as_words(one.targets.all(), one.year.number, language)},
            action=_("Answer"),
            url=reverse("interest:answer", args=[one.uid]),
            due_at=one.created_at + LATE,
            minutes=5,
        )
        for one in theirs
    ]


def decided_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Decided]:
    """Answers of late."""
    found = (
        Interest.objects.filter(Q(person=person) | Q(organisation__in=organisations), answered_at__gt=now - RECENT)
        .select_related("year")
        .order_by("-answered_at")[:MOST]
    )
    words = _("Answered: your interest in %(year)s.")
    return [
        Decided(
            at=one.answered_at or now,
            text=words % {"year": one.year.number},
            url=reverse("interest:one", args=[one.uid]),
        )
        for one in found
    ]


def queues(*, now: datetime, areas: Collection[str] | None) -> list[Queue]:
    """Who waits for an answer; `areas` are those of a programme manager, `None` for all."""
    found = Interest.objects.filter(state=State.OPEN)
    if areas is not None:
        theirs = (
            Q(targets__area__key__in=areas)
            | Q(targets__programme__area__key__in=areas)
            | Q(targets__activity__area__key__in=areas)
        )
        found = found.filter(theirs)
    told = found.aggregate(
        count=Count("pk", distinct=True),
        late=Count("pk", distinct=True, filter=Q(created_at__lt=now - LATE)),
        oldest=Min("created_at"),
        year=Max("year__number"),
    )
    if not told["count"]:
        return []
    url = reverse("interest:list", args=[told["year"]]) + "?state=open"
    name = _("Expressions of interest without an answer")
    return [Queue(name=name, count=told["count"], late=told["late"], oldest_at=told["oldest"], url=url)]
