"""What a browser makes of the words for programs in a page's head."""

import json

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]


def test_the_strict_policy_leaves_the_data_block_alone(site: str, page: Page) -> None:
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective))"
    )
    page.goto(site + "/activities/kick-off-2023/")
    event = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert (event["@type"], event["startDate"]) == ("Event", "2023-02-21T14:00:00+09:00")
    assert page.evaluate("window.refused") == []
