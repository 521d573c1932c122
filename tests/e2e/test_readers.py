"""What a reader's own device brings along: its clock, its width, its language."""

import pytest
from playwright.sync_api import Browser, Page, expect

from hanse.calendar.models import Activity

pytestmark = [pytest.mark.browser]


def test_the_first_page_of_a_visit_has_the_readers_own_time(site: str, chromium: Browser) -> None:
    context = chromium.new_context(locale="en-GB", timezone_id="America/Sao_Paulo")
    window = context.new_page()
    window.goto(f"{site}/activities/kick-off-2023/")
    expect(window.locator("[data-clock=when]")).to_contain_text("02:00 in São Paulo, your time")
    expect(window.locator("[data-clock=hours]")).to_contain_text("São Paulo")
    said = window.locator("[data-clock=when]").inner_text()
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.reload()
    assert window.locator("[data-clock=when]").inner_text() == said
    assert len([url for url in asked if "/activities/" in url]) == 1
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_long_words_and_addresses_stay_on_the_sheet(site: str, page: Page, width: int) -> None:
    address = "https://example.org/" + "a" * 90
    Activity.objects.filter(slug="kick-off-2023").update(
        title="W" * 170, label="", summary=f"See {address}", description=f"Or {address} again."
    )
    Activity.objects.filter(slug="wsis-forum-2023").update(title="W" * 170, label="")
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/activities/kick-off-2023/", "/2023/", "/2023/list/", "/2023/03/", "/2023/areas/networking/"):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{site}/activities/kick-off-2023/")
    expect(page.get_by_role("link", name=address)).to_have_attribute("href", address)
