"""What is no longer needed goes, field by field, and nothing before its time."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from hanse.accounts.models import User
from hanse.audit.holdings import months_before
from hanse.audit.models import Secret
from hanse.audit.operations import record, seal_waiting
from hanse.audit.queries import history, latest
from hanse.audit.queries.verifying import verify
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Registration, Upload
from hanse.members.models import Mandate
from hanse.post.models import Attachment, Message
from hanse.year.chores import do_chores
from hanse.year.personal.retention import apply_retention
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.people import make_message, make_registration, make_upload, make_user
from tests.factories.record import give_mandate

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def ended(months: int, days: int = 0) -> Activity:
    """An activity that ended so many months and days ago."""
    activity = make_activity()
    Activity.objects.filter(pk=activity.pk).update(last_on=(months_before(NOW, months) - timedelta(days=days)).date())
    return activity


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-01-15", 1, "2023-12-15"),
        ("2024-12-31", 36, "2021-12-31"),
        ("2024-05-31", 6, "2023-11-30"),
    ],
)
def test_months_are_counted_as_people_count_them(moment: str, months: int, before: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert months_before(at, months).date().isoformat() == before


def test_answers_go_a_year_after_the_activity_and_names_two_years_later() -> None:
    young = make_registration(ended(12))
    old = make_registration(ended(12, days=1))
    oldest = make_registration(ended(36, days=1), make_user())
    apply_retention(NOW)
    for row in (young, old, oldest):
        row.refresh_from_db()
    assert (young.answers, young.name) == ({"diet": "no fish"}, "Farid Rahimi")
    assert (old.answers, old.name, old.email) == ({}, "Farid Rahimi", "farid@example.org")
    assert (oldest.name, oldest.email, oldest.person_id, oldest.state, oldest.country) == (
        "",
        "",
        None,
        "confirmed",
        "UG",
    )


def test_an_activity_without_a_date_counts_from_the_registration() -> None:
    activity = make_activity()
    Activity.objects.filter(pk=activity.pk).update(last_on=None)
    row = make_registration(activity, created_at=months_before(NOW, 40))
    apply_retention(NOW)
    row.refresh_from_db()
    assert row.name == ""


def test_what_the_record_holds_of_a_registration_goes_with_its_names_and_the_chain_holds() -> None:
    row = make_registration(ended(37))
    record(
        at=NOW, by="hanse", verb="register", kind="registration", key=str(row.uid), label="Farid", personal=("label",)
    )
    seal_waiting()
    apply_retention(NOW)
    assert history("registration", str(row.uid))[0].label == "(erased)"
    assert verify().holds


def test_files_and_drafts_go_after_half_a_year(django_capture_on_commit_callbacks: Any) -> None:
    upload = make_upload(make_registration(ended(6, days=1)))
    make_upload(make_registration(ended(5), email="b@example.org"))
    make_registration(make_activity(), state="draft", created_at=months_before(NOW, 7), email="c@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        apply_retention(NOW)
    assert Upload.objects.count() == 1
    assert not upload.file.storage.exists(upload.file.name)
    assert not Registration.objects.filter(state="draft").exists()


def test_messages_go_after_two_years_but_none_that_waits() -> None:
    long_ago = months_before(NOW, 25)
    make_message(None, "a@example.org", created_at=long_ago)
    waiting = make_message(None, "a@example.org", created_at=long_ago, delivery="waiting")
    fresh = make_message(None, "a@example.org", created_at=NOW)
    apply_retention(NOW)
    assert set(Message.objects.values_list("pk", flat=True)) == {waiting.pk, fresh.pk}
    assert set(Attachment.objects.values_list("message", flat=True)) == {fresh.pk}


def test_remarks_on_a_mandate_go_two_years_after_its_end() -> None:
    city = make_organisation()
    ended_on = date(2024, 11, 1)
    old = give_mandate(make_user(), city, ends_on=ended_on, note="rude", office="Mayor")
    give_mandate(make_user(), city, note="kind")
    apply_retention(NOW)
    old.refresh_from_db()
    assert (old.note, old.office) == ("", "Mayor")
    assert Mandate.objects.filter(note="kind").exists()


def test_names_leave_the_record_after_ten_years() -> None:
    record(at=months_before(NOW, 121), by="A <a@example.org>", verb="x", kind="thing", key="1", label="x")
    record(at=months_before(NOW, 119), by="B <b@example.org>", verb="x", kind="thing", key="2", label="x")
    seal_waiting()
    apply_retention(NOW)
    assert [secret.value for secret in Secret.objects.all()] == ['"B <b@example.org>"']
    assert verify().holds


def test_expired_sessions_go() -> None:
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="x", expire_date=NOW + timedelta(days=1))
    apply_retention(NOW)
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_what_was_done_is_on_record_in_numbers_and_doing_it_again_does_nothing() -> None:
    make_registration(ended(13))
    assert apply_retention(NOW)
    (act,) = latest(["personal-data"], 5)
    assert (act.verb, act.by) == ("expire", "hanse retention")
    assert apply_retention(NOW) == []
    assert len(latest(["personal-data"], 5)) == 1


def test_a_dry_run_says_the_same_and_changes_nothing() -> None:
    row = make_registration(ended(13))
    foreseen = apply_retention(NOW, dry_run=True)
    row.refresh_from_db()
    assert row.answers == {"diet": "no fish"}
    assert apply_retention(NOW) == foreseen


def test_the_command_prints_what_goes() -> None:
    out = StringIO()
    call_command("retention", stdout=out)
    assert "Nothing is older than it may be." in out.getvalue()
    make_message(None, "a@example.org", created_at=months_before(NOW, 200))
    call_command("retention", "--dry-run", stdout=out)
    assert "1 post.Message: *" in out.getvalue()
    assert Message.objects.exists()


def unseen(months: int, **fields: object) -> User:
    return make_user(last_login=months_before(NOW, months), **fields)


def test_an_unused_account_is_announced_first_and_closed_a_month_later() -> None:
    person = unseen(36, email="gone@example.org")
    assert apply_retention(NOW) == []
    (letter,) = Message.objects.filter(kind="personal.dormant")
    assert letter.email == "gone@example.org"
    apply_retention(NOW + timedelta(days=29))
    assert User.objects.filter(email="gone@example.org").exists()
    apply_retention(NOW + timedelta(days=30))
    person.refresh_from_db()
    assert not person.is_active
    assert not Message.objects.filter(email="gone@example.org").exists()


def test_whoever_signs_in_after_the_letter_keeps_the_account() -> None:
    person = unseen(36)
    apply_retention(NOW)
    User.objects.filter(pk=person.pk).update(last_login=NOW)
    apply_retention(NOW + timedelta(days=40))
    person.refresh_from_db()
    assert person.is_active


def test_an_account_that_something_needs_is_left_alone() -> None:
    give_mandate(unseen(50), make_organisation())
    unseen(50, role="secretariat")
    make_registration(ended(-3), unseen(50))
    unseen(34)
    apply_retention(NOW)
    assert not Message.objects.filter(kind="personal.dormant").exists()


def test_the_tick_lets_go_once_a_day_and_seals_at_once() -> None:
    make_registration(ended(13))
    record(at=NOW, by="hanse", verb="x", kind="thing", key="1", label="x")
    first = do_chores(now=NOW, stamp=NOW)
    assert first is not None
    assert (first["acts sealed"], first["personal data let go"]) == (1, 1)
    make_registration(ended(13), email="b@example.org")
    later = do_chores(now=NOW, stamp=NOW + timedelta(hours=1))
    assert later is not None
    assert later["acts sealed"] == 1
    assert "personal data let go" not in later
    next_day = do_chores(now=NOW, stamp=NOW + timedelta(days=1))
    assert next_day is not None
    assert next_day["personal data let go"] == 1


def test_the_public_page_lists_the_periods(nobody: Client) -> None:
    page = nobody.get("/privacy/").content.decode()
    assert "2 years after the message was written" in page
    assert "They can be made anew from what they are about." in page
