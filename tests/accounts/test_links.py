"""Links that open one thing once: expired, used, revoked and foreign ones say what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from hanse.accounts.models import AddressChange, OneTimeLink, User
from hanse.accounts.operations.addresses import ask_for_address
from hanse.accounts.operations.entering import send_sign_in_link
from hanse.accounts.operations.links import (
    LinkExpired,
    LinkForeign,
    LinkRevoked,
    LinkUsed,
    issue_link,
    look_at_link,
    revoke_links,
    use_link,
)
from tests.accounts.browsers import Browser, entry, letters, path_to, visitor_of
from tests.factories.accounts import make_person
from tests.factories.calendar import make_year
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_link_opens_what_it_is_about_once() -> None:
    token = issue_link(purpose="door", about="7", lasts=DAY, now=NOW)
    assert look_at_link(purpose="door", token=token, now=NOW).about == "7"
    assert use_link(purpose="door", token=token, now=NOW).about == "7"
    with pytest.raises(LinkUsed):
        use_link(purpose="door", token=token, now=NOW)


def test_a_link_grows_old() -> None:
    token = issue_link(purpose="door", about="7", lasts=DAY, now=NOW)
    with pytest.raises(LinkExpired):
        use_link(purpose="door", token=token, now=NOW + DAY)


def test_a_link_can_be_taken_back() -> None:
    token = issue_link(purpose="door", about="7", lasts=DAY, now=NOW)
    other = issue_link(purpose="door", about="8", lasts=DAY, now=NOW)
    assert revoke_links(purpose="door", about="7", now=NOW) == 1
    with pytest.raises(LinkRevoked):
        use_link(purpose="door", token=token, now=NOW)
    assert use_link(purpose="door", token=other, now=NOW).about == "8"


def test_a_link_for_one_purpose_opens_no_other() -> None:
    token = issue_link(purpose="window", about="7", lasts=DAY, now=NOW)
    with pytest.raises(LinkForeign):
        use_link(purpose="door", token=token, now=NOW)


@pytest.mark.parametrize("token", ["", "a:b", "a" * 500, "…", "x.y.z"])
def test_what_is_no_link_opens_nothing(token: str) -> None:
    with pytest.raises(LinkForeign):
        look_at_link(purpose="door", token=token, now=NOW)


def test_a_link_of_another_installation_opens_nothing(settings: Any) -> None:
    token = issue_link(purpose="door", about="7", lasts=DAY, now=NOW)
    settings.SECRET_KEY = "another" * 8
    with pytest.raises(LinkForeign):
        look_at_link(purpose="door", token=token, now=NOW)


def test_the_database_does_not_hold_what_opens() -> None:
    token = issue_link(purpose="door", about="7", lasts=DAY, now=NOW)
    secret = token.split(":")[0]
    assert secret not in str(OneTimeLink.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_is_refused() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL, whose connections are independent of each other")
    token = issue_link(purpose="door", about="7", lasts=DAY, now=NOW)
    results = together(*[lambda: use_link(purpose="door", token=token, now=NOW)] * 2)
    assert {type(result) for result in results} == {OneTimeLink, LinkUsed}


class TestSignInLink:
    """An administrator has a link sent."""

    @pytest.fixture(autouse=True)
    def sent(self, django_capture_on_commit_callbacks: Any) -> User:
        make_year()
        person = make_person(email="amara@example.org", name="Amara", addressed_as="Ms Nakato")
        with django_capture_on_commit_callbacks(execute=True):
            send_sign_in_link(person=person.pk, by="test", now=datetime.now(UTC))
        return person

    def test_it_signs_in_by_its_button_only_and_once(self, sent: User) -> None:
        assert "Dear Ms Nakato" in str(letters("amara@example.org")[0].body)
        path, visitor = path_to("amara@example.org"), Browser()
        assert visitor.get(path).status_code == 200
        assert not visitor.is_signed_in
        visitor.post(path)
        assert visitor.is_signed_in
        again = Browser().post(path)
        assert again.status_code == 410
        assert "This link was used already" in again.content.decode()

    def test_a_newer_one_voids_it(self, sent: User, django_capture_on_commit_callbacks: Any) -> None:
        path = path_to("amara@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            send_sign_in_link(person=sent.pk, by="test", now=datetime.now(UTC))
        answer = Browser().get(path)
        assert answer.status_code == 410
        assert "This link was taken back" in answer.content.decode()
        assert Browser().get(path_to("amara@example.org")).status_code == 200

    def test_an_old_one_says_so(self, sent: User) -> None:
        OneTimeLink.objects.update(created_at=NOW - 3 * DAY, expires_at=NOW - 2 * DAY)
        answer = Browser().get(path_to("amara@example.org"))
        assert answer.status_code == 410
        assert "This link is too old" in answer.content.decode()

    def test_whoever_is_signed_in_as_somebody_else_is_told_and_changes_over(self, sent: User) -> None:
        visitor = visitor_of(make_person(name="Ben"))
        assert "You are signed in as Ben now" in visitor.get(path_to("amara@example.org")).content.decode()
        visitor.post(path_to("amara@example.org"))
        assert visitor.session["_auth_user_id"] == str(sent.pk)

    def test_a_closed_account_is_not_opened(self, sent: User) -> None:
        sent.is_active = False
        sent.save()
        visitor = Browser()
        assert visitor.post(path_to("amara@example.org")).status_code == 410
        assert not visitor.is_signed_in


class TestAddress:
    """Another e-mail address."""

    NEW, OLD = "new@example.org", "old@example.org"

    @pytest.fixture
    def person(self) -> User:
        make_year()
        return make_person(email=self.OLD, name="Amara")

    @pytest.fixture
    def visitor(self, person: User) -> Browser:
        return visitor_of(person, "code")

    def test_both_addresses_hear_of_it_and_the_new_one_confirms(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        assert "somebody who was signed in" in str(letters(self.OLD)[0].body)
        assert "It becomes new@example.org" in visitor.get("/accounts/me/").content.decode()
        person.refresh_from_db()
        assert person.email == self.OLD
        path = path_to(self.NEW)
        assert visitor.get(path).status_code == 200
        assert visitor.post(path)["Location"] == "/accounts/me/"
        person.refresh_from_db()
        assert person.email == self.NEW
        assert "is new@example.org now" in str(letters(self.OLD)[-1].body)
        assert "is new@example.org now" in str(letters(self.NEW)[-1].body)
        assert entry("change-address").changes == {"email": [self.OLD, self.NEW]}

    def test_it_can_be_confirmed_on_another_device(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        assert Browser().post(path_to(self.NEW))["Location"] == "/accounts/login/"
        person.refresh_from_db()
        assert person.email == self.NEW

    def test_not_in_a_browser_of_somebody_else(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        other = visitor_of(make_person())
        answer = other.post(path_to(self.NEW))
        assert answer.status_code == 410
        assert "made for somebody else" in answer.content.decode()

    def test_it_is_confirmed_once(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        visitor.post(path_to(self.NEW))
        assert visitor.post(path_to(self.NEW, "/confirm/")).status_code == 410

    def test_the_old_mailbox_can_stop_it_and_sign_everybody_out(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        stop = path_to(self.OLD, "/stop/")
        assert Browser().get(stop).status_code == 200
        assert Browser().post(stop)["Location"] == "/accounts/login/"
        answer = Browser().post(path_to(self.NEW))
        assert answer.status_code == 410
        assert "taken back" in answer.content.decode()
        person.refresh_from_db()
        assert person.email == self.OLD

    def test_it_cannot_undo_what_was_confirmed(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        stop = path_to(self.OLD, "/stop/")
        visitor.post(path_to(self.NEW))
        assert Browser().post(stop).status_code == 410
        person.refresh_from_db()
        assert person.email == self.NEW

    def test_asking_for_another_one_voids_the_first(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        visitor.post("/accounts/me/address/", {"email": "newer@example.org"})
        assert visitor.post(path_to(self.NEW)).status_code == 410
        assert AddressChange.objects.filter(cancelled_at=None).count() == 1

    def test_the_wish_can_be_dropped(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        visitor.post("/accounts/me/address/", {"drop": "1"})
        assert visitor.post(path_to(self.NEW)).status_code == 410

    def test_an_address_of_somebody_else_stays_theirs(self, person: User, visitor: Browser) -> None:
        other = make_person(email=self.NEW)
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        body = str(letters(self.NEW)[0].body)
        assert "It belongs to yours, and stays there" in body
        assert "http" not in body
        other.refresh_from_db()
        assert other.email == self.NEW

    def test_whoever_was_quicker_has_the_address(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/me/address/", {"email": self.NEW})
        make_person(email=self.NEW.upper())
        answer = visitor.post(path_to(self.NEW))
        assert answer.status_code == 409
        assert "Somebody else has taken this address" in answer.content.decode()
        person.refresh_from_db()
        assert person.email == self.OLD

    def test_ones_own_address_is_no_other(self, person: User, visitor: Browser) -> None:
        answer = visitor.post("/accounts/me/address/", {"email": self.OLD.upper()})
        assert answer.status_code == 422
        assert "your address already" in answer.content.decode()

    def test_whoever_has_not_shown_lately_who_they_are_does_so_first(self, person: User) -> None:
        visitor = visitor_of(person)
        answer = visitor.post("/accounts/me/address/", {"email": self.NEW})
        assert answer["Location"].startswith("/accounts/prove/code/?next=")
        assert not letters()

    def test_an_old_link_is_void(self, person: User, django_capture_on_commit_callbacks: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            ask_for_address(person=person.pk, email=self.NEW, by="test", now=datetime.now(UTC) - 3 * DAY)
        answer = Browser().post(path_to(self.NEW))
        assert answer.status_code == 410
        assert "too old" in answer.content.decode()
