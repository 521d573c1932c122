"""Mails are read elsewhere, so every address in them is a whole one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from hanse.post.examples import example_values
from hanse.post.kinds import Markdown, MessageKind
from hanse.post.models import Message
from hanse.year.letters import KINDS
from tests.post.making import NEWS, SEAT, post

pytestmark = pytest.mark.django_db
Deliver = Callable[..., str]
PAGE = "/registrations/6f1e9f2c-0000-4000-8000-000000000001/"


def mailed(deliver: Deliver, message: Message) -> tuple[str, str]:
    """What went out: the plain text and the HTML."""
    mail.outbox.clear()
    assert deliver(message) == "sent"
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    return str(letter.body), str(letter.alternatives[0][0])


@pytest.mark.parametrize("has_account", [True, False], ids=["account", "stranger"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_mail_of_any_kind_has_an_address_without_its_host(
    kind: MessageKind, has_account: bool, deliver: Deliver, amara: Client
) -> None:
    person = get_user_model().objects.get(email="amara@example.org").pk if has_account else None
    text, html = mailed(deliver, post(kind=kind, person=person, values=example_values(kind, "en"), about=PAGE))
    hrefs = re.findall(r'href="([^"]*)"', html)
    assert hrefs
    assert [href for href in hrefs if not href.startswith(("https://", "http://", "mailto:"))] == []
    assert [line for line in text.splitlines() if line.startswith("/")] == []


def test_the_foot_leads_to_the_page_on_this_site(deliver: Deliver, amara: Client) -> None:
    person = get_user_model().objects.get(email="amara@example.org").pk
    text, html = mailed(deliver, post(person=person, about=PAGE))
    assert f"Open the page\n{settings.BASE_URL}{PAGE}\n" in text
    assert f'<a href="{settings.BASE_URL}{PAGE}">Open the page</a>' in html


def test_an_address_that_is_whole_stays_as_it_is(deliver: Deliver) -> None:
    text, _html = mailed(deliver, post(kind=NEWS, about="https://elsewhere.example/report"))
    assert "Open the page\nhttps://elsewhere.example/report\n" in text


def test_a_stranger_is_not_sent_to_a_page_that_asks_to_sign_in(deliver: Deliver) -> None:
    text, html = mailed(deliver, post(about=PAGE))
    assert PAGE not in text + html
    assert "Open the page" not in text + html


def test_links_in_the_words_are_whole_in_mails_and_short_on_the_site(deliver: Deliver, amara: Client) -> None:
    person = get_user_model().objects.get(email="amara@example.org").pk
    kind = MessageKind(key="test.words", name="Words", subject="Words", body="See [the page](/year/2023/) and {more}.")
    message = post(kind=kind, person=person, values={"more": Markdown("[that](/search/?q=a&b=c)")})
    text, html = mailed(deliver, message)
    assert f"the page <{settings.BASE_URL}/year/2023/> and that <{settings.BASE_URL}/search/?q=a&b=c>." in text
    assert f'href="{settings.BASE_URL}/year/2023/"' in html
    assert 'href="/year/2023/"' in amara.get(f"/post/{message.uid}/").content.decode()


def test_a_message_about_nothing_has_no_such_link(deliver: Deliver) -> None:
    text, _html = mailed(deliver, post(kind=SEAT))
    assert "Open the page" not in text
