"""The registrations that somebody may see, as the database is asked for them: what `may_see` says of one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hanse.accounts.permissions import managed_areas
from hanse.calendar.registration.choices import State
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.permissions import Visitor


def visible_to(visitor: Visitor) -> QuerySet[Registration]:
    """One's own, those of the organisations that one may act for, and what was sent to the areas that one keeps."""
    return Registration.objects.filter(_own(visitor) | _theirs(visitor) | _kept(visitor))


def of_organisations(visitor: Visitor) -> QuerySet[Registration]:
    """Those of the organisations that one may act for, and no others."""
    return Registration.objects.filter(_theirs(visitor))


def _own(visitor: Visitor) -> Q:
    """`is_own` and `made_it`. An address in a draft may be anybody's, so it makes no draft one's own."""
    email = getattr(visitor.user, "email", "")
    by_address = Q(person=None, email__iexact=email, email__gt="") & ~Q(state=State.DRAFT)
    return Q(person=visitor.person) | by_address | Q(made_by=visitor.person, organisation=None)


def _theirs(visitor: Visitor) -> Q:
    return Q(organisation__in=visitor.organisations)


def _kept(visitor: Visitor) -> Q:
    return Q(intake__activity__area__key__in=managed_areas(visitor.user)) & ~Q(state=State.DRAFT)
