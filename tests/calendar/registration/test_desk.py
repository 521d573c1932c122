"""What registration puts on a desk: the same queries for one row and for many."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.operations.delegating import register_delegation
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.queries import desk
from hanse.calendar.registration.queries.unanswered import unanswered
from hanse.calendar.registration.submissions import Delegate, Submission
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration import BY, NOW, make_intake, make_person, register

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_an_offer_a_draft_and_missing_names_are_due() -> None:
    person, body = make_person(), make_organisation(name="Kampala")
    offered = make_intake(make_activity(title="Offered"), seats=1)
    first = register(offered)
    register(offered, person)
    cancel_registration(uid=first.uid, role="person", by=BY, now=LATER)
    begun = make_intake(make_activity(title="Begun"))
    sent = Submission(name="A", organisation=body.pk)
    kept = save_draft(intake=begun.pk, sent=sent, person=make_person().pk, by=BY, now=NOW)
    named = make_intake(make_activity(title="Named"))
    taken = register_delegation(
        intake=named.pk, organisation=body.pk, people=[Delegate(), Delegate()], person=person.pk, by=BY, now=NOW
    )
    due = {one.title: one for one in desk.due_for(person.pk, [body.pk], now=LATER, language="en")}
    assert due["Offered"].due_at == LATER + timedelta(hours=48)
    assert due["Begun"].url == f"/activities/{begun.activity.slug}/register/?draft={kept.uid}"
    assert due["Begun"].whom == "Kampala"
    assert due["Named"].text == "2 names are missing."
    assert due["Named"].url == f"/registrations/delegations/{taken.delegation.uid}/"


def test_what_is_others_is_not_on_my_desk() -> None:
    register(make_intake())
    stranger = make_person()
    assert desk.due_for(stranger.pk, [], now=NOW, language="en") == []
    assert desk.upcoming_for(stranger.pk, [], now=NOW, language="en") == []


def test_a_delegation_is_coming_once() -> None:
    person, body = make_person(), make_organisation()
    intake = make_intake()
    register_delegation(
        intake=intake.pk, organisation=body.pk, people=[Delegate()] * 3, person=person.pk, by=BY, now=NOW
    )
    register(intake, person)
    upcoming = desk.upcoming_for(person.pk, [body.pk], now=NOW, language="en")
    assert [one.state for one in upcoming] == ["Confirmed", "Confirmed"]


def test_what_is_over_is_not_coming() -> None:
    person = make_person()
    register(make_intake(), person)
    assert desk.upcoming_for(person.pk, [], now=NOW + timedelta(days=30), language="en") == []


def test_the_secretariat_sees_what_waits_in_its_areas() -> None:
    intake = make_intake(make_activity(area="prize"), needs_approval=True)
    for _n in range(2):
        register(intake)
    [queue] = desk.queues(now=NOW + timedelta(days=8), areas=None)
    assert (queue.count, queue.late, queue.oldest_at) == (2, 2, NOW)
    assert queue.url == "/registrations/?state=asked"
    assert desk.queues(now=NOW, areas=["governance"]) == []
    assert len(desk.queues(now=NOW, areas=["prize"])) == 1


def count(act: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_a_desk_costs_one_query_each_whatever_is_on_it() -> None:
    person, body = make_person(), make_organisation()
    register_delegation(
        intake=make_intake().pk, organisation=body.pk, people=[Delegate()], person=person.pk, by=BY, now=NOW
    )
    common: Any = {"now": NOW, "language": "en"}
    for size in (1, 4):
        for _n in range(size):
            register(make_intake(), person, organisation=body.pk)
        assert count(lambda: desk.due_for(person.pk, [body.pk], **common)) == 1
        assert count(lambda: desk.upcoming_for(person.pk, [body.pk], **common)) == 1
        assert count(lambda: desk.decided_for(person.pk, [body.pk], **common)) == 1
        assert count(lambda: desk.queues(now=NOW, areas=None)) == 1
    assert Registration.objects.count() == 6


def test_only_ones_own_seat_is_called_so_and_a_delegation_is_told_of_once() -> None:
    person, body = make_person(name="Amara"), make_organisation()
    intake = make_intake(make_activity(title="Forum"))
    register(intake, person, organisation=body.pk)
    register(intake, make_person(name="Grace"), organisation=body.pk)
    register_delegation(
        intake=intake.pk, organisation=body.pk, people=[Delegate()] * 3, person=person.pk, by=BY, now=NOW
    )
    texts = {one.text for one in desk.decided_for(person.pk, [body.pk], now=LATER, language="en")}
    assert texts == {
        "Your seat is confirmed: Forum",
        "Grace: confirmed for Forum",
        "3 seats of your delegation: confirmed for Forum",
    }


def test_what_was_held_is_neither_coming_nor_waiting() -> None:
    person = make_person()
    intake = make_intake(make_activity(), seats=1)
    register(intake, person)
    register(intake)
    assert [queue.name for queue in desk.queues(now=NOW, areas=None)] == ["On waiting lists"]
    assert desk.queues(now=NOW + timedelta(days=30), areas=None) == []
    intake.activity.status = "held"
    intake.activity.save()
    assert desk.upcoming_for(person.pk, [], now=NOW, language="en") == []


def test_who_was_asked_and_has_not_answered_is_listed_in_the_areas_one_keeps() -> None:
    body = make_organisation(name="Kampala")
    intake = make_intake(make_activity(title="Forum", area="prize"), seats=1)
    first = register(intake)
    register(intake, make_person(name="Grace"), organisation=body.pk)
    cancel_registration(uid=first.uid, role="person", by=BY, now=NOW)
    wide, leader = make_intake(make_activity(title="Wide", area="prize")), make_person(name="Amara")
    taken = register_delegation(
        intake=wide.pk, organisation=body.pk, people=[Delegate()] * 2, person=leader.pk, by=BY, now=NOW
    )
    found = unanswered(now=LATER, areas={"prize"})
    assert [(one.who, one.whom, one.about) for one in found] == [
        ("Grace", "Kampala", "A seat was offered: Forum"),
        ("Amara", "Kampala", "2 names are missing: Wide"),
    ]
    assert found[0].until_at == NOW + timedelta(hours=48)
    assert found[1].url == f"/registrations/delegations/{taken.delegation.uid}/"
    assert unanswered(now=LATER, areas={"governance"}) == []
    assert unanswered(now=NOW + timedelta(days=60), areas=None) == []


def test_asking_who_has_not_answered_costs_the_same_for_one_and_three() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert unanswered(now=LATER, areas=None)
        return len(asked)

    costs = []
    for _ in (1, 2):
        body, leader = make_organisation(), make_person()
        for _ in (1, 2):
            register_delegation(
                intake=make_intake().pk, organisation=body.pk, people=[Delegate()], person=leader.pk, by=BY, now=NOW
            )
        costs.append(cost())
    assert costs[0] == costs[1] == 2
