"""Rights are computed from mandate × membership on a day."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hanse.audit.models import Entry
from hanse.members.models import Decision, Membership
from hanse.members.operations.register import (
    DecisionFacts,
    NotAPeriod,
    Overlaps,
    begin_period,
    correct_period,
    derive_periods,
    record_dues,
    strike_period,
)
from hanse.members.queries.rights import may_vote, rights_on, standing_on
from hanse.members.rights import NONE
from tests.factories.members import make_mandate, make_membership, make_organisation, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
TODAY = NOW.date()
BY = "Mina Park <mina@example.org>"
COMMITTEE = DecisionFacts(body="executive-committee", decided_on=date(2023, 4, 1), minute="EXCOM 2023, 7")


@pytest.mark.parametrize(
    ("category", "status", "vote", "speak", "activities", "projects"),
    [
        ("full", "active", True, True, True, True),
        ("full", "associate", False, True, True, True),
        ("associate", "active", False, True, True, True),
        ("friendship", "active", False, True, True, False),
        ("corporate", "active", False, True, True, False),
        ("full", "applied", False, False, False, False),
        ("full", "suspended", False, False, False, False),
        ("full", "ended", False, False, False, False),
    ],
)
def test_rights_follow_category_and_status(
    category: str, status: str, vote: bool, speak: bool, activities: bool, projects: bool
) -> None:
    kampala = make_organisation()
    make_membership(kampala, category=category, status=status)
    standing = standing_on([kampala.pk], TODAY)[kampala.pk]
    rights = standing.rights
    assert (standing.category, standing.status) == (category, status)
    assert (rights.vote, rights.speak, rights.member_activities, rights.submit_projects) == (
        vote,
        speak,
        activities,
        projects,
    )


def test_a_category_that_the_record_does_not_name_gives_no_vote() -> None:
    city = make_organisation()
    make_membership(city, category="", is_on_record=True)
    standing = standing_on([city.pk], TODAY)[city.pk]
    assert standing.is_member
    assert standing.rights.speak
    assert not standing.rights.vote


def test_the_first_and_the_last_day_belong_to_a_period() -> None:
    city = make_organisation()
    make_membership(city, starts_on=date(2023, 1, 1), ends_on=date(2023, 6, 30))
    days = {day: standing_on([city.pk], day)[city.pk].status for day in map(date.fromisoformat, ("2022-12-31", "2023-01-01", "2023-06-30", "2023-07-01"))}  # fmt: skip
    assert list(days.values()) == ["", "active", "active", ""]


def test_everyone_asked_for_is_answered_in_one_query() -> None:
    cities = [make_organisation() for _ in range(3)]
    make_membership(cities[0])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = standing_on([one.pk for one in cities], TODAY)
    assert len(queries) == 1
    assert [found[one.pk].rights.vote for one in cities] == [True, False, False]
    assert found[cities[1].pk].rights == NONE


def test_a_vote_needs_a_mandate_and_a_membership_on_the_same_day() -> None:
    kampala, amara, ben = make_organisation(), make_person(), make_person()
    make_membership(kampala, starts_on=date(2022, 1, 1), ends_on=date(2023, 12, 31))
    make_mandate(amara, kampala, role="cio", starts_on=date(2023, 3, 1))
    assert may_vote(amara.pk, kampala.pk, TODAY)
    assert not may_vote(ben.pk, kampala.pk, TODAY)
    assert not may_vote(amara.pk, kampala.pk, date(2023, 2, 28))
    assert not may_vote(amara.pk, kampala.pk, date(2024, 1, 1))


@pytest.mark.parametrize(("role", "vote", "speak"), [("head", True, True), ("delegate", True, True), ("contact", False, True), ("staff", False, False)])  # fmt: skip
def test_a_mandate_uses_what_its_role_may(role: str, vote: bool, speak: bool) -> None:
    kampala, amara = make_organisation(), make_person()
    make_membership(kampala)
    make_mandate(amara, kampala, role=role)
    rights = rights_on(amara.pk, kampala.pk, TODAY)
    assert (rights.vote, rights.speak, rights.member_activities) == (vote, speak, True)


def test_a_mandate_that_awaits_confirmation_gives_nothing() -> None:
    kampala, amara = make_organisation(), make_person()
    make_membership(kampala)
    make_mandate(amara, kampala, role="head", awaits_confirmation=True)
    assert rights_on(amara.pk, kampala.pk, TODAY) == NONE


def test_a_new_period_ends_the_one_before_and_keeps_its_decision() -> None:
    kampala = make_organisation()
    make_membership(kampala, category="associate", starts_on=date(2021, 1, 1))
    begin_period(
        organisation=kampala.pk, category="full", status="active", starts_on=date(2023, 4, 2), decision=COMMITTEE, today=TODAY, by=BY, now=NOW
    )  # fmt: skip
    first, second = Membership.objects.order_by("starts_on")
    assert (first.ends_on, second.ends_on) == (date(2023, 4, 1), None)
    assert second.decision is not None
    assert second.decision.minute == "EXCOM 2023, 7"
    entry = Entry.objects.get(kind="membership")
    assert entry.changes["category"] == ["associate", "full"]
    assert entry.changes["until"] == ["", "2023-04-01"]


def test_one_minute_of_a_committee_is_one_decision_for_all_that_it_admitted() -> None:
    for _ in range(2):
        begin_period(
            organisation=make_organisation().pk, category="full", status="active", starts_on=date(2023, 4, 2), decision=COMMITTEE, today=TODAY, by=BY, now=NOW
        )  # fmt: skip
    assert Decision.objects.count() == 1


def test_a_period_before_a_later_one_is_refused() -> None:
    kampala = make_organisation()
    make_membership(kampala, starts_on=date(2023, 1, 1))
    with pytest.raises(Overlaps):
        begin_period(
            organisation=kampala.pk, category="full", status="active", starts_on=date(2022, 1, 1), decision=COMMITTEE, today=TODAY, by=BY, now=NOW
        )  # fmt: skip
    with pytest.raises(NotAPeriod):
        begin_period(
            organisation=kampala.pk, category="full", status="active", starts_on=date(2022, 1, 1), ends_on=date(2021, 1, 1), decision=COMMITTEE, today=TODAY, by=BY, now=NOW
        )  # fmt: skip
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("2022-06-01", "2022-07-01"), ("2021-06-01", "2022-01-01"), ("2022-12-31", "2023-06-01"), ("2021-01-01", "2024-01-01"), ("2022-12-31", None)],
)  # fmt: skip
def test_the_database_itself_refuses_an_overlap(starts_on: str, ends_on: str | None) -> None:
    kampala, entebbe = make_organisation(), make_organisation()
    make_membership(kampala, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31))
    until = date.fromisoformat(ends_on) if ends_on else None
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(kampala, starts_on=date.fromisoformat(starts_on), ends_on=until)
    make_membership(entebbe, starts_on=date.fromisoformat(starts_on), ends_on=until)


def test_the_database_itself_refuses_to_stretch_a_period_over_its_neighbour() -> None:
    kampala = make_organisation()
    first = make_membership(kampala, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31))
    make_membership(kampala, starts_on=date(2023, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=first.pk).update(ends_on=date(2023, 1, 1))
    Membership.objects.filter(pk=first.pk).update(ends_on=date(2022, 11, 30))


def test_a_correction_says_why_and_keeps_what_was_there() -> None:
    kampala = make_organisation()
    period = make_membership(kampala)
    correct_period(
        period=period.pk, category="associate", status="active", starts_on=date(2020, 2, 1), ends_on=None, note="Misread the minutes.", by=BY, now=NOW
    )  # fmt: skip
    entry = Entry.objects.get(verb="correct")
    assert entry.changes == {"category": ["full", "associate"], "from": ["2020-01-01", "2020-02-01"]}
    assert entry.note == "Misread the minutes."
    strike_period(period=period.pk, note="It was another city.", by=BY, now=NOW)
    assert not Membership.objects.exists()
    assert Entry.objects.get(verb="strike").changes["category"] == ["associate", ""]


def test_what_the_public_record_says_becomes_a_period_once() -> None:
    kampala = make_organisation(evidence_year=2010, category="full", source="the statutes")
    make_organisation(standing="partner")
    decided = make_organisation()
    make_membership(decided)
    assert derive_periods(fallback_year=2023, by=BY, now=NOW) == 1
    assert derive_periods(fallback_year=2023, by=BY, now=NOW) == 0
    period = Membership.objects.get(organisation=kampala)
    assert (period.starts_on, period.is_on_record, period.source) == (date(2010, 1, 1), True, "the statutes")
    assert period.decision is None


def test_a_later_fact_on_dues_leaves_the_earlier_one() -> None:
    kampala = make_organisation()
    for state, day in (("owed", date(2023, 2, 1)), ("paid", date(2023, 5, 2))):
        record_dues(organisation=kampala.pk, year=2023, state=state, on=day, note="", by=BY, now=NOW)
    assert [fact.state for fact in kampala.dues.all()] == ["paid", "owed"]
    assert Entry.objects.filter(verb="note dues").latest("id").changes == {"dues 2023": ["owed", "paid"]}
