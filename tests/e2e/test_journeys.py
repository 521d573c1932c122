"""The main journeys, as people make them."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from hanse.accounts.operations import add_person, make_link
from tests.e2e.windows import Scheme, axe_faults, in_every_window, open_window

pytestmark = [pytest.mark.browser]
PAGES = ["/", "/2023/list/", "/2023/09/", "/2023/programmes/", "/2023/areas/prize/", "/activities/kick-off-2023/", "/activities/general-assembly-2023/", "/organisations/", "/organisations/seoul/", "/regions/", "/regions/ascn/", "/search/?q=sao", "/about/", "/contact/", "/reading/", "/ui/", "/accounts/login/", "/nothing/"]  # fmt: skip


@in_every_window
def test_axe_finds_nothing_and_nothing_runs_off_the_sheet(
    site: str, chromium: Browser, width: int, scheme: Scheme
) -> None:
    window = open_window(chromium, width, scheme)
    found = []
    for address in PAGES:
        response = window.goto(site + address)
        assert response, address
        assert response.status < 500, address
        assert window.evaluate("document.documentElement.scrollWidth") <= width, address
        found += axe_faults(window, address)
    window.context.close()
    assert not found, "\n".join(found)


def test_from_the_year_to_an_activity_to_its_organisation(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_role("link", name="Sixth General Assembly").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sixth General Assembly")
    expect(page.get_by_text("Ulyanovsk Region")).to_be_visible()
    page.get_by_role("link", name="World Smart Sustainable Cities Organization").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("World Smart Sustainable Cities Organization")


def test_filters_change_the_page_and_the_address_without_loading_it_anew(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_text("People under 35", exact=True).click()
    expect(page.get_by_text("1 activity")).to_be_visible()
    assert "audience=under-35" in page.url
    page.reload()
    expect(page.get_by_text("1 activity")).to_be_visible()


def test_everything_works_without_scripts(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(site + "/2023/list/")
    window.get_by_text("Online", exact=True).first.click()
    window.get_by_role("button", name="Show", exact=True).click()
    assert "mode=online" in window.url
    expect(window.get_by_role("link", name="Activator survey")).to_be_visible()
    window.goto(site + "/search/")
    window.get_by_label("Words to look for").fill("beyog")
    window.get_by_role("button", name="Search").click()
    expect(window.get_by_role("link", name="Beyoğlu")).to_be_visible()
    context.close()


def test_the_browsers_zone_becomes_the_readers_clock(site: str, page: Page) -> None:
    page.goto(site + "/activities/kick-off-2023/")
    page.reload()
    expect(page.get_by_text("in Kampala, your time")).to_be_visible()


def test_korean_and_dark_are_kept(site: str, page: Page) -> None:
    page.goto(site + "/reading/")
    page.get_by_label("Language", exact=True).select_option("ko")
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Keep").click()
    page.goto(site + "/activities/general-assembly-2023/")
    expect(page.get_by_role("heading", level=1)).to_have_text("제6차 총회")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_with_the_keyboard_alone(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label') || ''").startswith("Kick-off"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kick-off of the 2023 activities")


def test_signing_in_by_a_link(site: str, page: Page) -> None:
    person = add_person(email="mina@example.org", name="Mina Park", role="secretariat", by="test", now=timezone.now())
    page.goto(f"{site}/accounts/link/{make_link(user=person)}/")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Mina Park")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def sign_in_as_mina(window: Page, site: str) -> None:
    user = add_person(
        email="mina@example.org", name="Mina Park", role="secretariat", by="test", now=timezone.now(), is_example=True
    )
    window.goto(f"{site}/accounts/link/{make_link(user=user)}/")
    window.locator("main button").click()


def test_the_secretariat_edits_previews_and_confirms(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.get_by_role("link", name="Secretariat", exact=True).click()
    page.get_by_role("link", name="Add an activity").click()
    page.locator("#id_title").fill("Open house")
    page.locator("#id_area").select_option("networking")
    page.locator("#id_when").fill("week of 12 June")
    expect(page.locator("#when-reading")).to_contain_text("We read: week of Mon, 12 Jun 2023")
    page.locator("#id_when").fill("31 April")
    expect(page.locator("#when-reading")).to_contain_text("April 2023 has 30 days, not 31")
    page.locator("#id_when").fill("12 June 2023")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open house")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("link", name="Publish as tentative").click()
    page.get_by_role("button", name="Publish as tentative").click()
    page.get_by_role("link", name="Confirm", exact=True).click()
    page.get_by_label("Why").fill("The hall is booked.")
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("The hall is booked.").first).to_be_visible()


def test_the_secretariat_opens_next_year_with_the_keyboard_alone(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.goto(f"{site}/2023/desk/")
    page.get_by_role("link", name="Copy the year").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/2023/desk/copy/")
    page.get_by_role("button", name="Copy", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/2024/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk 2024")
    expect(page.get_by_text("copies are made")).to_be_visible()


@in_every_window
def test_axe_finds_nothing_on_the_desk(site: str, chromium: Browser, width: int, scheme: Scheme) -> None:
    window = open_window(chromium, width, scheme)
    sign_in_as_mina(window, site)
    found = []
    for address in (
        "/2023/desk/", "/2023/desk/new/", "/2023/desk/copy/", "/2023/desk/words/", "/activities/kick-off-2023/edit/",
        "/activities/kick-off-2023/history/", "/activities/kick-off-2023/step/postpone/", "/activities/kick-off-2023/",
        "/2023/desk/history/", "/activities/kick-off-2023/remove/", "/2023/desk/copy/?pick=nope",
        "/2023/desk/several/?do=hold&pick=kick-off-2023&pick=cop28-2023", "/trail/", "/trail/?q=forum&verb=load",
        "/organisations/seoul/trail/", "/me/data/", "/me/erase/", "/personal-data/?email=nobody@example.org", "/privacy/",
    ):  # fmt: skip
        response = window.goto(site + address)
        assert response, address
        assert response.status == 200, address
        assert window.evaluate("document.documentElement.scrollWidth") <= width, address
        found += axe_faults(window, address)
    window.context.close()
    assert not found, "\n".join(found)
