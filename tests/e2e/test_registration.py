"""Registering, as people do it: with a script, without one, by keyboard alone; and axe on every page of it."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from hanse.accounts.models import User
from hanse.accounts.operations import make_link
from hanse.calendar.registration.examples import make_examples
from hanse.calendar.registration.models import Delegation, Registration
from hanse.members.examples import make_examples as of_members
from hanse.post.models import Message
from tests.e2e.windows import Scheme, axe_faults, open_window

pytestmark = [pytest.mark.browser]
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)


@pytest.fixture
def demonstration(site: str, settings: Any) -> str:
    settings.TODAY = date(2023, 5, 16)
    call_command("cast", stdout=io.StringIO())
    of_members(NOW)
    make_examples(NOW)
    return site


def sign_in(page: Page, site: str, who: str) -> None:
    user = User.objects.get(email=f"{who}@example.org")
    page.goto(f"{site}/accounts/link/{make_link(user=user)}/")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(re.compile(r"^(?!.*link).*$"))


def addresses(who: str) -> list[str]:
    offered = Registration.objects.get(state="offered")
    fair = "/activities/scewc-2023"
    if who == "mina":
        asked = Registration.objects.filter(state="asked").order_by("pk")[0]
        pages = [f"{fair}/registration/{part}" for part in ("", "terms/", "invitations/")]
        return [*pages, "/registrations/", f"/registrations/{asked.uid}/"]
    delegation = Delegation.objects.filter(intake__activity__slug="scewc-2023").get()
    own = f"/registrations/{offered.uid}/"
    draft = "/activities/shrdc-training-2023/register/"
    return [f"{fair}/", f"{fair}/register/delegation/", draft, own, f"{own}change/", f"{own}cancel/",
            f"/registrations/delegations/{delegation.uid}/", "/registrations/links/",
            "/activities/smart-city-champions-2023/register/"]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "width", "scheme"),
    [("amara", 1280, "light"), ("amara", 390, "dark"), ("mina", 1280, "dark"), ("mina", 390, "light")],
)
def test_axe_finds_nothing_and_nothing_runs_off_the_sheet(
    demonstration: str, chromium: Browser, who: str, width: int, scheme: Scheme
) -> None:
    window = open_window(chromium, width, scheme)
    sign_in(window, demonstration, who)
    found = []
    for address in addresses(who):
        response = window.goto(demonstration + address)
        assert response, address
        assert response.status == 200, address
        assert window.evaluate("document.documentElement.scrollWidth") <= width, address
        found += axe_faults(window, address)
    window.context.close()
    assert not found, "\n".join(found)


def test_a_question_appears_with_the_answer_that_asks_for_it(demonstration: str, page: Page) -> None:
    sign_in(page, demonstration, "chloe")
    page.goto(f"{demonstration}/activities/scewc-2023/")
    page.get_by_role("link", name="Register", exact=True).last.click()
    kitchen = page.get_by_label("What should the kitchen know?")
    expect(kitchen).to_be_hidden()
    page.get_by_label("Something else").check()
    expect(kitchen).to_be_visible()
    kitchen.fill("No nuts")
    page.get_by_role("checkbox", name=re.compile("My name")).check()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are registered")
    assert Registration.objects.get(answers__diet="other").answers["which-food"] == "No nuts"


def test_without_a_script_everything_can_be_sent(demonstration: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(f"{demonstration}/activities/smart-city-champions-2023/register/")
    window.get_by_label("Name", exact=True).fill("Noor (example)")
    window.get_by_label("E-mail").fill("noor@example.org")
    window.get_by_label("Date of birth").fill("2000-02-21")
    window.get_by_label("Online").check()
    window.get_by_role("checkbox", name=re.compile("My name")).check()
    window.get_by_role("button", name="Register").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    body = Message.objects.get(email="noor@example.org").body
    found = re.search(r"/registrations/confirm/[^\s>]+", body)
    assert found
    window.goto(demonstration + found[0])
    window.get_by_role("button", name="Yes, register me").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("You are registered")
    context.close()


def test_by_keyboard_alone_an_offer_is_answered(demonstration: str, page: Page) -> None:
    sign_in(page, demonstration, "amara")
    page.goto(f"{demonstration}/activities/wsce-2023/")
    for words in ("Answer the offer", "Yes, I come"):
        for _n in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent").strip() == words:
                break
        assert page.evaluate("document.activeElement.textContent").strip() == words
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_text("The seat is yours.")).to_be_visible()
