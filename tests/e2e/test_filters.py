"""Filtering the year in a real browser: forth, back, and on a phone."""

import pytest
from playwright.sync_api import Page, expect

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
