"""Many at the same moment, on real connections of a real server: no seat twice, nobody before their turn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.operations.delegating import register_delegation
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.operations.offering import accept_offer, lapse_offers
from hanse.calendar.registration.operations.reminding import send_due
from hanse.calendar.registration.submissions import Delegate, Submission
from hanse.post.models import Message
from tests.factories.members import make_organisation
from tests.factories.registration import BY, NOW, make_intake, make_person, make_quota, register, states
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_a_server")]
LATER = NOW + timedelta(hours=1)


def test_24_people_for_6_seats_in_two_quotas_get_6_and_the_rest_waits_in_order() -> None:
    intake = make_intake(seats=6)
    make_quota(intake, 3, kinds=["city"])
    make_quota(intake, 3, kinds=["company"])
    city, company = make_organisation(), make_organisation(kind="company")
    people = [(make_person(), (city, company)[n % 2]) for n in range(24)]
    results = together(*(lambda p=person, b=body: register(intake, p, organisation=b.pk) for person, body in people))
    assert [r for r in results if isinstance(r, Exception)] == []
    for kind in ("city", "company"):
        found = list(
            Registration.objects.filter(organisation__kind=kind).order_by("arrival").values_list("state", flat=True)
        )
        assert found == ["confirmed"] * 3 + ["waiting"] * 9
    assert sorted(Registration.objects.values_list("arrival", flat=True)) == list(range(1, 25))


def test_a_double_click_is_one_registration() -> None:
    intake, person, key = make_intake(), make_person(), uuid4()
    results = together(*(lambda: register(intake, person, key=key) for _n in range(8)))
    assert len({r.pk for r in results}) == 1
    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)


def test_a_draft_and_its_submission_at_once_leave_one_row() -> None:
    intake, person = make_intake(), make_person()
    sent = Submission(name=person.name, email=person.email)

    def draft() -> Registration:
        return save_draft(intake=intake.pk, sent=sent, person=person.pk, by=BY, now=NOW)

    results = together(draft, draft, lambda: register(intake, person), lambda: register(intake, person))
    assert [r for r in results if isinstance(r, Exception)] == []
    assert Registration.objects.exclude(state="draft").count() == 1


def test_seats_that_are_given_back_and_taken_at_once_stay_as_many_as_there_are() -> None:
    intake = make_intake(seats=5)
    seated = [register(intake) for _n in range(5)]
    newcomers = [make_person() for _n in range(10)]
    acts: list[Callable[[], Any]] = [
        *(lambda r=row: cancel_registration(uid=r.uid, role="person", by=BY, now=LATER) for row in seated),
        *(lambda p=person: register(intake, p, at=LATER) for person in newcomers),
    ]
    results = together(*acts)
    assert [r for r in results if isinstance(r, Exception)] == []
    live = [state for state in states(intake) if state != "cancelled"]
    assert sum(state in ("confirmed", "offered") for state in live) == 5
    assert live == sorted(live, key=lambda state: state == "waiting")


def test_an_answer_and_the_tick_at_the_deadline_leave_one_of_both() -> None:
    intake = make_intake(seats=1)
    rows = [register(intake) for _n in range(3)]
    cancel_registration(uid=rows[0].uid, role="person", by=BY, now=NOW)
    deadline = NOW + timedelta(hours=48)
    together(lambda: accept_offer(uid=rows[1].uid, by=BY, now=deadline), lambda: lapse_offers(deadline))
    assert states(intake) in (["cancelled", "confirmed", "waiting"], ["cancelled", "lapsed", "offered"])


def test_delegations_and_people_at_once_never_oversell() -> None:
    intake = make_intake(seats=10)
    bodies = [make_organisation() for _n in range(4)]
    leaders = [make_person() for _n in range(4)]
    people = [make_person() for _n in range(6)]

    def bring(n: int) -> Any:
        return register_delegation(
            intake=intake.pk, organisation=bodies[n].pk, people=[Delegate()] * 4, person=leaders[n].pk, by=BY, now=NOW
        )

    acts: list[Callable[[], Any]] = [
        *(lambda n=n: bring(n) for n in range(4)),
        *(lambda p=person: register(intake, p) for person in people),
    ]
    results = together(*acts)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert states(intake) == ["confirmed"] * 10 + ["waiting"] * 12


def test_two_ticks_at_once_write_each_letter_once() -> None:
    intake = make_intake(reminds_days=[7])
    for _n in range(3):
        register(intake)
    results = together(*(lambda: send_due(NOW + timedelta(days=1)) for _n in range(3)))
    assert [r for r in results if isinstance(r, Exception)] == []
    assert Message.objects.filter(kind="registration-reminder").count() == 3
