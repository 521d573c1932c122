"""Browsers whose acts are committed, so that mails go out, and the mails that came."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, TestCase

from hanse.accounts.courier import settle
from hanse.accounts.models import User
from hanse.audit.models import Entry
from hanse.audit.queries.reading import Record, records
from tests.factories.accounts import browser_of


class Browser(Client):
    """A test's transaction never ends; here what waits for its end happens after each request."""

    def request(self, **request: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)

    @property
    def is_signed_in(self) -> bool:
        return "_auth_user_id" in self.session


def visitor_of(person: User, *ways: str) -> Browser:
    """A browser in which somebody is signed in; `ways` are what they have just shown, such as "code" or "mfa"."""
    visitor = Browser()
    visitor.cookies = browser_of(person, *ways).cookies
    return visitor


def letters(to: str = "") -> list[EmailMessage]:
    """The mails that went out, all or those to one address, the newest last."""
    assert settle()
    return [message for message in mail.outbox if not to or message.to == [to]]


def code_to(address: str) -> str:
    """The code in the newest mail to an address."""
    found = re.search(r"([B-Z]{4}-[B-Z]{4})", str(letters(address)[-1].body))
    assert found
    return found[1]


def path_to(address: str, containing: str = "") -> str:
    """The path of the link in the newest mail to an address."""
    links = [
        urlsplit(word).path
        for message in letters(address)
        for word in str(message.body).split()
        if word.startswith("http") and containing in word
    ]
    return links[-1]


def entry(verb: str) -> Record:
    """The one entry of the record with a verb, personal parts included."""
    return records([Entry.objects.get(verb=verb)])[0]
