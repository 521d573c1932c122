"""A code by e-mail, a password, or a link that works once."""

import time
from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.conf import settings
from django.utils import timezone

from hanse.accounts.models import User
from hanse.accounts.operations import PersonExists, add_person, make_link
from hanse.audit.models import Entry
from tests.accounts.browsers import Browser, code_to, letters
from tests.factories.accounts import make_person
from tests.factories.calendar import make_year

pytestmark = pytest.mark.django_db
MINA = "mina@example.org"
VERIFY = {"action": "verify"}


@pytest.fixture
def person() -> User:
    """Somebody who may sign in."""
    make_year()
    return add_person(email="Mina@Example.org", name="Mina", role="secretariat", by="test", now=timezone.now())


@pytest.fixture
def visitor() -> Browser:
    return Browser()


def ask(visitor: Browser, email: str = MINA, **more: str) -> str:
    """Ask for a code; where the code is to be typed."""
    response = visitor.post("/accounts/login/", {"email": email, **more})
    assert response.status_code == 302
    return str(response["Location"])


def cookie(visitor: Browser) -> "Morsel[str]":
    return visitor.cookies[settings.SESSION_COOKIE_NAME]


def test_signing_in_with_a_code(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    assert visitor.get(address).status_code == 200
    assert visitor.post(address, {"code": code_to(MINA), **VERIFY}).status_code == 302
    assert "Secretariat" in visitor.get("/").content.decode()
    assert visitor.post("/accounts/logout/").status_code == 302
    assert "Sign in" in visitor.get("/").content.decode()


def test_capitals_and_dashes_of_a_code_do_not_matter(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    visitor.post(address, {"code": code_to(MINA).replace("-", " ").lower(), **VERIFY})
    assert visitor.is_signed_in


def test_a_stranger_learns_nothing(person: User, visitor: Browser) -> None:
    page = visitor.get(ask(visitor, "stranger@example.org")).content.decode()
    assert not letters()
    assert "If stranger@example.org belongs to somebody here" in page


def test_a_wrong_code_does_not_let_in(person: User, visitor: Browser) -> None:
    response = visitor.post(ask(visitor), {"code": "WRONG1", **VERIFY})
    assert response.status_code == 422
    assert "This is not the code" in response.content.decode()
    assert not visitor.is_signed_in


def test_after_five_wrong_codes_the_right_one_is_void(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    for _ in range(5):
        visitor.post(address, {"code": "WRONG1", **VERIFY})
    visitor.post(address, {"code": code_to(MINA), **VERIFY})
    assert not visitor.is_signed_in


def test_another_code_can_be_sent_and_voids_the_first(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    first = code_to(MINA)
    assert visitor.post(address, {"action": "resend"}).status_code == 302
    assert code_to(MINA) != first
    assert visitor.post(address, {"code": first, **VERIFY}).status_code == 422
    visitor.post(address, {"code": code_to(MINA), **VERIFY})
    assert visitor.is_signed_in


def test_another_address_is_no_circle(person: User, visitor: Browser) -> None:
    ask(visitor, "typo@example.org")
    assert visitor.get("/accounts/login/").status_code == 200
    visitor.post(ask(visitor), {"code": code_to(MINA), **VERIFY})
    assert visitor.is_signed_in


def test_a_code_is_good_in_its_own_browser_only(person: User, visitor: Browser) -> None:
    address, other = ask(visitor), Browser()
    other.post(address, {"code": code_to(MINA), **VERIFY})
    assert not other.is_signed_in


def test_a_code_opens_once(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    code = code_to(MINA)
    visitor.post(address, {"code": code, **VERIFY})
    visitor.post("/accounts/logout/")
    visitor.post(address, {"code": code, **VERIFY})
    assert not visitor.is_signed_in


def test_a_code_grows_old(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    session = visitor.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 901
    session.save()
    visitor.post(address, {"code": code_to(MINA), **VERIFY})
    assert not visitor.is_signed_in


def test_the_mail_is_in_the_language_of_its_reader(visitor: Browser) -> None:
    make_person(email="dae@example.org", language="ko")
    ask(visitor, "dae@example.org")
    assert "Your code" not in letters("dae@example.org")[0].subject


def test_a_closed_account_gets_no_code(person: User, visitor: Browser) -> None:
    make_person(email="gone@example.org", is_active=False)
    ask(visitor, "gone@example.org")
    assert not letters()


def test_one_goes_on_where_one_wanted_to_and_never_elsewhere(person: User, visitor: Browser) -> None:
    address = ask(visitor, next="/accounts/me/")
    assert (
        visitor.post(address, {"code": code_to(MINA), **VERIFY, "next": "/accounts/me/"})["Location"] == "/accounts/me/"
    )
    stranger = Browser()
    address = ask(stranger, next="https://evil.example/")
    assert "evil" not in address
    response = stranger.post(address, {"code": code_to(MINA), **VERIFY, "next": "https://evil.example/"})
    assert response["Location"] == "/desk/"


def test_the_session_gets_a_new_key_when_somebody_signs_in(person: User, visitor: Browser) -> None:
    address = ask(visitor)
    before = cookie(visitor).value
    visitor.post(address, {"code": code_to(MINA), **VERIFY})
    assert cookie(visitor).value != before
    thief = Browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert "Sign in" in thief.get("/").content.decode()


def test_a_session_ends_with_the_browser_unless_the_device_is_ones_own(person: User, visitor: Browser) -> None:
    visitor.post(ask(visitor), {"code": code_to(MINA), **VERIFY})
    assert not cookie(visitor)["max-age"]
    own = Browser()
    own.post(ask(own, remember="on"), {"code": code_to(MINA), **VERIFY})
    assert int(cookie(own)["max-age"]) == 30 * 24 * 3600


def test_a_session_that_is_not_remembered_ends_after_one_sitting(person: User, visitor: Browser) -> None:
    visitor.post(ask(visitor), {"code": code_to(MINA), **VERIFY})
    session = visitor.session
    session["accounts.until"] = time.time() - 1
    session.save()
    assert "Sign in" in visitor.get("/").content.decode()


def test_signing_in_is_written_down_with_the_way(person: User, visitor: Browser) -> None:
    visitor.post(ask(visitor), {"code": code_to(MINA), **VERIFY})
    entry = Entry.objects.get(verb="sign-in")
    assert (entry.kind, entry.key, entry.person, entry.note) == ("person", str(person.pk), person.pk, "code")
    person.refresh_from_db()
    assert person.last_seen_on == timezone.now().date()


def test_the_profiles_language_and_zone_follow_into_a_new_browser(visitor: Browser) -> None:
    make_person(email="dae@example.org", language="ko", zone="Asia/Seoul")
    address = ask(visitor, "dae@example.org")
    visitor.post(address, {"code": code_to("dae@example.org"), **VERIFY})
    assert visitor.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ko"
    assert visitor.cookies["zone"].value == "Asia/Seoul"
    other = Browser()
    other.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = ask(other, "dae@example.org")
    other.post(address, {"code": code_to("dae@example.org"), **VERIFY})
    assert other.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_password_signs_in_where_one_was_set(person: User, visitor: Browser) -> None:
    person.set_password("four words no order")
    person.save()
    entered = {"login": MINA, "password": "four words no order", "remember": "on"}
    assert visitor.post("/accounts/login/password/", entered).status_code == 302
    assert visitor.is_signed_in
    assert int(cookie(visitor)["max-age"]) == 30 * 24 * 3600


def test_a_wrong_password_is_answered_with_a_way_out(person: User, visitor: Browser) -> None:
    response = visitor.post("/accounts/login/password/", {"login": MINA, "password": "wrong"})
    assert response.status_code == 422
    assert "Try again, or use a code" in response.content.decode()


def test_guessing_passwords_is_stopped(person: User, visitor: Browser) -> None:
    person.set_password("four words no order")
    person.save()
    for _ in range(5):
        visitor.post("/accounts/login/password/", {"login": MINA, "password": "wrong"})
    response = visitor.post("/accounts/login/password/", {"login": MINA, "password": "four words no order"})
    assert "too often" in response.content.decode()
    assert not visitor.is_signed_in


def test_codes_cannot_be_asked_for_without_end(person: User, visitor: Browser) -> None:
    answers = [visitor.post("/accounts/login/", {"email": MINA}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 422]
    assert len(letters(MINA)) == 3


def test_a_form_without_proof_of_origin_is_refused(person: User) -> None:
    strict = Browser(enforce_csrf_checks=True)
    for path in ("login/", "login/password/", "login/passkey/", "signup/", "logout/"):
        assert strict.post(f"/accounts/{path}", {"email": MINA}).status_code == 403


def test_an_operators_link_works_once_and_only_by_its_button(person: User, visitor: Browser) -> None:
    address = f"/accounts/link/{make_link(user=person)}/"
    assert "Sign in as Mina" in visitor.get(address).content.decode()
    assert not visitor.is_signed_in
    assert visitor.post(address).status_code == 302
    assert visitor.is_signed_in
    answer = Browser().get(address)
    assert answer.status_code == 410
    assert "used already" in answer.content.decode()


def test_a_forged_operators_link_is_refused(person: User, visitor: Browser) -> None:
    answer = visitor.get(f"/accounts/link/{make_link(user=person)[:-3]}abc/")
    assert answer.status_code == 410
    assert "not whole" in answer.content.decode()


def test_the_same_address_twice_whatever_its_capitals(person: User) -> None:
    with pytest.raises(PersonExists):
        add_person(email="MINA@example.org", name="", role="person", by="test", now=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize(
    "path", ["email/", "password/reset/", "password/change/", "confirm-email/", "3rdparty/", "2fa/"]
)
def test_nothing_else_of_the_library_is_reachable(path: str, visitor: Browser) -> None:
    assert visitor.get(f"/accounts/{path}").status_code == 404
