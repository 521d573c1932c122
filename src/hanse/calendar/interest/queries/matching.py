"""Which activities an interest is about, and which of them have a date that is fixed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, override

from hanse.calendar.choices import Status
from hanse.calendar.interest.models import Interest, Target
from hanse.calendar.models import Activity
from hanse.calendar.queries.visible import visible_activities
from hanse.engines.when import EXACT
from hanse.ui.languages import wording

MOST_NAMED = 4


def firm_activities_for(interest: Interest, *, now: datetime) -> list[Activity]:
    """Activities of an interest that are to come on days that somebody has fixed and confirmed."""
    return list(about(interest, firm_activities(now=now).filter(year=interest.year_id)))


def firm_activities(*, now: datetime) -> QuerySet[Activity]:
    """Public activities to come whose days are fixed and confirmed."""
    return visible_activities(now=now, secretariat=False).filter(
        status=Status.CONFIRMED, when_precision__in=[str(p) for p in EXACT], when_upper__gt=now
    )


def targets_in_words(interest: Interest, language: str) -> str:
    """What an interest is for, as a list in a sentence."""
    targets = interest.targets.select_related("area", "programme", "activity")
    return targets_as_words(targets, interest.year.number, language)


def targets_as_words(targets: Iterable[Target], year: int, language: str) -> str:
    """The same of targets that were loaded with what they name."""
    with override(language):
        names = []
        for target in targets:
            if target.activity:
                names.append(wording(target.activity, "title"))
            else:
                names.append(wording(target.programme or target.area, "name"))
        if not names:
            return gettext("the whole year %(year)s") % {"year": year}
        more = len(names) - MOST_NAMED
        tail = [gettext("%(count)s more") % {"count": more}] if more > 0 else []
        return ", ".join([*names[:MOST_NAMED], *tail])


def about(interest: Interest, activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those of some activities that an interest is for."""
    targets = list(interest.targets.values_list("area_id", "programme_id", "activity_id"))
    if not targets:
        return activities
    areas, programmes, ones = ([t[i] for t in targets if t[i]] for i in range(3))
    return activities.filter(Q(area__in=areas) | Q(programme__in=programmes) | Q(pk__in=ones))
