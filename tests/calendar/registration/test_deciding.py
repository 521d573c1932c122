"""What the secretariat does: approve, decline, invite, set terms."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hanse.audit.models import Entry
from hanse.calendar.registration.drafts import QuestionDraft, QuotaDraft, TermsDraft
from hanse.calendar.registration.models import Intake, Invitation, Question, Registration
from hanse.calendar.registration.operations.deciding import approve, decline, keep_note
from hanse.calendar.registration.operations.inviting import Guest, invite, revoke_invitation
from hanse.calendar.registration.operations.terms import set_terms
from hanse.calendar.registration.refusals import ChangedMeanwhile, NoSeat, NotForYou, Refused, TooLate
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration import (
    BY,
    NOW,
    make_intake,
    make_person,
    make_question,
    make_quota,
    register,
    states,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def terms(intake: Intake, **fields: Any) -> Intake:
    intake.refresh_from_db()
    draft = TermsDraft(zone="Asia/Seoul", **fields)
    return set_terms(activity=intake.activity_id, draft=draft, seen=intake.revision, by=BY, now=LATER)


def test_approval_gives_a_seat_or_a_place_in_line() -> None:
    intake = make_intake(needs_approval=True, seats=1)
    rows = [register(intake) for _n in range(3)]
    for row in (rows[2], rows[0], rows[0]):
        approve(uid=row.uid, by=BY, now=LATER)
    assert states(intake) == ["waiting", "asked", "confirmed"]
    assert Message.objects.filter(kind="registration-approved").count() == 1


def test_those_approved_later_wait_by_their_own_arrival() -> None:
    intake = make_intake(needs_approval=True, seats=1)
    rows = [register(intake) for _n in range(3)]
    for row in reversed(rows):
        approve(uid=row.uid, by=BY, now=LATER)
    decline_first = rows[2]
    from hanse.calendar.registration.operations.changing import cancel_registration

    cancel_registration(uid=decline_first.uid, role="secretariat", by=BY, now=LATER)
    assert states(intake) == ["offered", "waiting", "cancelled"]


def test_a_refusal_carries_its_reason_and_frees_what_was_held() -> None:
    intake = make_intake(needs_approval=True)
    row = register(intake)
    for _n in range(2):
        decline(uid=row.uid, by=BY, now=LATER, reason="Only for engineers.")
    assert "Only for engineers." in Message.objects.get(kind="registration-declined").body


def declined(intake: Intake, **sent: Any) -> Registration:
    return decline(uid=register(intake, **sent).uid, by=BY, now=LATER, reason="No.")


def test_what_was_declined_can_be_approved_after_all_and_it_is_on_record() -> None:
    row = declined(make_intake(needs_approval=True))
    row = approve(uid=row.uid, by=BY, now=LATER)
    assert (row.state, row.reason, row.ended_at) == ("confirmed", "", None)
    verbs = list(Entry.objects.filter(kind="registration").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["register", "decline", "reopen"]
    assert Message.objects.filter(kind="registration-approved").count() == 1


def test_whoever_registered_again_is_not_approved_twice() -> None:
    intake, person = make_intake(needs_approval=True), make_person()
    first = decline(uid=register(intake, person).uid, by=BY, now=LATER)
    register(intake, person, at=LATER)
    with pytest.raises(TooLate, match="again"):
        approve(uid=first.uid, by=BY, now=LATER)


def test_what_was_declined_comes_back_only_within_the_seats_of_its_organisation() -> None:
    intake, body = make_intake(needs_approval=True, most_per_organisation=1), make_organisation()
    first = declined(intake, organisation=body.pk)
    register(intake, organisation=body.pk, at=LATER)
    with pytest.raises(NoSeat):
        approve(uid=first.uid, by=BY, now=LATER)


def test_a_given_seat_is_not_declined() -> None:
    row = register(make_intake())
    with pytest.raises(TooLate):
        decline(uid=row.uid, by=BY, now=LATER)


def test_a_note_is_kept_and_nobody_is_written_to() -> None:
    row = register(make_intake())
    keep_note(uid=row.uid, note="Speaks on Monday", by=BY, now=LATER)
    assert Registration.objects.get().note == "Speaks on Monday"
    assert Message.objects.count() == 1


def test_an_invitation_opens_the_audience_and_stands_for_approval() -> None:
    intake = make_intake(make_activity(audience="invited"), needs_approval=True)
    person = make_person()
    invite(intake=intake.pk, guests=[Guest(email=person.email)], by=BY, now=NOW)
    row = register(intake, person)
    assert row.state == "confirmed"
    assert row.invitation is not None


def test_an_invitation_for_an_address_is_good_for_nobody_else() -> None:
    intake = make_intake(make_activity(audience="invited"))
    [one] = invite(intake=intake.pk, guests=[Guest(email="amara@example.org")], by=BY, now=NOW)
    with pytest.raises(NotForYou):
        register(intake, code=one.code)


def test_a_code_is_good_as_often_as_it_says() -> None:
    intake = make_intake(make_activity(audience="invited"))
    [one] = invite(intake=intake.pk, guests=[Guest(uses=2)], by=BY, now=NOW)
    register(intake, code=one.code.lower())
    register(intake, code=f" {one.code} ")
    with pytest.raises(NotForYou):
        register(intake, code=one.code)


def test_an_organisation_that_is_invited_needs_no_code() -> None:
    intake, body = make_intake(make_activity(audience="invited")), make_organisation()
    invite(intake=intake.pk, guests=[Guest(organisation=body.pk, uses=2)], by=BY, now=NOW)
    assert register(intake, organisation=body.pk).state == "confirmed"
    with pytest.raises(NotForYou):
        register(intake, organisation=make_organisation().pk)


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_an_invitation_that_is_over_opens_nothing(how: str) -> None:
    intake = make_intake(make_activity(audience="invited"))
    [one] = invite(intake=intake.pk, guests=[Guest()], by=BY, now=NOW, expires_at=NOW + timedelta(hours=2))
    if how == "revoked":
        revoke_invitation(intake=intake.pk, code=one.code, by=BY, now=NOW)
    with pytest.raises(NotForYou):
        register(intake, code=one.code, at=NOW + timedelta(hours=2 if how == "expired" else 1))


def test_inviting_the_same_twice_writes_once() -> None:
    intake = make_intake()
    for email in ("amara@example.org", "AMARA@example.org"):
        invite(intake=intake.pk, guests=[Guest(email=email, name="Amara")], by=BY, now=NOW)
    assert Invitation.objects.count() == 1
    letter = Message.objects.get()
    assert f"?code={Invitation.objects.get().code}" in letter.body


def test_quotas_can_keep_seats_for_the_invited() -> None:
    intake = make_intake(seats=1)
    quota = make_quota(intake, 1, audiences=["invited"])
    person = make_person()
    invite(intake=intake.pk, guests=[Guest(email=person.email)], by=BY, now=NOW)
    assert register(intake).state == "waiting"
    assert register(intake, person).quota == quota


def test_terms_are_set_with_quotas_and_questions() -> None:
    activity = make_activity()
    draft = TermsDraft(
        zone="Asia/Seoul",
        closes_at=datetime(2023, 3, 10, tzinfo=UTC),
        seats=10,
        quotas=(QuotaDraft(pk=None, name="Cities", seats=6, kinds=("city",)),),
        questions=(
            QuestionDraft(key="", kind="choice", label="Dinner?", options=({"value": "yes", "label": "Yes"},)),
            QuestionDraft(key="", kind="text", label="Diet?", shown_if_row=0, shown_if_is=("yes",)),
        ),
    )
    made = set_terms(activity=activity.pk, draft=draft, seen=0, by=BY, now=NOW)
    assert made.quotas.get().kinds == ["city"]
    assert Question.objects.get(label="Diet?").shown_if == {"question": "dinner", "is": ["yes"]}
    assert Entry.objects.get(kind="terms").key == activity.slug


def test_of_two_who_set_terms_the_second_is_told() -> None:
    intake = make_intake()
    draft = TermsDraft(zone="Asia/Seoul")
    set_terms(activity=intake.activity_id, draft=draft, seen=1, by=BY, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        set_terms(activity=intake.activity_id, draft=draft, seen=1, by=BY, now=NOW)


def test_more_seats_are_offered_to_those_who_wait() -> None:
    intake = make_intake(seats=1)
    for _n in range(3):
        register(intake)
    terms(intake, seats=2)
    assert states(intake) == ["confirmed", "offered", "waiting"]


def test_there_are_never_fewer_seats_than_were_given() -> None:
    intake = make_intake(seats=3)
    for _n in range(2):
        register(intake)
    with pytest.raises(Refused) as refusal:
        terms(intake, seats=1)
    assert "2 seats are given already" in refusal.value.sentence
    intake.refresh_from_db()
    assert intake.seats == 3


def test_a_quota_or_a_question_in_use_stays() -> None:
    intake = make_intake()
    quota = make_quota(intake, 5)
    make_question(intake, key="diet", label="Diet?")
    register(intake, answers={"diet": "vegan"})
    kept = QuotaDraft(pk=quota.pk, name=quota.name, seats=5)
    with pytest.raises(Refused, match="quotas"):
        terms(intake, questions=(QuestionDraft(key="diet", kind="text", label="Diet?"),))
    with pytest.raises(Refused, match="questions"):
        terms(intake, quotas=(kept,))
    with pytest.raises(Refused, match="questions"):
        terms(intake, quotas=(kept,), questions=(QuestionDraft(key="diet", kind="date", label="Diet?"),))


def test_quotas_can_change_their_names_and_places() -> None:
    intake = make_intake()
    one, two = make_quota(intake, 1, name="A"), make_quota(intake, 2, name="B")
    terms(
        intake,
        quotas=(QuotaDraft(pk=two.pk, name="A", seats=2), QuotaDraft(pk=one.pk, name="B", seats=1)),
    )
    assert list(intake.quotas.values_list("pk", "name")) == [(two.pk, "A"), (one.pk, "B")]


def test_a_question_cannot_hang_on_one_below_it() -> None:
    with pytest.raises(Refused):
        terms(make_intake(), questions=(QuestionDraft(key="", kind="text", label="A", shown_if_row=0),))


def test_age_is_judged_on_the_first_day() -> None:
    intake = make_intake(seats=1)
    quota = make_quota(intake, 1, audiences=["under-35"])
    assert register(intake, born_on=date(1988, 3, 13)).state == "waiting"
    assert register(intake, born_on=date(1988, 3, 14)).quota == quota
