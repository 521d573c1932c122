"""Administrators keep people: roles, areas, closing, links; and invite new ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hanse.accounts.models import Consent, Invitation, OneTimeLink, User
from hanse.accounts.operations.people import LastAdministrator, add_person, change_office, close_account
from hanse.audit.actor import Actor
from hanse.audit.models import Entry
from tests.accounts.browsers import Browser, letters, path_to, visitor_of
from tests.factories.accounts import browser_of, make_invitation, make_manager, make_person
from tests.factories.calendar import make_year
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEW = "new@example.org"


@pytest.fixture(autouse=True)
def year() -> None:
    make_year()


@pytest.fixture
def boss() -> User:
    return make_person(email="mina@example.org", name="Mina Park", role="secretariat")


@pytest.fixture
def desk(boss: User) -> Browser:
    """The administrator's browser."""
    return visitor_of(boss, "code")


def sent(**changes: Any) -> dict[str, Any]:
    return {"email": NEW, "name": "New", "role": "person", "language": "en", "words": "Welcome\r\nto us"} | changes


class TestPeople:
    def test_the_list_is_found_by_parts_of_names_and_addresses(self, desk: Browser) -> None:
        make_person(name="Amara Nakato", email="a@kampala.example")
        make_person(name="Chloé Martin", email="c@lyon.example")
        page = desk.get("/accounts/people/", {"q": "nakat"}).content.decode()
        assert "Amara" in page
        assert "Chloé" not in page
        assert "Chloé" in desk.get("/accounts/people/", {"q": "lyon"}).content.decode()

    def test_the_list_can_be_cut_to_a_role_or_to_closed_accounts(self, desk: Browser) -> None:
        make_manager("prize", name="Manager")
        make_person(name="Gone", is_active=False)
        page = desk.get("/accounts/people/", {"role": "manager"}).content.decode()
        assert "Manager" in page
        assert "Gone" not in page
        assert "Gone" in desk.get("/accounts/people/", {"role": "closed"}).content.decode()
        assert desk.get("/accounts/people/", {"role": "king"}).status_code == 200

    def test_three_people_cost_what_one_costs(
        self, desk: Browser, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(7):
            desk.get("/accounts/people/")
        for _ in range(3):
            make_manager("prize", "regional")
        with django_assert_num_queries(7):
            desk.get("/accounts/people/")

    def test_a_role_is_given_with_areas_and_written_down(self, desk: Browser, boss: User) -> None:
        person = make_person(name="Ben")
        answer = desk.post(f"/accounts/people/{person.pk}/", {"role": "manager", "areas": ["regional", "prize"]})
        assert answer.status_code == 302
        person.refresh_from_db()
        assert (person.role, person.areas) == ("manager", ["prize", "regional"])
        entry = Entry.objects.get(verb="change-role")
        assert entry.changes == {"role": ["person", "manager"], "areas": [[], ["prize", "regional"]]}
        assert (entry.person, entry.key) == (boss.pk, str(person.pk))

    def test_areas_go_with_the_role(self, desk: Browser) -> None:
        person = make_manager("prize")
        desk.post(f"/accounts/people/{person.pk}/", {"role": "person", "areas": ["prize"]})
        person.refresh_from_db()
        assert (person.role, person.areas) == ("person", [])

    @pytest.mark.parametrize(
        ("form", "says"),
        [
            ({"role": "manager"}, "keeps at least one area"),
            ({"role": "manager", "areas": ["cooking"]}, "not one of the available choices"),
            ({"role": "king"}, "not one of the available choices"),
            ({}, "This field is required"),
        ],
    )
    def test_what_is_no_role_is_refused(self, desk: Browser, form: dict[str, Any], says: str) -> None:
        answer = desk.post(f"/accounts/people/{make_person().pk}/", form)
        assert answer.status_code == 422
        assert says in answer.content.decode()

    def test_nobody_changes_their_own_role(self, desk: Browser, boss: User) -> None:
        make_person(role="secretariat")
        answer = desk.post(f"/accounts/people/{boss.pk}/", {"role": "person"})
        assert answer.status_code == 409
        assert "Nobody changes their own role" in answer.content.decode()
        assert desk.post(f"/accounts/people/{boss.pk}/close/").status_code == 409
        boss.refresh_from_db()
        assert (boss.role, boss.is_active) == ("secretariat", True)

    @pytest.mark.parametrize("take", [close_account, lambda **k: change_office(role="person", areas=(), **k)])
    def test_the_last_administrator_cannot_be_taken_away(self, boss: User, take: Any) -> None:
        make_person(role="secretariat", is_active=False)
        with pytest.raises(LastAdministrator):
            take(person=boss.pk, by=Actor("hanse"), now=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_two_administrators_cannot_remove_each_other_at_once(self) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("needs PostgreSQL, whose connections are independent of each other")
        one, two = make_person(role="secretariat"), make_person(role="secretariat")
        acts = [
            lambda: close_account(person=one.pk, by=Actor("two", two.pk), now=NOW),
            lambda: close_account(person=two.pk, by=Actor("one", one.pk), now=NOW),
        ]
        results = together(*acts)
        assert sorted(str(type(result).__name__) for result in results) == ["LastAdministrator", "bool"]
        assert User.objects.filter(role="secretariat", is_active=True).count() == 1

    def test_closing_ends_what_goes_on_and_reopening_lets_in_again(self, desk: Browser) -> None:
        person = make_person(name="Ben")
        theirs = browser_of(person)
        assert theirs.get("/accounts/me/").status_code == 200
        assert "stays on record" in desk.get(f"/accounts/people/{person.pk}/close/").content.decode()
        assert desk.post(f"/accounts/people/{person.pk}/close/").status_code == 302
        assert theirs.get("/accounts/me/").status_code == 302
        assert desk.post(f"/accounts/people/{person.pk}/close/").status_code == 409
        assert desk.post(f"/accounts/people/{person.pk}/reopen/").status_code == 302
        assert theirs.get("/accounts/me/").status_code == 200

    def test_a_sign_in_link_can_be_sent(self, desk: Browser) -> None:
        person = make_person(email="ben@example.org")
        desk.post(f"/accounts/people/{person.pk}/send-link/")
        visitor = Browser()
        visitor.post(path_to("ben@example.org"))
        assert visitor.is_signed_in

    def test_acts_that_are_none_are_not_found(self, desk: Browser) -> None:
        assert desk.get(f"/accounts/people/{make_person().pk}/promote/").status_code == 404
        assert desk.get("/accounts/people/999999/").status_code == 404

    def test_programme_managers_keep_no_people(self) -> None:
        manager = browser_of(make_manager("prize"))
        for path in ("people/", "people/invite/", "providers/"):
            assert manager.get(f"/accounts/{path}").status_code == 403


class TestInvitations:
    def invite(self, desk: Browser, **changes: Any) -> Any:
        return desk.post("/accounts/people/invite/", sent(**changes))

    def test_a_link_makes_the_account_with_its_role(self, desk: Browser, boss: User) -> None:
        assert self.invite(desk, role="manager", areas=["prize"]).status_code == 302
        mail = letters(NEW)[0]
        assert mail.subject == "Mina Park invites you"
        assert "Welcome\nto us" in str(mail.body)
        visitor, path = Browser(), path_to(NEW)
        page = visitor.get(path).content.decode()
        assert "Programme manager: Prize" in page
        assert not visitor.is_signed_in
        assert visitor.post(path, {"name": "New Person", "consent": "on"}).status_code == 302
        person = User.objects.get(email=NEW)
        assert (person.name, person.role, person.areas) == ("New Person", "manager", ["prize"])
        assert visitor.session["_auth_user_id"] == str(person.pk)
        invitation = Invitation.objects.get()
        assert (invitation.person, invitation.inviter) == (person, boss)
        assert Consent.objects.get().person == person
        assert {"invite", "add", "accept", "consent"} <= set(Entry.objects.values_list("verb", flat=True))

    def test_it_is_accepted_with_consent_only(self, desk: Browser) -> None:
        self.invite(desk)
        answer = Browser().post(path_to(NEW), {"name": "New"})
        assert answer.status_code == 422
        assert not User.objects.filter(email=NEW).exists()

    def test_it_is_accepted_once(self, desk: Browser) -> None:
        self.invite(desk)
        Browser().post(path_to(NEW), {"name": "New", "consent": "on"})
        answer = Browser().post(path_to(NEW), {"name": "Thief", "consent": "on"})
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()
        assert User.objects.get(email=NEW).name == "New"

    def test_it_expires_and_can_be_sent_again(self, desk: Browser) -> None:
        self.invite(desk)
        old = path_to(NEW)
        past = datetime.now(UTC) - timedelta(days=20)
        OneTimeLink.objects.update(created_at=past, expires_at=past + timedelta(days=14))
        Invitation.objects.update(expires_at=past + timedelta(days=14))
        answer = Browser().get(old)
        assert answer.status_code == 410
        assert "Ask the secretariat for a new one" in answer.content.decode()
        assert "too old" in desk.get("/accounts/people/invite/").content.decode()
        pk = Invitation.objects.get().pk
        assert desk.post(f"/accounts/people/invite/{pk}/send-again/").status_code == 302
        assert Browser().get(path_to(NEW)).status_code == 200
        assert Browser().get(old).status_code == 410

    def test_it_can_be_revoked(self, desk: Browser) -> None:
        self.invite(desk)
        pk = Invitation.objects.get().pk
        desk.post(f"/accounts/people/invite/{pk}/revoke/")
        answer = Browser().post(path_to(NEW), {"name": "New", "consent": "on"})
        assert answer.status_code == 410
        assert "taken back" in answer.content.decode()
        assert not User.objects.filter(email=NEW).exists()
        answer = desk.post(f"/accounts/people/invite/{pk}/revoke/", follow=True)
        assert "in the meantime" in answer.content.decode()

    def test_the_same_address_is_not_invited_twice(self, desk: Browser) -> None:
        self.invite(desk)
        answer = self.invite(desk, email=NEW.upper())
        assert answer.status_code == 409
        assert "An invitation to this address is open" in answer.content.decode()
        assert len(letters(NEW)) == 1

    def test_whoever_has_an_account_is_not_invited(self, desk: Browser) -> None:
        make_person(email=NEW)
        answer = self.invite(desk)
        assert answer.status_code == 409
        assert "has an account with this address" in answer.content.decode()

    def test_whoever_signed_up_in_the_meantime_gets_the_role(self, desk: Browser) -> None:
        self.invite(desk, role="manager", areas=["prize"])
        person = make_person(email=NEW, name="Own Name")
        Browser().post(path_to(NEW), {"name": "Other", "consent": "on"})
        person.refresh_from_db()
        assert (person.name, person.role, person.areas) == ("Own Name", "manager", ["prize"])

    def test_an_invitation_never_takes_a_role_away(self, desk: Browser) -> None:
        self.invite(desk, role="manager", areas=["prize"])
        person = make_person(email=NEW, role="secretariat")
        Browser().post(path_to(NEW), {"name": "Other", "consent": "on"})
        person.refresh_from_db()
        assert person.role == "secretariat"

    def test_a_closed_account_stays_closed(self, desk: Browser) -> None:
        self.invite(desk)
        make_person(email=NEW, is_active=False)
        visitor = Browser()
        visitor.post(path_to(NEW), {"name": "Other", "consent": "on"})
        assert not visitor.is_signed_in

    def test_the_mail_is_in_the_language_that_was_chosen(self, desk: Browser) -> None:
        self.invite(desk, language="ko")
        assert "invites you" not in letters(NEW)[0].subject

    def test_three_invitations_cost_what_one_costs(
        self, desk: Browser, boss: User, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_invitation(inviter=boss)
        with django_assert_num_queries(7):
            desk.get("/accounts/people/invite/")
        for _ in range(2):
            make_invitation(inviter=make_person())
        with django_assert_num_queries(7):
            desk.get("/accounts/people/invite/")

    def test_only_administrators_revoke(self) -> None:
        pk = make_invitation().pk
        assert browser_of(make_manager("prize")).post(f"/accounts/people/invite/{pk}/revoke/").status_code == 403
        assert Client().post(f"/accounts/people/invite/{pk}/revoke/").status_code == 403


def test_a_person_is_added_with_areas_that_there_are() -> None:
    person = add_person(email=NEW, name="", role="manager", areas=["cooking", "prize"], by="test", now=NOW)
    assert person.areas == ["prize"]


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValidationError):
        add_person(email=NEW, name="a" * 301, role="person", by="test", now=NOW)
