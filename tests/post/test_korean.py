"""What the secretariat reads of the post in Korean, and what stands for variables in both languages."""

from __future__ import annotations

import html
import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from hanse.post.choices import Delivery, Fault, Outcome, Purpose
from hanse.post.examples import example_values
from hanse.post.forms.wording import filled_with_examples
from hanse.post.kinds import MessageKind
from hanse.post.models import Attempt, Message
from hanse.post.operations.gathering import send_digests
from hanse.post.webhooks.choices import Kind
from hanse.post.webhooks.models import Hook
from hanse.year.letters import KINDS
from tests.post.making import NOW, PATIENT, post

pytestmark = pytest.mark.django_db
KOREAN = {"accept-language": "ko"}
HANGUL = re.compile("[가-힣]")
ENGLISH = {str(text) for kind in KINDS for text in (kind.name, *kind.variables.values())}


def read(client: Client, url: str) -> str:
    """The words of a page in Korean, without its marks."""
    page = client.get(url, headers=KOREAN)
    assert page.status_code == 200
    return html.unescape(re.sub(r"<(?:script|style).*?</(?:script|style)>", "", page.content.decode(), flags=re.S))


def shown(page: str) -> set[str]:
    """What stands between two marks, each by itself."""
    return {text.strip() for text in re.findall(r">([^<>]+)<", page)}


def test_the_list_of_messages_names_every_kind_and_every_state_in_korean(mina: Client) -> None:
    for kind in KINDS:
        post(kind=kind, values=example_values(kind, "ko"), language="ko")
    for delivery in Delivery.values:
        row = post()
        lease = NOW if delivery == Delivery.HANDING_OVER else None
        Message.objects.filter(pk=row.pk).update(delivery=delivery, purpose=Purpose.NEWS, lease_until_at=lease)
    for fault in Fault.values:
        row = post()
        Message.objects.filter(pk=row.pk).update(fault=fault)
    seen = shown(read(mina, "/post/messages/")) | shown(read(mina, "/post/messages/?page=2"))
    with override("en"):
        states = {str(label) for choices in (Delivery, Fault) for label in choices.labels}
    assert sorted(seen & (ENGLISH | states)) == []


def test_a_message_tells_of_its_attempts_in_korean(mina: Client) -> None:
    message = post()
    for number, outcome in enumerate(Outcome.values, 1):
        Attempt.objects.create(message=message, number=number, began_at=NOW, outcome=outcome)
    seen = shown(read(mina, f"/post/messages/{message.pk}/"))
    english = {
        "Under way",
        "Accepted",
        "Not now",
        "Not at all",
        "Not known: it broke off",
        "Accepted, and came back later",
    }
    assert sorted(seen & english) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_page_of_a_kind_explains_its_variables_in_korean(kind: MessageKind, mina: Client) -> None:
    page = read(mina, f"/post/words/{kind.key}/ko/")
    assert sorted(shown(page) & ENGLISH) == []
    explained = re.findall(r"<dt><code>\{[a-z_]+\}</code></dt><dd>(.*?)</dd>", page)
    assert len(explained) == len(kind.variables)
    assert [says for says in explained if not HANGUL.search(says)] == []


def test_the_list_of_wordings_is_in_korean(mina: Client) -> None:
    assert sorted(shown(read(mina, "/post/words/")) & ENGLISH) == []


def test_a_webhook_says_in_korean_of_what_it_tells(mina: Client, django_user_model: type) -> None:
    person = django_user_model.objects.get(email="mina@example.org")  # type: ignore[attr-defined]
    Hook.objects.create(person=person, url="https://x.example/", secret="whsec_", kinds=Kind.values, created_at=NOW)
    heading = re.search(r"<h2>https://x\.example/</h2><p>(.*?)</p>", read(mina, "/webhooks/"))
    assert heading
    assert [word for word in heading[1].split(", ") if not HANGUL.search(word)] == []


def test_a_digest_says_its_day_in_the_order_of_its_language() -> None:
    post(kind=PATIENT, language="ko")
    Message.objects.update(delivery=Delivery.GATHERED, not_before_at=NOW)
    assert send_digests(now=NOW) == 1
    assert Message.objects.get(kind="post.digest").subject == "2026년 11월 25일 이후의 소식과 알림 (1)"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_preview_has_an_example_for_every_variable(kind: MessageKind, language: str) -> None:
    subject, body = filled_with_examples(kind, language, *kind.house_words(language))
    assert [name for name in kind.variables if f"[{name}]" in subject + body] == []
    assert [name for name, value in example_values(kind, language).items() if value == f"[{name}]"] == []
