"""Pages on paper."""

import calendar
import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

pytestmark = [pytest.mark.browser]


def printed(page: Page, address: str) -> PdfReader:
    page.goto(address)
    sheet = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    return PdfReader(io.BytesIO(sheet))


def test_the_picture_of_the_year_fits_one_sheet_and_its_words_follow(site: str, page: Page) -> None:
    paper = printed(page, f"{site}/2023/")
    first, second = paper.pages[0], paper.pages[1]
    assert first.mediabox.width > first.mediabox.height
    assert second.mediabox.width < second.mediabox.height
    for words in ("The year at a glance", "Kick-off", "WSCE", "Latin America network", "Cancelled"):
        assert words in first.extract_text()
    assert "The same, in words" in second.extract_text()


def test_on_paper_no_head_stands_alone_at_the_foot_of_a_sheet(site: str, page: Page) -> None:
    paper = printed(page, f"{site}/2023/")
    assert len(paper.pages) <= 4
    heads = {*calendar.month_name[1:], "All year", "this month"}
    for sheet in paper.pages:
        last = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()][-1]
        assert last not in heads


@pytest.mark.parametrize(("address", "most"), [("/activities/general-assembly-2023/", 2), ("/2023/list/", 4)])
def test_other_pages_need_few_sheets_and_print_no_menus(site: str, page: Page, address: str, most: int) -> None:
    paper = printed(page, site + address)
    assert len(paper.pages) <= most
    assert "Sign in" not in paper.pages[0].extract_text()
