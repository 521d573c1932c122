"""Letters that time makes due: each once, whatever is killed in between."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from hanse.calendar.operations.certainty import cancel_activity, confirm_activity, postpone_activity
from hanse.calendar.operations.keeping import revise_activity
from hanse.calendar.queries.drafts import draft_of, seen_of
from hanse.calendar.registration.models import Intake, Registration
from hanse.calendar.registration.operations.changing import cancel_registration
from hanse.calendar.registration.operations.delegating import register_delegation
from hanse.calendar.registration.operations.reminding import send_due
from hanse.calendar.registration.submissions import Delegate
from hanse.calendar.registration.words import when_words
from hanse.post.models import Correspondent, Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration import BY, NOW, make_intake, make_person, register

pytestmark = pytest.mark.django_db
START = datetime(2023, 3, 12, 15, tzinfo=UTC)
# Changes are stamped with the true instant.
SAVED = datetime(2026, 11, 24, 12, tzinfo=UTC)


def letters(kind: str) -> int:
    return Message.objects.filter(kind=f"registration-{kind}").count()


def move(intake: Intake, when: str) -> None:
    activity = intake.activity
    activity.refresh_from_db()
    draft = {**(draft_of(activity.slug) or {}), "when": when}
    revise_activity(slug=activity.slug, seen=seen_of(activity), draft=draft, by=BY, now=SAVED)


def test_reminders_go_out_once_for_each_day_that_is_due() -> None:
    intake = make_intake(reminds_days=[7, 1])
    register(intake, at=NOW - timedelta(days=10))
    assert send_due(START - timedelta(days=7, minutes=1)) == 0
    for _n in range(2):
        send_due(START - timedelta(days=7))
    assert letters("reminder") == 1
    assert Message.objects.filter(subject__startswith="In 7 days: ").count() == 1
    send_due(START - timedelta(days=1))
    assert Message.objects.filter(subject__startswith="Tomorrow: ").count() == 1


def test_only_the_latest_reminder_that_is_due_goes_out() -> None:
    intake = make_intake(reminds_days=[7, 3, 1])
    register(intake)
    send_due(START - timedelta(days=2))
    send_due(START - timedelta(days=2))
    assert letters("reminder") == 1


def test_those_who_wait_are_not_reminded() -> None:
    intake = make_intake(reminds_days=[7], seats=1)
    register(intake)
    register(intake)
    send_due(START - timedelta(days=6))
    assert letters("reminder") == 1


def test_a_tick_that_was_killed_doubles_nothing() -> None:
    intake = make_intake(reminds_days=[7])
    register(intake)
    send_due(START - timedelta(days=6))
    # As if it had been killed before it noted what it had done.
    Intake.objects.update(reminded=[])
    send_due(START - timedelta(days=6))
    assert letters("reminder") == 1


def test_nobody_is_reminded_of_a_month() -> None:
    intake = make_intake(make_activity(when="Sep"), reminds_days=[7])
    register(intake)
    assert send_due(datetime(2023, 8, 30, tzinfo=UTC)) == 0


def test_a_new_date_is_told_once_to_those_who_had_registered_before() -> None:
    intake = make_intake(make_activity(title="Forum"))
    before, known = register(intake), when_words(intake.activity, "en")
    move(intake, "Mar 20-21")
    after = register(intake)
    for _n in range(2):
        send_due(NOW)
    letter = Message.objects.get(kind="registration-moved")
    assert letter.email == before.email != after.email
    assert "It has a new date." in letter.body
    assert f"Before it was: {known}." in letter.body


def test_a_slip_that_was_mended_before_the_tick_tells_nobody() -> None:
    intake = make_intake()
    register(intake)
    move(intake, "Mar 20-21")
    move(intake, "Mar 13-17")
    send_due(NOW)
    assert letters("moved") == 0


def test_a_new_title_or_a_confirmation_is_no_news() -> None:
    intake = make_intake(make_activity(status="tentative"))
    register(intake)
    activity = intake.activity
    common = {"slug": activity.slug, "on": SAVED.date(), "by": BY, "now": SAVED}
    confirm_activity(seen=seen_of(activity), **common)
    assert send_due(NOW) == 0
    assert Registration.objects.get().told_sequence == 1


def test_a_cancelled_activity_is_called_off_and_a_postponed_one_put_off() -> None:
    called_off, put_off = make_intake(), make_intake()
    for intake, act in ((called_off, cancel_activity), (put_off, postpone_activity)):
        register(intake)
        common = {"slug": intake.activity.slug, "on": SAVED.date(), "by": BY, "now": SAVED}
        act(seen=seen_of(intake.activity), **common)
    send_due(NOW)
    assert (letters("called-off"), letters("moved")) == (1, 1)
    assert "postponed" in Message.objects.get(kind="registration-moved").body


def test_leaders_are_asked_for_names_twice_and_not_once_they_are_given() -> None:
    intake, body = make_intake(names_by_at=NOW + timedelta(days=7)), make_organisation()
    leader = make_person()
    register_delegation(
        intake=intake.pk, organisation=body.pk, people=[Delegate(), Delegate()], person=leader.pk, by=BY, now=NOW
    )
    for _n in range(2):
        send_due(NOW)
    letter = Message.objects.get(kind="registration-names")
    assert letter.email == leader.email
    assert "2 names are missing" in letter.body
    Registration.objects.update(name="Named")
    send_due(NOW + timedelta(days=6))
    assert letters("names") == 1


def test_a_letter_is_in_the_language_of_whoever_reads_it() -> None:
    row = register(make_intake(), language="ko")
    with translation.override("en"):
        cancel_registration(uid=row.uid, role="secretariat", by=BY, now=NOW)
    assert "(사무국이 취소)" in Message.objects.get(kind="registration-cancelled").body


def test_the_language_that_somebody_chose_for_their_letters_counts_more_than_that_of_the_form() -> None:
    person = make_person()
    Correspondent.objects.create(person=person, email=person.email, language="ko")
    register(make_intake(), person, language="en")
    assert Message.objects.get().subject.startswith("등록되었습니다")
