"""Registering: seats, lines, refusals; the same twice is the same as once."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from hanse.audit.models import Entry
from hanse.audit.queries import records
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.registering import submit_registration
from hanse.calendar.registration.refusals import NoSeat, NotForYou, NotOpen
from hanse.calendar.registration.submissions import Submission
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_membership, make_organisation
from tests.factories.registration import BY, NOW, make_intake, make_person, make_quota, register, states

pytestmark = pytest.mark.django_db


def test_somebody_registers_and_hears_of_it() -> None:
    intake = make_intake(make_activity(title="Forum"))
    row = register(intake)
    assert (row.state, row.arrival) == ("confirmed", 1)
    letter = Message.objects.get()
    assert letter.kind == "registration-confirmed"
    assert letter.subject == "You are registered: Forum"
    assert letter.about == f"/registrations/{row.uid}/"
    assert [one.name for one in letter.attachments.all()] == [f"{intake.activity.slug}.ics"]


def test_the_act_is_on_record_with_who_did_it() -> None:
    person = make_person(name="Amara Nakato")
    row = register(make_intake(), person)
    [entry] = records(Entry.objects.filter(kind="registration", key=str(row.uid)))
    assert entry.verb == "register"
    assert entry.by == f"Amara Nakato <{person.email}>"
    assert entry.changes["state"] == [None, "confirmed"]


def test_arrivals_are_counted_one_after_another() -> None:
    intake = make_intake()
    assert [register(intake).arrival for _n in range(3)] == [1, 2, 3]


def test_the_hall_fills_and_then_the_line_grows() -> None:
    intake = make_intake(seats=2)
    for _n in range(4):
        register(intake)
    assert states(intake) == ["confirmed", "confirmed", "waiting", "waiting"]
    letters = Message.objects.filter(kind="registration-waiting").order_by("pk")
    assert ["at place 1:" in letters[0].body, "at place 2:" in letters[1].body] == [True, True]


def test_without_a_waiting_list_a_full_hall_refuses() -> None:
    intake = make_intake(seats=1, has_waiting_list=False)
    register(intake)
    with pytest.raises(NoSeat) as refusal:
        register(intake)
    assert refusal.value.code == "full"
    assert Registration.objects.count() == 1


def test_the_same_person_twice_gives_the_registration_that_is_there() -> None:
    intake, person = make_intake(), make_person()
    first = register(intake, person)
    assert register(intake, person).pk == first.pk
    assert Registration.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_same_form_twice_gives_one_registration_even_after_it_was_cancelled() -> None:
    intake, person, key = make_intake(), make_person(), uuid4()
    first = register(intake, person, key=key)
    Registration.objects.update(state="cancelled")
    assert register(intake, person, key=key).pk == first.pk


def test_somebody_elses_key_gives_nothing_of_theirs_away() -> None:
    intake, key = make_intake(), uuid4()
    first = register(intake, key=key)
    second = register(intake, key=key)
    assert second.pk != first.pk
    assert second.key is None


def test_a_delegate_who_registers_gets_the_seat_that_was_taken_for_them() -> None:
    intake, person = make_intake(seats=1), make_person()
    row = register(intake)
    Registration.objects.filter(pk=row.pk).update(person=None, email=person.email)
    assert register(intake, person).pk == row.pk
    assert Registration.objects.get().person == person


def test_online_takes_no_seat_unless_it_is_said_so() -> None:
    intake = make_intake(make_activity(mode="hybrid"), seats=1)
    for _n in range(2):
        register(intake, attendance="online")
    register(intake)
    assert states(intake) == ["confirmed"] * 3
    counted = make_intake(make_activity(mode="hybrid"), seats=1, counts_online=True)
    register(counted, attendance="online")
    register(counted)
    assert states(counted) == ["confirmed", "waiting"]


def test_quotas_fall_back_in_their_order() -> None:
    intake = make_intake(seats=3)
    cities = make_quota(intake, 1, kinds=["city"])
    africa = make_quota(intake, 1, regions=["africa"])
    body = make_organisation(country="UG")
    rows = [register(intake, organisation=body.pk) for _n in range(4)]
    assert [row.quota_id for row in rows] == [cities.pk, africa.pk, None, None]
    assert states(intake) == ["confirmed"] * 3 + ["waiting"]


def test_a_full_quota_makes_its_people_wait_while_others_find_seats() -> None:
    intake = make_intake(seats=2)
    make_quota(intake, 1, kinds=["city"])
    make_quota(intake, 1, kinds=["company"])
    city, company = make_organisation(), make_organisation(kind="company")
    for body in (city, city, company):
        register(intake, organisation=body.pk)
    assert states(intake) == ["confirmed", "waiting", "confirmed"]


def test_one_organisation_has_so_many_seats_at_most() -> None:
    intake = make_intake(most_per_organisation=2)
    body = make_organisation(name="Kampala")
    register(intake, organisation=body.pk)
    register(intake, organisation=body.pk)
    with pytest.raises(NoSeat) as refusal:
        register(intake, organisation=body.pk)
    assert refusal.value.sentence.startswith("Kampala has its 2 seats")
    assert register(intake).state == "confirmed"


def test_approval_comes_before_a_seat() -> None:
    intake = make_intake(needs_approval=True, seats=1)
    assert register(intake).state == "asked"
    assert Message.objects.get().kind == "registration-received"


@pytest.mark.parametrize(("status", "code"), [("cancelled", "cancelled"), ("postponed", "postponed"), ("held", "over")])
def test_what_does_not_take_place_takes_nobody(status: str, code: str) -> None:
    with pytest.raises(NotOpen) as refusal:
        register(make_intake(make_activity(status=status)))
    assert refusal.value.code == code


def test_nobody_registers_before_opening() -> None:
    intake = make_intake(opens_at=NOW + timedelta(hours=1))
    with pytest.raises(NotOpen) as refusal:
        register(intake)
    assert "opens on Monday 6 March 2023, 19:00 (Seoul)" in refusal.value.sentence


def test_closing_has_a_grace_for_those_who_had_the_form_open() -> None:
    closes_at = NOW + timedelta(minutes=10)
    intake = make_intake(closes_at=closes_at, grace_minutes=15)
    in_grace = closes_at + timedelta(minutes=14)
    with pytest.raises(NotOpen):
        register(intake, at=in_grace)
    with pytest.raises(NotOpen):
        register(intake, at=in_grace, opened_at=closes_at)
    assert register(intake, at=in_grace, opened_at=NOW).state == "confirmed"
    with pytest.raises(NotOpen):
        register(intake, at=closes_at + timedelta(minutes=15), opened_at=NOW)


def test_without_a_closing_it_closes_when_the_activity_begins() -> None:
    intake = make_intake()
    begins = datetime(2023, 3, 12, 15, tzinfo=UTC)  # midnight of the 13th in Seoul
    assert register(intake, at=begins - timedelta(seconds=1)).state == "confirmed"
    with pytest.raises(NotOpen) as refusal:
        register(intake, at=begins)
    assert refusal.value.code == "closed"


def test_the_clock_of_the_pages_decides_and_the_true_instant_is_recorded() -> None:
    intake = make_intake(closes_at=NOW + timedelta(hours=1))
    true = datetime(2026, 11, 24, 12, tzinfo=UTC)
    person = make_person()
    taken = submit_registration(
        intake=intake.pk,
        sent=Submission(name="A", email=person.email),
        person=person.pk,
        by=BY,
        now=true,
        clock=NOW,
    )
    assert taken.registration.submitted_at == NOW
    assert Entry.objects.get().at == true
    assert Message.objects.get().created_at == true


def test_people_under_35_on_the_first_day_come_and_others_do_not() -> None:
    intake = make_intake(make_activity(audience="under-35"))
    assert register(intake, born_on=date(1988, 3, 14)).state == "confirmed"
    with pytest.raises(NotForYou) as refusal:
        register(intake, born_on=date(1988, 3, 13))
    assert refusal.value.code == "under-35"


@pytest.mark.parametrize(
    ("audience", "fields", "may"),
    [
        ("officials", {"kind": "city", "standing": "other"}, True),
        ("members-and-partners", {"standing": "member"}, True),
        ("officials", {"kind": "company"}, False),
        ("members", {"standing": "member"}, True),
        ("members", {"standing": "partner"}, False),
        ("members-and-partners", {"standing": "partner"}, True),
        ("members-and-partners", {"standing": "other"}, False),
    ],
)
def test_the_audience_decides_by_the_organisation(audience: str, fields: dict[str, str], may: bool) -> None:
    intake, body = make_intake(make_activity(audience=audience)), make_organisation(**fields)
    if body.standing == "member":
        make_membership(body)
    if may:
        assert register(intake, organisation=body.pk).state == "confirmed"
        return
    with pytest.raises(NotForYou) as refusal:
        register(intake, organisation=body.pk)
    assert body.name in refusal.value.sentence


def test_a_membership_that_is_suspended_or_over_on_the_first_day_opens_nothing() -> None:
    intake = make_intake(make_activity(audience="members"))
    over, suspended = make_organisation(), make_organisation()
    make_membership(over, ends_on=date(2023, 3, 12))
    make_membership(suspended, status="suspended")
    for body in (over, suspended):
        with pytest.raises(NotForYou) as refusal:
            register(intake, organisation=body.pk)
        assert refusal.value.code == "members"


def test_who_acts_for_nobody_is_told_to_choose_an_organisation() -> None:
    with pytest.raises(NotForYou) as refusal:
        register(make_intake(make_activity(audience="members")))
    assert refusal.value.code == "organisation"


@pytest.mark.parametrize("audience", ["invited", "committee"])
def test_without_an_invitation_the_invited_stay_among_themselves(audience: str) -> None:
    with pytest.raises(NotForYou) as refusal:
        register(make_intake(make_activity(audience=audience)))
    assert refusal.value.code == "invited"


@pytest.mark.parametrize("name", ["김민아", "عمارة ناكاتو", "Sinéad “Sunny” O'Neil <script>", "N" * 300])
def test_names_of_all_kinds_are_kept_as_they_are(name: str) -> None:
    assert register(make_intake(), name=name).name == name


def test_what_somebody_typed_makes_no_link_in_a_letter() -> None:
    register(make_intake(), name="[win](https://evil.example) <b>")
    assert "Dear (win)(https://evil.example) ‹b›," in Message.objects.get().body


def test_the_letter_is_in_the_language_of_the_form() -> None:
    intake = make_intake(make_activity(title="Forum", translations={"ko": {"title": "포럼"}}))
    register(intake, language="ko", name="김민아")
    letter = Message.objects.get()
    assert letter.subject == "등록되었습니다: 포럼"
    assert "김민아 님께" in letter.body
    assert "2023년 3월 13일" in letter.body
