"""People without an account: an address is asked before anything is taken, and nobody learns who is here."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.registering import (
    ask_by_address,
    confirm_address,
    forget_unconfirmed,
)
from hanse.calendar.registration.refusals import NotForYou, NotOpen
from hanse.calendar.registration.submissions import Submission
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.registration import BY, NOW, make_intake, make_person, register, states

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
FARID = Submission(name="Farid", email="farid@example.org")


def ask(intake: Intake, sent: Submission = FARID, **more: Any) -> None:
    ask_by_address(intake=intake.pk, sent=sent, by="by address", now=NOW, **more)


def test_asking_takes_no_seat_and_writes_one_letter() -> None:
    intake = make_intake(seats=1)
    ask(intake)
    row = Registration.objects.get()
    assert (row.state, row.arrival) == ("draft", None)
    assert Message.objects.get().kind == "registration-address"
    assert register(intake).state == "confirmed"


def test_the_letter_carries_nothing_that_a_stranger_typed() -> None:
    ask(make_intake(), Submission(name="Buy at evil.example", email="farid@example.org"))
    assert "evil" not in Message.objects.get().body


def test_confirming_takes_the_place_in_line_then() -> None:
    intake = make_intake(seats=1)
    ask(intake)
    register(intake)
    row = Registration.objects.get(state="draft")
    taken = confirm_address(uid=row.uid, by=BY, now=LATER)
    assert taken.is_new
    assert states(intake)[-1] == "waiting"


def test_confirming_twice_is_the_same_as_once() -> None:
    ask(make_intake())
    row = Registration.objects.get()
    assert confirm_address(uid=row.uid, by=BY, now=LATER).is_new
    again = confirm_address(uid=row.uid, by=BY, now=LATER)
    assert (again.is_new, again.registration.pk) == (False, row.pk)
    assert Registration.objects.get().arrival == 1


def test_a_form_that_was_sent_in_time_may_be_confirmed_after_closing() -> None:
    ask(make_intake(closes_at=NOW + timedelta(minutes=1)))
    row = Registration.objects.get()
    assert confirm_address(uid=row.uid, by=BY, now=LATER).registration.state == "confirmed"


def test_nothing_is_confirmed_once_the_activity_is_cancelled() -> None:
    intake = make_intake()
    ask(intake)
    intake.activity.status = "cancelled"
    intake.activity.save()
    with pytest.raises(NotOpen):
        confirm_address(uid=Registration.objects.get().uid, by=BY, now=LATER)


def test_an_address_that_is_registered_is_told_so_and_nobody_else() -> None:
    intake, person = make_intake(), make_person(email="farid@example.org")
    register(intake, person)
    for _n in range(3):
        ask(intake)
    assert Registration.objects.count() == 1
    assert Message.objects.filter(kind="registration-known").count() == 1


def test_asking_again_and_again_fills_nobodys_mailbox() -> None:
    intake = make_intake()
    for _n in range(6):
        ask(intake)
    assert Message.objects.count() == 3


def test_the_same_form_sent_twice_asks_once() -> None:
    intake, key = make_intake(), uuid4()
    for _n in range(2):
        ask(intake, key=key)
    assert Message.objects.count() == 1


def test_of_several_forms_for_one_address_one_can_be_confirmed() -> None:
    intake = make_intake()
    ask(intake)
    ask(intake)
    first, second = Registration.objects.order_by("pk")
    confirm_address(uid=first.uid, by=BY, now=LATER)
    taken = confirm_address(uid=second.uid, by=BY, now=LATER)
    assert (taken.is_new, taken.registration.pk) == (False, first.pk)


def test_whoever_confirms_and_has_an_account_finds_it_there() -> None:
    owner = make_person(email="Farid@example.org")
    ask(make_intake())
    confirm_address(uid=Registration.objects.get().uid, by=BY, now=LATER)
    assert Registration.objects.get().person == owner


def test_strangers_do_not_ask_for_what_is_for_organisations() -> None:
    with pytest.raises(NotForYou) as refusal:
        ask(make_intake(make_activity(audience="officials")))
    assert refusal.value.code == "sign-in"


def test_what_nobody_confirmed_is_removed_after_a_week() -> None:
    ask(make_intake())
    assert forget_unconfirmed(NOW + timedelta(days=7)) == 0
    assert forget_unconfirmed(NOW + timedelta(days=7, minutes=1)) == 1
    assert not Registration.objects.exists()
