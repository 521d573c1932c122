"""Where a second factor is demanded, a token opens no more than the session in which it was made."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as house
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hanse.accounts.models import User
from hanse.accounts.tokens.models import Token
from hanse.accounts.tokens.operations import make_token
from tests.factories.accounts import browser_of, make_manager, make_person
from tests.factories.calendar import make_year
from tests.factories.registration import make_intake, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demanded(settings: Settings) -> None:
    """As in production."""
    settings.CONFIG = replace(house.CONFIG, second_factor="required")


@pytest.fixture
def boss() -> User:
    return make_person(email="mina@example.org", name="Mina Park", role="secretariat")


def token_of(person: User, *, by_factor: bool) -> dict[str, str]:
    """The header of a call with a token that may do everything."""
    now = timezone.now()
    made = make_token(
        person=person.pk,
        name="CRM",
        scopes=["registrations:read", "registrations:write"],
        expires_on=now.date() + timedelta(days=9),
        by_factor=by_factor,
        by="test",
        now=now,
    )
    return {"Authorization": f"Bearer {made.secret}"}


def test_no_token_is_made_before_it_was_shown(boss: User) -> None:
    make_year()
    expires = timezone.now().date() + timedelta(days=9)
    form = {"name": "CRM", "scopes": ["registrations:read"], "expires_on": expires.isoformat()}
    without = browser_of(boss, "code")
    for answer in (without.get("/accounts/tokens/"), without.post("/accounts/tokens/", form)):
        assert answer["Location"].startswith("/accounts/security/needed/?next=")
    assert not Token.objects.exists()
    assert "hanse_" in browser_of(boss, "mfa").post("/accounts/tokens/", form).content.decode()
    assert Token.objects.get().by_factor


def test_an_administrators_token_that_was_made_without_it_reads_what_anybody_may(boss: User) -> None:
    one = register(make_intake())
    for by_factor, status, count in ((True, 200, 1), (False, 404, 0)):
        headers = token_of(boss, by_factor=by_factor)
        assert Client().get(f"/api/v1/registrations/{one.uid}", headers=headers).status_code == status
        assert len(Client().get("/api/v1/registrations", headers=headers).json()["items"]) == count


def test_a_managers_token_that_was_made_without_it_approves_nothing() -> None:
    intake = make_intake(needs_approval=True)
    manager = make_manager(intake.activity.area.key)
    one = register(intake)
    for by_factor, status in ((False, 404), (True, 200)):
        headers = {**token_of(manager, by_factor=by_factor), "Idempotency-Key": f"approve-{by_factor}"}
        address = f"/api/v1/registrations/{one.uid}/approve"
        answer = Client().post(address, {}, content_type="application/json", headers=headers)
        assert answer.status_code == status


def test_a_member_of_no_office_needs_none() -> None:
    one = register(make_intake())
    assert one.person is not None
    headers = token_of(one.person, by_factor=False)
    assert Client().get(f"/api/v1/registrations/{one.uid}", headers=headers).status_code == 200
