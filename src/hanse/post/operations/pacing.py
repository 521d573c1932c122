"""Keeping a distance between mails, so that neither our mail server nor anybody's else takes us for a flood.

The rate is shared out in two lanes. News may use three quarters of it; what people must know takes the earlier place
of either lane, so that a confirmation never stands behind an announcement to two thousand. News also keeps a distance
within each domain. A place is taken for good when it is given, and the message returns at its time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hanse.post.choices import Purpose
from hanse.post.models import Lane

NEWS_SHARE = 0.75
_DUTY, _NEWS = "lane:duty", "lane:news"


@transaction.atomic
def take_place(*, purpose: str, email: str, stamp: datetime) -> datetime:
    """When this mail may go: now, or its place in line."""
    per_minute, per_domain = settings.MAIL_PER_MINUTE, settings.MAIL_PER_DOMAIN
    places = [stamp]
    if per_minute:
        names = [_NEWS] if purpose == Purpose.NEWS else [_DUTY, _NEWS]
        lanes = [_locked(name, stamp) for name in names]
        lane = min(lanes, key=lambda one: one.next_at)
        share = NEWS_SHARE if lane.name == _NEWS else 1 - NEWS_SHARE
        places.append(_take(lane, 60 / (per_minute * share), stamp))
    if per_domain and purpose == Purpose.NEWS:
        domain = email.rpartition("@")[2].lower()
        places.append(_take(_locked(f"domain:{domain}"[:260], stamp), 60 / per_domain, stamp))
    return max(places)


@transaction.atomic
def forget_empty_lanes(*, stamp: datetime) -> int:
    """Domains to which nothing is on its way need no lane."""
    return Lane.objects.filter(name__startswith="domain:", next_at__lt=stamp - timedelta(hours=1)).delete()[0]


def _locked(name: str, stamp: datetime) -> Lane:
    lane = Lane.objects.select_for_update().filter(name=name).first()
    if lane is None:
        Lane.objects.get_or_create(name=name, defaults={"next_at": stamp})
        lane = Lane.objects.select_for_update().get(name=name)
    return lane


def _take(lane: Lane, distance: float, stamp: datetime) -> datetime:
    place = max(lane.next_at, stamp)
    lane.next_at = place + timedelta(seconds=distance)
    lane.save(update_fields=["next_at"])
    return place
