"""What the accounts put on somebody's desk, hold about them, and let go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings as house
from pytest_django import DjangoAssertNumQueries, Settings

from hanse.accounts.desk import due_for
from hanse.accounts.models import AddressChange, Consent, User
from hanse.accounts.operations.addresses import ask_for_address
from hanse.accounts.operations.consents import record_consent
from hanse.accounts.operations.erasing import empty_account
from hanse.accounts.operations.links import issue_link
from hanse.accounts.operations.people import LastAdministrator
from hanse.accounts.operations.sweeping import sweep
from hanse.accounts.queries.holdings import holdings_of
from hanse.accounts.sealing import Unreadable, seal, unseal
from tests.accounts.test_factors import SECRET, give_app, give_key
from tests.factories.accounts import browser_of, make_invitation, make_manager, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def titles(person: User, language: str = "en") -> list[str]:
    return [due.title for due in due_for(person.pk, [], now=NOW, language=language)]


def test_the_secretariat_is_asked_for_a_second_factor_until_it_has_one() -> None:
    boss, manager = make_person(role="secretariat"), make_manager("prize")
    assert titles(boss) == titles(manager) == ["Set up a second factor"]
    assert titles(make_person()) == []
    give_app(boss)
    give_key(manager)
    assert titles(boss) == titles(manager) == []


def test_where_it_is_demanded_that_is_said(settings: Settings) -> None:
    boss = make_person(role="secretariat")
    assert "keeps others out" in due_for(boss.pk, [], now=NOW, language="en")[0].text
    settings.CONFIG = replace(house.CONFIG, second_factor="required")
    assert "opens once you have one" in due_for(boss.pk, [], now=NOW, language="en")[0].text


def test_recovery_codes_that_run_low_are_said() -> None:
    person = make_person()
    give_app(person, used=7)
    assert titles(person) == []
    Authenticator.objects.filter(user=person).delete()
    give_app(person, used=8)
    (due,) = due_for(person.pk, [], now=NOW, language="en")
    assert (due.title, due.text) == ("Make new recovery codes", "2 recovery codes are left.")
    assert due.url == "/accounts/security/codes/renew/"


def test_a_change_of_address_waits_until_it_is_too_old() -> None:
    person = make_person()
    ask_for_address(person=person.pk, email="new@example.org", by="test", now=NOW)
    (due,) = due_for(person.pk, [], now=NOW, language="en")
    assert "new@example.org" in due.text
    assert due.due_at == NOW + timedelta(days=2)
    assert due_for(person.pk, [], now=NOW + timedelta(days=3), language="en") == []


def test_it_is_in_the_language_that_is_asked_for() -> None:
    assert titles(make_person(role="secretariat"), "ko") != ["Set up a second factor"]


def test_it_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = make_person(role="secretariat")
    for _ in range(3):
        give_key(person)
    give_app(person, used=9)
    ask_for_address(person=person.pk, email="new@example.org", by="test", now=NOW)
    with django_assert_num_queries(2):
        assert len(due_for(person.pk, [], now=NOW, language="en")) == 2


def test_nobody_has_nothing_due() -> None:
    assert due_for(0, [], now=NOW, language="en") == []


@pytest.fixture
def amara() -> User:
    """Somebody of whom there is one of everything."""
    person = make_person(email="amara@example.org", name="Amara Nakato", birth_on="1999-05-30", zone="Africa/Kampala")
    give_app(person)
    give_key(person)
    browser = browser_of(person)
    UserSession.objects.create(user=person, ip="192.0.2.1", user_agent="x", session_key=browser.session.session_key)
    ask_for_address(person=person.pk, email="new@example.org", by="test", now=NOW)
    record_consent(purpose="account", text="Yes.", language="en", person=person.pk, by="test", now=NOW)
    record_consent(purpose="news", text="Yes.", language="en", email="amara@example.org", by="test", now=NOW)
    make_invitation(email="amara@example.org", person=person)
    return person


def test_what_is_held_about_somebody_names_everything_and_shows_no_secret(amara: User) -> None:
    held = holdings_of(amara.pk)
    assert {name: len(rows) for name, rows in held.items()} == {
        "account": 1,
        "consents": 1,
        "sessions": 1,
        "factors": 3,
        "identities": 0,
        "address_changes": 1,
        "invitations": 1,
    }
    assert held["account"][0]["email"] == "amara@example.org"
    assert "Blue key" in str(held["factors"])
    assert SECRET not in str(held)
    assert "seed" not in str(held)


def test_an_emptied_account_has_nothing_personal_left(amara: User) -> None:
    session = browser_of(amara)
    empty_account(person=amara.pk, by="test", now=NOW)
    for rows in holdings_of(amara.pk).values():
        for word in ("amara", "Nakato", "1999", "192.0.2.1", "Kampala", "new@example.org"):
            assert word not in str(rows)
    amara.refresh_from_db()
    assert not amara.is_active
    assert not AddressChange.objects.exists()
    assert Consent.objects.filter(person=amara, text="Yes.").exists()
    assert not Consent.objects.filter(email="amara@example.org").exists()
    assert session.get("/accounts/me/").status_code == 302


def test_the_last_administrator_is_not_emptied() -> None:
    boss = make_person(role="secretariat")
    with pytest.raises(LastAdministrator):
        empty_account(person=boss.pk, by="test", now=NOW)


def test_what_is_sealed_can_be_read_here_only(settings: Any) -> None:
    sealed = seal("a secret, 비밀")
    assert unseal(sealed) == "a secret, 비밀"
    assert seal("a secret, 비밀") != sealed
    settings.SECRET_KEY = "another" * 8
    with pytest.raises(Unreadable):
        unseal(sealed)


def test_what_nobody_can_use_any_more_is_swept_out(amara: User) -> None:
    issue_link(purpose="door", about="1", lasts=timedelta(days=1), now=NOW - timedelta(days=60))
    assert sweep(now=NOW)["links"] == 1
    later = NOW + timedelta(days=800)
    assert sweep(now=later) == {"sessions": 1, "traces of sessions": 1, "links": 2, "changes of address": 1}
    assert sweep(now=later) == dict.fromkeys(sweep(now=later), 0)
