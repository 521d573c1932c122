"""The only door to activities for readers."""

from datetime import datetime

from django.db.models import Q, QuerySet

from hanse.calendar.choices import Status
from hanse.calendar.models import Activity


def visible_activities(*, now: datetime, secretariat: bool) -> QuerySet[Activity]:
    """Activities this reader may know of: ideas and what is under embargo are the secretariat's alone."""
    if secretariat:
        return Activity.objects.all()
    return Activity.objects.filter(Q(embargo_until__isnull=True) | Q(embargo_until__lte=now), ~Q(status=Status.IDEA))
