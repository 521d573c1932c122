"""A real browser against a real server on 127.0.0.1."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
YEAR = Path(__file__).resolve().parents[2] / "years" / "2023"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed; as root on Debian “make test” installs it.")
    # Playwright runs a loop of its own, which Django would take for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> str:
    """The address of a server that knows the year 2023."""
    call_command("load", str(YEAR), stdout=io.StringIO())
    return str(live_server.url)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new window, whose errors fail the test."""
    context = chromium.new_context(
        locale="en-GB", timezone_id="Africa/Kampala", viewport={"width": 1280, "height": 900}
    )
    window = context.new_page()
    faults: list[str] = []
    window.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: faults.append(str(error)))
    yield window
    context.close()
    assert not [fault for fault in faults if not any(status in fault for status in ("400", "403", "404"))]
