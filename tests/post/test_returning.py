"""What came back: reports of delivery, a mail service's events, complaints."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hanse.post.bounces import read_reports
from hanse.post.choices import Delivery, Fault, Outcome
from hanse.post.models import Correspondent, Message
from hanse.post.operations.gathering import send_digests
from tests.post.making import NEWS, NOW, post
from tests.post.server import MailServer

pytestmark = pytest.mark.django_db


def sent(email: str = "gone@example.org") -> Message:
    message = post(email)
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.SENT, attempts=1, sent_at=NOW)
    message.refresh_from_db()
    return message


@pytest.fixture
def went(server: MailServer, smtp: int, deliver: Callable[..., str]) -> Message:
    """News that the mail server took."""
    message = post("gone@example.org", kind=NEWS)
    assert deliver(message) == "sent"
    return message


def dsn(message: Message, *, action: str = "failed", status: str = "5.1.1", code: str = "550 5.1.1 no such user",
        back: str = "message/rfc822") -> bytes:  # fmt: skip
    """A report as Postfix writes it."""
    returned = (
        f"Message-ID: <{message.uid}@127.0.0.1>\nFrom: hanse@localhost\nTo: {message.email}\nSubject: Your seat\n"
    )
    content = returned + ("\nDear you.\n" if back == "message/rfc822" else "")
    tail = f"--b\nContent-Type: {back}\n\n{content}\n" if back else ""
    return (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mail.example.org\nTo: hanse@localhost\nSubject: Undelivered\n"
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mail.example.org\nArrival-Date: Wed, 25 Nov 2026 09:00:00 +0000\n\n"
        f"Final-Recipient: rfc822; {message.email}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {code}\n\n{tail}--b--\n"
    ).encode()


def bounce(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.StringIO()

    class Input:
        buffer = io.BytesIO(raw)

    monkeypatch.setattr("sys.stdin", Input())
    call_command("post", "bounce", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("back", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_finds_its_message_by_what_it_gives_back(back: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other, message = sent(), sent()
    told = bounce(dsn(other, back=back), monkeypatch)
    assert f"failed 5.1.1: gone@example.org, message {other.pk}" in told
    other.refresh_from_db()
    message.refresh_from_db()
    assert (other.delivery, other.fault, other.answer) == (Delivery.BOUNCED, Fault.ADDRESS, "550 5.1.1 no such user")
    assert message.delivery == Delivery.SENT
    assert Correspondent.objects.get().unreachable_since is not None


def test_a_report_that_gives_nothing_back_means_the_last_message(monkeypatch: pytest.MonkeyPatch) -> None:
    message = sent()
    bounce(dsn(message, back=""), monkeypatch)
    message.refresh_from_db()
    assert message.delivery == Delivery.BOUNCED


def test_a_full_mailbox_does_not_make_an_address_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    message = sent()
    bounce(dsn(message, status="5.2.2", code="552 5.2.2 over quota"), monkeypatch)
    message.refresh_from_db()
    assert (message.delivery, message.fault) == (Delivery.BOUNCED, Fault.FULL)
    assert Correspondent.objects.get().unreachable_since is None


def test_a_delay_is_no_failure_and_a_delivery_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    message = sent()
    bounce(dsn(message, action="delayed", status="4.4.1", code="421 try later"), monkeypatch)
    message.refresh_from_db()
    assert (message.delivery, message.answer) == (Delivery.SENT, "421 try later")
    bounce(dsn(message, action="delivered", status="2.0.0", code="250 ok"), monkeypatch)
    message.refresh_from_db()
    assert message.delivery == Delivery.DELIVERED


def test_a_forged_report_of_a_message_that_was_never_sent_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    message = post("gone@example.org")
    assert "no message of ours" in bounce(dsn(message), monkeypatch)
    message.refresh_from_db()
    assert message.delivery == Delivery.WAITING
    stranger = Message(uid=uuid4(), email="x@example.org")
    assert "no message of ours" in bounce(dsn(stranger), monkeypatch)


def test_every_attempt_keeps_how_it_ended(
    went: Message, deliver: Callable[..., str], monkeypatch: pytest.MonkeyPatch, mina: Client
) -> None:
    bounce(dsn(went), monkeypatch)
    mina.post("/post/messages/again/", {"pick": went.pk, "one": "yes"})
    went.refresh_from_db()
    assert (went.delivery, went.fault, went.answer, went.sent_at) == (Delivery.WAITING, "", "", None)
    assert deliver(went) == "sent"
    told = [(one.number, one.outcome, one.answer) for one in went.tries.all()]
    assert told == [(1, Outcome.RETURNED, "550 5.1.1 no such user"), (2, Outcome.ACCEPTED, "")]
    page = mina.get(f"/post/messages/{went.pk}/").content.decode()
    assert page.index("Accepted, and came back later") < page.index("<td>Accepted</td>")


def test_what_is_tried_again_by_hand_is_tried_although_it_came_back(
    went: Message, server: MailServer, deliver: Callable[..., str], monkeypatch: pytest.MonkeyPatch, mina: Client
) -> None:
    bounce(dsn(went), monkeypatch)
    assert Correspondent.objects.get().unreachable_since is not None
    mina.post("/post/messages/again/", {"pick": went.pk})
    assert Correspondent.objects.get().unreachable_since is None
    went.refresh_from_db()
    assert deliver(went) == "sent"
    assert len(server.taken) == 2


def test_nobody_is_said_to_refuse_what_their_mailbox_does(
    went: Message, deliver: Callable[..., str], monkeypatch: pytest.MonkeyPatch, mina: Client
) -> None:
    queued = post("gone@example.org", kind=NEWS)
    bounce(dsn(went), monkeypatch)
    assert deliver(queued) == "not wanted"
    assert queued.delivery == Delivery.UNREACHABLE
    assert post("gone@example.org", kind=NEWS).delivery == Delivery.UNREACHABLE
    page = mina.get(f"/post/messages/{queued.pk}/").content.decode()
    assert "Not sent, because mail to this address comes back" in page
    assert "asked for none" not in page


def test_the_digest_tells_apart_who_refuses_and_who_cannot_be_reached() -> None:
    one, other = post("one@example.org", kind=NEWS), post("other@example.org", kind=NEWS)
    Message.objects.update(delivery=Delivery.GATHERED, not_before_at=NOW)
    Correspondent.objects.filter(email="one@example.org").update(unreachable_since=NOW)
    Correspondent.objects.filter(email="other@example.org").update(refuses_all=True)
    assert send_digests(now=NOW) == 0
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.delivery, other.delivery) == (Delivery.UNREACHABLE, Delivery.SUPPRESSED)


def test_an_answer_out_of_office_is_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = b"From: amara@example.org\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am away.\n"
    assert "no report of delivery" in bounce(raw, monkeypatch)


@given(st.binary(max_size=2000))
def test_whatever_comes_in_is_read_without_falling(raw: bytes) -> None:
    read_reports(raw)
    read_reports(dsn(Message(uid=uuid4(), email="a@example.org"))[: len(raw)] + raw)


def test_the_command_reads_from_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hanse.cli", "post", "bounce"]
    environment = {
        "PATH": "/usr/bin",
        "HANSE_DEMO": "yes",
        "HANSE_DATA_DIR": str(tmp_path),
        "PYTHONPATH": ":".join(sys.path),
    }
    done = subprocess.run(command, input=b"Subject: x\n\ny", capture_output=True, env=environment, check=True)
    assert b"no report of delivery" in done.stdout
    empty = subprocess.run(command, input=b"", capture_output=True, env=environment, check=False)
    assert empty.returncode == 1
    assert b"hanse post bounce <" in empty.stderr


# What a mail service reports by webhook


@pytest.fixture
def service(settings: Any) -> Any:
    """The addresses as they are where a secret is set."""
    import types

    from django.urls import path

    import hanse.urls
    from hanse.post.events import event_addresses

    settings.ANYMAIL = {"WEBHOOK_SECRET": "hanse:secret"}
    module = types.ModuleType("tests.post.urls_with_events")
    handlers = {name: value for name, value in vars(hanse.urls).items() if name.startswith("handler")}
    patterns = [path("post/events/", event_addresses()), *hanse.urls.urlpatterns]
    vars(module).update(handlers, urlpatterns=patterns)
    sys.modules[module.__name__] = module
    settings.ROOT_URLCONF = module.__name__
    yield Client()
    del sys.modules[module.__name__]


def report(client: Client, event: dict[str, Any], secret: str = "hanse:secret") -> int:
    header = "Basic " + base64.b64encode(secret.encode()).decode()
    return client.post(
        "/post/events/postmark/tracking/", json.dumps(event), content_type="application/json", HTTP_AUTHORIZATION=header
    ).status_code


def test_a_bounce_reported_by_a_service_is_noted(service: Client) -> None:
    message = sent()
    event = {
        "RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "Email": message.email, "MessageID": "1", "ID": 1,
        "Details": "smtp;550 5.1.1 unknown", "BouncedAt": "2026-11-25T09:00:00Z", "Metadata": {"message": str(message.uid)},
    }  # fmt: skip
    assert report(service, event) == 200
    message.refresh_from_db()
    assert (message.delivery, message.fault) == (Delivery.BOUNCED, Fault.ADDRESS)


def test_a_delivery_reported_by_a_service_is_noted(service: Client) -> None:
    message = sent()
    event = {"RecordType": "Delivery", "Recipient": message.email, "MessageID": "1", "DeliveredAt": "2026-11-25T09:00:00Z",
             "Details": "ok", "Metadata": {"message": str(message.uid)}}  # fmt: skip
    assert report(service, event) == 200
    message.refresh_from_db()
    assert message.delivery == Delivery.DELIVERED


def test_a_complaint_ends_all_news(service: Client) -> None:
    message = sent()
    event = {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "Email": message.email, "MessageID": "1", "ID": 1,
             "BouncedAt": "2026-11-25T09:00:00Z"}  # fmt: skip
    assert report(service, event) == 200
    assert Correspondent.objects.get(email=message.email).refuses_all


def test_a_service_without_the_secret_is_not_believed(service: Client) -> None:
    assert report(service, {"RecordType": "Delivery"}, "hanse:guess") == 400


def test_no_address_listens_where_no_secret_is_set(nobody: Client) -> None:
    assert nobody.post("/post/events/postmark/tracking/").status_code == 404
