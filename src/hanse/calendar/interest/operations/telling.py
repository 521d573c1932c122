"""Telling those interested, once, when the date of an activity is fixed. The tick calls this."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override

from hanse.audit.operations import record
from hanse.calendar.interest.choices import INTERESTED
from hanse.calendar.interest.letters import DATE_FIXED
from hanse.calendar.interest.links import make_token
from hanse.calendar.interest.models import Heard, Interest, Target
from hanse.calendar.interest.queries.matching import firm_activities, targets_in_words
from hanse.calendar.models import Activity
from hanse.calendar.queries.entries import where
from hanse.engines.when import format
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui.languages import wording

MOST_AT_ONCE = 500


def tell_of_dates(now: datetime) -> int:
    """Queue a message to everybody who waits for a date that is fixed now; how many were queued.

    Each is a transaction of its own, with the mark that it was told, so that a crash neither loses nor doubles one.
    """
    told = 0
    for activity in firm_activities(now=now).select_related("year", "area", "programme"):
        for interest in list(_waiting_for(activity)[: MOST_AT_ONCE - told]):
            told += _tell(interest, activity, now)
        if told >= MOST_AT_ONCE:
            break
    return told


def _waiting_for(activity: Activity) -> QuerySet[Interest]:
    targets = Target.objects.filter(interest=OuterRef("pk"))
    wanted = Q(activity=activity) | Q(area=activity.area_id)
    if activity.programme_id:
        wanted |= Q(programme=activity.programme_id)
    here = targets.filter(wanted)
    heard = Heard.objects.filter(interest=OuterRef("pk"), activity=activity)
    return (
        Interest.objects.filter(~Exists(heard), Q(Exists(here)) | ~Exists(targets), year=activity.year_id)
        .filter(state__in=INTERESTED)
        .order_by("pk")
    )


@transaction.atomic
def _tell(interest: Interest, activity: Activity, now: datetime) -> int:
    _, is_new = Heard.objects.get_or_create(interest=interest, activity=activity, defaults={"at": now})
    if not is_new:
        return 0
    queue_message(
        kind=DATE_FIXED,
        to=Recipient(interest.email, interest.name, interest.language, interest.person_id),
        values=words_about(interest, activity),
        key=f"interest-date:{interest.uid}:{activity.uid}",
        now=now,
        about=reverse("calendar:activity", args=[activity.slug]),
    )
    record(
        at=now, by="hanse tick", verb="tell", kind="interest", key=str(interest.uid), label=interest.name,
        changes={"activity": ["", activity.slug]}, subject=interest.person_id, personal=("label",),
    )  # fmt: skip
    return 1


def words_about(interest: Interest, activity: Activity) -> dict[str, str]:
    """What a letter says of an activity to somebody interested, with the link by which they register in one step."""
    path = reverse("year:heard", args=[make_token("register", interest.uid, activity.slug)])
    with override(interest.language):
        place = where(activity, interest.language)
        return {
            "name": interest.name,
            "targets": targets_in_words(interest, interest.language),
            "activity": wording(activity, "title"),
            "when": format(activity.when, interest.language, year=activity.year.number),
            "where": f", {place}" if place else "",
            "action": gettext("Register in one step, or read more"),
            "link": settings.BASE_URL + path,
        }
