"""Freed seats: in order of arrival, within quotas, with time to answer."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.operations.offering import (
    accept_offer,
    lapse_offers,
    offer_seat,
    promote_waiting,
    refuse_offer,
)
from hanse.calendar.registration.refusals import NoSeat, TooLate
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration import BY, NOW, make_intake, make_quota, register, states

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def cancel(row: Registration, at: datetime = LATER) -> None:
    cancel_registration(uid=row.uid, role="person", by=BY, now=at)


def full(seats: int = 1, waiting: int = 2, **fields: object) -> tuple[Intake, list[Registration]]:
    intake = make_intake(seats=seats, **fields)
    return intake, [register(intake) for _n in range(seats + waiting)]


def test_a_freed_seat_is_offered_to_the_first_in_line() -> None:
    intake, rows = full()
    cancel(rows[0])
    assert states(intake) == ["cancelled", "offered", "waiting"]
    rows[1].refresh_from_db()
    assert rows[1].answer_by_at == LATER + timedelta(hours=48)
    assert Message.objects.filter(kind="registration-offered", email=rows[1].email).count() == 1


def test_an_offered_seat_is_held_against_newcomers() -> None:
    intake, rows = full(waiting=1)
    cancel(rows[0])
    assert register(intake, at=LATER).state == "waiting"


def test_without_time_to_answer_the_next_gets_the_seat_at_once() -> None:
    intake, rows = full(answer_hours=0)
    cancel(rows[0])
    assert states(intake) == ["cancelled", "confirmed", "waiting"]


def test_yes_confirms_and_twice_is_the_same_as_once() -> None:
    _intake, rows = full(waiting=1)
    cancel(rows[0])
    for _n in range(2):
        assert accept_offer(uid=rows[1].uid, by=BY, now=LATER).state == "confirmed"
    assert Message.objects.filter(kind="registration-confirmed", email=rows[1].email).count() == 1


def test_no_passes_the_seat_on() -> None:
    intake, rows = full()
    cancel(rows[0])
    refuse_offer(uid=rows[1].uid, by=BY, now=LATER)
    assert states(intake) == ["cancelled", "cancelled", "offered"]


def test_an_answer_after_the_deadline_comes_too_late_and_the_seat_moves_on() -> None:
    intake, rows = full()
    cancel(rows[0])
    late = LATER + timedelta(hours=48, seconds=1)
    assert accept_offer(uid=rows[1].uid, by=BY, now=late).state == "lapsed"
    assert states(intake) == ["cancelled", "lapsed", "offered"]


def test_lapsed_offers_go_to_the_next_and_both_hear_of_it() -> None:
    intake, rows = full()
    cancel(rows[0])
    assert lapse_offers(LATER + timedelta(hours=47)) == 0
    assert lapse_offers(LATER + timedelta(hours=48)) == 1
    assert states(intake) == ["cancelled", "lapsed", "offered"]
    assert Message.objects.filter(kind="registration-lapsed", email=rows[1].email).count() == 1
    assert Message.objects.filter(kind="registration-offered", email=rows[2].email).count() == 1
    assert lapse_offers(LATER + timedelta(hours=48)) == 0


def test_time_to_answer_ends_with_the_start() -> None:
    intake, rows = full()
    start = intake.activity.when_lower
    assert start is not None
    cancel(rows[0], start - timedelta(hours=3))
    rows[1].refresh_from_db()
    assert rows[1].answer_by_at == start


def test_nobody_is_offered_a_seat_of_what_has_begun_or_is_cancelled() -> None:
    intake, rows = full()
    start = intake.activity.when_lower
    assert start is not None
    Registration.objects.filter(pk=rows[0].pk).update(state="cancelled", quota=None)
    assert promote_waiting(intake=intake.pk, now=start) == 0
    intake.activity.status = "cancelled"
    intake.activity.save()
    assert promote_waiting(intake=intake.pk, now=LATER) == 0


def test_a_seat_of_a_quota_goes_past_those_whom_it_does_not_fit() -> None:
    intake = make_intake(seats=2)
    make_quota(intake, 1, kinds=["city"])
    make_quota(intake, 1, kinds=["company"])
    city, company = make_organisation(), make_organisation(kind="company")
    rows = [register(intake, organisation=body.pk) for body in (city, company, city, company, company)]
    cancel(rows[1])
    assert states(intake) == ["confirmed", "cancelled", "waiting", "offered", "waiting"]


def test_a_newcomer_does_not_overtake_those_who_wait_when_seats_were_left_free() -> None:
    intake, rows = full(waiting=1)
    # As if a kill had come between: the seat is free, and nobody was told.
    Registration.objects.filter(pk=rows[0].pk).update(state="cancelled")
    register(intake, at=LATER)
    assert states(intake) == ["cancelled", "offered", "waiting"]


def test_the_secretariat_may_offer_out_of_turn_where_a_seat_is_free() -> None:
    intake, rows = full()
    with pytest.raises(NoSeat):
        offer_seat(uid=rows[2].uid, by=BY, now=LATER)
    Intake.objects.update(seats=2)
    assert offer_seat(uid=rows[2].uid, by=BY, now=LATER).state == "offered"
    assert states(intake) == ["confirmed", "waiting", "offered"]


def test_there_is_nothing_to_answer_where_nothing_was_offered() -> None:
    _intake, rows = full()
    with pytest.raises(TooLate):
        accept_offer(uid=rows[1].uid, by=BY, now=LATER)
    with pytest.raises(TooLate):
        refuse_offer(uid=rows[0].uid, by=BY, now=LATER)


def test_a_long_line_is_not_read_to_serve_its_head() -> None:
    counted = []
    for waiting in (3, 30):
        _intake, rows = full(waiting=waiting)
        with CaptureQueriesContext(connection) as queries:
            cancel(rows[0])
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_several_seats_go_to_the_first_several() -> None:
    intake, _rows = full(waiting=4)
    Intake.objects.update(seats=3)
    assert promote_waiting(intake=intake.pk, now=LATER) == 2
    assert states(intake) == ["confirmed", "offered", "offered", "waiting", "waiting"]


def test_leaving_the_line_frees_no_seat() -> None:
    intake, rows = full()
    cancel(rows[1])
    assert states(intake) == ["confirmed", "cancelled", "waiting"]


def test_going_online_frees_a_seat() -> None:
    intake = make_intake(make_activity(mode="hybrid"), seats=1)
    rows = [register(intake), register(intake)]
    from hanse.calendar.registration.operations.changing import change_registration
    from hanse.calendar.registration.submissions import Submission

    sent = Submission(name="A", attendance="online")
    change_registration(uid=rows[0].uid, sent=sent, seen=rows[0].revision, by=BY, now=LATER)
    assert states(intake) == ["confirmed", "offered"]
