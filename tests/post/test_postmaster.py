"""All messages for the secretariat, notices for their readers, the mailbox of a demonstration, the state of the post."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hanse.accounts.courier import settle
from hanse.audit.models import Entry
from hanse.post.choices import Delivery, Fault, Outcome
from hanse.post.models import Attempt, Beat, Letter, Message
from hanse.post.operations.queueing import File
from hanse.post.queries.desk import queues
from tests.post.making import NEWS, NOW, SEAT, post

pytestmark = pytest.mark.django_db


def failed(email: str = "amara@example.org", **changes: Any) -> Message:
    message = post(email)
    values = {"delivery": Delivery.BOUNCED, "fault": Fault.FULL, "answer": "552 full", "attempts": 9, **changes}
    Message.objects.filter(pk=message.pk).update(**values)
    message.refresh_from_db()
    return message


def count_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_list_finds_by_words_state_and_kind(mina: Client) -> None:
    post("ben@example.org", name="Ben Okello")
    post("amara@example.org", kind=NEWS)
    failed("chloe@example.org")

    def page(query: str) -> str:
        return mina.get("/post/messages/" + query).content.decode()

    assert "ben@example.org" in page("?q=okello")
    assert "amara@example.org" not in page("?q=okello")
    assert "chloe@example.org" in page("?delivery=bounced")
    assert "ben@example.org" not in page("?delivery=bounced")
    assert "Nothing fits all of these filters" in page("?kind=post.digest")


def test_a_filter_that_nobody_offers_is_explained(mina: Client) -> None:
    assert mina.get("/post/messages/?delivery=lost").status_code == 400
    assert mina.get("/post/messages/?color=red").status_code == 400


def test_lists_cost_the_same_for_one_and_for_three(mina: Client, amara: Client) -> None:
    user = get_user_model().objects.get(email="amara@example.org")
    post(person=user.pk)
    few = count_of(mina, "/post/messages/"), count_of(amara, "/post/")
    post(person=user.pk)
    post(person=user.pk)
    assert (count_of(mina, "/post/messages/"), count_of(amara, "/post/")) == few


def test_why_it_failed_is_told_and_it_can_be_tried_again(mina: Client) -> None:
    message = failed()
    page = mina.get(f"/post/messages/{message.pk}/").content.decode()
    assert "The mailbox is full" in page
    assert "552 full" in page
    assert mina.post("/post/messages/again/", {"pick": message.pk, "one": "yes"}).status_code == 302
    message.refresh_from_db()
    assert (message.delivery, message.fault, message.tried_before) == (Delivery.WAITING, Fault.NONE, 9)
    assert Entry.objects.get(kind="message").changes == {"delivery": ["bounced", "waiting"]}


def test_only_what_failed_is_tried_again(mina: Client) -> None:
    waiting, broken = post(), failed()
    no_address = post("nobody")
    page = mina.post("/post/messages/again/", {"pick": [waiting.pk, broken.pk, no_address.pk, "x"]}, follow=True)
    assert "1 message is tried again" in page.content.decode()
    assert Entry.objects.filter(kind="message").count() == 1


def test_trying_nothing_again_says_what_to_pick(mina: Client) -> None:
    page = mina.post("/post/messages/again/", {}, follow=True)
    assert "Pick messages that failed" in page.content.decode()


def test_a_message_is_taken_back_while_it_waits_and_not_later(mina: Client) -> None:
    message = post()
    url = f"/post/messages/{message.pk}/withdraw/"
    assert mina.post(url).status_code == 302
    message.refresh_from_db()
    assert message.delivery == Delivery.WITHDRAWN
    page = mina.post(url)
    assert page.status_code == 409
    assert "cannot be taken back" in page.content.decode()


def test_what_is_confidential_is_for_its_reader_alone(mina: Client, amara: Client) -> None:
    from dataclasses import replace

    user = get_user_model().objects.get(email="amara@example.org")
    message = post(kind=replace(SEAT, is_confidential=True), person=user.pk)
    page = mina.get(f"/post/messages/{message.pk}/").content.decode()
    assert "see you there" not in page
    assert "reader's eyes only" in page
    assert "see you there" in amara.get(f"/post/{message.uid}/").content.decode()


def test_what_may_have_arrived_twice_is_counted(mina: Client) -> None:
    post()
    Message.objects.update(maybe_doubled=True, attempts=2, delivery=Delivery.SENT)
    page = mina.get("/post/messages/?doubled=yes").content.decode()
    assert "1 of 1 messages may have arrived twice" in page


def test_a_worker_that_is_missing_is_missed(mina: Client) -> None:
    assert "No worker has ever looked" in mina.get("/post/messages/").content.decode()
    Beat.objects.create(name="tick", began_at=timezone.now() - timedelta(minutes=10))
    assert "No worker has looked since" in mina.get("/post/messages/").content.decode()
    Beat.objects.update(began_at=timezone.now())
    assert "No worker" not in mina.get("/post/messages/").content.decode()


def test_a_house_without_a_mail_server_says_that_nothing_leaves_it(settings: Any, mina: Client) -> None:
    from dataclasses import replace

    assert "No mail server is set" not in mina.get("/post/messages/").content.decode()
    settings.CONFIG = replace(settings.CONFIG, demo=False, second_factor="optional")
    assert "No mail server is set" in mina.get("/post/messages/").content.decode()
    with pytest.raises(CommandError, match="HANSE_EMAIL_URL"):
        call_command("post", "status", stdout=io.StringIO())


def test_a_mail_server_that_does_not_answer_is_told_of(mina: Client) -> None:
    post()
    Message.objects.update(fault=Fault.UNREACHABLE, enqueued_at=NOW)
    page = mina.get("/post/messages/").content.decode()
    assert "The mail server does not answer. 1 message waits for it; nothing is lost." in page


def test_status_says_it_on_the_command_line() -> None:
    post()
    failed()
    Message.objects.filter(delivery=Delivery.BOUNCED).update(maybe_doubled=True)
    out = io.StringIO()
    with pytest.raises(CommandError, match="hanse worker"):
        call_command("post", "status", stdout=out)
    assert "waiting: 1" in out.getvalue()
    assert "may have arrived twice: 1 of 1" in out.getvalue()
    Beat.objects.create(name="tick", began_at=timezone.now())
    out = io.StringIO()
    call_command("post", "status", "--json", stdout=out)
    assert json.loads(out.getvalue())["counts"] == {"waiting": 1, "bounced": 1}


def exit_of_status() -> str:
    """What `hanse post status` ends with, where a worker looks every minute; empty when it ends well."""
    Beat.objects.update_or_create(name="tick", defaults={"began_at": timezone.now()})
    try:
        call_command("post", "status", stdout=io.StringIO())
    except CommandError as fault:
        return str(fault)
    return ""


def test_a_monitor_hears_when_messages_wait_for_long() -> None:
    post()
    assert exit_of_status() == ""
    ago = timezone.now() - timedelta(minutes=6)
    Message.objects.update(enqueued_at=ago)
    assert "Waiting longer than five minutes although they could go: 1." in exit_of_status()
    Message.objects.update(enqueued_at=timezone.now() + timedelta(minutes=20))  # its place in line
    assert exit_of_status() == ""
    Message.objects.update(enqueued_at=ago, not_before_at=timezone.now() + timedelta(days=1))
    assert exit_of_status() == ""


def test_a_monitor_hears_when_the_mail_server_does_not_answer() -> None:
    post()
    Message.objects.update(fault=Fault.UNREACHABLE)
    assert "The mail server does not answer; messages that wait for it: 1." in exit_of_status()


def test_a_monitor_hears_when_the_mail_server_takes_nothing() -> None:
    message, other = post(), post("ben@example.org")
    Message.objects.filter(pk=message.pk).update(fault=Fault.TEMPORARY)
    began_at = timezone.now() - timedelta(minutes=6)
    Attempt.objects.create(message=message, number=1, began_at=began_at, outcome=Outcome.LATER)
    assert "The mail server takes nothing from us." in exit_of_status()
    Attempt.objects.create(message=other, number=1, began_at=timezone.now(), outcome=Outcome.ACCEPTED)
    assert exit_of_status() == ""  # one mail that is put off is no fault of ours


def test_the_desk_of_the_secretariat_hears_of_full_mailboxes() -> None:
    failed()
    failed(fault=Fault.ADDRESS)
    post()
    Message.objects.filter(delivery=Delivery.WAITING).update(fault=Fault.UNREACHABLE)
    with CaptureQueriesContext(connection) as caught:
        lines = queues(now=NOW + timedelta(days=1), areas=None)
    assert len(caught) == 1
    assert [(line.name, line.count) for line in lines] == [
        ("Messages that did not arrive (1: mailbox full)", 2),
        ("Messages for which the mail server does not answer", 1),
    ]


# Notices


def test_the_masthead_counts_what_is_unread_and_opening_is_reading(amara: Client) -> None:
    user = get_user_model().objects.get(email="amara@example.org")
    one, _two = post(person=user.pk), post(person=user.pk)
    assert '<span class="pip">2</span>' in amara.get("/about/").content.decode()
    amara.get(f"/post/{one.uid}/")
    assert '<span class="pip">1</span>' in amara.get("/about/").content.decode()
    amara.post("/post/read/")
    assert 'class="pip"' not in amara.get("/about/").content.decode()


def test_nobody_reads_or_marks_the_notices_of_others(amara: Client, ben: Client) -> None:
    user = get_user_model().objects.get(email="amara@example.org")
    message = post(person=user.pk)
    assert ben.get(f"/post/{message.uid}/").status_code == 404
    ben.post("/post/read/")
    message.refresh_from_db()
    assert message.read_at is None


def test_a_notice_is_not_seen_before_its_hour_nor_when_refused(amara: Client) -> None:
    user = get_user_model().objects.get(email="amara@example.org")
    post(person=user.pk, not_before_at=timezone.now() + timedelta(days=1), name="Later")
    post(person=user.pk, name="Refused", kind=NEWS)
    Message.objects.filter(kind=NEWS.key).update(delivery=Delivery.SUPPRESSED)
    page = amara.get("/post/").content.decode()
    assert "Later" not in page
    assert "Refused" not in page


def test_a_notice_that_did_not_arrive_by_mail_says_so(amara: Client) -> None:
    user = get_user_model().objects.get(email="amara@example.org")
    message = post(person=user.pk)
    Message.objects.update(delivery=Delivery.BOUNCED)
    assert "did not reach your mailbox" in amara.get(f"/post/{message.uid}/").content.decode()


def test_a_file_is_given_to_its_reader_alone_and_never_shown_as_a_page(amara: Client, mina: Client) -> None:
    user = get_user_model().objects.get(email="amara@example.org")
    message = post(person=user.pk, files=[File('좌석 "1".html', "text/html", b"<script>alert(1)</script>")])
    url = f"/post/{message.uid}/files/{message.attachments.get().pk}/"
    answer = amara.get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert mina.get(url).status_code == 404


# The mailbox of a demonstration


@pytest.fixture
def mailbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "hanse.post.backends.mailbox.EmailBackend"


def test_mails_of_a_demonstration_land_in_the_mailbox(mailbox: None, nobody: Client) -> None:
    email = EmailMultiAlternatives("안녕 <b>", "Plain & simple", "a@example.org", ["Ben <ben@example.org>"])
    email.attach_alternative('<p>Rich <img src="http://spy.example/"> <script>x()</script></p>', "text/html")
    email.attach("좌석.pdf", b"%PDF", "application/pdf")
    assert email.send() == 1
    letter = Letter.objects.get()
    assert "안녕 &lt;b&gt;" in nobody.get("/post/mailbox/").content.decode()
    page = nobody.get(f"/post/mailbox/{letter.pk}/").content.decode()
    assert "<p>Rich  </p>" in page
    assert "spy.example" not in page
    assert "Plain &amp; simple" in page
    answer = nobody.get(f"/post/mailbox/{letter.pk}/files/0/")
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF", "application/octet-stream")
    assert nobody.get(f"/post/mailbox/{letter.pk}/files/7/").status_code == 404


def test_the_mailbox_is_searched_and_emptied(mailbox: None, nobody: Client) -> None:
    for name in ("ben", "amara"):
        EmailMultiAlternatives(f"To {name}", "x", "a@example.org", [f"{name}@example.org"]).send()
    page = nobody.get("/post/mailbox/?q=amara").content.decode()
    assert "To amara" in page
    assert "To ben" not in page
    nobody.post("/post/mailbox/empty/")
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_codes_to_sign_in_land_there_too(mailbox: None, mina: Client, nobody: Client) -> None:
    nobody.post("/accounts/login/", {"email": "mina@example.org"})
    assert settle()
    assert "Your code" in nobody.get("/post/mailbox/").content.decode()
    assert not getattr(mail, "outbox", [])


def test_there_is_no_mailbox_in_the_world(settings: Any, mina: Client) -> None:
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, demo=False, second_factor="optional")
    for place in ("", "1/", "1/raw/", "1/files/0/"):
        assert mina.get(f"/post/mailbox/{place}").status_code == 404
    assert mina.post("/post/mailbox/empty/").status_code == 404
    assert "Mailbox" not in mina.get("/about/").content.decode()


@pytest.mark.parametrize("name", ["Chloé Martin", "김대중", "أمارا ناكاتو", "O'Brien, Bob"])
def test_the_mailbox_shows_names_as_people_write_them(
    name: str, settings: Any, mina: Client, deliver: Callable[..., str]
) -> None:
    settings.EMAIL_BACKEND = "hanse.post.backends.mailbox.EmailBackend"
    assert deliver(post("chloe@example.org", name=name)) == "sent"
    letter = Letter.objects.get()
    for url in (f"/post/mailbox/?q={name[:4]}", f"/post/mailbox/{letter.pk}/"):
        page = html.unescape(mina.get(url).content.decode())
        assert name in page
        assert "=?utf-8?" not in page.lower()
    assert b"=?utf-8?" in mina.get(f"/post/mailbox/{letter.pk}/raw/").content or name.isascii()
