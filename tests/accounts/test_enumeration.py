"""Whoever asks learns nothing of who has an account: same pages, same work, same time, even with a slow mail server."""

from __future__ import annotations

import re
import socket
import time
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.contrib.sessions.models import Session as Kept
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from hanse.accounts.courier import settle
from tests.accounts.browsers import Browser, letters
from tests.factories.accounts import browser_of, make_person
from tests.factories.calendar import make_year

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN, CLOSED = "known@example.org", "nobody@example.org", "closed@example.org"


@pytest.fixture(autouse=True)
def people() -> None:
    make_year()
    make_person(email=KNOWN, name="Known Person")
    make_person(email=CLOSED, name="Closed Person", is_active=False)


def told(response: Any, email: str) -> tuple[Any, ...]:
    """An answer without what differs between any two: the address itself, and tokens against forgery."""
    body = response.content.decode().replace(email, "…")
    return response.status_code, response.headers.get("Location"), re.sub(r'value="[A-Za-z0-9]{64}"', "", body)


def login(visitor: Browser, email: str) -> list[Any]:
    first = visitor.post("/accounts/login/", {"email": email})
    second = visitor.get("/accounts/login/code/")
    return [first, second, visitor.post("/accounts/login/code/", {"code": "WRONG", "action": "verify"})]


def signup(visitor: Browser, email: str) -> list[Any]:
    first = visitor.post("/accounts/signup/", {"name": "Farid", "email": email, "consent": "on"})
    second = visitor.get("/accounts/signup/code/")
    return [first, second, visitor.post("/accounts/signup/code/", {"code": "WRONG"})]


def password(visitor: Browser, email: str) -> list[Any]:
    return [visitor.post("/accounts/login/password/", {"login": email, "password": "wrong"})]


@pytest.mark.parametrize("journey", [login, signup, password])
def test_the_answers_are_equal(journey: Any) -> None:
    known = [told(answer, KNOWN) for answer in journey(Browser(), KNOWN)]
    assert [told(answer, UNKNOWN) for answer in journey(Browser(), UNKNOWN)] == known
    assert [told(answer, CLOSED) for answer in journey(Browser(), CLOSED)] == known


@pytest.mark.parametrize("journey", [login, signup])
def test_the_work_is_equal(journey: Any) -> None:
    counts = []
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            journey(Browser(), email)
        counts.append(len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]


def test_another_address_is_asked_for_without_telling_whether_it_is_taken() -> None:
    visitor = browser_of(make_person(email="me@example.org"), "code")
    answers = []
    for email in (KNOWN, UNKNOWN):
        first = visitor.post("/accounts/me/address/", {"email": email})
        answers.append([told(first, email), told(visitor.get("/accounts/me/"), email)])
    assert answers[0] == answers[1]


def test_only_the_mail_differs_and_only_its_reader_sees_it() -> None:
    signup(Browser(), KNOWN)
    signup(Browser(), UNKNOWN)
    signup(Browser(), CLOSED)
    assert "you have an account with this address already" in str(letters(KNOWN)[0].body)
    assert "With it you make your account" in str(letters(UNKNOWN)[0].body)
    assert "it is closed" in str(letters(CLOSED)[0].body)


class _Slow:
    """A mail server that thinks for two seconds before it takes anything."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        time.sleep(2)
        return "250 OK"


def test_a_slow_mail_server_slows_nobody(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = Controller(_Slow(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        taken = []
        for email in (KNOWN, UNKNOWN):
            begun = time.monotonic()
            Browser().post("/accounts/login/", {"email": email})
            taken.append(time.monotonic() - begun)
        assert max(taken) < 1.5
        assert settle()
    finally:
        server.stop()


def test_a_mail_server_that_is_away_breaks_no_page(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hanse.accounts.courier.PAUSES", (0, 0, 0))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    visitor = Browser()
    assert visitor.post("/accounts/login/", {"email": KNOWN}).status_code == 302
    assert settle()
    assert Kept.objects.count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert visitor.post("/accounts/login/code/", {"action": "resend"}).status_code == 302
    assert letters(KNOWN)
