"""A code by e-mail, or a link that works once."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hanse.accounts.models import User
from hanse.accounts.operations import PersonExists, add_person, make_link
from tests.factories.calendar import make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Somebody who may sign in."""
    make_year()
    return add_person(email="Mina@Example.org", name="Mina", role="secretariat", by="test", now=timezone.now())


def test_signing_in_with_a_code(person: User, nobody: Client) -> None:
    response = nobody.post("/accounts/login/", {"email": "mina@example.org"})
    assert response.status_code == 302
    code = re.search(r"Your code is (\S+)\.", str(mail.outbox[0].body))
    assert code
    assert nobody.get(response["Location"]).status_code == 200
    assert nobody.post(response["Location"], {"code": code[1], "action": "verify"}).status_code == 302
    assert "Secretariat" in nobody.get("/").content.decode()
    assert nobody.post("/accounts/logout/").status_code == 302
    assert "Sign in" in nobody.get("/").content.decode()


def test_a_stranger_learns_nothing(person: User, nobody: Client) -> None:
    response = nobody.post("/accounts/login/", {"email": "stranger@example.org"})
    assert response.status_code == 302
    assert not mail.outbox
    assert "If stranger@example.org belongs to somebody here" in nobody.get(response["Location"]).content.decode()


def test_a_wrong_code_does_not_let_in(person: User, nobody: Client) -> None:
    nobody.post("/accounts/login/", {"email": "mina@example.org"})
    assert nobody.post("/accounts/login/code/", {"code": "WRONG1", "action": "verify"}).status_code == 200
    assert "_auth_user_id" not in nobody.session


def test_a_link_works_once_and_only_by_its_button(person: User, nobody: Client) -> None:
    address = f"/accounts/link/{make_link(user=person)}/"
    assert "Sign in as Mina" in nobody.get(address).content.decode()
    assert "_auth_user_id" not in nobody.session
    assert nobody.post(address).status_code == 302
    assert "_auth_user_id" in nobody.session
    assert Client().get(address).status_code == 410


def test_a_forged_link_is_refused(person: User, nobody: Client) -> None:
    assert nobody.get(f"/accounts/link/{make_link(user=person)[:-3]}abc/").status_code == 410


def test_the_same_address_twice_whatever_its_capitals(person: User) -> None:
    with pytest.raises(PersonExists):
        add_person(email="MINA@example.org", name="", role="person", by="test", now=timezone.now())


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "password/change/"])
def test_nothing_else_of_the_library_is_reachable(path: str, nobody: Client) -> None:
    assert nobody.get(f"/accounts/{path}").status_code == 404
