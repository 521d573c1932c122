"""Files that go with a confirmation: the date for a calendar."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.conf import settings

from hanse.calendar.feeds import ical
from hanse.calendar.feeds.channels import channel_of_activity
from hanse.calendar.models import Activity
from hanse.calendar.queries.feeds import announcements, dated, year_facts
from hanse.calendar.registration.models import Registration
from hanse.post.operations.queueing import File
from hanse.ui.addresses import Addresses


def files_for(registration: Registration) -> list[File]:
    """What a confirmed person is sent along with the letter."""
    return calendar_files(registration)


def calendar_files(registration: Registration) -> list[File]:
    """The activity as iCalendar, in the person's language; nothing where it has no date yet."""
    activity = registration.intake.activity
    content = calendar_entry(activity.pk, activity.modified_at, registration.language)
    return [File(f"{activity.slug}.ics", "text/calendar", content)] if content else []


@lru_cache(maxsize=64)
def calendar_entry(activity: int, modified_at: datetime, language: str) -> bytes:
    """One activity as iCalendar; empty where a calendar cannot place it. Kept, since many are confirmed at once."""
    found = dated(Activity.objects.filter(pk=activity), all_year=True)
    items = announcements(found, now=modified_at, language=language)
    if not items:
        return b""
    addresses = Addresses(settings.BASE_URL)
    channel = channel_of_activity(
        year_facts(items[0].year, language),
        items[0],
        addresses=addresses,
        source=addresses.to("calendar:activity-ics", items[0].slug),
        language=language,
        changed_at=modified_at,
    )
    return ical.calendar(channel, items, addresses=addresses)
