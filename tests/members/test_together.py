"""Two people at the same moment, on real connections of a real server."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from hanse.members.models import Invitation, Mandate, Membership, Organisation
from hanse.members.operations.mandates import Newcomer, Offer, accept_invitation, invite, revoke_mandate, token_of
from hanse.members.operations.merging import merge_organisations
from hanse.members.operations.register import DecisionFacts, begin_period
from tests.factories.members import make_mandate, make_membership, make_organisation, make_person
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_a_server")]
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
TODAY = NOW.date()
BY = "Mina Park <mina@example.org>"
NEW = Newcomer(name="New", text="I agree.", language="en")
FACTS = DecisionFacts(body="secretariat", decided_on=date(2023, 4, 1))


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(one).__name__ for one in results)


def test_of_two_who_record_a_period_at_once_both_are_kept_or_one_is_told_and_none_overlap() -> None:
    kampala = make_organisation()
    make_membership(kampala, category="associate", starts_on=date(2020, 1, 1))

    def begin(day: int) -> Callable[[], Membership]:
        return lambda: begin_period(
            organisation=kampala.pk, category="full", status="active", starts_on=date(2023, 4, day), decision=FACTS, today=TODAY, by=BY, now=NOW
        )  # fmt: skip

    results = together(*(begin(day) for day in (1, 1, 2, 3, 4, 5)))
    assert set(kinds(results)) <= {"Membership", "Overlaps"}
    periods = list(Membership.objects.order_by("starts_on"))
    for one, other in pairwise(periods):
        assert one.ends_on is not None
        assert one.ends_on < other.starts_on
    assert periods[-1].ends_on is None


def test_an_invitation_accepted_by_two_clicks_at_once_is_one_mandate() -> None:
    kampala = make_organisation()
    row = invite(organisation=kampala.pk, email="new@example.org", name="", offer=Offer(role="staff"), language="en", today=TODAY, by=BY, now=NOW)  # fmt: skip
    token = token_of(row)
    results = together(
        *(lambda: accept_invitation(token=token, reader=None, newcomer=NEW, now=NOW, today=TODAY) for _ in range(4))
    )
    assert kinds(results) == ["InvitationOver"] * 3 + ["Mandate"]
    assert (Mandate.objects.count(), Invitation.objects.get().mandate) == (1, Mandate.objects.get())


def test_of_the_last_two_administrators_who_go_at_once_one_stays() -> None:
    kampala = make_organisation()
    rows = [make_mandate(make_person(), kampala, is_administrator=True) for _ in range(2)]
    results = together(*(lambda pk=row.pk: revoke_mandate(mandate=pk, today=TODAY, by=BY, now=NOW) for row in rows))
    assert kinds(results) == ["LastAdministrator", "Mandate"]
    assert Mandate.objects.filter(revoked_at__isnull=True).count() == 1


def test_two_who_merge_the_same_two_the_other_way_round_make_one() -> None:
    first, second = make_organisation(), make_organisation()
    make_mandate(make_person(), second)

    def merge(kept: int, double: int) -> Callable[[], Any]:
        return lambda: merge_organisations(kept=kept, double=double, today=TODAY, by=BY, now=NOW)

    results = together(merge(first.pk, second.pk), merge(second.pk, first.pk))
    assert kinds(results) == ["Refused", "Report"]
    assert Organisation.objects.count() == 1
