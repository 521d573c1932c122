"""People act for organisations, and organisations join: as people do it, one of them without a script."""

import io
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from hanse.accounts.models import User
from hanse.accounts.operations import add_person, make_link
from hanse.members.models import Application, Organisation
from hanse.members.operations.mandates import Offer, grant_mandate
from hanse.post.models import Message

pytestmark = [pytest.mark.browser]


def person(email: str, role: str = "person") -> User:
    return add_person(email=email, name=email.partition("@")[0].title(), role=role, by="tests", now=timezone.now())


def sign_in(site: str, context: BrowserContext, user: User) -> Page:
    window = context.new_page()
    window.goto(f"{site}/accounts/link/{make_link(user=user)}/")
    window.locator("main button").first.click()
    return window


def link_in(kind: str) -> str:
    """The path of the link in the newest letter of a kind."""
    body = Message.objects.filter(kind=kind).latest("id").body.replace("\\", "")
    found = re.search(r"https?://[^/]+(/\S+/)", body)
    assert found
    return found[1]


def test_a_colleague_is_invited_accepts_and_acts_without_a_script(site: str, chromium: Browser) -> None:
    amara = person("amara@example.org")
    for slug in ("kampala", "nairobi"):
        grant_mandate(
            person=amara.pk, organisation=Organisation.objects.get(slug=slug).pk, offer=Offer(role="cio", is_administrator=True),
            starts_on=date(2023, 1, 1), by="tests", now=timezone.now(),
        )  # fmt: skip
    hers = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    window = sign_in(site, hers, amara)
    window.goto(site + "/about/")
    window.get_by_text("acting for Kampala").click()
    window.get_by_role("button", name="Nairobi").click()
    expect(window.get_by_text("You act for Nairobi now.")).to_be_visible()
    assert window.url == site + "/about/"
    window.goto(site + "/organisations/kampala/people/")
    window.get_by_role("link", name="Invite somebody").click()
    window.get_by_label("E-mail").fill("ben@kampala.example")
    window.get_by_role("button", name="Send the invitation").click()
    expect(window.get_by_text("The invitation to ben@kampala.example is on its way.")).to_be_visible()
    his = chromium.new_context(java_script_enabled=False)
    other = his.new_page()
    other.goto(site + link_in("joining-invitation"))
    other.locator("[name=name]").fill("Ben “B” 김")
    other.locator("[name=consent]").check()
    other.get_by_role("button", name="Accept the invitation").click()
    expect(other.get_by_text("You act for Kampala now.")).to_be_visible()
    expect(other.get_by_text("acting for Kampala")).to_be_visible()
    hers.close()
    his.close()


def test_a_city_applies_is_screened_approved_and_welcomed(site: str, chromium: Browser, tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(photo, "JPEG")
    letter = tmp_path / "letter.jpg"
    letter.write_bytes(photo.getvalue())
    stranger = chromium.new_context().new_page()
    stranger.goto(site + "/join/")
    stranger.get_by_role("link", name="Apply Full member").click()
    for label, text in (("Name of the organisation", "Entebbe"), ("Why do you want to join?", "To learn."), ("Who signed the letter", "The Mayor"), ("Office of who signed", "Mayor"), ("Your name", "New Person"), ("Your e-mail", "office@entebbe.example")):  # fmt: skip
        stranger.get_by_label(label, exact=True).fill(text)
    stranger.get_by_label("Country").select_option("UG")
    stranger.locator("[name=letter]").set_input_files(letter)
    stranger.locator("[name=agreed]").check()
    stranger.get_by_role("button", name="Send the application").click()
    expect(stranger.get_by_text("The secretariat reads your application")).to_be_visible()
    context = chromium.new_context()
    mina = sign_in(site, context, person("mina@example.org", "secretariat"))
    if "/accounts/" in mina.url:
        pytest.skip("a second factor is demanded here; screening is tested without a browser")
    one = Application.objects.get()
    mina.goto(f"{site}/applications/{one.reference}/")
    assert not Axe().run(mina).response["violations"]
    for box in mina.locator("[name=check-checks]").all():
        box.check()
    mina.get_by_role("button", name="Keep what was checked").click()
    mina.get_by_label("Reference in the minutes").first.fill("EXCOM 2023, 7")
    mina.get_by_role("button", name="Record the approval").click()
    mina.get_by_role("button", name="Welcome", exact=True).click()
    expect(mina.get_by_text("Entebbe is a member now.")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_text("You are a member.")).to_be_visible()
    context.close()


def boxes(what: Locator) -> list[dict[str, float]]:
    """Where the visible ones stand."""
    found = [one.bounding_box() for one in what.all() if one.is_visible()]
    return [dict(box) for box in found if box]  # type: ignore[call-overload]


@pytest.mark.parametrize("width", [390, 1280])
def test_names_in_the_menu_and_years_of_the_register_do_not_run_together(
    site: str, chromium: Browser, width: int
) -> None:
    amara = person("amara@example.org")
    for slug in ("amsterdam", "barcelona"):
        grant_mandate(
            person=amara.pk, organisation=Organisation.objects.get(slug=slug).pk, offer=Offer(role="staff"),
            starts_on=date(2023, 1, 1), by="tests", now=timezone.now(),
        )  # fmt: skip
    context = chromium.new_context(viewport={"width": width, "height": 800})
    window = sign_in(site, context, amara)
    window.goto(site + "/register/")
    window.get_by_text("acting for Amsterdam").click()
    entries = boxes(window.locator(".menu[open] :is(button, a)"))
    assert len(entries) == 4
    assert all(one["y"] + one["height"] <= other["y"] + 1 for one, other in pairwise(entries))
    assert all(one["height"] >= 24 for one in entries)
    window.goto(site + "/register/")
    line = boxes(window.locator("svg.register text", has_text=re.compile(r"^20\d\d$")))
    assert len(line) >= 5
    assert all(one["x"] + one["width"] < other["x"] for one, other in pairwise(line))
    context.close()
