"""Signing in and keeping one's account, in a real browser; passkeys with an authenticator that Chromium plays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django import Settings

from hanse.accounts.models import AddressChange, User
from hanse.accounts.operations import add_person, make_link
from hanse.accounts.operations.addresses import CONFIRM, STOP, about_change
from hanse.accounts.operations.invitations import PURPOSE as INVITATION
from hanse.accounts.operations.invitations import about
from hanse.accounts.operations.links import issue_link
from hanse.audit.models import Entry
from tests.accounts.browsers import code_to
from tests.accounts.test_factors import app_code, demanded, give_app, give_key  # noqa: F401  # a fixture among them
from tests.e2e.windows import Scheme, axe_faults, in_every_window, open_window
from tests.factories.accounts import make_invitation, make_person, make_provider

pytestmark = [pytest.mark.browser]
FARID, MINA = "farid@example.org", "mina@example.org"


@pytest.fixture
def authenticator(page: Page) -> Iterator[CDPSession]:
    """A device with a finger that is always there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})
    yield session
    session.send("WebAuthn.disable")


def enter_by_code(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code").fill(code_to(email))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def enter_by_link(page: Page, site: str, person: User) -> None:
    page.goto(f"{site}/accounts/link/{make_link(user=person)}/")
    page.locator("main button").click()


def leave(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()


def test_farid_makes_an_account_and_a_passkey_and_comes_back_with_it(
    site: str, page: Page, authenticator: CDPSession
) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("link", name="No account yet?").click()
    page.get_by_label("Name").fill("Farid Rahimi")
    page.get_by_label("E-mail address").fill(FARID)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_to(FARID))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert page.locator("main code").count() == 10
    page.get_by_role("link", name="I have them; go on").click()
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()
    expect(page.get_by_text("signs in alone")).to_be_visible()
    leave(page)
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/desk/")
    expect(page.get_by_role("link", name="Farid Rahimi")).to_be_visible()
    assert Entry.objects.filter(verb="sign-in").latest("id").note == "webauthn"


def test_several_passkeys_have_names_and_one_is_the_second_step_after_a_code(
    site: str, page: Page, authenticator: CDPSession
) -> None:
    person = make_person(email=FARID, name="Farid Rahimi")
    enter_by_link(page, site, person)
    page.goto(f"{site}/accounts/security/passkeys/add/")
    page.get_by_label("Name").fill("Phone")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/accounts/security/codes/")
    # The same device makes no second one; another one does.
    page.goto(f"{site}/accounts/security/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("status").filter(has_text="made no passkey")).to_be_visible()
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})
    page.goto(f"{site}/accounts/security/passkeys/add/")
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/accounts/security/")
    expect(page.get_by_text("Blue key", exact=True)).to_be_visible()
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 2
    leave(page)
    enter_by_code(page, site, FARID)
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/desk/")
    expect(page.get_by_role("link", name="Farid Rahimi")).to_be_visible()
    page.goto(f"{site}/accounts/security/")
    page.get_by_role("link", name=re.compile("Remove.*Blue key")).click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("Blue key", exact=True)).to_have_count(0)


def test_a_passkey_shows_once_more_who_one_is(
    site: str, page: Page, authenticator: CDPSession, settings: Settings
) -> None:
    enter_by_link(page, site, make_person(email=FARID, name="Farid"))
    page.goto(f"{site}/accounts/security/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/accounts/security/codes/")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.goto(f"{site}/accounts/me/address/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/accounts/me/address/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change the address")


def test_a_browser_that_declines_says_so_and_leaves_the_other_ways(site: str, page: Page) -> None:
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("status").filter(has_text="did not sign you in")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_be_enabled()


@pytest.mark.usefixtures("demanded")
def test_mina_is_led_to_a_second_factor_and_on_to_the_desk(site: str, page: Page, authenticator: CDPSession) -> None:
    add_person(email=MINA, name="Mina Park", role="secretariat", by="test", now=timezone.now())
    page.goto(f"{site}/accounts/login/?next=/2023/desk/")
    page.get_by_label("E-mail address").fill(MINA)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code").fill(code_to(MINA))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    expect(page.locator(".masthead__strip")).not_to_contain_text("Secretariat")
    page.get_by_role("link", name="A passkey").click()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I have them; go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk 2023")


def test_everything_but_passkeys_works_without_scripts_and_by_keyboard(site: str, chromium: Browser) -> None:
    person = make_person(email=FARID, name="Farid Rahimi")
    give_app(person)
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(f"{site}/accounts/login/")
    expect(window.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    window.get_by_label("E-mail address").focus()
    window.keyboard.type(FARID)
    window.keyboard.press("Enter")
    window.wait_for_url("**/accounts/login/code/")
    window.keyboard.type(code_to(FARID))
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("The second step")
    window.keyboard.type(app_code())
    window.keyboard.press("Enter")
    expect(window.get_by_role("link", name="Farid Rahimi")).to_be_visible()
    window.goto(f"{site}/accounts/security/passkeys/add/")
    expect(window.get_by_text("an authenticator app works everywhere")).to_be_visible()
    context.close()


def everything(site: str) -> tuple[list[str], list[str], User]:
    """Pages for the signed out, and for an administrator of whom there is one of everything."""
    now, person = timezone.now(), make_person(email=MINA, name="Mina Park", role="secretariat")
    give_app(person, used=8)
    key = give_key(person)
    other = make_person(name="Esra Yıldız-Öztürk with a name of more than sixty letters, as some have", role="manager", areas=["prize", "regional", "governance"])  # fmt: skip
    make_person(is_active=False)
    make_invitation(inviter=person, name="김대중", email="invited@example.org")
    invitation = make_invitation(words="Come and see.\nWe look forward to it.", inviter=person)
    provider = make_provider("example.org", "another-domain-of-the-city.example", key="city", name="City of Example")
    change = AddressChange.objects.create(person=person, email="new@example.org", asked_at=now, expires_at=now)

    def token(purpose: str, thing: str) -> str:
        return issue_link(purpose=purpose, about=thing, lasts=timedelta(days=1), now=now)

    for_all = ["login/", "login/password/", "signup/", "inactive/", "oidc/city/", "oidc/cancelled/", f"link/{make_link(user=other)}/", "link/x/", f"invitation/{token(INVITATION, about(invitation.pk))}/", f"me/address/confirm/{token(CONFIRM, about_change(change.pk))}/", f"me/address/stop/{token(STOP, about_change(change.pk))}/"]  # fmt: skip
    for_mina = ["me/", "me/address/", "welcome/", "security/", "security/needed/", "security/app/remove/", "security/codes/", "security/codes/renew/", "security/passkeys/add/", f"security/passkeys/{key.pk}/name/", f"security/passkeys/{key.pk}/remove/", "security/password/", "security/sessions/", "people/", "people/invite/", f"people/{other.pk}/", f"people/{person.pk}/", f"people/{other.pk}/close/", "providers/", "providers/add/", f"providers/{provider.pk}/", "logout/"]  # fmt: skip
    return [f"{site}/accounts/{path}" for path in for_all], [f"{site}/accounts/{path}" for path in for_mina], person


@in_every_window
def test_axe_finds_nothing_and_nothing_runs_off_the_sheet(
    site: str, chromium: Browser, width: int, scheme: Scheme
) -> None:
    for_all, for_mina, person = everything(site)
    window = open_window(chromium, width, scheme)
    found: list[str] = []

    def look(address: str = "") -> None:
        response = window.goto(address) if address else None
        assert not response or response.status < 500, address
        assert window.evaluate("document.documentElement.scrollWidth") <= width, window.url
        found.extend(axe_faults(window, window.url))

    for address in for_all:
        look(address)
    window.goto(f"{site}/accounts/login/")
    window.get_by_label("E-mail address").fill("somebody@elsewhere.example")
    window.get_by_role("button", name="Go on").click()
    look()
    enter_by_link(window, site, person)
    look()
    window.get_by_label("Code").fill("000000")
    window.get_by_role("main").get_by_role("button", name="Sign in").click()
    look()
    window.get_by_label("Code").fill(app_code())
    window.get_by_role("main").get_by_role("button", name="Sign in").click()
    window.wait_for_url(f"{site}/desk/")
    for address in for_mina:
        look(address)
    window.context.close()
    assert not found, "\n".join(found)
