"""Making one of two, with letters to those whose mandates rest by it, and to those who can confirm them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from hanse.accounts.models import User
from hanse.accounts.queries.people import secretariat_people
from hanse.audit.actor import Actor, By
from hanse.joining.letters import RESTS, TO_CONFIRM
from hanse.joining.operations.inviting import recipient_of
from hanse.members.choices import MandateRole
from hanse.members.models import Mandate, Organisation
from hanse.members.operations.merging import Report, merge_organisations, merge_people
from hanse.members.queries.people import administrators_of
from hanse.members.queries.resting import confirmer_words
from hanse.post.operations.queueing import queue_message
from hanse.ui.addresses import Addresses


@transaction.atomic
def merge_organisations_and_tell(*, kept: int, double: int, today: date, by: By, now: datetime) -> Report:
    """Make one organisation of two, and write to those whose mandates rest; raises `Refused`."""
    report = merge_organisations(kept=kept, double=double, today=today, by=by, now=now)
    _tell(report.to_confirm, today, by, now)
    return report


@transaction.atomic
def merge_people_and_tell(*, kept: int, double: int, today: date, by: By, now: datetime) -> Report:
    """Make one account of two, and write to its holder where a mandate rests by it; raises `Refused`."""
    report = merge_people(kept=kept, double=double, today=today, by=by, now=now)
    _tell(report.to_confirm, today, by, now)
    return report


def _tell(resting: Sequence[Mandate], today: date, by: By, now: datetime) -> None:
    ordered = sorted(resting, key=lambda row: (row.organisation_id, row.pk))
    for _key, group in groupby(ordered, key=lambda row: row.organisation_id):
        rows = list(group)
        whole = rows[0].organisation
        administrators = administrators_of(whole.pk, today)
        for row in rows:
            if row.person.is_active:
                _tell_holder(row, bool(administrators), now)
        link = Addresses(settings.BASE_URL).to("members:people", whole.slug)
        # Whoever makes one of two at the secretariat has seen on the page whose mandates rest.
        others = administrators or [one for one in secretariat_people() if one.pk != Actor.of(by).person]
        for one in others:
            _ask(one, whole, rows, link, now)


def _tell_holder(row: Mandate, has_administrators: bool, now: datetime) -> None:
    to = recipient_of(row.person)
    link = Addresses(settings.BASE_URL).to("members:acting")
    with override(to.language):
        role = str(MandateRole(row.role).label)
        confirmer = confirmer_words(row.organisation.name, has_administrators)
    queue_message(
        kind=RESTS,
        to=to,
        values={
            "name": str(row.person),
            "organisation": row.organisation.name,
            "role": role,
            "confirmer": confirmer,
            "link": link,
        },
        key=f"joining-rests-{row.pk}-{now:%Y%m%d%H%M%S%f}",
        now=now,
        about=link,
    )


def _ask(whom: User, whole: Organisation, rows: Sequence[Mandate], link: str, now: datetime) -> None:
    to = recipient_of(whom)
    with override(to.language):
        people = ", ".join(
            _("%(name)s (%(role)s)") % {"name": row.person, "role": MandateRole(row.role).label} for row in rows
        )
    queue_message(
        kind=TO_CONFIRM,
        to=to,
        values={"name": str(whom), "organisation": whole.name, "people": people, "link": link},
        key=f"joining-to-confirm-{whole.pk}-{whom.pk}-{now:%Y%m%d%H%M%S%f}",
        now=now,
        about=link,
    )
