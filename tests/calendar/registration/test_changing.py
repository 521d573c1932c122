"""Drafts, changes, cancelling, and the names of a delegation."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hanse.audit.models import Entry
from hanse.audit.queries import records
from hanse.calendar.registration.models import Delegation, Registration
from hanse.calendar.registration.operations.changing import (
    cancel_registration,
    change_registration,
    name_delegate,
)
from hanse.calendar.registration.operations.delegating import name_delegates, register_delegation
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.papers.checking import Paper
from hanse.calendar.registration.refusals import ChangedMeanwhile, NoSeat, NotOpen, Refused, TooLate
from hanse.calendar.registration.submissions import Delegate, Submission
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration import (
    BY,
    NOW,
    make_intake,
    make_person,
    make_question,
    register,
    states,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def draft(intake: Any, person: Any, **sent: Any) -> Registration:
    uid = sent.pop("draft", None)
    return save_draft(intake=intake.pk, sent=Submission(**sent), person=person.pk, by=BY, now=NOW, draft=uid)


def bring(intake: Any, body: Any, people: list[Delegate], **more: Any) -> Delegation:
    more.setdefault("person", make_person().pk)
    taken = register_delegation(intake=intake.pk, organisation=body.pk, people=people, by=BY, now=NOW, **more)
    return taken.delegation


def test_a_draft_takes_no_seat_and_becomes_the_registration() -> None:
    intake, person = make_intake(seats=1), make_person()
    kept = draft(intake, person, name="Amara")
    assert register(intake).state == "confirmed"
    row = register(intake, person)
    assert (row.pk, row.state) == (kept.pk, "waiting")


def test_saving_a_draft_again_keeps_one() -> None:
    intake, person = make_intake(), make_person()
    draft(intake, person, name="A")
    assert draft(intake, person, name="B").name == "B"
    assert Registration.objects.count() == 1


def test_a_person_has_a_draft_for_each_organisation() -> None:
    intake, person, body = make_intake(), make_person(), make_organisation()
    draft(intake, person, name="A")
    draft(intake, person, name="A", organisation=body.pk)
    assert Registration.objects.count() == 2


def test_a_colleague_goes_on_with_the_draft_of_the_organisation() -> None:
    intake, body = make_intake(), make_organisation()
    kept = draft(intake, make_person(), name="A", organisation=body.pk)
    colleague = make_person()
    assert draft(intake, colleague, name="B", organisation=body.pk, draft=kept.uid).pk == kept.pk
    assert draft(intake, colleague, name="B", draft=kept.uid).pk != kept.pk


def test_a_draft_is_kept_when_registration_has_closed() -> None:
    intake = make_intake(closes_at=NOW - timedelta(hours=1))
    assert draft(intake, make_person(), name="A").state == "draft"


def test_files_of_a_draft_go_along() -> None:
    intake, person = make_intake(), make_person()
    make_question(intake, "file", key="letter")
    paper = Paper("letter.pdf", "application/pdf", b"%PDF-1.7 one")
    draft(intake, person, name="A", files={"letter": paper})
    row = register(intake, person)
    upload = row.uploads.get()
    assert (upload.name, upload.size) == ("letter.pdf", len(paper.content))
    assert "letter" not in upload.file.name
    with upload.file.open("rb") as kept:
        assert kept.read() == paper.content


def test_a_draft_that_is_thrown_away_leaves_only_that_it_was() -> None:
    row = draft(make_intake(), make_person(), name="Amara")
    cancel_registration(uid=row.uid, role="person", by=BY, now=LATER)
    assert not Registration.objects.exists()
    [act] = records(Entry.objects.filter(verb="discard", key=str(row.uid)))
    assert act.changes == {}


def test_a_change_is_written_and_keeps_the_place_in_line() -> None:
    intake = make_intake()
    make_question(intake, key="diet")
    row = register(intake, answers={"diet": "all"})
    changed = change_registration(
        uid=row.uid, sent=Submission(name="New", answers={"diet": "none"}), seen=row.revision, by=BY, now=LATER
    )
    assert (changed.name, changed.answers, changed.arrival) == ("New", {"diet": "none"}, 1)
    [act] = records(Entry.objects.filter(verb="change"))
    assert act.changes["answers"] == [{"diet": "all"}, {"diet": "none"}]
    assert "answers" in act.personal or "changes.answers" in act.personal


def test_of_two_who_change_the_second_is_told() -> None:
    row = register(make_intake())
    change_registration(uid=row.uid, sent=Submission(name="One"), seen=row.revision, by=BY, now=LATER)
    with pytest.raises(ChangedMeanwhile):
        change_registration(uid=row.uid, sent=Submission(name="Two"), seen=row.revision, by=BY, now=LATER)


def test_from_online_into_a_full_hall_nobody_changes() -> None:
    intake = make_intake(make_activity(mode="hybrid"), seats=1)
    register(intake)
    row = register(intake, attendance="online")
    with pytest.raises(NoSeat):
        change_registration(
            uid=row.uid, sent=Submission(name="A", attendance="in-person"), seen=row.revision, by=BY, now=LATER
        )
    row.refresh_from_db()
    assert (row.state, row.attendance) == ("confirmed", "online")


def test_from_the_waiting_list_online_is_open_at_once() -> None:
    intake = make_intake(make_activity(mode="hybrid"), seats=1)
    register(intake)
    row = register(intake)
    sent = Submission(name="A", attendance="online")
    assert change_registration(uid=row.uid, sent=sent, seen=row.revision, by=BY, now=LATER).state == "confirmed"
    assert Message.objects.filter(kind="registration-confirmed", email=row.email).exists()


def test_nothing_changes_once_the_activity_has_begun() -> None:
    intake = make_intake()
    row, start = register(intake), intake.activity.when_lower
    assert start is not None
    with pytest.raises(TooLate):
        change_registration(uid=row.uid, sent=Submission(name="A"), seen=row.revision, by=BY, now=start)
    with pytest.raises(TooLate):
        cancel_registration(uid=row.uid, role="person", by=BY, now=start)
    cancel_registration(uid=row.uid, role="secretariat", by=BY, now=start)


def test_cancelling_twice_writes_once() -> None:
    row = register(make_intake())
    for _n in range(2):
        cancel_registration(uid=row.uid, role="person", by=BY, now=LATER, reason="Ill")
    letter = Message.objects.get(kind="registration-cancelled")
    assert "(by yourself)" in letter.body
    assert "Ill" in letter.body


def test_after_cancelling_one_may_register_again_at_the_end_of_the_line() -> None:
    intake, person = make_intake(), make_person()
    first = register(intake, person)
    cancel_registration(uid=first.uid, role="person", by=BY, now=LATER)
    assert register(intake, person, at=LATER).arrival == 2


def test_a_delegation_takes_its_seats_in_one_go_and_the_rest_waits() -> None:
    intake, body = make_intake(seats=3), make_organisation()
    register(intake)
    delegation = bring(intake, body, [Delegate(name="A", email="a@example.org"), Delegate(), Delegate()])
    assert states(intake) == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert delegation.registrations.count() == 3
    leader = Message.objects.get(kind="registration-delegation")
    assert "2 have a seat. 1 waits for a seat." in leader.body
    assert Message.objects.get(email="a@example.org").kind == "registration-confirmed"


def test_the_same_delegation_sent_twice_is_one() -> None:
    intake, body, key, person = make_intake(), make_organisation(), uuid4(), make_person()
    for _n in range(2):
        bring(intake, body, [Delegate()] * 3, key=key, person=person.pk)
    assert Registration.objects.count() == 3


def test_a_delegation_is_no_larger_than_an_organisation_may_have() -> None:
    intake, body = make_intake(most_per_organisation=2), make_organisation()
    with pytest.raises(NoSeat) as refusal:
        bring(intake, body, [Delegate()] * 3)
    assert "can have 2 more seats" in refusal.value.sentence


def test_a_delegation_of_nobody_or_of_the_same_twice_is_refused() -> None:
    intake, body = make_intake(), make_organisation()
    for people in ([], [Delegate(name="A", email="a@example.org"), Delegate(name="B", email="A@example.org")]):
        with pytest.raises(Refused):
            bring(intake, body, people)
    with pytest.raises(NotOpen):
        bring(make_intake(takes_delegations=False), body, [Delegate()])


def test_names_are_given_later_and_each_person_hears_of_it() -> None:
    intake, body = make_intake(), make_organisation()
    owner = make_person(email="ben@example.org")
    seats = list(bring(intake, body, [Delegate()] * 2).registrations.order_by("arrival"))
    ben = Delegate(name="Ben", email="ben@example.org")
    assert name_delegates(names={seats[0].uid: ben, seats[1].uid: Delegate(name="C")}, by=BY, now=LATER) == 2
    seats[0].refresh_from_db()
    assert (seats[0].name, seats[0].person) == ("Ben", owner)
    assert Message.objects.filter(email="ben@example.org", kind="registration-confirmed").count() == 1


def test_a_successor_does_not_inherit_answers() -> None:
    intake, body = make_intake(), make_organisation()
    seat = bring(intake, body, [Delegate(name="A", email="a@example.org")]).registrations.get()
    Registration.objects.update(answers={"diet": "vegan"}, consent="Yes")
    row = name_delegate(uid=seat.uid, who=Delegate(name="B", email="b@example.org"), by=BY, now=LATER)
    assert (row.answers, row.consent, row.arrival) == ({}, "", seat.arrival)


def test_somebody_who_is_registered_is_not_named_again() -> None:
    intake, body = make_intake(), make_organisation()
    register(intake, make_person(email="ben@example.org"))
    seat = bring(intake, body, [Delegate()]).registrations.get()
    with pytest.raises(Refused) as refusal:
        name_delegate(uid=seat.uid, who=Delegate(name="Ben", email="BEN@example.org"), by=BY, now=LATER)
    assert refusal.value.code == "known"


def test_of_several_names_all_are_written_or_none() -> None:
    intake, body = make_intake(), make_organisation()
    register(intake, make_person(email="ben@example.org"))
    seats = list(bring(intake, body, [Delegate()] * 2).registrations.order_by("arrival"))
    names = {seats[0].uid: Delegate(name="A"), seats[1].uid: Delegate(name="Ben", email="ben@example.org")}
    with pytest.raises(Refused):
        name_delegates(names=names, by=BY, now=LATER)
    assert not Registration.objects.filter(name="A").exists()
