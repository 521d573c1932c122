"""News of an activity for those who registered: a new date or place, a postponement, that it is called off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from hanse.calendar.choices import Status
from hanse.calendar.models import Activity
from hanse.calendar.registration.choices import ENTERED
from hanse.calendar.registration.letters import CALLED_OFF, MOVED
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.batches import each
from hanse.calendar.registration.operations.telling import tell
from hanse.calendar.registration.words import when_words, where_of
from hanse.post.kinds import MessageKind

_FACTS = ("when_edtf", "when_zone", "city", "venue", "hall")


def told_of(activity: Activity) -> dict[str, Any]:
    """What people know of an activity once they are told: its facts, and its date in every language."""
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words[language] = when_words(activity, language)
    return {**{name: getattr(activity, name) for name in _FACTS}, "status": activity.status, "words": words}


def tell_changes(*, now: datetime) -> int:
    """Tell everybody who registered before an activity changed; how many. Twice is the same as once.

    It is left to `hanse tick` rather than to the act of changing: whoever mends a slip of the pen within minutes
    writes to nobody, and files that change a whole year write once.
    """
    behind = Registration.objects.filter(
        state__in=ENTERED, is_walk_in=False, told_sequence__lt=F("intake__activity__sequence")
    )
    intakes = list(behind.order_by("intake").values_list("intake", flat=True).distinct())
    found = Intake.objects.filter(pk__in=intakes).select_related("activity__area", "activity__year").order_by("pk")
    return sum(_tell(terms, behind.filter(intake=terms), now=now) for terms in found)


def _tell(terms: Intake, behind: QuerySet[Registration], *, now: datetime) -> int:
    activity, before = terms.activity, terms.told
    present = told_of(activity)
    news = _news(before, present) if before else None
    sequence = activity.sequence

    def one(row: Registration) -> None:
        if news is not None:
            _write(row, news, before, now=now)
        Registration.objects.filter(pk=row.pk).update(told_sequence=sequence)

    done = each(terms, behind, one)
    Intake.objects.filter(pk=terms.pk).update(told=present)
    return done if news is not None else 0


def _news(before: dict[str, Any], present: dict[str, Any]) -> MessageKind | None:
    """Which letter says it; none where nobody has to plan anew, such as for a new title or a confirmation."""
    if present["status"] == Status.CANCELLED:
        return CALLED_OFF if before["status"] != Status.CANCELLED else None
    if present["status"] == Status.HELD:
        return None
    moved = any(before.get(name) != present[name] for name in _FACTS)
    put_off = present["status"] == Status.POSTPONED and before["status"] != Status.POSTPONED
    return MOVED if moved or put_off else None


def _write(row: Registration, kind: MessageKind, before: dict[str, Any], *, now: datetime) -> None:
    activity = row.intake.activity

    def values(language: str) -> dict[str, str]:
        if activity.status == Status.POSTPONED:
            change = _("It is postponed, and the new date is not known yet.")
        elif before.get("when_edtf") != activity.when_edtf or before.get("when_zone") != activity.when_zone:
            change = _("It has a new date.")
        else:
            change = _("It has a new place: %(place)s.") % {"place": where_of(activity, language)}
        words = before.get("words", {})
        known = words.get(language) or words.get(settings.LANGUAGE_CODE) or when_words(activity, language)
        return {"change": change, "before": known}

    tell(kind, row, now=now, key=f"{kind.key}/{row.uid}/{activity.sequence}", values=values)
