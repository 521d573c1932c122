"""What organisations and the people who act for them may do on a day: computed from mandate × membership, never kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hanse.members.choices import COUNTED, Category, MembershipStatus
from hanse.members.models import Membership
from hanse.members.queries.acting import open_mandates
from hanse.members.rights import NONE, Rights, of_mandate, rights_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organisation stands on a day. Without a period, `category` and `status` are empty and nothing is allowed.

    `is_on_record` says that only the public record tells of the membership, so that `since` is a day on which it was
    a member already.
    """

    category: str = ""
    status: str = ""
    rights: Rights = NONE
    since: date | None = None
    is_on_record: bool = False

    @property
    def is_member(self) -> bool:
        """Whether the register counts it as a member."""
        return self.status in COUNTED

    @property
    def words(self) -> str:
        """Category and status as people read them; empty for who is in no period."""
        if not self.status:
            return ""
        category = str(Category(self.category).label) if self.category else ""
        if self.status == MembershipStatus.ACTIVE:
            return category or str(MembershipStatus.ACTIVE.label)
        status = str(MembershipStatus(self.status).label)
        return f"{category}, {status}" if category else status


NO_STANDING = Standing()


def periods_on(on: date) -> QuerySet[Membership]:
    """All periods that are in force on a day; at most one for each organisation, and none of doubles."""
    return Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, organisation__merged_into__isnull=True
    )


def standing_on(organisation_ids: Iterable[int], on: date) -> dict[int, Standing]:
    """How each of the organisations stands on a day; every one asked for is in the answer."""
    found = dict.fromkeys(organisation_ids, NO_STANDING)
    for period in periods_on(on).filter(organisation__in=list(found)):
        found[period.organisation_id] = standing_in(period)
    return found


def standing_in(period: Membership) -> Standing:
    """How an organisation stands in one of its periods."""
    rights = rights_of(period.category, period.status)
    return Standing(period.category, period.status, rights, period.starts_on, period.is_on_record)


def rights_on(person: int, organisation: int, on: date) -> Rights:
    """What a person may do for an organisation on a day: what the widest of their mandates gives."""
    roles = set(open_mandates(on).filter(person=person, organisation=organisation).values_list("role", flat=True))
    if not roles:
        return NONE
    whole = standing_on([organisation], on)[organisation].rights
    each = [of_mandate(whole, role) for role in roles]
    return Rights(
        vote=any(one.vote for one in each),
        speak=any(one.speak for one in each),
        member_activities=any(one.member_activities for one in each),
        submit_projects=any(one.submit_projects for one in each),
    )


def may_vote(person: int, organisation: int, on: date) -> bool:
    """Whether a person may cast the organisation's vote on a day."""
    return rights_on(person, organisation, on).vote
