"""What pages of factors say: no more than there is, and what happened besides."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession

from hanse.accounts.models import User
from tests.accounts.browsers import visitor_of
from tests.accounts.test_factors import AMARA, app_code, first_step, give_app, give_key
from tests.factories.accounts import make_person
from tests.factories.calendar import make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara() -> User:
    """Somebody without an office, in a year that there is."""
    make_year()
    return make_person(email=AMARA, name="Amara Nakato")


def test_a_passkey_is_offered_at_the_second_step_only_to_whoever_has_one(amara: User) -> None:
    give_app(amara)
    assert "Use a passkey" not in first_step(AMARA).get("/accounts/login/factor/").content.decode()
    give_key(amara)
    assert "Use a passkey" in first_step(AMARA).get("/accounts/login/factor/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_whoever_adds_a_factor_hears_that_sessions_elsewhere_ended(amara: User) -> None:
    here, elsewhere = visitor_of(amara, "code"), visitor_of(amara, "code")
    key = elsewhere.session.session_key
    UserSession.objects.create(user=amara, ip="192.0.2.1", session_key=key, user_agent="x")
    secret = re.search(r'<code class="secret">(\w{32})</code>', here.get("/accounts/security/app/").content.decode())
    assert secret
    page = here.post("/accounts/security/app/", {"code": app_code(secret[1])}, follow=True).content.decode()
    assert "You were signed out on 1 other device." in page


def test_the_hint_for_passkeys_names_the_address_at_hand(amara: User) -> None:
    page = visitor_of(amara, "code").get("/accounts/security/", headers={"host": "127.0.0.1:8153"})
    assert "such as http://localhost:8153, to add one" in page.content.decode()
