"""Filtering the year in a real browser: forth, back, and on a phone."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from hanse.accounts.operations import add_person, make_link

pytestmark = [pytest.mark.browser]


def test_going_back_after_a_filter_gives_the_whole_page_as_it_was(site: str, page: Page) -> None:
    page.goto(site + "/2023/")
    page.get_by_text("People under 35", exact=True).click()
    page.wait_for_url("**/2023/?audience=under-35**")
    page.go_back()
    page.wait_for_url("**/2023/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The year at a glance")
    expect(page.get_by_role("navigation", name="Main")).to_have_count(1)
    expect(page.locator('input[value="under-35"]')).not_to_be_checked()
    expect(page.get_by_text("29 activities")).to_be_visible()


def test_coming_back_from_another_page_gives_the_whole_page_still_filtered(site: str, page: Page) -> None:
    page.goto(site + "/2023/")
    page.get_by_text("People under 35", exact=True).click()
    page.wait_for_url("**/2023/?audience=under-35**")
    page.locator(".agenda__what a").first.click()
    page.wait_for_url("**/activities/**")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The year at a glance")
    expect(page.locator('input[value="under-35"]')).to_be_checked()
    expect(page.get_by_text("1 activity")).to_be_visible()


def test_links_around_the_list_follow_the_filter(site: str, page: Page) -> None:
    page.goto(site + "/2023/")
    page.get_by_text("People under 35", exact=True).click()
    page.wait_for_url("**/2023/?audience=under-35")
    for name in ("Subscribe to the calendar", "Calendar file .ics", "subscribe with it", "take the file with it"):
        expect(page.get_by_role("link", name=name)).to_have_attribute("href", re.compile("audience=under-35"))
    for name in ("List", "Month"):
        link = page.get_by_role("navigation", name="Ways to see the year").get_by_role("link", name=name)
        expect(link).to_have_attribute("href", re.compile("audience=under-35"))
    brochure = page.get_by_role("link", name="Brochure")
    expect(brochure).to_contain_text("the whole year")
    expect(brochure).not_to_have_attribute("href", re.compile("audience"))


def test_months_turn_with_the_filter(site: str, page: Page) -> None:
    page.goto(site + "/2023/03/")
    page.get_by_text("Open to all", exact=True).click()
    page.wait_for_url("**/2023/03/?audience=public")
    page.get_by_role("link", name="April").click()
    page.wait_for_url("**/2023/04/?audience=public")


def test_a_country_is_picked_from_a_list_and_taken_away_by_its_chip(site: str, page: Page) -> None:
    page.goto(site + "/2023/list/")
    page.get_by_label("Country").select_option("Senegal")
    page.wait_for_url("**/2023/list/?country=SN")
    expect(page.get_by_text("1 activity")).to_be_visible()
    page.get_by_label("Country").select_option("Mexico")
    page.wait_for_url("**/2023/list/?country=MX&country=SN")
    page.get_by_role("checkbox", name="Senegal").uncheck()
    page.wait_for_url("**/2023/list/?country=MX")
    page.get_by_role("link", name="Show everything").click()
    page.wait_for_url("**/2023/list/")


def test_on_a_phone_filters_stand_behind_one_line_that_counts_them(site: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    window = context.new_page()
    window.goto(site + "/2023/list/")
    expect(window.get_by_text("People under 35", exact=True)).to_be_hidden()
    window.get_by_text("Filter", exact=True).click()
    boxes = [chip.bounding_box() for chip in window.locator(".chip:visible").all()]
    assert len(boxes) > 10
    assert all(box and box["x"] + box["width"] <= 390 for box in boxes)
    window.get_by_text("Government officials", exact=True).click()
    window.get_by_label("Country").select_option("South Korea")
    window.get_by_role("button", name="Show", exact=True).click()
    expect(window.get_by_text("2 on")).to_be_visible()
    context.close()


def test_on_a_phone_one_can_sign_in_and_see_every_link_of_the_menu(site: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    window = context.new_page()
    window.goto(site)
    expect(window.get_by_role("link", name="Sign in")).to_be_visible()
    for link in window.get_by_role("navigation", name="Main").get_by_role("link").all():
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, link.inner_text()
    person = add_person(email="mina@example.org", name="Mina Park", role="secretariat", by="test", now=timezone.now())
    window.goto(f"{site}/accounts/link/{make_link(user=person)}/")
    window.get_by_role("button", name="Sign in").click()
    window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("link", name="Sign in")).to_be_visible()
    context.close()
