"""From the queue to the mail server, with a real server on loopback."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from hanse.post.backoff import MOST_ATTEMPTS
from hanse.post.choices import Delivery, Fault, Outcome
from hanse.post.line import Line
from hanse.post.models import Correspondent, Message
from hanse.post.operations.corresponding import stop_news
from hanse.post.operations.delivering import hand_over
from tests.post.making import NEWS, NOW, post
from tests.post.server import OK, MailServer, listening

pytestmark = pytest.mark.django_db
Deliver = Callable[..., str]


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_message_is_sent_and_the_attempt_is_on_record(server: MailServer, smtp: int, deliver: Deliver) -> None:
    message = post()
    assert deliver(message) == "sent"
    assert (message.delivery, message.attempts, message.maybe_doubled) == (Delivery.SENT, 1, False)
    assert message.sent_at is not None
    assert [attempt.outcome for attempt in message.tries.all()] == [Outcome.ACCEPTED]
    assert server.recipients == ["amara@example.org"]


def test_a_message_that_is_sent_is_not_sent_again(server: MailServer, smtp: int, deliver: Deliver) -> None:
    message = post()
    deliver(message)
    assert deliver(message) == "not due"
    assert len(server.taken) == 1


def test_the_same_key_queues_one_message(server: MailServer) -> None:
    assert post(key="once") == post(key="once")
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_sent() -> None:
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_headers_tell_programs_what_this_is(server: MailServer, smtp: int, deliver: Deliver) -> None:
    message = post(kind=NEWS, email="stranger@example.net")
    deliver(message)
    mail = server.taken[0]
    assert mail["Message-ID"] == f"<{message.uid}@127.0.0.1>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] is None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/post/stop/")
    assert mail["From"] == "hanse@localhost"


def test_what_must_be_known_offers_no_unsubscribing(server: MailServer, smtp: int, deliver: Deliver) -> None:
    deliver(post())
    assert server.taken[0]["List-Unsubscribe"] is None
    assert "/post/choices/" in text_of(server.taken[0])


def test_hangul_arabic_quotes_and_long_names_arrive(server: MailServer, smtp: int, deliver: Deliver) -> None:
    for name in ("박민아", "فريد رحيمي", 'Anna "Ann" O\'Neill, jr.', "가" * 300):
        server.taken.clear()
        message = post(name=name)
        assert deliver(message) == "sent"
        assert server.taken[0]["Subject"].strip() == f"Your seat, {name}"[:300]
        assert server.taken[0]["To"].addresses[0].addr_spec == "amara@example.org"
        assert server.taken[0]["To"].addresses[0].display_name == name[:100]
        assert f"Dear {name}," in text_of(server.taken[0])


def test_the_lines_on_the_wire_keep_to_the_limit(server: MailServer, smtp: int, deliver: Deliver) -> None:
    deliver(post(name="서울특별시 " * 60, kind=NEWS))
    assert max(len(line) for line in server.raw[0].split(b"\r\n")) <= 998


def test_a_line_end_in_a_name_makes_no_header(server: MailServer, smtp: int, deliver: Deliver) -> None:
    message = post(name="Amara\r\nBcc: everybody@example.org")
    assert deliver(message) == "sent"
    assert server.taken[0]["Bcc"] is None
    assert server.recipients == ["amara@example.org"]


def test_the_html_fetches_nothing_and_has_no_styles(server: MailServer, smtp: int, deliver: Deliver) -> None:
    deliver(post(kind=NEWS))
    page = html_of(server.taken[0])
    for word in ("<img", "style=", "<style", "src=", "<script", "url("):
        assert word not in page
    assert '<html lang="en">' in page


def test_an_address_that_does_not_exist_is_given_up_and_remembered(
    server: MailServer, smtp: int, deliver: Deliver
) -> None:
    server.to["gone@example.org"] = "550 5.1.1 No such user here"
    message = post("gone@example.org")
    assert deliver(message) == "given up"
    assert (message.delivery, message.fault) == (Delivery.BOUNCED, Fault.ADDRESS)
    assert message.answer == "550 5.1.1 No such user here"
    assert Correspondent.objects.get(email="gone@example.org").unreachable_since is not None
    assert post("gone@example.org", kind=NEWS).delivery == Delivery.UNREACHABLE
    assert post("gone@example.org").delivery == Delivery.WAITING  # what must be known is tried again


def test_an_address_that_exists_again_gets_news_again(server: MailServer, smtp: int, deliver: Deliver) -> None:
    server.to["back@example.org"] = lambda count: "550 5.1.1 No such user" if count == 1 else OK
    deliver(post("back@example.org"))
    deliver(post("back@example.org"))
    assert post("back@example.org", kind=NEWS).delivery == Delivery.WAITING


def test_a_temporary_refusal_is_tried_again_later_and_then_sent(
    server: MailServer, smtp: int, deliver: Deliver
) -> None:
    server.to["amara@example.org"] = lambda count: "451 4.7.1 Greylisted, come back" if count == 1 else OK
    message = post()
    assert deliver(message) == "later"
    assert (message.delivery, message.fault) == (Delivery.WAITING, Fault.TEMPORARY)
    assert message.next_try_at is not None
    assert deliver(message, message.next_try_at - timedelta(seconds=1)) == "not due"
    assert deliver(message, message.next_try_at) == "sent"
    assert [one.outcome for one in message.tries.all()] == [Outcome.LATER, Outcome.ACCEPTED]
    assert DBTaskResult.objects.count() == 2


def test_a_full_mailbox_is_tried_for_a_day_and_then_told(server: MailServer, smtp: int, deliver: Deliver) -> None:
    server.to["amara@example.org"] = "552 5.2.2 Mailbox full"
    message = post()
    at = NOW
    for _ in range(MOST_ATTEMPTS - 1):
        assert deliver(message, at) == "later"
        assert message.next_try_at is not None
        # Waits are counted from the true clock; here they are played on the test's.
        at += message.next_try_at - message.tries.latest("number").began_at + timedelta(seconds=5)
        Message.objects.filter(pk=message.pk).update(next_try_at=at)
    assert timedelta(hours=17) < at - NOW < timedelta(hours=27)
    assert deliver(message, at) == "given up"
    assert (message.delivery, message.fault) == (Delivery.BOUNCED, Fault.FULL)
    assert Correspondent.objects.get(email="amara@example.org").unreachable_since is None


@pytest.mark.parametrize("answer", ["452 4.2.2 Mailbox full", "552 Mailbox full", "452 Insufficient system storage"])
def test_no_room_is_temporary_in_all_its_words(server: MailServer, smtp: int, deliver: Deliver, answer: str) -> None:
    server.to["amara@example.org"] = answer
    message = post()
    assert deliver(message) == "later"
    assert message.fault == Fault.FULL


def test_a_text_that_is_refused_fails_at_once(server: MailServer, smtp: int, deliver: Deliver) -> None:
    server.to_data = lambda mail, count: "554 5.7.1 Content rejected"
    message = post()
    assert deliver(message) == "given up"
    assert (message.delivery, message.fault) == (Delivery.FAILED, Fault.REFUSED)


def test_a_server_that_is_down_costs_no_attempt_and_loses_nothing(
    server: MailServer, settings: Any, line: Line
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "hanse.post.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    messages = [post(f"p{n}@example.org") for n in range(5)]
    at = NOW
    for _ in range(60):  # an hour
        for message in messages:
            hand_over(message=message.pk, line=line, now=at, stamp=at)
        at += timedelta(minutes=1)
    for message in messages:
        message.refresh_from_db()
        assert (message.delivery, message.attempts, message.fault) == (Delivery.WAITING, 0, Fault.UNREACHABLE)
        assert message.next_try_at is not None
        assert message.next_try_at - at < timedelta(minutes=6)
    with listening(server, port):
        at += timedelta(minutes=6)
        for message in messages:
            assert hand_over(message=message.pk, line=line, now=at, stamp=at) == "sent"
    assert len(server.taken) == 5


def test_a_server_that_is_down_is_said_in_plain_words(settings: Any, line: Line, mina: Client) -> None:
    settings.EMAIL_BACKEND = "hanse.post.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    message = post()
    assert "Nobody has tried to send it yet." in mina.get(f"/post/messages/{message.pk}/").content.decode()
    assert hand_over(message=message.pk, line=line, now=NOW, stamp=NOW) == "unreachable"
    page = mina.get(f"/post/messages/{message.pk}/").content.decode()
    assert "The mail server did not answer. The next try is at 25 Nov 2026, 09:00 UTC; nothing is lost." in page
    assert "Nobody has tried" not in page


def test_what_stands_in_line_again_is_no_fault_of_the_server(
    server: MailServer, smtp: int, deliver: Deliver, settings: Any
) -> None:
    settings.MAIL_PER_MINUTE = 1
    first, message = post(), post("ben@example.org")
    Message.objects.filter(pk=message.pk).update(fault=Fault.UNREACHABLE, answer="ConnectionRefusedError")
    deliver(first)
    while deliver(message) == "sent":
        message = post("ben@example.org")
        Message.objects.filter(pk=message.pk).update(fault=Fault.UNREACHABLE, answer="ConnectionRefusedError")
    assert (message.delivery, message.fault, message.answer) == (Delivery.WAITING, Fault.NONE, "")


def test_a_server_that_is_down_is_asked_less_and_less_often(settings: Any, line: Line) -> None:
    settings.EMAIL_BACKEND = "hanse.post.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    message, pauses = post(), []
    at = NOW
    for _ in range(9):
        hand_over(message=message.pk, line=line, now=at, stamp=at)
        assert line.down_until is not None
        pauses.append((line.down_until - at).total_seconds())
        message.refresh_from_db()
        assert message.next_try_at is not None
        at = message.next_try_at
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_server_that_is_too_slow_with_its_yes_leaves_a_doubt(
    server: MailServer, smtp: int, deliver: Deliver, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    server.pause_after_yes = 1.0
    message = post()
    assert deliver(message) == "later"
    assert (message.fault, message.maybe_doubled) == (Fault.UNKNOWN, True)
    assert [one.outcome for one in message.tries.all()] == [Outcome.LOST]


def test_a_server_that_hung_up_on_a_silent_line_is_called_again(
    server: MailServer, smtp: int, deliver: Deliver, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(post())
    line.backend.connection.sock.shutdown(socket.SHUT_RDWR)
    monkeypatch.setattr("hanse.post.line.IDLE", 0.0)
    time.sleep(0.01)
    message = post()
    assert deliver(message) == "sent"
    assert message.attempts == 1


def test_one_line_serves_many_messages(server: MailServer, smtp: int, deliver: Deliver, line: Line) -> None:
    deliver(post())
    first = line.backend.connection
    deliver(post("ben@example.org"))
    assert line.backend.connection is first


def test_news_refused_after_queueing_is_not_sent(server: MailServer, smtp: int, deliver: Deliver) -> None:
    message = post(kind=NEWS)
    stop_news(correspondent=message.correspondent_id, kind=NEWS.key, by="amara", now=NOW)
    assert deliver(message) == "not wanted"
    assert message.delivery == Delivery.SUPPRESSED
    assert not server.taken


def test_an_address_that_is_none_fails_and_lets_the_act_go_through() -> None:
    for address in (
        "nobody",
        "a@b@c",
        "x y@example.org",
        "a@example.org\nBcc: b@example.org",
        "",
        "ü" * 300 + "@x.org",
    ):
        message = post(address)
        assert (message.delivery, message.fault) == (Delivery.FAILED, Fault.ADDRESS)


def test_a_message_waits_for_its_hour(server: MailServer, smtp: int, deliver: Deliver) -> None:
    message = post(not_before_at=NOW + timedelta(hours=1))
    assert deliver(message) == "not due"
    assert deliver(message, NOW + timedelta(hours=1)) == "sent"


def test_files_go_along(server: MailServer, smtp: int, deliver: Deliver) -> None:
    from hanse.post.operations.queueing import File

    deliver(
        post(files=[File("좌석.ics", "text/calendar", b"BEGIN:VCALENDAR"), File("t.pdf", "application/pdf", b"%PDF")])
    )
    names = [part.get_filename() for part in server.taken[0].iter_attachments()]
    assert names == ["좌석.ics", "t.pdf"]


def test_delivering_costs_few_statements(server: MailServer, smtp: int, deliver: Deliver) -> None:
    from django.test.utils import CaptureQueriesContext

    message = post()
    with CaptureQueriesContext(
        connection,
    ) as caught:
        deliver(message)
    writes = [q["sql"] for q in caught if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert len(writes) == 4, writes  # claim, its attempt; mark, its attempt
