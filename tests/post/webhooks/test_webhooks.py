"""Changes are told once each, signed, and again until they are answered."""

import html
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.audit.operations import record, seal_waiting
from hanse.members.models import Mandate
from hanse.post.webhooks.calling import NotCallable, call, check_address
from hanse.post.webhooks.models import Call, Hook
from hanse.post.webhooks.operations import NoSuchHook, collect_calls, deliver_calls, make_hook, remove_hook
from hanse.post.webhooks.signing import fresh_secret, is_signed, signature
from hanse.ui import clock
from tests.factories.members import make_organisation
from tests.factories.record import give_mandate

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Receiver:
    """A real server on loopback that answers as it is told, and keeps what it got."""

    def __init__(self) -> None:
        self.status = 204
        self.got: list[tuple[dict[str, str], str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(outer.status)
                if outer.status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?x=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody else's program."""
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def owner() -> User:
    """Somebody of the secretariat."""
    return User.objects.create(email="mina@example.org", role="secretariat")


def hook(owner: User, url: str, **fields: Any) -> Hook:
    """A hook for activities and organisations."""
    fields.setdefault("kinds", ["activity", "organisation"])
    fields.setdefault("organisation", "")
    return make_hook(person=owner.pk, url=url, by="test", now=NOW, **fields)


def change(kind: str = "activity", key: str = "forum-2023", **fields: Any) -> None:
    """Something changes, and the record is sealed."""
    record(at=NOW, by=fields.pop("by", "test"), verb="revise", kind=kind, key=key, label="A label", **fields)
    seal_waiting()


def test_a_change_is_told_once_and_signed(owner: User, receiver: Receiver) -> None:
    change(key="before-the-hook")
    one = hook(owner, receiver.url)
    change()
    assert (collect_calls(NOW), deliver_calls(NOW)) == (1, 1)
    assert (collect_calls(NOW), deliver_calls(NOW)) == (0, 0)
    headers, body = receiver.got[0]
    assert json.loads(body)["type"] == "activity.revise"
    assert json.loads(body)["data"] == {"kind": "activity", "key": "forum-2023", "acted_for": ""}
    assert is_signed(
        one.secret,
        identifier=headers["webhook-id"],
        timestamp=int(headers["webhook-timestamp"]),
        body=body,
        header=headers["webhook-signature"],
        now=int(NOW.timestamp()),
    )


def test_the_signature_is_that_of_the_standard() -> None:
    # The example of Standard Webhooks 1.0.0.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = '{"test": 2432232314}'
    said = signature(secret, identifier="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=body)
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_changed_body_or_an_old_call_is_not_signed() -> None:
    secret = fresh_secret()
    header = signature(secret, identifier="msg_1", timestamp=1000, body="{}")
    same = {"identifier": "msg_1", "timestamp": 1000, "header": header}
    assert is_signed(secret, body="{}", now=1000, **same)
    assert not is_signed(secret, body="{ }", now=1000, **same)
    assert not is_signed(secret, body="{}", now=2000, **same)


def test_it_is_told_again_until_it_is_answered(owner: User, receiver: Receiver) -> None:
    hook(owner, receiver.url)
    change()
    collect_calls(NOW)
    receiver.status = 500
    assert deliver_calls(NOW) == 0
    assert deliver_calls(NOW + timedelta(seconds=30)) == 0
    assert len(receiver.got) == 1, "not before a minute has passed"
    receiver.status = 204
    assert deliver_calls(NOW + timedelta(minutes=2)) == 1
    first, second = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == second, "the receiver can tell that it is the same"


def test_what_is_never_answered_is_given_up_and_the_hook_stops(owner: User, receiver: Receiver) -> None:
    one = hook(owner, receiver.url)
    receiver.status = 500
    for number in range(5):
        change(key=f"a-{number}")
    collect_calls(NOW)
    for day in range(12):
        deliver_calls(NOW + timedelta(days=day))
    one.refresh_from_db()
    assert Call.objects.filter(outcome="given-up").count() == 5
    assert one.stopped_because == "Answered 500."
    change(key="later")
    assert collect_calls(NOW) == 0


def test_one_who_is_gone_is_not_called_again(owner: User, receiver: Receiver) -> None:
    one = hook(owner, receiver.url)
    receiver.status = 410
    change()
    collect_calls(NOW)
    deliver_calls(NOW)
    one.refresh_from_db()
    assert one.stopped_at == NOW


def test_a_redirect_is_not_followed(owner: User, receiver: Receiver) -> None:
    hook(owner, receiver.url)
    receiver.status = 302
    change()
    collect_calls(NOW)
    assert deliver_calls(NOW) == 0
    assert Call.objects.get().fault == "Answered 302."


def test_a_worker_that_dies_in_between_loses_no_call(
    owner: User, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook(owner, receiver.url)
    change()
    collect_calls(NOW)

    def die(*arguments: Any, **options: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("hanse.post.webhooks.operations.delivering.call", die)
        with pytest.raises(KeyboardInterrupt):
            deliver_calls(NOW)
    assert deliver_calls(NOW) == 0
    assert deliver_calls(NOW + timedelta(minutes=3)) == 1


def test_an_organisation_hears_of_its_own_only(owner: User, receiver: Receiver) -> None:
    from hanse.audit.actor import Actor

    hook(owner, receiver.url, organisation="kampala")
    change()
    change(kind="organisation", key="kampala")
    change(kind="organisation", key="seoul")
    change(by=Actor("Amara", 7, "kampala"))
    assert collect_calls(NOW) == 2


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://user:pass@example.org/", "ftp://example.org/", "https://", "https://x:99999999/"],
)
def test_an_address_that_may_not_be_called_is_refused(url: str) -> None:
    with pytest.raises(NotCallable):
        check_address(url, allow_local=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.8", "169.254.169.254"])
def test_nothing_inside_is_reached(host: str) -> None:
    with pytest.raises(NotCallable, match="not on the public internet"):
        call(f"https://{host}/", body="{}", headers={}, allow_local=False)


def test_nobody_removes_anothers(owner: User, receiver: Receiver) -> None:
    other = User.objects.create(email="other@example.org", role="secretariat")
    with pytest.raises(NoSuchHook):
        remove_hook(uid=hook(owner, receiver.url).uid, person=other.pk, by="test", now=NOW)


def test_the_page_makes_tests_and_removes(mina: Client, receiver: Receiver) -> None:
    page = mina.post("/webhooks/", {"url": receiver.url, "kinds": ["activity"]}).content.decode()
    assert "whsec_" in page
    assert "whsec_" not in mina.get("/webhooks/").content.decode()
    uid = Hook.objects.get().uid
    mina.post(f"/webhooks/{uid}/test/")
    assert Call.objects.count() == 1
    mina.post(f"/webhooks/{uid}/remove/")
    assert not Hook.objects.exists()


def test_an_organisations_administrator_may_and_a_colleague_may_not(amara: Client, ben: Client) -> None:
    kampala = make_organisation(slug="kampala")
    for name, is_administrator in (("amara", True), ("ben", False)):
        Mandate.objects.create(
            person=User.objects.get(email=f"{name}@example.org"),
            organisation=kampala,
            is_administrator=is_administrator,
            starts_on="2020-01-01",
            granted_by="test",
            granted_at=NOW,
        )
    assert amara.get("/webhooks/").status_code == 200
    assert ben.get("/webhooks/").status_code == 403


def in_the_open(settings: Any) -> None:
    """As where the site is no demonstration."""
    settings.CONFIG = replace(settings.CONFIG, demo=False, second_factor="optional")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.8", "169.254.169.254"])
def test_an_address_inside_is_refused_at_once(host: str, mina: Client, settings: Any) -> None:
    in_the_open(settings)
    page = mina.post("/webhooks/", {"url": f"https://{host}/hook", "kinds": ["activity"]})
    assert page.status_code == 422
    says = html.unescape(page.content.decode())
    assert "The host is not on the public internet. Write an address on the public internet that begins with" in says
    assert not Hook.objects.exists()


def test_a_name_that_nobody_knows_yet_may_be_saved(mina: Client, settings: Any) -> None:
    in_the_open(settings)
    page = mina.post("/webhooks/", {"url": "https://not-yet.invalid/hook", "kinds": ["activity"]})
    assert page.status_code == 200
    assert Hook.objects.exists()


def test_a_demonstration_may_call_its_own_machine(mina: Client, receiver: Receiver) -> None:
    assert mina.post("/webhooks/", {"url": receiver.url, "kinds": ["activity"]}).status_code == 200


def test_a_test_says_when_it_goes_and_what_came_of_it(mina: Client, receiver: Receiver) -> None:
    mina.post("/webhooks/", {"url": receiver.url, "kinds": ["activity"]})
    url = f"/webhooks/{Hook.objects.get().uid}/test/"
    page = mina.post(url, follow=True).content.decode()
    assert "The test goes out within a minute." in page
    assert "goes out within a minute</small>" in page
    receiver.status = 500
    assert deliver_calls(clock.stamp()) == 0
    page = mina.get("/webhooks/").content.decode()
    assert "again at " in page
    assert "It answered 500." in page
    korean = mina.get("/webhooks/", headers={"accept-language": "ko"}).content.decode()
    assert "nswered" not in korean
    assert "again at" not in korean


def test_an_administrator_reads_the_name_of_their_organisation(amara: Client) -> None:
    give_mandate(User.objects.get(email="amara@example.org"), make_organisation(slug="kampala", name="Kampala City"))
    page = amara.get("/webhooks/").content.decode()
    assert "You hear of what concerns Kampala City." in page
