"""The parts of the network that rest on several rooms, handed down to the post for announcements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.choices import LIVE, State
from hanse.calendar.registration.models import Intake, Registration
from hanse.post.queries.segments import Narrow, member_parts
from hanse.post.segments import Audience, SegmentPart
from hanse.ui.languages import wording

MOST_OFFERED = 200
# A draft is not handed in yet: whoever has one may still be reminded.
HANDED_IN = tuple(state for state in LIVE if state != State.DRAFT)


def segment_parts() -> tuple[SegmentPart, ...]:
    """All parts on offer: those of the post, and those about registrations."""
    return (*member_parts(), *registration_parts())


def registration_parts() -> tuple[SegmentPart, ...]:
    """Who is registered for an activity, who is not, and whose organisation is not at all."""
    return (
        _part("not-registered", _("Not yet registered for"), _not_registered),
        _part("nobody-registered", _("Nobody of their organisation is registered for"), _nobody_registered),
        _part("registered", _("Registered for"), _registered),
    )


def _part(key: str, label: object, narrow: Narrow) -> SegmentPart:
    return SegmentPart(key=key, label=label, options=_activities, narrow=narrow, is_long=True)


def _activities() -> list[tuple[str, str]]:
    """Activities that take registrations, the latest first."""
    intakes = Intake.objects.select_related("activity").order_by("-activity__first_on", "activity__title")
    return [(one.activity.slug, wording(one.activity, "title")) for one in intakes[:MOST_OFFERED]]


def _handed_in(chosen: Sequence[str], **whose: Any) -> QuerySet[Registration]:
    return Registration.objects.filter(intake__activity__slug__in=chosen, state__in=HANDED_IN, **whose)


def _own(chosen: Sequence[str]) -> Q:
    """The person themselves, by their account or by their address."""
    return Q(Exists(_handed_in(chosen, person=OuterRef("pk")))) | Q(
        Exists(_handed_in(chosen, email__iexact=OuterRef("email")))
    )


def _registered(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
    return replace(audience, people=audience.people.filter(_own(chosen)))


def _not_registered(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
    return replace(audience, people=audience.people.exclude(_own(chosen)))


def _nobody_registered(audience: Audience, chosen: Sequence[str], now: datetime) -> Audience:
    mandates = audience.mandates.exclude(Exists(_handed_in(chosen, organisation=OuterRef("organisation"))))
    return replace(audience, mandates=mandates, by_mandate=True)
