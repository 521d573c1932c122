"""A storm of registrations through HTTP while server and worker are killed at random: `python -m benchmarks.storm`.

Real browsers' requests against gunicorn, a real worker, a mail server on loopback, PostgreSQL where it is installed.
Clients send a form again, with its key, until they have an answer. At least 30 times `kill -9` hits the whole server or
the worker. Afterwards every answered success must be there, nobody twice, the seats given in the order of arrival, and
each registration's letter delivered; letters that the mail server took twice are counted, and each must be one of
those that the post itself says may have been doubled.
"""

from __future__ import annotations

import contextlib
import http.client
import logging
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, connections
from tests.post.server import MailServer, listening

from benchmarks import CHILD, fresh_database
from benchmarks.reporting import again_on_postgresql, figure, report
from benchmarks.seats import people_and_terms, replay
from hanse.accounts.models import User
from hanse.calendar.registration.models import Registration
from hanse.post.choices import Delivery
from hanse.post.models import Message

ROOT = Path(__file__).resolve().parents[1]
KILLS, CLIENTS, PEOPLE = 36, 8, 3000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATIENCE = 120.0  # seconds for one person to get through
LETTERS = ("registration-confirmed", "registration-waiting")


@dataclass(slots=True)
class House:
    """The server and the worker, each a group of processes that can be killed as a whole."""

    port: int
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)

    def start(self, part: str) -> None:
        """Start the server or the worker."""
        commands = {
            "server": ["gunicorn", "hanse.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4",
                       "--log-level", "critical"],
            "worker": ["hanse.cli", "worker", "--interval", "0.1"],
        }  # fmt: skip
        self.running[part] = subprocess.Popen(
            [sys.executable, "-m", *commands[part]],
            env=self.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self, part: str) -> None:
        """Kill all of it, as a power cut would."""
        process = self.running.pop(part)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def is_up(self) -> bool:
        """Whether the server answers."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            line.request("GET", "/healthz")
            status = line.getresponse().status
            line.close()
            return status == 200
        return False

    def wait_until_up(self, seconds: float = 60) -> None:
        """Come back when the server answers."""
        until = time.monotonic() + seconds
        while not self.is_up():
            if time.monotonic() > until:
                raise SystemExit("The server did not come up within a minute.")
            time.sleep(0.05)

    def end(self) -> None:
        """Stop whatever still runs."""
        for part in list(self.running):
            self.kill(part)


@dataclass(slots=True)
class Tally:
    """What the clients saw: the registration that each person was led to, and how often they had to try."""

    answered: dict[str, str] = field(default_factory=dict)
    tried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Browser:
    """One signed-in person: opens the form, and sends it until there is an answer."""

    def __init__(self, port: int, slug: str, session: str) -> None:
        self.port, self.path, self.cookies = port, f"/activities/{slug}/register/", f"sessionid={session}"

    def register(self, name: str, tally: Tally) -> str:
        """The address of the registration that the server answers with; empty when patience ends."""
        until, fields = time.monotonic() + PATIENCE, None
        while time.monotonic() < until:
            with tally.lock:
                tally.tried += 1
            try:
                if fields is None:
                    fields = self._open(name)
                status, where = self._ask("POST", urlencode(fields))[:2]
                if status == 302:
                    return where
                with tally.lock:
                    tally.refused[str(status)] += 1
            except _Answered as there:
                return str(there)
            except (OSError, http.client.HTTPException, ValueError) as fault:
                with tally.lock:
                    tally.refused[type(fault).__name__] += 1
            time.sleep(0.1)
        return ""

    def _open(self, name: str) -> dict[str, str]:
        status, where, page, cookie = self._ask("GET")
        if status == 302:  # registered by an attempt whose answer got lost
            raise _Answered(where)
        found = dict(re.findall(r'name="(csrfmiddlewaretoken|key|opened)" value="([^"]+)"', page))
        if status != 200 or len(found) != 3:
            raise ValueError(status)
        self.cookies += f"; {cookie}"
        return {**found, "whom": "self", "name": name, "send": "1"}

    def _ask(self, method: str, body: str = "") -> tuple[int, str, str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, self.path, body or None, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        cookie = (answer.headers.get("Set-Cookie") or "").partition(";")[0]
        line.close()
        return answer.status, answer.headers.get("Location") or "", page, cookie


class _Answered(ValueError):
    """The form led to a registration that is there."""


def sessions(people: list[tuple[int, str, int]]) -> list[tuple[str, str]]:
    """A signed-in session for each person: address and key."""
    users = User.objects.in_bulk([key for key, _email, _body in people])
    found = []
    for key, email, _body in people:
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(key), BACKEND
        store[HASH_SESSION_KEY] = users[key].get_session_auth_hash()
        store.create()
        found.append((email, str(store.session_key)))
    return found


def client(house: House, slug: str, share: list[tuple[str, str]], over: threading.Event, tally: Tally) -> None:
    """One after another registers, until the storm is over."""
    for email, session in share:
        if over.is_set():
            return
        where = Browser(house.port, slug, session).register(email.partition("@")[0], tally)
        if where:
            with tally.lock:
                tally.answered[email] = where


def killer(house: House, chance: random.Random, over: threading.Event, tally: Tally) -> None:
    """Kill one or the other at random moments while they work, and start it anew."""
    try:
        for _n in range(KILLS):
            enough, until = len(tally.answered) + chance.randrange(0, 15), time.monotonic() + 5
            while len(tally.answered) < enough and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(chance.uniform(0.0, 0.2))
            part = chance.choice(("server", "server", "worker"))
            house.kill(part)
            house.kills[part] += 1
            house.start(part)
            if part == "server":
                house.wait_until_up()
    finally:
        over.set()


def storm(house: House, slug: str, people: list[tuple[str, str]], chance: random.Random) -> tuple[Tally, float]:
    """Clients and the killer together; what the clients saw, and how long it lasted."""
    tally, over = Tally(), threading.Event()
    threads = [
        threading.Thread(target=client, args=(house, slug, people[n::CLIENTS], over, tally)) for n in range(CLIENTS)
    ]
    threads.append(threading.Thread(target=killer, args=(house, chance, over, tally)))
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(900)
    return tally, time.monotonic() - begun


def wait_for_post(seconds: float = 240) -> None:
    """Come back when nothing waits to be sent."""
    until = time.monotonic() + seconds
    under_way = (Delivery.WAITING, Delivery.HANDING_OVER)
    while Message.objects.filter(delivery__in=under_way).exists():
        if time.monotonic() > until:
            raise SystemExit(f"{Message.objects.filter(delivery__in=under_way).count()} letters are still under way.")
        time.sleep(0.5)


def findings(intake: int, tally: Tally, server: MailServer) -> Iterator[tuple[str, int, str, float | None]]:
    """What is to be nothing, and what is only counted: name, number, unit, limit."""
    rows = {row.email: row for row in Registration.objects.filter(intake=intake).exclude(state="draft")}
    uids = {email: f"/registrations/{row.uid}/" for email, row in rows.items()}
    lost = [email for email, where in tally.answered.items() if uids.get(email) != where]
    everybody = Registration.objects.filter(intake=intake).exclude(state="draft").count()
    letters = Counter(Message.objects.filter(kind__in=LETTERS).values_list("email", flat=True))
    wrong = [email for email in rows if letters[email] != 1]
    taken = Counter(str(mail["Message-ID"]).strip("<> ").partition("@")[0] for mail in server.taken)
    sent = {str(uid): maybe for uid, maybe in Message.objects.values_list("uid", "maybe_doubled")}
    doubled = {uid for uid, count in taken.items() if count > 1}
    yield "answered", len(tally.answered), "registrations", None
    yield "answered-and-lost", len(lost), "registrations", 0
    yield "doubled", everybody - len(rows), "registrations", 0
    yield "without-their-one-letter", len(wrong), "registrations", 0
    yield "letters-lost", len(sent.keys() - taken.keys()), "letters", 0
    yield "letters-doubled", len(doubled), "letters", None
    yield "letters-doubled-unmarked", sum(not sent.get(uid) for uid in doubled), "letters", 0
    yield "out-of-turn", int(bool(replay(intake))), "found", 0


def measure() -> Iterator[dict[str, Any]]:
    """Storm and count."""
    name = f"storm/{connection.vendor}"
    fresh_database()
    call_command("collectstatic", verbosity=0, interactive=False)
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    intake, slug, people = people_and_terms(PEOPLE)
    signed_in = sessions(people)
    connections.close_all()
    server = MailServer()
    server.pause = 0.002
    with listening(server) as mail_port:
        house = House(_free_port(), _environment(mail_port))
        _end_with(house)
        try:
            for part in ("server", "worker"):
                house.start(part)
            house.wait_until_up()
            tally, seconds = storm(house, slug, signed_in, random.Random(2026))
            if not tally.answered:
                raise SystemExit(f"Nobody got through: {dict(tally.refused)}")
            wait_for_post()
        finally:
            house.end()
    yield figure(f"{name}-kills-server", house.kills["server"], "kill -9", None)
    yield figure(f"{name}-kills-worker", house.kills["worker"], "kill -9", None)
    yield figure(f"{name}-attempts-refused", sum(tally.refused.values()), f"of {tally.tried} attempts", None)
    for what, count, unit, limit in findings(intake, tally, server):
        yield figure(f"{name}-{what}", count, unit, limit)
    yield figure(f"{name}-throughput", len(tally.answered) / seconds, "registrations a second, kills included", None)


def _environment(mail_port: int) -> dict[str, str]:
    return {
        **{k: v for k, v in os.environ.items() if k != CHILD},
        "HANSE_TODAY": "2023-03-01",
        "HANSE_EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "HANSE_EMAIL_PER_MINUTE": "0",
        "HANSE_EMAIL_PER_DOMAIN": "0",
        "HANSE_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "hanse.settings",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with(house: House) -> None:
    """Leave no process behind when somebody stops the benchmark."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        house.end()
        sys.exit(1)

    signal.signal(signal.SIGTERM, stop)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    if connection.vendor == "sqlite" and "--sqlite" not in sys.argv:
        return again_on_postgresql("storm")
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())
