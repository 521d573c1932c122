"""Windows of the widths and the schemes in which pages are tried."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
in_every_window = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])


def open_window(chromium: Browser, width: int, scheme: Scheme) -> Page:
    """A window of one's own, without anybody's cookies."""
    return chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
