"""Many phones at the same moment, on real connections of a real server."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from hanse.calendar.registration.choices_day import Verdict
from hanse.calendar.registration.models import Certificate, CheckIn, Feedback, FeedbackRequest, Intake, Registration
from hanse.calendar.registration.operations.after import send_after
from hanse.calendar.registration.operations.checking_in import Outcome, Scan, check_in
from hanse.calendar.registration.operations.feedback import give_feedback
from hanse.calendar.registration.operations.walking_in import Guest, register_walk_in
from hanse.calendar.registration.passes.tokens import seal, ticket_of
from hanse.post.models import Message
from tests.factories.registration_day import AFTER, DURING, make_check_in, make_intake, make_registration
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_a_server")]
PHONES = 8


def scanning(one: Registration, key: Any = None) -> Callable[[], Outcome]:
    intake = Intake.objects.get(pk=one.intake_id)
    scan = Scan(key=key or uuid4(), at=DURING, sent_at=DURING, ticket=seal(ticket_of(one)))
    return lambda: check_in(intake=intake, scan=scan, by="test", now=DURING)


def verdicts(results: list[Any]) -> list[str]:
    return sorted(str(getattr(result, "verdict", repr(result))) for result in results)


def test_one_ticket_on_eight_phones_is_one_entry() -> None:
    one = make_registration()
    results = together(*(scanning(one) for _ in range(PHONES)))
    assert verdicts(results) == [Verdict.ALREADY] * (PHONES - 1) + [Verdict.IN]
    assert CheckIn.objects.count() == 1


def test_one_scan_that_is_sent_on_eight_lines_is_one_entry() -> None:
    one, key = make_registration(), uuid4()
    results = together(*(scanning(one, key) for _ in range(PHONES)))
    assert verdicts(results) == [Verdict.IN] * PHONES
    assert CheckIn.objects.count() == 1


def test_many_people_on_many_phones_do_not_wait_for_one_another_for_good() -> None:
    intake = make_intake()
    people = [make_registration(intake) for _ in range(5)]
    results = together(*(scanning(one) for one in people for _ in range(3)))
    assert verdicts(results) == [Verdict.ALREADY] * 10 + [Verdict.IN] * 5
    assert CheckIn.objects.count() == 5


def test_eight_guests_and_three_seats() -> None:
    intake = make_intake(seats=3)

    def walking() -> Outcome:
        scan = Scan(key=uuid4(), at=DURING, sent_at=DURING)
        return register_walk_in(intake=intake, scan=scan, guest=Guest(name="Guest"), by="test", now=DURING)

    results = together(*([walking] * PHONES))
    assert verdicts(results) == [Verdict.FULL] * 5 + [Verdict.IN] * 3
    assert sorted(Registration.objects.values_list("arrival", flat=True)) == [1, 2, 3]


def test_one_guest_sent_twice_at_once_is_one_person() -> None:
    intake, scan = make_intake(), Scan(key=uuid4(), at=DURING, sent_at=DURING)
    guest = Guest(name="Gita Rao", email="gita@example.org")
    walking = [lambda: register_walk_in(intake=intake, scan=scan, guest=guest, by="test", now=DURING)] * PHONES
    assert verdicts(together(*walking)) == [Verdict.IN] * PHONES
    assert Registration.objects.count() == 1


def test_one_link_for_feedback_pressed_eight_times_is_one_answer() -> None:
    one = make_registration()
    FeedbackRequest.objects.create(registration=one, asked_on=AFTER.date())
    giving = [lambda: give_feedback(uid=one.uid, answers={"whole": 5}, on=AFTER.date(), now=AFTER)] * PHONES
    results = together(*giving)
    assert sum(result is None for result in results) == 1
    assert Feedback.objects.count() == 1


def test_two_ticks_at_once_send_everything_once() -> None:
    intake = make_intake(offers_certificate=True, asks_feedback=True)
    for _ in range(5):
        make_check_in(make_registration(intake))
    results = together(lambda: send_after(AFTER), lambda: send_after(AFTER))
    assert not [result for result in results if isinstance(result, Exception)]
    assert (Certificate.objects.count(), Message.objects.count()) == (5, 10)
