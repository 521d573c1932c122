"""What the tick sends: tickets before, certificates and questions after; each once, whatever happens in between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.calendar.registration.letters_day import KINDS
from hanse.calendar.registration.models import Certificate, CheckIn, FeedbackRequest, Intake, Registration, SentTicket
from hanse.calendar.registration.operations import ticketing
from hanse.calendar.registration.operations.after import send_after
from hanse.calendar.registration.operations.ticketing import send_tickets
from hanse.post.models import Message
from hanse.year.chores import do_chores
from tests.factories.calendar import make_activity
from tests.factories.registration_day import AFTER, DURING, WRITTEN_AT, make_check_in, make_intake, make_registration

pytestmark = pytest.mark.django_db
BEFORE = WRITTEN_AT + timedelta(days=1)


@pytest.fixture
def intake() -> Intake:
    return make_intake(make_activity(title="Forum"), offers_certificate=True, asks_feedback=True)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paper is tried elsewhere; here it is empty."""
    monkeypatch.setattr(ticketing, "ticket_files", lambda row: [])


def messages(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"registration-{kind}").order_by("pk"))


def test_who_was_there_gets_a_certificate_and_a_question_once(intake: Intake) -> None:
    there, missing = make_registration(intake, email="there@example.org"), make_registration(intake)
    make_check_in(there)
    assert send_after(AFTER) == 2
    assert send_after(AFTER) == 0
    assert [message.email for message in messages("certificate")] == ["there@example.org"]
    assert [message.email for message in messages("feedback")] == ["there@example.org"]
    assert not Certificate.objects.filter(registration=missing).exists()
    assert f"/verify/{Certificate.objects.get().code}/" in messages("certificate")[0].body
    assert "/feedback/" in messages("feedback")[0].body


def test_who_came_online_counts_as_there(intake: Intake) -> None:
    one = make_registration(intake, attendance="online")
    make_check_in(one, attendance="online", way="joined")
    send_after(AFTER)
    assert Certificate.objects.get().registration == one


def test_nothing_is_sent_before_the_end_and_long_after_it(intake: Intake) -> None:
    make_check_in(make_registration(intake))
    assert send_after(DURING) == 0
    assert send_after(AFTER + timedelta(days=40)) == 0


@pytest.mark.parametrize("status", ["cancelled", "postponed", "idea"])
def test_nothing_is_sent_for_what_did_not_take_place(intake: Intake, status: str) -> None:
    make_check_in(make_registration(intake))
    intake.activity.status = status
    intake.activity.save()
    assert send_after(AFTER) == 0


def test_only_what_the_terms_offer_is_sent(intake: Intake) -> None:
    make_check_in(make_registration(intake))
    Intake.objects.update(offers_certificate=False)
    send_after(AFTER)
    assert (len(messages("certificate")), len(messages("feedback"))) == (0, 1)


def test_where_nobody_kept_the_door_all_who_were_expected_are_asked(intake: Intake) -> None:
    for state in ("confirmed", "confirmed", "waiting", "cancelled"):
        make_registration(intake, state=state)
    send_after(AFTER)
    assert len(messages("feedback")) == 2
    assert not Certificate.objects.exists()


def test_an_entry_that_was_taken_back_gives_nothing(intake: Intake) -> None:
    make_check_in(make_registration(intake), undone_at=DURING)
    make_check_in(make_registration(intake))
    send_after(AFTER)
    assert Certificate.objects.count() == 1


def test_a_phone_that_sends_days_later_brings_its_people_theirs(intake: Intake) -> None:
    make_check_in(make_registration(intake))
    send_after(AFTER)
    make_check_in(make_registration(intake, email="late@example.org"))
    assert send_after(AFTER + timedelta(days=3)) == 2
    assert messages("certificate")[-1].email == "late@example.org"


def test_people_without_an_address_are_left_in_peace_and_certified_all_the_same(intake: Intake) -> None:
    make_check_in(make_registration(intake, email="", is_walk_in=True))
    send_after(AFTER)
    assert Certificate.objects.count() == 1
    assert not Message.objects.exists()
    assert not FeedbackRequest.objects.exists()


def test_a_seat_that_never_got_a_name_has_no_certificate(intake: Intake) -> None:
    make_check_in(make_registration(intake, name=""))
    send_after(AFTER)
    assert not Certificate.objects.exists()


def test_one_run_has_an_end_and_the_next_goes_on(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    from hanse.calendar.registration.operations import after

    monkeypatch.setattr(after, "MOST", 3)
    for _ in range(4):
        make_check_in(make_registration(intake))
    assert [send_after(AFTER) for _ in range(4)] == [3, 3, 2, 0]
    assert (Certificate.objects.count(), FeedbackRequest.objects.count()) == (4, 4)


def test_letters_are_written_in_the_language_of_the_person(intake: Intake) -> None:
    intake.activity.translations = {"ko": {"title": "시장 포럼"}}
    intake.activity.save()
    make_check_in(make_registration(intake, language="ko", name="김대중"))
    send_after(AFTER)
    letter = messages("certificate")[0]
    assert letter.subject == "참가 확인서: 시장 포럼"
    assert "김대중 님께" in letter.body


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_letter_has_its_words_in_both_languages(kind: Any) -> None:
    values = dict.fromkeys(kind.variables, "x")
    for subject, body in ((kind.subject, kind.body), *kind.translations.values()):
        assert "{" not in subject.format_map(values) + body.format_map(values)
    assert set(kind.translations) == {"ko"}


def test_a_ticket_goes_out_with_both_its_files(intake: Intake) -> None:
    make_registration(intake, name="Amara Nakato", email="amara@example.org")
    assert send_tickets(BEFORE) == 1
    letter = messages("ticket")[0]
    assert letter.email == "amara@example.org"
    assert [file.media_type for file in letter.attachments.order_by("pk")] == ["application/pdf", "image/png"]


@pytest.mark.usefixtures("quick")
def test_a_ticket_goes_out_once_and_again_only_when_it_says_something_else(intake: Intake) -> None:
    one = make_registration(intake, name="Before")
    assert [send_tickets(BEFORE), send_tickets(BEFORE)] == [1, 0]
    Registration.objects.update(answers={"diet": "vegan"}, revision=2)
    assert send_tickets(BEFORE) == 0
    assert SentTicket.objects.get().revision == 2
    Registration.objects.update(name="After", revision=3)
    assert send_tickets(BEFORE) == 1
    assert len(messages("ticket")) == 2
    assert SentTicket.objects.get().registration == one


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "fields",
    [{"state": "waiting"}, {"attendance": "online"}, {"name": ""}, {"is_walk_in": True}, {"state": "cancelled"}],
)
def test_without_a_named_seat_in_the_hall_there_is_no_ticket(intake: Intake, fields: dict[str, Any]) -> None:
    make_registration(intake, **fields)
    assert send_tickets(BEFORE) == 0


@pytest.mark.usefixtures("quick")
def test_no_ticket_goes_out_when_the_activity_is_over(intake: Intake) -> None:
    make_registration(intake)
    assert send_tickets(AFTER) == 0
    assert send_tickets(AFTER, clock=BEFORE) == 1


@pytest.mark.usefixtures("quick")
def test_who_leads_a_delegation_gets_the_tickets_of_those_without_an_address(
    intake: Intake, signed_in: Callable[[str], Client]
) -> None:
    signed_in("amara")
    amara = User.objects.get(email="amara@example.org")
    make_registration(intake, name="Colleague", email="", made_by=amara)
    send_tickets(BEFORE)
    assert messages("ticket")[0].email == "amara@example.org"


def test_a_ticket_that_changes_while_its_paper_is_made_waits_for_the_next_run(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_registration(intake)

    def changed_meanwhile(row: Registration) -> list[Any]:
        Registration.objects.filter(pk=one.pk).update(name="Somebody", revision=2)
        return []

    monkeypatch.setattr(ticketing, "ticket_files", changed_meanwhile)
    assert send_tickets(BEFORE) == 0
    monkeypatch.setattr(ticketing, "ticket_files", lambda row: [])
    assert send_tickets(BEFORE) == 1


@pytest.mark.usefixtures("quick")
def test_the_tick_does_both(intake: Intake) -> None:
    make_check_in(make_registration(intake))
    report = do_chores(now=AFTER, stamp=AFTER)
    assert report is not None
    assert report["certificates given and feedback asked for"] == 2
    assert CheckIn.objects.count() == 1
