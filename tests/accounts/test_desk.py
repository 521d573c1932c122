"""What the accounts put on somebody's desk, and how their secrets lie."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as house
from pytest_django import DjangoAssertNumQueries, Settings

from hanse.accounts.desk import due_for
from hanse.accounts.models import User
from hanse.accounts.operations.addresses import ask_for_address
from hanse.accounts.sealing import Unreadable, seal, unseal
from tests.accounts.test_factors import give_app, give_key
from tests.factories.accounts import make_manager, make_person

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


def test_it_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = make_person(role="secretariat")
    for _ in range(3):
        give_key(person)
    give_app(person, used=9)
    ask_for_address(person=person.pk, email="new@example.org", by="test", now=NOW)
    with django_assert_num_queries(1):
        assert len(due_for(person.pk, [], now=NOW, language="en")) == 2


def test_nobody_has_nothing_due() -> None:
    assert due_for(0, [], now=NOW, language="en") == []


def test_what_is_sealed_can_be_read_here_only(settings: Any) -> None:
    sealed = seal("a secret, 비밀")
    assert unseal(sealed) == "a secret, 비밀"
    assert seal("a secret, 비밀") != sealed
    settings.SECRET_KEY = "another" * 8
    with pytest.raises(Unreadable):
        unseal(sealed)
