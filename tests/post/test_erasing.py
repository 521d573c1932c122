"""What a person can have and can have erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from hanse.audit.models import Entry
from hanse.post.choices import Delivery
from hanse.post.models import Addressee, Announcement, Attachment, Correspondent, Message, Subscription
from hanse.post.operations.erasing import erase_person, forget_old_files
from hanse.post.operations.queueing import File
from hanse.post.queries.personal import personal_data
from hanse.post.signing import sign_choices
from tests.post.making import NOW, post

pytestmark = pytest.mark.django_db


def test_an_export_holds_all_that_is_theirs_and_nothing_of_others() -> None:
    user = get_user_model().objects.create(email="amara@example.org")
    post(user.email, person=user.pk)
    post("ben@example.org")
    Subscription.objects.create(email="Amara@example.org", consent="Yes.", asked_at=NOW)
    found = personal_data(person=user.pk, email=user.email)
    assert [row["email"] for row in found["messages"]] == ["amara@example.org"]
    assert len(found["choices"]) == 1
    assert found["subscriptions"][0]["consent"] == "Yes."


def test_erasing_takes_names_and_words_and_leaves_that_it_was_sent(nobody: Client) -> None:
    user = get_user_model().objects.create(email="amara@example.org")
    sent = post(user.email, person=user.pk, files=[File("a.ics", "text/calendar", b"x")])
    Message.objects.filter(pk=sent.pk).update(delivery=Delivery.SENT, sent_at=NOW)
    waiting, other = post(user.email, person=user.pk), post("ben@example.org")
    announcement = Announcement.objects.create(subject="x", body="x", created_at=NOW)
    for n, email in enumerate(("amara@example.org", "older@example.org")):
        Addressee.objects.create(announcement=announcement, person=user, email=email, name=f"Amara {n}")
    link = sign_choices(Correspondent.objects.get(person=user).uid)
    assert erase_person(person=user.pk, email=user.email, by="amara", now=NOW) == 2
    sent.refresh_from_db()
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (sent.delivery, sent.kind, sent.email, sent.body, sent.person) == (Delivery.SENT, "test.seat", "", "", None)
    assert waiting.delivery == Delivery.WITHDRAWN
    assert other.email == "ben@example.org"
    assert not Attachment.objects.exists()
    assert not Correspondent.objects.filter(person=user).exists()
    assert not Addressee.objects.filter(email__contains="example.org").exists()
    assert nobody.get(f"/post/choices/{link}/").status_code == 410
    assert "amara@" not in str(Entry.objects.filter(kind="correspondent").values())


def test_somebody_without_an_account_is_erased_by_their_address() -> None:
    post("Stranger@example.net")
    Subscription.objects.create(email="stranger@example.net", consent="Yes.", asked_at=NOW)
    assert erase_person(person=None, email="stranger@example.net", by="secretariat", now=NOW) == 1
    assert not Subscription.objects.exists()
    assert not Correspondent.objects.exists()


def test_files_go_half_a_year_after_their_message() -> None:
    message = post(files=[File("a.ics", "text/calendar", b"x")])
    Message.objects.filter(pk=message.pk).update(sent_at=NOW, delivery=Delivery.SENT)
    assert forget_old_files(stamp=NOW + timedelta(days=179)) == 0
    assert forget_old_files(stamp=NOW + timedelta(days=181)) == 1
