"""What somebody is sent: choices with an account and by link, one-click, double opt-in, digests."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client
from django.utils import timezone

from hanse.audit.models import Entry
from hanse.post.choices import Delivery, Rhythm
from hanse.post.kinds import MessageKind
from hanse.post.models import Correspondent, Message, Subscription
from hanse.post.operations.corresponding import Choices, correspondent_for, keep_choices, stop_news
from hanse.post.operations.gathering import send_digests
from hanse.post.operations.subscribing import forget_unconfirmed
from hanse.post.rhythm import digest_after
from hanse.post.signing import sign_choices, sign_confirm, sign_stop
from tests.post.making import NEWS, NOW, PATIENT, SEAT, post

pytestmark = pytest.mark.django_db


def signed_days_ago(patched: pytest.MonkeyPatch, days: int) -> None:
    """Links are signed as if they had been on that day."""
    then = signing.b62_encode(int(time.time()) - days * 24 * 3600)
    patched.setattr(signing.TimestampSigner, "timestamp", lambda self: then)


@pytest.fixture
def stranger() -> Correspondent:
    return correspondent_for(email="stranger@example.net", person=None)


def test_one_click_stops_without_cookies_or_a_page(stranger: Correspondent) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(
        f"/post/stop/{sign_stop(stranger.uid, NEWS.key)}/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert page.status_code == 200  # a redirect would not be followed by mail services (RFC 8058)
    stranger.refresh_from_db()
    assert stranger.refused == [NEWS.key]
    assert post(stranger.email, kind=NEWS).delivery == Delivery.SUPPRESSED
    assert post(stranger.email, kind=SEAT).delivery == Delivery.WAITING


def test_opening_the_link_stops_nothing(stranger: Correspondent, nobody: Client) -> None:
    page = nobody.get(f"/post/stop/{sign_stop(stranger.uid, NEWS.key)}/")
    assert 'name="List-Unsubscribe" value="One-Click"' in page.content.decode()
    stranger.refresh_from_db()
    assert not stranger.refused


def test_stopping_twice_is_stopping_once(stranger: Correspondent, nobody: Client) -> None:
    url = f"/post/stop/{sign_stop(stranger.uid, NEWS.key)}/"
    assert [nobody.post(url).status_code for _ in range(2)] == [200, 200]
    assert Entry.objects.filter(kind="correspondent").count() == 1


@pytest.mark.parametrize(
    "token",
    ["nonsense", "a:b:c", "ä", signing.dumps([1, 2], salt="hanse.post.stop")],
    ids=["no token", "a form alone", "another script", "other content"],
)
def test_a_changed_link_says_what_to_do(token: str, nobody: Client) -> None:
    for place in ("stop", "choices", "subscribe"):
        page = nobody.get(f"/post/{place}/{token}/")
        assert page.status_code == 410
        assert "Copy it whole from the message" in page.content.decode()


def test_a_link_for_one_thing_is_no_good_for_another(stranger: Correspondent, nobody: Client) -> None:
    assert nobody.get(f"/post/stop/{sign_choices(stranger.uid)}/").status_code == 410
    assert nobody.get(f"/post/choices/{sign_confirm(stranger.uid)}/").status_code == 410


def test_a_link_of_somebody_forgotten_says_that_nothing_is_sent(stranger: Correspondent, nobody: Client) -> None:
    url = f"/post/stop/{sign_stop(stranger.uid, NEWS.key)}/"
    stranger.delete()
    page = nobody.post(url)
    assert page.status_code == 410
    assert "nothing is sent to it" in page.content.decode()


def test_choices_grow_old_and_stopping_does_not(
    stranger: Correspondent, nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        signed_days_ago(patched, 366)
        choices, stop = sign_choices(stranger.uid), sign_stop(stranger.uid, NEWS.key)
    page = nobody.get(f"/post/choices/{choices}/")
    assert page.status_code == 410
    assert "more than a year old" in page.content.decode()
    assert nobody.get(f"/post/stop/{stop}/").status_code == 200


def test_choices_are_kept_by_link_and_count_from_then_on(stranger: Correspondent) -> None:
    strict = Client(enforce_csrf_checks=True)
    form = {"language": "ko", "rhythm": "daily", "zone": "Africa/Kampala", "wanted": []}
    assert strict.post(f"/post/choices/{sign_choices(stranger.uid)}/", form).status_code == 302
    message = post(stranger.email, kind=PATIENT)
    assert (message.language, message.delivery) == ("ko", Delivery.GATHERED)
    assert post(stranger.email, kind=SEAT).delivery == Delivery.WAITING


def test_a_rhythm_that_nobody_offers_is_refused_with_a_sentence(stranger: Correspondent, nobody: Client) -> None:
    page = nobody.post(f"/post/choices/{sign_choices(stranger.uid)}/", {"rhythm": "hourly"})
    assert page.status_code == 422
    assert "hourly" in page.content.decode()


def test_somebody_signed_in_chooses_for_themselves(amara: Client) -> None:
    assert amara.post("/post/choices/", {"rhythm": "weekly", "refuses_all": "on"}).status_code == 302
    user = get_user_model().objects.get(email="amara@example.org")
    row = Correspondent.objects.get(person=user)
    assert (row.rhythm, row.refuses_all) == (Rhythm.WEEKLY, True)
    act = Entry.objects.get(kind="correspondent")
    assert act.person == user.pk
    assert act.changes["rhythm"] == ["at-once", "weekly"]


def test_what_was_chosen_without_an_account_holds_with_one(stranger: Correspondent) -> None:
    stop_news(correspondent=stranger.pk, kind=NEWS.key, by="link", now=NOW)
    user = get_user_model().objects.create(email="Stranger@example.net")
    assert correspondent_for(email=user.email, person=user.pk).refused == [NEWS.key]


def test_a_new_address_is_not_unreachable_like_the_old_one() -> None:
    user = get_user_model().objects.create(email="old@example.org")
    row = correspondent_for(email=user.email, person=user.pk)
    Correspondent.objects.filter(pk=row.pk).update(unreachable_since=NOW)
    assert correspondent_for(email="new@example.org", person=user.pk).unreachable_since is None


# Digests


def test_digests_go_at_seven_where_the_person_is() -> None:
    at = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Seoul
    assert digest_after("at-once", "Asia/Seoul", at) is None
    assert digest_after("daily", "Asia/Seoul", at) == datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
    assert digest_after("weekly", "Asia/Seoul", at) == datetime(2026, 11, 29, 22, 0, tzinfo=UTC)
    assert digest_after("daily", "", at) == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    seven = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert digest_after("daily", "UTC", seven) == seven + timedelta(days=1)


@pytest.fixture
def patient() -> Correspondent:
    """Amara, who wants a digest every day."""
    user = get_user_model().objects.create(email="amara@example.org", name="Amara Nakato")
    row = correspondent_for(email=user.email, person=user.pk)
    return keep_choices(
        correspondent=row.pk, choices=Choices("en", "Africa/Kampala", "daily", (), False), by="amara", now=NOW
    )


def gather(row: Correspondent, count: int, kind: MessageKind = PATIENT) -> list[Message]:
    return [post(row.email, kind=kind, person=row.person_id, name=f"Amara {n}") for n in range(count)]


def test_one_digest_tells_of_all_that_waited(patient: Correspondent) -> None:
    gathered = gather(patient, 3)
    at = gathered[0].not_before_at
    assert at is not None
    assert send_digests(now=at - timedelta(seconds=1)) == 0
    assert send_digests(now=at) == 1
    assert send_digests(now=at) == 0
    digest = Message.objects.get(kind="post.digest")
    assert (digest.delivery, digest.read_at) == (Delivery.WAITING, at)
    assert list(digest.told.order_by("pk")) == gathered
    assert {one.delivery for one in digest.told.all()} == {Delivery.IN_DIGEST}
    assert all(f"/post/{one.uid}/" in digest.body for one in gathered)


def test_a_period_has_one_digest_and_the_late_wait_for_the_next(patient: Correspondent) -> None:
    first = gather(patient, 1)[0]
    at = first.not_before_at
    assert at is not None
    send_digests(now=at)
    late = gather(patient, 1)[0]
    Message.objects.filter(pk=late.pk).update(not_before_at=at)  # queued before, committed after
    assert send_digests(now=at + timedelta(minutes=1)) == 0
    late.refresh_from_db()
    assert (late.delivery, late.not_before_at) == (Delivery.GATHERED, at + timedelta(days=1))
    assert send_digests(now=at + timedelta(days=1)) == 1


def test_days_without_a_worker_make_one_digest(patient: Correspondent) -> None:
    one, two = gather(patient, 2)
    assert one.not_before_at is not None
    Message.objects.filter(pk=two.pk).update(not_before_at=one.not_before_at + timedelta(days=1))
    assert send_digests(now=one.not_before_at + timedelta(days=3)) == 1
    assert Message.objects.get(kind="post.digest").told.count() == 2


def test_news_refused_meanwhile_is_not_told(patient: Correspondent) -> None:
    from dataclasses import replace

    news = gather(patient, 1, replace(NEWS, may_wait=True))[0]
    stop_news(correspondent=patient.pk, kind=NEWS.key, by="amara", now=NOW)
    assert send_digests(now=NOW + timedelta(days=400)) == 0
    news.refresh_from_db()
    assert news.delivery == Delivery.SUPPRESSED


def test_wanting_things_at_once_frees_what_was_gathered(patient: Correspondent) -> None:
    gathered = gather(patient, 2)
    keep_choices(correspondent=patient.pk, choices=Choices("en", "", "at-once", (), False), by="amara", now=NOW)
    for one in gathered:
        one.refresh_from_db()
        assert (one.delivery, one.not_before_at) == (Delivery.WAITING, None)


def test_a_stranger_reads_all_of_it_in_the_digest(stranger: Correspondent) -> None:
    keep_choices(correspondent=stranger.pk, choices=Choices("ko", "", "weekly", (), False), by="link", now=NOW)
    post(stranger.email, kind=PATIENT, name="낯선 이")
    send_digests(now=timezone.now() + timedelta(days=8))
    digest = Message.objects.get(kind="post.digest")
    assert "It can wait, 낯선 이." in digest.body
    assert "모아 둔 소식" in digest.body


# Strangers who subscribe


def confirm_link() -> str:
    body = Message.objects.filter(kind="post.confirm-subscription").latest("pk").body
    found = re.search(r"\(http://127\.0\.0\.1:8000(/post/subscribe/[^)]+)\)", body)
    assert found
    return found[1]


def ask(client: Client, email: str = "reader@example.net", **form: str) -> int:
    form = {"email": email, "language": "en", "agreed": "on", **form}
    return client.post("/post/subscribe/", form).status_code


def test_nobody_is_subscribed_before_the_link_is_used(nobody: Client) -> None:
    assert ask(nobody) == 200
    assert Subscription.objects.get().confirmed_at is None
    nobody.get(confirm_link())
    assert Subscription.objects.get().confirmed_at is None
    assert Client(enforce_csrf_checks=True).post(confirm_link()).status_code == 200
    row = Subscription.objects.get()
    assert row.confirmed_at is not None
    assert "until I say stop" in row.consent


def test_a_link_that_has_stopped_news_says_so(nobody: Client, stranger: Correspondent) -> None:
    url = f"/post/stop/{sign_stop(stranger.uid, NEWS.key)}/"
    assert "would not be sent" in nobody.get(url).content.decode()
    assert "<h1>It is stopped</h1>" in nobody.post(url).content.decode()
    page = nobody.get(url).content.decode()
    assert "<h1>It is stopped already</h1>" in page
    assert "would not be sent" not in page
    assert 'value="One-Click"' not in page
    other = f"/post/stop/{sign_stop(stranger.uid, 'post.digest')}/"
    assert "would not be sent" in nobody.get(other).content.decode()


def test_a_link_that_has_subscribed_says_so(nobody: Client) -> None:
    ask(nobody)
    link = confirm_link()
    assert "<h1>You are subscribed</h1>" in nobody.post(link).content.decode()
    page = nobody.get(link).content.decode()
    assert "<h1>You are subscribed already</h1>" in page
    assert "Press the button" not in page
    Subscription.objects.update(ended_at=timezone.now())
    assert nobody.get(link).status_code == 410


def test_confirming_twice_is_confirming_once(nobody: Client) -> None:
    ask(nobody)
    assert [nobody.post(confirm_link()).status_code for _ in range(2)] == [200, 200]
    assert Entry.objects.filter(kind="subscription").count() == 1


def test_the_answer_is_the_same_for_those_who_are_subscribed(nobody: Client) -> None:
    ask(nobody)
    first = nobody.post("/post/subscribe/", {"email": "new@example.net", "language": "en", "agreed": "on"})
    nobody.post(confirm_link())
    again = nobody.post("/post/subscribe/", {"email": "new@example.net", "language": "en", "agreed": "on"})
    assert first.content == again.content
    assert Message.objects.filter(email="new@example.net").count() == 1


def test_an_address_gets_one_such_mail_a_day(nobody: Client) -> None:
    for email in ("reader@example.net", "Reader@Example.net", "reader@example.net"):
        ask(nobody, email)
    assert Message.objects.count() == 1
    assert Subscription.objects.count() == 1


def test_without_a_yes_nothing_is_sent(nobody: Client) -> None:
    page = nobody.post("/post/subscribe/", {"email": "reader@example.net", "language": "en"})
    assert page.status_code == 422
    assert "Without your yes" in page.content.decode()
    assert not Subscription.objects.exists()


def test_a_link_that_is_too_old_says_so_and_the_address_is_forgotten(
    nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        signed_days_ago(patched, 8)
        ask(nobody)
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=8))
    link = confirm_link()
    page = nobody.post(link)
    assert page.status_code == 410
    assert "seven days" in page.content.decode()
    assert forget_unconfirmed(now=timezone.now()) == 1


def test_unsubscribing_ends_the_subscription_and_asking_again_begins_one(nobody: Client) -> None:
    ask(nobody)
    nobody.post(confirm_link())
    row = correspondent_for(email="reader@example.net", person=None)
    nobody.post(f"/post/stop/{sign_stop(row.uid, 'post.year-news')}/")
    assert Subscription.objects.get().ended_at is not None
    Message.objects.all().delete()
    ask(nobody)
    nobody.post(confirm_link())
    row.refresh_from_db()
    assert not row.refused
    assert Subscription.objects.filter(ended_at__isnull=True, confirmed_at__isnull=False).count() == 1


@pytest.mark.usefixtures("still_minute")
def test_somebody_impatient_is_asked_to_wait(nobody: Client, signed_in: Callable[[str], Client]) -> None:
    codes = [ask(nobody, f"r{n}@example.net") for n in range(21)]
    assert codes == [200] * 20 + [429]
