"""Killed workers: nothing is lost, and what is doubled was between the server's yes and our mark, and is counted."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.post.crew import House
from tests.post.server import MailServer, listening


@pytest.fixture
def house(server: MailServer, tmp_path: Path) -> object:
    with listening(server) as port:
        house = House(tmp_path, port)
        house.hanse("migrate", "-v0")
        yield house


def doubles(server: MailServer) -> dict[str, int]:
    """Messages that the server took more often than once, by their Message-ID."""
    counted = Counter(mail["Message-ID"].strip() for mail in server.taken)
    return {identity: count for identity, count in counted.items() if count > 1}


def test_a_worker_killed_before_the_yes_loses_nothing(house: House, server: MailServer) -> None:
    server.pause = 30.0
    house.queue(0, 1)
    with house.worker() as worker:
        assert server.began.wait(20)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    server.pause = 0.0
    with house.worker():
        seen = house.wait_until_sent()
    assert seen["messages"][0][2:] == ["sent", 2, True]
    assert server.recipients == ["p0@example.org"]


def test_a_worker_killed_after_the_yes_doubles_one_and_says_so(house: House, server: MailServer) -> None:
    server.pause_after_yes = 30.0
    house.queue(0, 3)
    with house.worker() as worker:
        until = time.monotonic() + 20
        while not server.taken and time.monotonic() < until:
            time.sleep(0.02)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    server.pause_after_yes = 0.0
    with house.worker():
        seen = house.wait_until_sent()
    assert len(doubles(server)) == 1
    marked = {f"<{uid}@127.0.0.1>" for _, uid, _, _, maybe in seen["messages"] if maybe}
    assert marked == set(doubles(server))
    assert len(server.taken) == 4


def test_many_kills_at_random_lose_nothing_and_count_every_double(house: House, server: MailServer) -> None:
    chance = random.Random(2026)
    messages, kills = 300, 8
    server.pause = 0.002
    house.queue(0, messages)
    killed_at_work = 0
    for _ in range(kills):
        with house.worker() as worker:
            already = len(server.taken)
            until = time.monotonic() + 20
            while len(server.taken) < min(messages, already + chance.randrange(2, 20)) and time.monotonic() < until:
                time.sleep(chance.uniform(0.0, 0.004))
            killed_at_work += worker.poll() is None and len(server.taken) < messages
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    server.pause = 0.0
    assert killed_at_work >= kills - 1
    with house.worker():
        seen = house.wait_until_sent(120)
    assert set(server.recipients) == {f"p{number}@example.org" for number in range(messages)}
    marked = {f"<{uid}@127.0.0.1>" for _, uid, _, _, maybe in seen["messages"] if maybe}
    assert set(doubles(server)) <= marked
    assert len(marked) <= kills


def test_several_workers_send_no_message_twice(house: House, server: MailServer) -> None:
    house.queue(0, 200)
    with house.worker("--processes", "4"):
        seen = house.wait_until_sent()
    assert sorted(server.recipients) == sorted(f"p{number}@example.org" for number in range(200))
    assert all(attempts == 1 and not maybe for _, _, _, attempts, maybe in seen["messages"])


def test_a_worker_that_is_asked_to_stop_ends_its_task_first(house: House, server: MailServer) -> None:
    server.pause = 1.0
    house.queue(0, 1)
    with house.worker() as worker:
        assert server.began.wait(20)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
    assert house.look()["messages"][0][2:] == ["sent", 1, False]


def test_a_foreman_that_is_killed_leaves_no_workers(house: House, server: MailServer) -> None:
    with house.worker("--processes", "2") as foreman:
        house.queue(0, 1)
        house.wait_until_sent()
        foreman.send_signal(signal.SIGKILL)
        foreman.wait()
    time.sleep(2.0)
    house.queue(1, 2)
    time.sleep(1.5)
    assert house.look()["messages"][1][2] == "waiting"


def test_a_dead_worker_of_the_crew_is_replaced(house: House, server: MailServer, tmp_path: Path) -> None:
    with house.worker("--processes", "2") as foreman:
        house.queue(0, 1)
        house.wait_until_sent()
        children = Path(f"/proc/{foreman.pid}/task/{foreman.pid}/children").read_text().split()
        assert len(children) == 2
        for child in children:
            import os

            os.kill(int(child), signal.SIGKILL)
        house.queue(1, 10)
        house.wait_until_sent()
        foreman.send_signal(signal.SIGTERM)
        assert foreman.wait(10) == 0


def test_a_mail_server_that_comes_back_gets_everything(server: MailServer, tmp_path: Path) -> None:
    with listening(server) as port:
        house = House(tmp_path, port)
        house.hanse("migrate", "-v0")
    house.queue(0, 20)
    with house.worker():
        time.sleep(2.5)
        assert {delivery for _, _, delivery, _, _ in house.look()["messages"]} == {"waiting"}
        with listening(server, port):
            house.wait_until_sent(90)
    assert sorted(server.recipients) == sorted(f"p{number}@example.org" for number in range(20))
