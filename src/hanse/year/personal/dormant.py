"""Accounts that nobody has used for three years: announced a month before, then erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import override

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.audit.holdings import WHOLE, Expired, months_before
from hanse.calendar.registration.choices import LIVE
from hanse.calendar.registration.models import Registration
from hanse.members.queries.acting import open_mandates
from hanse.post.models import Message
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.ui.days import day_words
from hanse.year.personal.erasing import erase_person
from hanse.year.personal.letters import DORMANT
from hanse.year.personal.rooms import subject_of

MONTHS = 36
NOTICE = timedelta(days=30)
MOST_AT_ONCE = 100


def close_dormant(*, now: datetime, stamp: datetime, dry_run: bool = False) -> list[Expired]:
    """Announce and close; how many were closed. Who signs in after the announcement keeps the account."""
    closed = 0
    for user in dormant(now)[:MOST_AT_ONCE]:
        key = f"personal-dormant-{user.pk}-{user.seen_at:%Y%m%d}"
        told_at = Message.objects.filter(key=key).values_list("created_at", flat=True).first()
        if told_at is None and not dry_run:
            _announce(user, key, now)
        if told_at is not None and told_at <= now - NOTICE:
            closed += 1
            if not dry_run:
                erase_person(subject=subject_of(user), by="hanse retention", now=now, stamp=stamp)
    return [Expired("accounts.User", (WHOLE,), closed)] if closed else []


def dormant(now: datetime) -> QuerySet[Any]:
    """People without an office at the secretariat, a mandate or a registration under way, not seen for so long."""
    limit = months_before(now + NOTICE, MONTHS)
    mandates = open_mandates(now.date()).filter(person=OuterRef("pk"))
    under_way = Registration.objects.filter(person=OuterRef("pk"), state__in=LIVE).exclude(
        intake__activity__last_on__lt=now.date()
    )
    people = User.objects.filter(~Exists(mandates), ~Exists(under_way), role=Role.PERSON, is_active=True)
    return people.annotate(seen_at=Coalesce("last_login", "created_at")).filter(seen_at__lt=limit).order_by("pk")


def _announce(user: User, key: str, now: datetime) -> None:
    language = getattr(user, "language", "") or settings.LANGUAGE_CODE
    with override(language):
        link = settings.BASE_URL + reverse("account_login")
    queue_message(
        kind=DORMANT,
        to=Recipient(user.email, user.name, language, user.pk),
        values={"name": str(user), "day": day_words((now + NOTICE).date(), language), "link": link},
        key=key,
        now=now,
        about=link,
    )
