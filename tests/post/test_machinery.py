"""Pacing, backing off, reaping, the minute's chores, the worker's loop, who is alive."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hanse.config import Config, ConfigError
from hanse.post.answers import fault_of_status
from hanse.post.backoff import MOST_ATTEMPTS, wait_after
from hanse.post.choices import Delivery, Fault, Outcome
from hanse.post.identity import is_known_dead, own_identity
from hanse.post.line import Line
from hanse.post.models import Attempt, Beat, Lane, Message
from hanse.post.operations.beating import take_beat
from hanse.post.operations.delivering import LEASE, hand_over
from hanse.post.operations.pacing import forget_empty_lanes, take_place
from hanse.post.operations.reaping import prune_tasks, reap_messages, reap_tasks, wake_due
from hanse.post.working import Postman
from hanse.year import chores
from hanse.year.chores import do_chores
from tests.post.making import NEWS, NOW, SEAT, post
from tests.post.server import MailServer

pytestmark = pytest.mark.django_db


def dead_identity() -> str:
    """A process of this machine that has ended."""
    place, _, _ = own_identity().split("-")
    with subprocess.Popen(["true"]) as gone:
        number = gone.pid
    return f"{place}-{number}-12345"


# Backing off


def test_waits_grow_from_a_minute_to_eight_hours_and_repeat_for_a_seed() -> None:
    waits = [wait_after(n, "seed").total_seconds() for n in range(1, MOST_ATTEMPTS)]
    for wait, plain in zip(waits, (60, 180, 540, 1620, 4860, 14580, 28800, 28800), strict=True):
        assert plain * 0.8 <= wait <= plain * 1.2
    assert waits == [wait_after(n, "seed").total_seconds() for n in range(1, MOST_ATTEMPTS)]
    assert waits != [wait_after(n, "other").total_seconds() for n in range(1, MOST_ATTEMPTS)]
    assert timedelta(hours=17) < timedelta(seconds=sum(waits)) < timedelta(hours=27)


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        ("5.1.1", Fault.ADDRESS),
        ("5.2.2", Fault.FULL),
        ("4.2.2", Fault.FULL),
        ("4.7.1", Fault.TEMPORARY),
        ("5.7.1", Fault.REFUSED),
    ],
)
def test_enhanced_codes_mean_what_rfc_3463_says(status: str, fault: Fault) -> None:
    assert fault_of_status(status) == fault


# Pacing


@pytest.fixture
def paced(settings: Any) -> None:
    settings.MAIL_PER_MINUTE, settings.MAIL_PER_DOMAIN = 60, 6


def place(purpose: str = "duty", email: str = "a@example.org") -> float:
    return (take_place(purpose=purpose, email=email, stamp=NOW) - NOW).total_seconds()


def test_news_takes_three_quarters_of_the_rate(paced: None, settings: Any) -> None:
    settings.MAIL_PER_DOMAIN = 0
    assert [round(place("news"), 2) for _ in range(4)] == [0.0, 1.33, 2.67, 4.0]


def test_what_must_be_known_does_not_stand_behind_news(paced: None, settings: Any) -> None:
    settings.MAIL_PER_DOMAIN = 0
    for _ in range(600):
        place("news")
    assert place() == 0.0
    assert place() == 4.0  # a quarter of the rate is left for it


def test_what_must_be_known_has_the_whole_rate_when_there_is_no_news(paced: None) -> None:
    places = [place() for _ in range(61)]
    assert places == sorted(places)
    assert 59.0 <= places[60] <= 62.0


def test_one_domain_is_spared(paced: None) -> None:
    assert [place("news"), place("news")] == [0.0, 10.0]
    assert place("news", "b@example.net") < 10.0


def test_a_message_gives_way_and_comes_back_at_its_place(
    paced: None, server: MailServer, smtp: int, deliver: Callable[..., str]
) -> None:
    first, second = post(kind=NEWS), post("ben@example.org", kind=NEWS)
    assert deliver(first) == "sent"
    assert deliver(second) == "in line"
    assert second.next_try_at == NOW + timedelta(seconds=10)
    assert DBTaskResult.objects.filter(run_after=second.next_try_at).exists()
    assert deliver(second, second.next_try_at) == "sent"
    assert second.attempts == 1


def test_lanes_that_nobody_uses_are_forgotten(paced: None) -> None:
    place("news")
    assert forget_empty_lanes(stamp=NOW + timedelta(hours=2)) == 1
    assert not Lane.objects.filter(name__startswith="domain:").exists()


# Reaping


def claimed(by: str, lease: timedelta = LEASE) -> Message:
    message = post()
    Message.objects.filter(pk=message.pk).update(
        delivery=Delivery.HANDING_OVER, attempts=1, claimed_by=by, lease_until_at=NOW + lease
    )
    Attempt.objects.create(message=message, number=1, began_at=NOW, worker=by)
    return message


def test_this_process_is_alive_and_an_ended_one_is_not() -> None:
    assert not is_known_dead(own_identity())
    assert is_known_dead(dead_identity())
    assert is_known_dead(own_identity()[:-1] + "x")  # the same number, begun at another time
    assert not is_known_dead("elsewhere-1-2")
    assert not is_known_dead("")
    assert own_identity().split("-")[1] == str(os.getpid())


def test_a_message_of_a_dead_worker_goes_again_and_is_marked() -> None:
    message = claimed(dead_identity())
    assert reap_messages(stamp=NOW) == 1
    message.refresh_from_db()
    assert (message.delivery, message.maybe_doubled, message.claimed_by) == (Delivery.WAITING, True, "")
    assert message.tries.get().outcome == Outcome.LOST
    assert reap_messages(stamp=NOW) == 0


def test_a_message_of_a_living_worker_is_left_until_its_lease_ends() -> None:
    message = claimed(own_identity())
    assert reap_messages(stamp=NOW + LEASE) == 0
    assert reap_messages(stamp=NOW + LEASE + timedelta(seconds=1)) == 1
    message.refresh_from_db()
    assert message.maybe_doubled


def test_a_message_of_another_machine_is_left_until_its_lease_ends() -> None:
    claimed("elsewhere-1-2")
    assert reap_messages(stamp=NOW) == 0
    assert reap_messages(stamp=NOW + LEASE + timedelta(seconds=1)) == 1


def test_a_worker_that_was_taken_for_dead_marks_the_double_itself(
    server: MailServer, smtp: int, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = post()

    hang = line.send

    def slowly(email: Any) -> None:
        Message.objects.filter(pk=message.pk).update(lease_until_at=NOW - timedelta(minutes=1))
        reap_messages(stamp=NOW)
        hang(email)

    monkeypatch.setattr(Line, "send", lambda self, email: slowly(email))
    assert hand_over(message=message.pk, line=line, now=NOW, stamp=NOW) == "sent"
    message.refresh_from_db()
    assert (message.delivery, message.maybe_doubled) == (Delivery.WAITING, True)


def running(worker: str, runs: int = 1, **fields: Any) -> DBTaskResult[..., Any]:
    post()
    task = DBTaskResult.objects.latest("enqueued_at")
    DBTaskResult.objects.filter(pk=task.pk).update(
        status="RUNNING", worker_ids=[worker] * runs, started_at=fields.pop("started_at", timezone.now()), **fields
    )
    task.refresh_from_db()
    return task


def test_a_task_of_a_dead_worker_runs_again() -> None:
    task, other = running(dead_identity()), running(own_identity())
    assert reap_tasks(stamp=timezone.now()) == 1
    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.status, other.status) == ("READY", "RUNNING")


def test_a_task_that_killed_five_workers_is_not_given_to_a_sixth() -> None:
    task = running(dead_identity(), runs=5)
    reap_tasks(stamp=timezone.now())
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "5 workers died" in task.traceback


def test_a_task_that_runs_for_an_hour_elsewhere_is_taken_for_lost() -> None:
    task = running("elsewhere-1-2", started_at=timezone.now() - timedelta(hours=2))
    reap_tasks(stamp=timezone.now())
    task.refresh_from_db()
    assert task.status == "READY"


def test_a_message_whose_task_is_lost_is_woken() -> None:
    message = post()
    DBTaskResult.objects.all().delete()
    later = timezone.now() + timedelta(minutes=16)
    assert wake_due(now=later, stamp=timezone.now()) == 0  # given to the workers a moment ago
    assert wake_due(now=later, stamp=later) == 1
    assert DBTaskResult.objects.get().args_kwargs["args"] == [message.pk]


def test_a_message_is_woken_when_its_hour_has_come() -> None:
    at = timezone.now() + timedelta(days=1)
    post(not_before_at=at)
    assert not DBTaskResult.objects.exists()
    assert wake_due(now=at - timedelta(minutes=1), stamp=at) == 0
    assert wake_due(now=at, stamp=at) == 1
    assert wake_due(now=at, stamp=at) == 0


def test_tasks_that_went_well_are_forgotten_after_a_day() -> None:
    post()
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=NOW)
    assert prune_tasks(stamp=NOW + timedelta(hours=23)) == 0
    assert prune_tasks(stamp=NOW + timedelta(hours=25)) == 1


# Chores and workers


def test_many_workers_do_the_chores_once_a_minute() -> None:
    stamp = timezone.now()
    assert [take_beat(name="x", every=timedelta(seconds=50), stamp=stamp) for _ in range(3)] == [True, False, False]
    assert take_beat(name="x", every=timedelta(seconds=50), stamp=stamp + timedelta(seconds=51))


def test_a_chore_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def broken(at: object) -> int:
        raise ValueError("of no use")

    monkeypatch.setattr(chores, "CHORES", (("broken", broken), ("whole", lambda at: done.append(at) or 1)))
    report = do_chores(now=NOW, stamp=NOW)
    assert report == {"broken": "ValueError: of no use", "whole": 1}
    assert Beat.objects.get(name="tick").says == report
    assert do_chores(now=NOW, stamp=NOW, only_if_due=True) is None


def test_tick_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    post()
    Message.objects.update(enqueued_at=None)
    call_command("tick")
    assert "messages whose time has come: 1" in capsys.readouterr().out
    call_command("tick")
    assert "Nothing was due." in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_what_must_be_known_first(server: MailServer, smtp: int) -> None:
    for number in range(3):
        post(f"news{number}@example.org", kind=NEWS)
    post("seat@example.org", kind=SEAT)
    Postman(until_empty=True).run()
    assert server.recipients[0] == "seat@example.org"
    assert len(server.recipients) == 4


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_out_a_database_that_does_not_answer(
    server: MailServer, smtp: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    post()
    postman = Postman(until_empty=True, interval=0.01)
    faults = [DatabaseError("database is locked"), DatabaseError("gone away")]
    rested: list[float] = []
    take = postman._take

    def moody() -> Any:
        if faults:
            raise faults.pop()
        return take()

    monkeypatch.setattr(postman, "_take", moody)
    monkeypatch.setattr(postman, "_rest", rested.append)
    postman.run()
    assert rested == [0.5, 1.0]
    assert server.recipients == ["amara@example.org"]


@pytest.mark.parametrize(("option", "words"), [("--processes=0", "1 to 32"), ("--interval=0", "more than none")])
def test_a_worker_that_cannot_be_says_why(option: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("worker", option)


# Settings


def config(**environ: str) -> Config:
    return Config.from_env({"HANSE_DEMO": "yes", **{f"HANSE_{name}": value for name, value in environ.items()}})


def test_the_mail_servers_address_says_how_to_speak_with_it() -> None:
    secure = config(EMAIL_URL="smtps://user:p%40ss@mail.example.org").mail
    assert (secure.host, secure.port, secure.user, secure.password) == ("mail.example.org", 465, "user", "p@ss")
    assert secure.use_ssl
    assert config(EMAIL_URL="smtp+tls://mail.example.org").mail.use_tls
    plain = config(EMAIL_URL="smtp://mail.example.org:2525").mail
    assert (plain.port, plain.use_ssl, plain.use_tls) == (2525, False, False)
    service = config(EMAIL_URL="mailgun://key@mg.example.org").mail
    assert service.backend == "anymail.backends.mailgun.EmailBackend"
    assert service.service == {"MAILGUN_API_KEY": "key", "MAILGUN_SENDER_DOMAIN": "mg.example.org"}
    assert config().mail.backend == "hanse.post.backends.mailbox.EmailBackend"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("EMAIL_URL", "pigeon://x", "use one of smtp"),
        ("EMAIL_EVENTS_SECRET", "secret", "user:password"),
        ("EMAIL_PER_MINUTE", "many", "a whole number"),
    ],
)
def test_a_setting_of_the_post_that_cannot_be_read_says_how_to_write_it(name: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        config(**{name: value})
