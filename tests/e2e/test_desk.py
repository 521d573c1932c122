"""The desk by keyboard, and when a session ends in the midst of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from hanse.calendar.models import Activity
from tests.e2e.test_journeys import sign_in_as_mina

pytestmark = [pytest.mark.browser]


def test_enter_in_a_field_saves_and_adds_no_rows(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.goto(f"{site}/activities/wsis-forum-2023/edit/")
    page.locator("#id_title").fill("Forum on the information society")
    page.locator("#id_title").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Forum on the information society")
    expect(page.get_by_role("status")).to_contain_text("Saved.")


def test_the_hidden_button_is_not_in_the_way_of_the_keyboard(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.goto(f"{site}/activities/wsis-forum-2023/edit/")
    page.locator("#main").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-hidden')") is None


def test_what_was_typed_is_there_again_after_signing_in(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.goto(f"{site}/activities/wsis-forum-2023/edit/")
    page.locator("#id_summary").fill("Typed for an hour.\nIn two lines.")
    session = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    with page.expect_response(lambda answer: answer.status == 403):
        page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("nothing is lost")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in and go on")).to_be_visible()
    page.context.add_cookies(session)  # type: ignore[arg-type]  # as they were read
    page.goto(f"{site}/kept/")
    page.get_by_role("button", name="Back to the form").click()
    expect(page.locator("#id_summary")).to_have_value("Typed for an hour.\nIn two lines.")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Typed for an hour.").first).to_be_visible()


def test_one_goes_back_and_forth_between_form_and_preview(site: str, page: Page) -> None:
    """Neither the browser's own buttons nor ours ask to send anything again, and nothing that was typed is lost."""
    sign_in_as_mina(page, site)
    page.goto(f"{site}/activities/wsis-forum-2023/edit/")
    page.locator("#id_summary").fill("Typed for an hour.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    page.go_back()
    expect(page.locator("#id_summary")).to_have_value("Typed for an hour.")
    page.go_forward()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    page.reload()
    page.get_by_role("link", name="Back to the form").click()
    expect(page.locator("#id_summary")).to_have_value("Typed for an hour.")
    page.locator("#id_summary").fill("Typed for two hours.")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Typed for two hours.").first).to_be_visible()
    page.go_back()
    expect(page.locator("#id_summary")).to_have_value("Typed for two hours.")


def test_going_back_and_saving_again_makes_no_twin(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.goto(f"{site}/2023/desk/new/")
    page.locator("#id_title").fill("Twin")
    page.locator("#id_when").fill("Mar 13")
    page.get_by_role("button", name="More rows").first.click()
    expect(page.locator("#id_title")).to_have_value("Twin")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Save").last.click()
    expect(page).to_have_url(f"{site}/activities/twin-2023/")
    page.go_back()
    expect(page).to_have_url(re.compile("/activities/twin-2023/"))
    expect(page.get_by_text("This was saved already").first).to_be_visible()
    assert Activity.objects.filter(title="Twin").count() == 1


def test_going_back_and_copying_again_makes_no_twins(site: str, page: Page) -> None:
    sign_in_as_mina(page, site)
    page.goto(f"{site}/2023/desk/copy/?pick=wsis-forum-2023&pick=scse-2023&into=2023")
    before = Activity.objects.count()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("2 copies are made")
    page.go_back()
    expect(page.get_by_text("Copied already:").first).to_be_visible()
    expect(page.locator("input[name=pick]:checked")).to_have_count(0)
    assert Activity.objects.count() == before + 2
