"""Who may read which part of the record, as plain functions; views ask them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from hanse.accounts.permissions import is_administrator, is_secretariat, managed_areas
from hanse.calendar.models import Activity
from hanse.members.queries.acting import Acting

# What is done to accounts and their ways in; programme managers do not keep these.
OF_ACCOUNTS = ("person", "invitation", "consent", "identity-provider", "token", "webhook", "personal-data", "trail")


def may_read_trail(user: Any) -> bool:
    """Whether this visitor may search the record: the secretariat."""
    return is_secretariat(user)


def may_read_all(user: Any) -> bool:
    """Whether no part of the record is kept from this visitor: the administrators of the secretariat."""
    return is_administrator(user)


def readable(user: Any) -> Q:
    """What of the record this visitor of the secretariat may read.

    Programme managers read what is about no area, the activities of their own areas, and what they did themselves; not
    what happens to accounts.
    """
    if may_read_all(user):
        return Q()
    theirs = Activity.objects.filter(area__key__in=managed_areas(user)).values("slug")
    elsewhere = Q(kind="activity") & ~Q(key__in=theirs)
    return Q(person=user.pk) | (~elsewhere & ~Q(kind__in=OF_ACCOUNTS))


def may_read_trail_of(user: Any, mandates: Iterable[Acting], slug: str) -> bool:
    """Whether this visitor may read what was done for an organisation: its administrators, and the secretariat."""
    return may_read_trail(user) or any(one.slug == slug and one.is_administrator for one in mandates)
