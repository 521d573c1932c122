"""The secretariat's words: variables checked, preview, history, back to the house's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.audit.models import Entry
from hanse.post.filling import faults_of, variables_of
from hanse.post.letters import CONFIRM_SUBSCRIPTION, DIGEST
from hanse.post.models import Wording
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.year.letters import KINDS
from tests.post.making import NOW

pytestmark = pytest.mark.django_db
URL = f"/post/words/{CONFIRM_SUBSCRIPTION.key}/en/"
GOOD = {"subject": "News?", "body": "For {email}: {link}", "seen": "0"}


def queued(language: str = "en", **values: str) -> str:
    values = {"email": "a@example.org", "link": "https://x.example/", **values}
    to = Recipient("a@example.org", language=language)
    message = queue_message(
        kind=CONFIRM_SUBSCRIPTION,
        to=to,
        values=values,
        key=f"{language}{len(values)}{Wording.objects.count()}",
        now=NOW,
    )
    return f"{message.subject}: {message.body}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_house_declares_all_variables_it_uses_in_every_language(kind: object) -> None:
    from hanse.post.kinds import MessageKind

    assert isinstance(kind, MessageKind)
    for subject, body in [(kind.subject, kind.body), *kind.translations.values()]:
        assert faults_of(subject + body, list(kind.variables)) == ([], False)
        assert set(variables_of(subject + body)) == set(variables_of(kind.subject + kind.body))
    assert set(kind.examples) <= set(kind.variables)


def test_no_two_rooms_use_the_same_key() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)


def test_new_words_count_for_the_next_message_in_their_language(mina: Client) -> None:
    assert mina.post(URL, GOOD).status_code == 302
    assert queued() == "News?: For a@example.org: <https://x.example/>\n"
    assert "올해의 소식" in queued("ko")
    act = Entry.objects.get(kind="wording")
    assert act.changes["subject"] == ["", "News?"]


def test_an_unknown_variable_is_refused_and_the_meant_one_named(mina: Client) -> None:
    page = mina.post(URL, {**GOOD, "body": "For {emial}: {link}"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "There is no variable {emial}. Write {email}." in text
    assert "For {emial}" in text  # what was typed is still there
    assert not Wording.objects.exists()


def test_a_missing_variable_is_named_and_can_be_left_out_on_purpose(mina: Client) -> None:
    page = mina.post(URL, {**GOOD, "body": "For {email}."})
    assert page.status_code == 422
    assert "{link} is missing. Put it where it belongs" in page.content.decode()
    assert mina.post(URL, {**GOOD, "body": "For {email}.", "leaves_out": "on"}).status_code == 302


def test_a_lonely_brace_is_explained(mina: Client) -> None:
    page = mina.post(URL, {**GOOD, "body": "For {email: {link}"})
    assert page.status_code == 422
    assert "A brace stands alone" in page.content.decode()


def test_a_preview_shows_examples_and_keeps_nothing(mina: Client) -> None:
    page = mina.post(URL, {**GOOD, "preview": "yes"}).content.decode()
    assert "For reader@example.org:" in page
    assert not Wording.objects.exists()


def test_pictures_from_elsewhere_are_taken_out(mina: Client) -> None:
    page = mina.post(URL, {**GOOD, "body": "{email} {link} ![x](https://spy.example/p.png)", "preview": "yes"})
    assert 'spy.example/p.png"' not in page.content.decode().replace("textarea", "")


def test_the_house_takes_its_words_back(mina: Client) -> None:
    mina.post(URL, GOOD)
    assert mina.post(URL, {"house": "yes", "seen": "1"}).status_code == 302
    assert "Do you want the news of the year?" in queued()
    assert [row.revision for row in Wording.objects.all()] == [2, 1]


def test_an_earlier_revision_can_be_taken_up_again(mina: Client) -> None:
    mina.post(URL, GOOD)
    mina.post(URL, {**GOOD, "subject": "Other?", "seen": "1"})
    page = mina.get(URL + "?revision=1").content.decode()
    assert 'value="News?"' in page


def test_who_saves_second_overwrites_nothing_and_loses_nothing(mina: Client) -> None:
    mina.post(URL, GOOD)
    page = mina.post(URL, {**GOOD, "subject": "Mine", "seen": "0"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "Somebody saved other words" in text
    assert 'value="Mine"' in text
    assert "News?" in text
    assert mina.post(URL, {**GOOD, "subject": "Mine", "seen": "1"}).status_code == 302
    assert queued().startswith("Mine")


def test_saving_the_same_again_makes_no_revision(mina: Client) -> None:
    mina.post(URL, GOOD)
    mina.post(URL, {**GOOD, "body": GOOD["body"] + "\n", "seen": "1"})
    assert Wording.objects.count() == 1


def test_words_that_cannot_be_filled_give_way_to_the_house() -> None:
    Wording.objects.create(
        kind=CONFIRM_SUBSCRIPTION.key, language="en", revision=1, subject="{gone}", body="{gone}", by="x", at=NOW
    )
    assert "Do you want the news of the year?" in queued()


def test_a_kind_or_language_that_is_not_there_says_what_is(mina: Client) -> None:
    assert "no kind of message" in mina.get("/post/words/no.such/en/").content.decode()
    page = mina.get(f"/post/words/{DIGEST.key}/fr/")
    assert page.status_code == 404
    assert "en, ko" in page.content.decode()


def test_the_list_costs_the_same_for_one_and_for_many_revisions(mina: Client) -> None:
    mina.get("/post/words/")
    with CaptureQueriesContext(connection) as few:
        mina.get("/post/words/")
    for number in range(1, 6):
        Wording.objects.create(kind=DIGEST.key, language="en", revision=number, subject="x", body="x", by="x", at=NOW)
    with CaptureQueriesContext(connection) as many:
        mina.get("/post/words/")
    assert len(few) == len(many)
