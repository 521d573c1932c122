"""Windows of the widths and the schemes in which pages are tried, and what Axe finds in them."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Scheme = Literal["light", "dark"]
in_every_window = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])


def open_window(chromium: Browser, width: int, scheme: Scheme) -> Page:
    """A window of one's own, without anybody's cookies."""
    return chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()


def axe_faults(window: Page, address: str) -> list[str]:
    """What hinders people on a page, each with the place where it stands."""
    violations = Axe().run(window, options=RULES).response["violations"]
    return [f"{address}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]
