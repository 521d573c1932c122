"""Announcements: to whom, tried on oneself, scheduled, sent in batches, stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hanse.accounts.models import User
from hanse.calendar.registration.models import Intake, Registration
from hanse.post.choices import AnnouncementState, Delivery
from hanse.post.models import Addressee, Announcement, Message, Subscription
from hanse.post.operations import announcing
from hanse.post.operations.announcing import begin_due, write_out
from hanse.post.operations.corresponding import correspondent_for, stop_news
from hanse.post.queries.segments import people_in
from hanse.post.segments import PartGone, SegmentPart
from hanse.ui import clock
from hanse.year.queries.segments import segment_parts
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate, make_network, make_organisation, make_place
from tests.post.making import NOW

pytestmark = pytest.mark.django_db
FORM = {"subject": "Hello {name}", "body": "Dear {name},\n\nthe year **begins**.", "purpose": "news", "to": "people"}


def person(name: str, **fields: Any) -> User:
    return User.objects.create(email=f"{name}@example.net", name=name.title(), **fields)


def names_in(**segment: list[str]) -> list[str]:
    chosen = {key.replace("_", "-"): values for key, values in segment.items()}
    return [one.name for one in people_in(chosen, segment_parts(), now=NOW)]


@pytest.fixture
def people() -> dict[str, User]:
    """A full member of Africa, an associate of Europe, one who acts for both kinds, one for nobody."""
    kampala = make_organisation(slug="kampala", category="full", country="UG")
    lyon = make_organisation(slug="lyon", category="associate", country="FR")
    company = make_organisation(slug="company", category="corporate", country="KE", kind="company")
    partner = make_organisation(slug="partner", category="full", country="UG", standing="partner")
    found = {name: person(name) for name in ("akello", "blanc", "chen", "dara", "esi")}
    make_mandate(found["akello"], kampala, role="head")
    make_mandate(found["blanc"], lyon)
    make_mandate(found["chen"], lyon)
    make_mandate(found["chen"], company)
    make_mandate(found["esi"], partner)
    make_place(make_network(code="afscn"), kampala)
    return found


def test_conditions_about_organisations_mean_one_and_the_same(people: dict[str, User]) -> None:
    assert names_in(category=["full"], region=["africa"]) == ["Akello"]
    assert names_in(region=["africa"]) == ["Akello", "Chen", "Esi"]
    # Chen acts for an associate of Europe and for a company in Africa, but for no associate of Africa.
    assert names_in(category=["associate"], region=["africa"]) == []
    assert names_in(category=["associate", "corporate"]) == ["Blanc", "Chen"]
    assert names_in(kind=["company"]) == ["Chen"]
    assert names_in(mandate=["head"]) == ["Akello"]
    assert names_in(network=["afscn"]) == ["Akello"]
    assert names_in() == ["Akello", "Blanc", "Chen", "Dara", "Esi"]


def test_an_ended_mandate_and_a_closed_account_count_no_more(people: dict[str, User]) -> None:
    people["akello"].mandates.update(ends_on=NOW.date() - timedelta(days=1))
    User.objects.filter(pk=people["dara"].pk).update(is_active=False)
    assert names_in(category=["full"]) == []
    assert "Dara" not in names_in()


def test_language_and_part_in_the_house_narrow_people(people: dict[str, User]) -> None:
    row = correspondent_for(email="akello@example.net", person=people["akello"].pk)
    row.language = "ko"
    row.save()
    person("mina", role="secretariat")
    assert names_in(language=["ko"]) == ["Akello"]
    assert "Akello" not in names_in(language=["en"])
    assert names_in(role=["secretariat"]) == ["Mina"]


def test_not_yet_registered_means_the_person_and_nobody_means_the_organisation(people: dict[str, User]) -> None:
    activity = make_activity(slug="forum")
    intake = Intake.objects.create(activity=activity, zone="UTC")
    made = {"intake": intake, "created_at": NOW}
    Registration.objects.create(state="confirmed", person=people["akello"], arrival=1, **made)
    Registration.objects.create(state="draft", person=people["blanc"], **made)
    Registration.objects.create(state="waiting", email="DARA@example.net", arrival=2, **made)
    Registration.objects.create(
        state="confirmed",
        email="x@example.net",
        organisation=people["blanc"].mandates.get().organisation,
        arrival=3,
        **made,
    )
    Registration.objects.create(state="cancelled", person=people["chen"], arrival=4, **made)
    assert names_in(not_registered=["forum"]) == ["Blanc", "Chen", "Esi"]
    assert names_in(registered=["forum"]) == ["Akello", "Dara"]
    # Lyon has somebody; Chen still acts for a company that has nobody.
    assert names_in(nobody_registered=["forum"]) == ["Akello", "Chen", "Esi"]
    assert names_in(region=["africa"], not_registered=["forum"]) == ["Chen", "Esi"]


def test_a_part_that_is_gone_widens_nothing(people: dict[str, User]) -> None:
    with pytest.raises(PartGone):
        people_in({"region": ["africa"], "moon": ["full"]}, segment_parts(), now=NOW)


# From draft to sent


def draft(mina: Client, **form: Any) -> Announcement:
    page = mina.post("/post/announcements/new/", {**FORM, **form})
    assert page.status_code == 302, page.content.decode()
    return Announcement.objects.latest("pk")


def write_all() -> None:
    """What workers would do with the task that writes messages."""
    while DBTaskResult.objects.filter(task_path__endswith="write_out", status="READY").exists():
        task = DBTaskResult.objects.filter(task_path__endswith="write_out", status="READY").first()
        assert task is not None
        write_out.call(*task.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=task.pk).delete()


def send(mina: Client, row: Announcement, **more: Any) -> int:
    row.refresh_from_db()
    status = mina.post(f"/post/announcements/{row.pk}/send/", {"seen": row.revision, "now": "yes", **more}).status_code
    row.refresh_from_db()
    return status


def test_a_draft_shows_how_many_and_who_and_sends_nothing(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina, part_category=["full"], part_region=["africa"])
    page = mina.get(f"/post/announcements/{row.pk}/").content.decode()
    assert "1 reader" in page
    assert "akello@example.net" in page
    assert "blanc@example.net" not in page
    assert not Message.objects.exists()


def test_the_count_follows_the_form_while_it_is_filled(mina: Client, people: dict[str, User]) -> None:
    page = mina.get("/post/announcements/count/?to=people&part_region=africa").content.decode()
    assert "3 readers" in page
    row = correspondent_for(email="akello@example.net", person=people["akello"].pk)
    stop_news(correspondent=row.pk, kind="post.year-news", by="akello", now=NOW)
    page = mina.get("/post/announcements/count/?to=people&part_region=africa&purpose=news").content.decode()
    assert "1 of them takes no such news" in page


def test_it_goes_to_each_once_in_their_language_with_their_name(mina: Client, people: dict[str, User]) -> None:
    row_of = correspondent_for(email="chen@example.net", person=people["chen"].pk)
    row_of.language = "ko"
    row_of.save()
    row = draft(mina, part_region=["africa"], subject_ko="{name} 님께", body_ko="새해가 시작됩니다.")
    assert send(mina, row) == 302
    write_all()
    row.refresh_from_db()
    assert row.state == AnnouncementState.SENT
    subjects = {message.email: message.subject for message in Message.objects.all()}
    assert subjects == {
        "akello@example.net": "Hello Akello",
        "chen@example.net": "Chen 님께",
        "esi@example.net": "Hello Esi",
    }
    assert "새해가" in Message.objects.get(email="chen@example.net").body


def test_a_double_click_sends_once(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina)
    url, form = f"/post/announcements/{row.pk}/send/", {"seen": row.revision, "now": "yes"}
    assert [mina.post(url, form).status_code for _ in range(2)] == [302, 409]
    write_all()
    assert Message.objects.count() == Addressee.objects.count()


def test_batches_go_on_where_a_crash_stopped_them(
    mina: Client, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "BATCH", 2)
    row = draft(mina)
    send(mina, row)
    write_out.call(row.pk)
    DBTaskResult.objects.all().delete()  # the task died with its worker
    assert Message.objects.count() == 2
    assert begin_due(parts=segment_parts(), now=NOW, stamp=timezone.now() + timedelta(minutes=6)) == 0
    write_all()
    row.refresh_from_db()
    assert (row.state, Message.objects.count()) == (AnnouncementState.SENT, 6)  # five people and Mina


def test_it_waits_for_its_hour_and_goes_to_those_who_fit_then(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina, part_region=["africa"])
    url = f"/post/announcements/{row.pk}/send/"
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert mina.post(url, {"seen": row.revision, "later": "yes", "goes_at": at}).status_code == 302
    row.refresh_from_db()
    assert row.state == AnnouncementState.SCHEDULED
    people["chen"].mandates.update(revoked_at=NOW)
    assert row.goes_at is not None
    assert begin_due(parts=segment_parts(), now=row.goes_at - timedelta(minutes=1), stamp=NOW) == 0
    assert begin_due(parts=segment_parts(), now=row.goes_at, stamp=NOW) == 1
    assert begin_due(parts=segment_parts(), now=row.goes_at, stamp=NOW) == 0
    assert sorted(Addressee.objects.values_list("email", flat=True)) == ["akello@example.net", "esi@example.net"]


def test_the_hour_is_read_on_the_authors_clock(mina: Client) -> None:
    mina.cookies["zone"] = "Asia/Seoul"
    row = draft(mina)
    form = {"seen": row.revision, "later": "yes", "goes_at": "2099-05-20T09:00"}
    mina.post(f"/post/announcements/{row.pk}/send/", form)
    row.refresh_from_db()
    assert row.goes_at == datetime(2099, 5, 20, 0, 0, tzinfo=UTC)


def test_an_hour_that_is_over_or_missing_is_refused(mina: Client) -> None:
    row = draft(mina)
    url = f"/post/announcements/{row.pk}/send/"
    for goes_at, words in (
        ("2020-01-01T09:00", "This hour is over"),
        ("", "Write day and hour"),
        ("soon", "2023-05-20 09:00"),
    ):
        page = mina.post(url, {"seen": row.revision, "later": "yes", "goes_at": goes_at})
        assert page.status_code == 422
        assert words in page.content.decode()


def test_a_schedule_whose_condition_is_gone_is_held_back(people: dict[str, User]) -> None:
    row = Announcement.objects.create(
        subject="x", body="x", created_at=NOW, state="scheduled", goes_at=NOW, segment={"moon": ["full"]}
    )
    assert begin_due(parts=segment_parts(), now=NOW, stamp=NOW) == 0
    row.refresh_from_db()
    assert (row.state, row.goes_at) == (AnnouncementState.DRAFT, None)
    assert not Addressee.objects.exists()


def test_cancelling_stops_what_has_not_gone(
    mina: Client, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "BATCH", 3)
    row = draft(mina)
    send(mina, row)
    write_out.call(row.pk)
    gone = Message.objects.earliest("pk")
    Message.objects.filter(pk=gone.pk).update(delivery=Delivery.SENT)
    page = mina.post(f"/post/announcements/{row.pk}/cancel/", follow=True).content.decode()
    assert "Cancelled. 5 messages are not sent." in page
    write_all()
    counts = Message.objects.values_list("delivery", flat=True)
    assert sorted(counts) == ["sent", "withdrawn", "withdrawn"]
    assert mina.post(f"/post/announcements/{row.pk}/cancel/").status_code == 409


def test_a_test_goes_to_its_author_alone_whatever_they_refuse(mina: Client, people: dict[str, User]) -> None:
    user = get_user_model().objects.get(email="mina@example.org")
    chosen = correspondent_for(email=user.email, person=user.pk)
    stop_news(correspondent=chosen.pk, kind="post.year-news", by="mina", now=NOW)
    row = draft(mina)
    mina.post(f"/post/announcements/{row.pk}/test/")
    message = Message.objects.get()
    assert (message.email, message.delivery, message.subject) == (user.email, Delivery.WAITING, "Test: Hello Mina Park")


def test_it_is_sent_when_nothing_of_it_waits_any_more(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina)
    send(mina, row)
    write_all()
    count = Message.objects.count()
    for url in (f"/post/announcements/{row.pk}/", "/post/announcements/"):
        page = mina.get(url).content.decode()
        assert f'<span class="state" data-state="half">Queued: {count} wait</span>' in page
        assert ">Sent</span>" not in page
    Message.objects.update(delivery=Delivery.SENT)
    for url in (f"/post/announcements/{row.pk}/", "/post/announcements/"):
        assert '<span class="state" data-state="done">Sent</span>' in mina.get(url).content.decode()


def test_the_page_shows_it_as_a_reader_would_see_it(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina)
    page = mina.get(f"/post/announcements/{row.pk}/").content.decode()
    assert "{name}" not in page
    assert "Hello Amara Nakato" in page
    assert "“Amara Nakato” stands here for the name of each reader." in page
    plain = draft(mina, subject="Hello", body="To all.", subject_ko="", body_ko="")
    assert "stands here" not in mina.get(f"/post/announcements/{plain.pk}/").content.decode()


def test_a_test_looks_as_the_real_one(mina: Client, people: dict[str, User], deliver: Callable[..., str]) -> None:
    author = User.objects.get(email="mina@example.org")
    row = draft(mina)
    mina.post(f"/post/announcements/{row.pk}/test/")
    send(mina, row)
    write_all()
    mail.outbox.clear()
    for message in Message.objects.filter(person=author).order_by("pk"):
        assert deliver(message, clock.stamp()) == "sent"
    trial, real = mail.outbox
    assert trial.subject == f"Test: {real.subject}"
    assert trial.body == real.body
    assert "Stop these news" in str(trial.body)
    assert trial.extra_headers["List-Unsubscribe"] == real.extra_headers["List-Unsubscribe"]
    assert trial.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_must_be_known_has_a_reason_and_readers_see_it(mina: Client, people: dict[str, User]) -> None:
    page = mina.post("/post/announcements/new/", {**FORM, "purpose": "duty"})
    assert page.status_code == 422
    assert "Say why nobody can refuse it" in page.content.decode()
    row = draft(mina, purpose="duty", reason="You have a vote.")
    chosen = correspondent_for(email="akello@example.net", person=people["akello"].pk)
    stop_news(correspondent=chosen.pk, kind="post.digest", by="akello", now=NOW)
    send(mina, row)
    write_all()
    message = Message.objects.get(email="akello@example.net")
    assert message.delivery == Delivery.WAITING
    assert "Why you get this:* You have a vote." in message.body


def test_subscribers_get_news_and_nothing_else(mina: Client, people: dict[str, User]) -> None:
    Subscription.objects.create(email="reader@example.com", language="ko", consent="x", asked_at=NOW, confirmed_at=NOW)
    Subscription.objects.create(email="unsure@example.com", consent="x", asked_at=NOW)
    Subscription.objects.create(email="akello@example.net", consent="x", asked_at=NOW, confirmed_at=NOW)
    page = mina.post("/post/announcements/new/", {**FORM, "purpose": "duty", "reason": "x", "to": "both"})
    assert page.status_code == 422
    assert "Subscribers asked for news" in page.content.decode()
    row = draft(mina, to="both", part_category=["full"])
    send(mina, row)
    emails = list(Addressee.objects.order_by("email").values_list("email", "person"))
    assert emails == [("akello@example.net", people["akello"].pk), ("reader@example.com", None)]
    write_all()
    assert Message.objects.get(email="reader@example.com").language == "ko"
    assert Message.objects.filter(email="akello@example.net").count() == 1


def test_nobody_in_a_segment_is_said_and_nothing_begins(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina, part_region=["oceania"])
    assert "Nobody would get it" in mina.get(f"/post/announcements/{row.pk}/").content.decode()
    assert send(mina, row) == 409
    assert row.state == AnnouncementState.DRAFT


def test_an_unknown_variable_in_the_text_is_refused(mina: Client) -> None:
    page = mina.post("/post/announcements/new/", {**FORM, "body": "Dear {nmae}"})
    assert page.status_code == 422
    assert "Write {name}" in page.content.decode()


def test_a_translation_is_whole(mina: Client) -> None:
    page = mina.post("/post/announcements/new/", {**FORM, "subject_ko": "제목"})
    assert page.status_code == 422
    assert "both its subject and its text" in page.content.decode()


def test_two_tabs_do_not_overwrite_each_other(mina: Client) -> None:
    row = draft(mina)
    url = f"/post/announcements/{row.pk}/edit/"
    assert mina.post(url, {**FORM, "subject": "First", "seen": "1"}).status_code == 302
    page = mina.post(url, {**FORM, "subject": "Second", "seen": "1"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "First" in text
    assert 'value="Second"' in text
    assert mina.post(url, {**FORM, "subject": "Second", "seen": "2"}).status_code == 302


def test_what_went_out_cannot_be_changed(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina)
    send(mina, row)
    assert mina.get(f"/post/announcements/{row.pk}/edit/").status_code == 409


def test_what_became_of_it_is_counted_by_state(mina: Client, people: dict[str, User]) -> None:
    row = draft(mina)
    send(mina, row)
    write_all()
    Message.objects.filter(email="akello@example.net").update(delivery=Delivery.BOUNCED, fault="full")
    page = mina.get(f"/post/announcements/{row.pk}/").content.decode()
    assert "6 of 6 messages written" in page
    assert "Which did not arrive" in page


def test_the_list_costs_the_same_for_one_and_for_three(mina: Client, people: dict[str, User]) -> None:
    def count() -> int:
        mina.get("/post/announcements/")
        with CaptureQueriesContext(connection) as caught:
            mina.get("/post/announcements/")
        return len(caught)

    draft(mina)
    few = count()
    draft(mina)
    draft(mina)
    assert count() == few


def test_upper_rooms_hand_their_parts_down_as_plain_dataclasses(people: dict[str, User]) -> None:
    from dataclasses import replace

    def narrow(audience: Any, chosen: Any, now: datetime) -> Any:
        return replace(audience, people=audience.people.filter(name__in=chosen))

    part = SegmentPart(key="named", label="Named", options=lambda: [("Esi", "Esi")], narrow=narrow)
    assert [one.name for one in people_in({"named": ["Esi"]}, [part], now=NOW)] == ["Esi"]


def test_a_programme_manager_may_announce_and_others_may_not(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("amara").get("/post/announcements/new/").status_code == 403
    assert signed_in("mina").get("/post/announcements/new/").status_code == 200
