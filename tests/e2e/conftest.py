"""A real browser against a real server on 127.0.0.1."""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
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
def at_rest(transactional_db: None, live_server: LiveServer) -> Iterator[None]:
    """The tables are emptied when the server has answered everything: a phone may ask until its window is closed."""
    under_way = 0

    def begun(**_given: Any) -> None:
        nonlocal under_way
        under_way += 1

    def ended(**_given: Any) -> None:
        nonlocal under_way
        under_way -= 1

    request_started.connect(begun)
    request_finished.connect(ended)
    yield
    for _ in range(100):
        if under_way <= 0:
            break
        time.sleep(0.05)
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


@pytest.fixture
def site(at_rest: None, live_server: LiveServer) -> str:
    """The address of a server that knows the year 2023."""
    call_command("load", str(YEAR), stdout=io.StringIO())
    return str(live_server.url)


@pytest.fixture
def page(chromium: Browser, at_rest: None) -> Iterator[Page]:
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
