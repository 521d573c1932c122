"""An interest leads on to a registration, an application or a meeting that is there; its owner hears of it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.answering import hand_over
from hanse.calendar.interest.operations.expressing import confirm_interest
from hanse.calendar.interest.operations.telling import tell_of_dates
from hanse.calendar.interest.queries import desk
from hanse.calendar.registration.models import Intake, Registration
from hanse.members.models import Application
from hanse.post.models import Message
from tests.factories.accounts import make_manager
from tests.factories.calendar import make_activity, make_area
from tests.factories.interest import make_interest
from tests.factories.registration_day import make_registration

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)


@pytest.fixture
def interest() -> Interest:
    """Kofi's, for an activity whose registration is open."""
    activity = make_activity(slug="seminar-2030", title="Seminar", when="Nov 14 2030", audience="public")
    Intake.objects.create(activity=activity, zone="Asia/Seoul")
    made = make_interest(activities=(activity.slug,))
    return confirm_interest(uid=made.uid, now=NOW)


def post(client: Client, interest: Interest, page: str, **fields: str) -> Any:
    interest.refresh_from_db()
    return client.post(f"/interest/{interest.uid}/{page}/", {"seen": str(interest.revision), **fields})


def test_who_is_invited_to_register_has_led_on_only_when_they_have(
    mina: Client, nobody: Client, interest: Interest
) -> None:
    make_activity(slug="closed-2030", title="Closed", when="Nov 15 2030", audience="public")
    page = mina.get(f"/interest/{interest.uid}/register/").content.decode()
    chosen = re.search(r'<option value="(\d+)" selected>Seminar', page)
    assert chosen, "what the interest is for is chosen beforehand"
    assert "Closed</option>" not in page
    assert post(mina, interest, "register", act="invite", activity=chosen[1]).status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.standing) == ("invited", "Invited to register")
    letter = Message.objects.get(kind="interest-register")
    (address,) = re.findall(r"/interest/dates/[^/\s>)]+/", letter.body)[:1]
    assert tell_of_dates(NOW) == 0, "the letter said the date"
    assert nobody.post(address).status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.standing) == ("converted", "Registered")
    assert interest.reference == f"/registrations/{Registration.objects.get().uid}/"


def test_a_registration_that_is_there_is_found_by_address_and_linked(mina: Client, interest: Interest) -> None:
    intake = Intake.objects.get()
    theirs = make_registration(intake, email="Kofi@example.org")
    other = make_registration(intake, email="other@example.org")
    for uid in (other.uid, uuid4(), "nonsense"):
        answer = post(mina, interest, "register", act="link", registration=str(uid))
        assert answer.status_code == 422
        assert "There is no such registration from this person" in answer.content.decode()
    assert post(mina, interest, "register", act="link", registration=str(theirs.uid)).status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.reference) == ("converted", f"/registrations/{theirs.uid}/")


def test_an_activity_whose_registration_is_not_open_cannot_be_chosen(mina: Client, interest: Interest) -> None:
    closed = make_activity(slug="closed-2030", when="Nov 15 2030", audience="public")
    assert post(mina, interest, "register", act="invite", activity=str(closed.pk)).status_code == 422
    assert not Message.objects.filter(kind="interest-register").exists()


def test_the_form_of_membership_is_sent_and_the_application_linked_by_its_reference(
    mina: Client, interest: Interest
) -> None:
    assert post(mina, interest, "answer", act="apply", category="corporate").status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.standing) == ("invited", "Invited to apply for membership")
    assert "/join/corporate/" in Message.objects.get(kind="interest-apply").body
    refused = post(mina, interest, "answer", act="application", reference="nonsense")
    assert refused.status_code == 422
    assert "There is no application “nonsense”" in refused.content.decode()
    Application.objects.create(
        reference="ABCD-2345", category="corporate", name="Sensors Ltd", kind="company", country="GH",
        email="kofi@example.org", submitted_at=NOW, state_at=NOW,
    )  # fmt: skip
    assert "From this address: ABCD-2345, Sensors Ltd" in mina.get(f"/interest/{interest.uid}/answer/").content.decode()
    assert post(mina, interest, "answer", act="application", reference=" abcd-2345").status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.application.reference) == ("converted", "ABCD-2345")  # type: ignore[union-attr]
    assert "Applied for membership: ABCD-2345" in mina.get(f"/interest/{interest.uid}/answer/").content.decode()


def test_a_meeting_has_a_day_and_both_sides_see_it(
    mina: Client, nobody: Client, interest: Interest, settings: Settings
) -> None:
    settings.TODAY = date(2023, 5, 16)
    assert post(mina, interest, "answer", act="meeting", on="", where="Seoul").status_code == 422
    over = post(mina, interest, "answer", act="meeting", on="2001-06-20", where="Seoul")
    assert over.status_code == 422
    assert "This day is over" in over.content.decode()
    fields = {"on": "2023-06-20", "where": "10:00, room 3", "words": "Bring the plans."}
    assert post(mina, interest, "answer", act="meeting", **fields).status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.standing) == ("converted", "Meeting agreed")
    letter = Message.objects.get(kind="interest-meeting")
    assert letter.subject == "We meet on Tuesday, 20 June 2023"
    (address,) = re.findall(r"/interest/seen/[^/\s>)]+/", letter.body)[:1]
    for page in (nobody.get(address), mina.get(f"/interest/{interest.uid}/answer/")):
        text = page.content.decode()
        assert "20 Jun 2023" in text
        assert "10:00, room 3" in text
        assert "Bring the plans." in text


def test_an_answer_leaves_what_it_led_to_as_it_is(mina: Client, interest: Interest) -> None:
    post(mina, interest, "answer", act="apply", category="full")
    post(mina, interest, "answer", act="answer", answer="Do ask us.")
    interest.refresh_from_db()
    assert interest.state == "invited"


def test_the_history_is_in_words_and_names(mina: Client, interest: Interest) -> None:
    post(mina, interest, "answer", act="apply", category="full")
    text = mina.get(f"/interest/{interest.uid}/answer/").content.decode()
    trail = text[text.index('class="trail"') :]
    for words in ("wrote it", "confirmed the address", "sent the link to go on"):
        assert words in trail
    assert "express" not in trail
    assert "mina@example.org" not in trail


def test_the_owner_hears_of_a_new_interest_once_it_may_be_read() -> None:
    manager = make_manager("prize", email="manager@example.org")
    make_area("prize")
    interest = make_interest(areas=("prize",))
    assert not Message.objects.filter(kind="interest-yours").exists(), "the address is not confirmed yet"
    for _ in range(2):
        confirm_interest(uid=interest.uid, now=NOW)
    letter = Message.objects.get(kind="interest-yours")
    assert letter.email == manager.email
    assert f"/interest/{interest.uid}/answer/" in letter.body


def test_whoever_it_is_handed_to_hears_of_it_unless_they_took_it_themselves(mina: Client, interest: Interest) -> None:
    manager = make_manager("prize", email="manager@example.org")
    hand_over(uid=interest.uid, seen=interest.revision, owner=manager.pk, by="test", now=NOW)
    assert Message.objects.filter(kind="interest-yours", email="manager@example.org").count() == 1
    me = mina.get("/desk/").context["user"]
    post(mina, interest, "answer", act="hand_over", owner=str(me.pk))
    assert Message.objects.filter(kind="interest-yours").count() == 1


def test_the_owner_has_it_on_the_desk_at_the_same_cost_for_one_and_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    manager = make_manager("prize", email="manager@example.org")
    area = make_area("prize")
    for number in (1, 2, 3):
        made = make_interest(areas=(area.key,), email=f"p{number}@example.org", now=NOW)
        confirm_interest(uid=made.uid, now=NOW)
        with django_assert_num_queries(2):
            dues = desk.due_for(manager.pk, (), now=NOW, language="en")
        assert len(dues) == number
    assert dues[0].due_at == NOW + timedelta(days=7)
    assert dues[0].url.endswith("/answer/")
    assert dues[0].area == "prize"


def test_the_desk_of_a_manager_shows_what_is_hers(signed_in: Any) -> None:
    make_manager("prize", email="esra@example.org", name="Esra")
    make_area("prize")
    made = make_interest(areas=("prize",))
    confirm_interest(uid=made.uid, now=NOW)
    page = signed_in("esra").get("/desk/").content.decode()
    assert "Kofi Mensah (example)" in page
    assert f"/interest/{made.uid}/answer/" in page


def test_no_link_is_sent_that_could_not_work_and_whoever_has_one_is_led_to_sign_in(
    mina: Client, nobody: Client, interest: Interest
) -> None:
    activity = Intake.objects.get().activity
    page = mina.get(f"/interest/{interest.uid}/register/").content.decode()
    chosen = re.search(r'<option value="(\d+)" selected>Seminar', page)
    assert chosen
    activity.audience = "members"
    activity.save()
    answer = post(mina, interest, "register", act="invite", activity=chosen[1])
    assert answer.status_code == 422
    assert "could not register by this link" in answer.content.decode()
    assert not Message.objects.filter(kind="interest-register").exists()
    activity.audience = "public"
    activity.save()
    assert post(mina, interest, "register", act="invite", activity=chosen[1]).status_code == 302
    (address,) = re.findall(r"/interest/dates/[^/\s>)]+/", Message.objects.get(kind="interest-register").body)[:1]
    activity.audience = "members"
    activity.save()
    refused = nobody.post(address)
    assert refused.status_code == 422
    assert f"/accounts/login/?next=/activities/{activity.slug}/register/" in refused.content.decode()
