"""Registration in the browser: the form, the page, the panel; and what happens when something is not as it should be."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from hanse.accounts.models import User
from hanse.audit.models import Entry
from hanse.calendar.registration.links import OPENED_SALT
from hanse.calendar.registration.models import Intake, Registration, Upload
from hanse.members.models import Mandate
from hanse.post.models import Message
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate, make_membership, make_organisation
from tests.factories.registration import NOW as NINE
from tests.factories.registration import make_intake, make_person, make_question, make_quota, register

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 6)
NOW = NINE.replace(hour=12)  # what pages show as now
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def as_of(settings: Any, tmp_path: Any) -> None:
    settings.TODAY = TODAY
    settings.MEDIA_ROOT = tmp_path


def form_of(client: Client, url: str) -> dict[str, str]:
    """What a browser would send back of the hidden fields of a form."""
    page = client.get(url).content.decode()
    pairs = re.findall(r'<input type="hidden" name="(key|opened|draft|seen)" value="([^"]*)"', page)
    pairs += [(name, value) for value, name in re.findall(r'value="([^"]*)" type="hidden" name="(seen)"', page)]
    return dict(pairs)


def url_of(intake: Intake) -> str:
    return f"/activities/{intake.activity.slug}/register/"


def send(client: Client, intake: Intake, **values: Any) -> Any:
    url = url_of(intake)
    return client.post(url, {"whom": "self", "name": "Amara Nakato", **form_of(client, url), **values})


def of(who: str) -> User:
    return User.objects.get(email=f"{who}@example.org")


# The form


def test_somebody_registers_and_sees_where_it_stands(amara: Client) -> None:
    intake = make_intake(make_activity(title="Forum"))
    answer = send(amara, intake, office="Officer")
    row = Registration.objects.get()
    assert answer.url == f"/registrations/{row.uid}/"
    page = amara.get(answer.url).content.decode()
    assert "You are registered" in page
    assert (row.name, row.office, row.person) == ("Amara Nakato", "Officer", of("amara"))


def test_a_double_click_and_the_back_button_show_the_same_registration(amara: Client) -> None:
    intake = make_intake()
    values = {"whom": "self", "name": "A", **form_of(amara, url_of(intake))}
    first = amara.post(url_of(intake), values)
    second = amara.post(url_of(intake), values)
    assert first.url == second.url
    assert Registration.objects.count() == 1
    assert Message.objects.count() == 1


def test_a_second_tab_shows_the_registration_of_the_first(amara: Client) -> None:
    intake = make_intake()
    tabs = [form_of(amara, url_of(intake)) for _n in range(2)]
    for tab in tabs:
        answer = amara.post(url_of(intake), {"whom": "self", "name": "A", **tab})
    assert Registration.objects.count() == 1
    assert "You are registered already" in amara.get(answer.url).content.decode()


def test_the_form_leads_to_the_registration_that_is_there(amara: Client) -> None:
    intake = make_intake()
    send(amara, intake)
    assert amara.get(url_of(intake)).url == f"/registrations/{Registration.objects.get().uid}/"


def test_a_form_without_a_name_says_so_and_keeps_the_rest_as_a_draft(amara: Client) -> None:
    intake = make_intake()
    answer = send(amara, intake, name="", office="Officer")
    assert answer.status_code == 422
    assert "Write your name." in answer.content.decode()
    kept = Registration.objects.get()
    assert (kept.state, kept.office) == ("draft", "Officer")
    assert f'name="draft" value="{kept.uid}"' in answer.content.decode()


def test_a_draft_is_kept_found_again_and_sent(amara: Client) -> None:
    intake = make_intake()
    answer = send(amara, intake, office="Officer", keep="1")
    kept = Registration.objects.get()
    assert answer.url == f"{url_of(intake)}?draft={kept.uid}"
    assert 'value="Officer"' in amara.get(answer.url).content.decode()
    send(amara, intake, office="Officer")
    kept.refresh_from_db()
    assert kept.state == "confirmed"


def test_closing_passes_while_the_form_is_open(amara: Client) -> None:
    intake = make_intake(closes_at=NOW - timedelta(minutes=10), grace_minutes=15)
    before = {"opened": signing.dumps((NOW - timedelta(hours=1)).isoformat(), salt=OPENED_SALT)}
    url = url_of(intake)
    assert amara.post(url, {"whom": "self", "name": "A", **before}).status_code == 302
    Registration.objects.all().delete()
    Intake.objects.update(closes_at=NOW - timedelta(minutes=16))
    answer = amara.post(url, {"whom": "self", "name": "A", "office": "Officer", **before})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Registration closed on Monday 6 March 2023, 20:44 (Seoul)" in page
    assert "What you wrote is kept as a draft." in page
    assert Registration.objects.get(state="draft").office == "Officer"


def test_nobody_can_claim_to_have_opened_the_form_earlier(amara: Client) -> None:
    intake = make_intake(closes_at=NOW - timedelta(minutes=1))
    forged = {"opened": f'"{(NOW - timedelta(hours=1)).isoformat()}":1abc:forged'}
    assert amara.post(url_of(intake), {"whom": "self", "name": "A", **forged}).status_code == 409


def test_after_closing_the_form_says_so(amara: Client) -> None:
    intake = make_intake(closes_at=NOW - timedelta(minutes=1))
    answer = amara.get(url_of(intake))
    assert answer.status_code == 403
    assert "Registration closed on" in answer.content.decode()


def test_an_activity_without_terms_takes_nobody(amara: Client) -> None:
    activity = make_activity()
    assert amara.get(f"/activities/{activity.slug}/register/").status_code == 404


def test_what_is_under_embargo_is_not_given_away(amara: Client) -> None:
    intake = make_intake(make_activity(status="idea"))
    assert amara.get(url_of(intake)).status_code == 404


def test_somebody_acts_for_the_organisation_that_stands_in_the_form(amara: Client) -> None:
    kampala, entebbe = make_organisation(name="Kampala", slug="kampala"), make_organisation(slug="entebbe")
    for body in (kampala, entebbe):
        make_mandate(of("amara"), body)
        make_membership(body)
    intake = make_intake(make_activity(audience="members"))
    send(amara, intake, whom="entebbe")
    assert Registration.objects.get().organisation == entebbe
    assert Entry.objects.get(kind="registration").acted_for == "entebbe"


def test_acting_after_the_mandate_has_ended_sends_nothing_and_loses_nothing(amara: Client) -> None:
    kampala = make_organisation(name="Kampala", slug="kampala")
    mandate = make_mandate(of("amara"), kampala)
    intake = make_intake()
    opened = form_of(amara, url_of(intake))
    mandate.ends_on = TODAY - timedelta(days=1)
    mandate.save()
    answer = amara.post(url_of(intake), {"whom": "kampala", "name": "A", "office": "Officer", **opened})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "the mandate has ended" in page
    assert 'value="Officer"' in page
    assert not Registration.objects.exclude(state="draft").exists()


def test_somebody_without_an_organisation_reads_why_and_what_to_do(farid: Client) -> None:
    intake = make_intake(make_activity(audience="officials"))
    page = farid.get(url_of(intake))
    assert page.status_code == 403
    assert "ask its administrator or the secretariat for a mandate" in page.content.decode()


def test_whoever_could_choose_another_organisation_gets_the_form(amara: Client) -> None:
    make_mandate(of("amara"), make_organisation(name="Acme", kind="company", standing="other"))
    make_mandate(of("amara"), make_organisation(name="Kampala"))
    page = amara.get(url_of(make_intake(make_activity(audience="members"))))
    assert page.status_code == 200
    assert "Acme is none at present" in page.content.decode()


def test_the_age_is_asked_with_its_reason_and_only_where_it_decides(farid: Client) -> None:
    young = make_intake(make_activity(audience="under-35"))
    page = farid.get(url_of(young)).content.decode()
    assert "under 35 on its first day" in page
    assert "born_on" not in farid.get(url_of(make_intake())).content.decode()
    assert send(farid, young, born_on="1998-02-21").status_code == 302


def test_a_question_is_asked_only_where_its_condition_holds(amara: Client) -> None:
    intake = make_intake()
    options = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
    make_question(intake, "choice", key="dinner", label="Dinner?", options=options, is_required=True)
    condition = {"question": "dinner", "is": ["yes"]}
    make_question(intake, key="diet", label="Diet?", shown_if=condition, is_required=True)
    assert send(amara, intake, q_dinner="yes").status_code == 422
    assert send(amara, intake, q_dinner="no", q_diet="smuggled").status_code == 302
    assert Registration.objects.get().answers == {"dinner": "no"}


def test_a_page_without_a_script_says_when_a_question_is_to_be_answered(amara: Client) -> None:
    intake = make_intake()
    options = [{"value": "yes", "label": "Yes"}]
    make_question(intake, "choice", key="dinner", label="Dinner?", options=options)
    make_question(intake, key="diet", shown_if={"question": "dinner", "is": ["yes"]})
    page = amara.get(url_of(intake)).content.decode()
    assert "Only if you chose “Yes” for “Dinner?”." in page


def test_consent_is_kept_with_the_words_that_were_read(amara: Client) -> None:
    intake = make_intake(consent="Photos may be taken.", translations={"ko": {"consent": "사진을 찍을 수 있습니다."}})
    amara.cookies["django_language"] = "ko"
    assert send(amara, intake).status_code == 422
    assert send(amara, intake, consent="on").status_code == 302
    row = Registration.objects.get()
    assert (row.consent, row.agreed_at) == ("사진을 찍을 수 있습니다.", NOW)


@pytest.mark.parametrize("name", ["김민아", "عمارة", "Sinéad O'Neil & “Sons” <b>", "N" * 300])
def test_names_of_all_kinds_come_through_the_form(amara: Client, name: str) -> None:
    intake = make_intake()
    answer = send(amara, intake, name=name)
    assert Registration.objects.get().name == name
    assert "<b>" not in amara.get(answer.url).content.decode()


def test_a_name_of_301_characters_is_sent_back_with_a_sentence(amara: Client) -> None:
    answer = send(amara, make_intake(), name="N" * 301)
    assert answer.status_code == 422
    assert "300 characters" in answer.content.decode()


# Files


def with_file(amara: Client, intake: Intake, file: str, content: bytes, **values: Any) -> Any:
    return send(amara, intake, q_letter=SimpleUploadedFile(file, content), **values)


def hang_up(answer: Any) -> None:
    """Close the file and nothing else: closing the whole answer would end the connection that the test lives in."""
    for close in answer._resource_closers:
        if getattr(close, "__self__", None) is not answer:
            close()


def test_a_file_is_kept_and_served_to_be_kept_only(amara: Client, ben: Client, mina: Client) -> None:
    intake = make_intake()
    make_question(intake, "file", key="letter", is_required=True)
    assert send(amara, intake).status_code == 422
    with_file(amara, intake, "여권 사본.pdf", PDF)
    upload = Upload.objects.get()
    url = f"/registrations/{Registration.objects.get().uid}/files/{upload.pk}/"
    answer = amara.get(url)
    assert answer.getvalue() == PDF
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/pdf"
    hang_up(answer)
    assert ben.get(url).status_code == 403
    seen = mina.get(url)
    assert seen.getvalue() == PDF
    hang_up(seen)


def test_colleagues_of_the_organisation_see_the_seat_and_not_the_files(amara: Client, ben: Client) -> None:
    kampala = make_organisation(slug="kampala")
    for who in ("amara", "ben"):
        make_mandate(of(who), kampala)
    intake = make_intake()
    make_question(intake, "file", key="letter")
    with_file(amara, intake, "passport.pdf", PDF, whom="kampala")
    row = Registration.objects.get()
    page = ben.get(f"/registrations/{row.uid}/").content.decode()
    assert "Amara Nakato" in page
    assert "passport.pdf" not in page
    assert ben.get(f"/registrations/{row.uid}/files/{row.uploads.get().pk}/").status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("letter.pdf", b"MZ" + b"\x00" * 100, "Files of this kind are not taken"),
        ("letter.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "the file is PNG inside"),
        ("letter.pdf", b"", "empty"),
        ("letter.pdf", b"%PDF-" + b"\x00" * (50 * 1024 * 1024), "up to 10 MB are taken"),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_its_cure(amara: Client, name: str, content: bytes, says: str) -> None:
    intake = make_intake()
    make_question(intake, "file", key="letter", label="Letter")
    answer = with_file(amara, intake, name, content, office="Officer")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Officer"' in page
    assert not Upload.objects.exists()


def test_a_good_file_is_not_lost_by_a_fault_elsewhere(amara: Client) -> None:
    intake = make_intake()
    make_question(intake, "file", key="letter", is_required=True)
    answer = with_file(amara, intake, "letter.pdf", PDF, name="")
    assert "Kept: letter.pdf." in answer.content.decode()
    assert send(amara, intake).status_code == 302
    assert Registration.objects.get().uploads.get().name == "letter.pdf"


def test_files_leave_the_disk_with_their_rows(
    amara: Client, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    intake = make_intake()
    make_question(intake, "file", key="letter")
    with django_capture_on_commit_callbacks(execute=True):
        with_file(amara, intake, "one.pdf", PDF, keep="1")
        with_file(amara, intake, "two.pdf", PDF + b"2", keep="1")
    assert len([path for path in tmp_path.rglob("*.pdf") if path.is_file()]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        amara.post(f"/registrations/{Registration.objects.get().uid}/cancel/")
    assert not [path for path in tmp_path.rglob("*.pdf") if path.is_file()]


def test_a_photo_is_kept_without_its_place(amara: Client) -> None:
    intake, out, exif = make_intake(), io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of Amara"
    Image.new("RGB", (30, 30)).save(out, "JPEG", exif=exif.tobytes())
    make_question(intake, "file", key="letter")
    with_file(amara, intake, "photo.jpg", out.getvalue())
    with Upload.objects.get().file.open("rb") as kept:
        assert b"Camera of Amara" not in kept.read()


# Strangers


def ask(nobody: Client, intake: Intake, **values: Any) -> Any:
    url = url_of(intake)
    return nobody.post(url, {"name": "Farid", "email": "farid@example.org", **form_of(nobody, url), **values})


def link_in(message: Message) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000([^\s>]+)", message.body)
    assert found
    return found[1]


def test_a_stranger_confirms_by_the_link_and_comes_back_by_another(nobody: Client) -> None:
    intake = make_intake()
    answer = ask(nobody, intake)
    assert "Look into your mailbox" in nobody.get(answer.url).content.decode()
    confirm = link_in(Message.objects.get())
    assert "Farid, farid@example.org: is this you?" in nobody.get(confirm).content.decode()
    assert Registration.objects.get().state == "draft"
    page = nobody.post(confirm, follow=True)
    assert "You are registered" in page.content.decode()
    another = Client()
    link = link_in(Message.objects.get(kind="registration-confirmed"))
    assert "You are registered" in another.get(link, follow=True).content.decode()
    assert Client().get(f"/registrations/{Registration.objects.get().uid}/").status_code == 302


def test_a_link_of_confirmation_used_twice_shows_what_it_made(nobody: Client) -> None:
    ask(nobody, make_intake())
    confirm = link_in(Message.objects.get())
    nobody.post(confirm)
    again = nobody.post(confirm, follow=True).content.decode()
    assert "This was confirmed before" in again
    assert Registration.objects.get().arrival == 1


def test_whether_an_address_is_known_the_answer_is_the_same(nobody: Client) -> None:
    intake = make_intake()
    register(intake, make_person(email="known@example.org"))
    answers = [ask(nobody, intake, email=f"{who}@example.org") for who in ("known", "unknown")]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url


def test_expired_and_foreign_links_are_answered_kindly(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(nobody, make_intake())
    confirm = link_in(Message.objects.get())
    foreign = nobody.get(confirm[:-3] + "xx/")
    assert foreign.status_code == 404
    assert "not one of ours" in foreign.content.decode()
    monkeypatch.setattr("hanse.calendar.registration.links.CONFIRM_DAYS", -1)
    old = nobody.get(confirm)
    assert old.status_code == 410
    assert "This link no longer works" in old.content.decode()
    assert "Send me my links" in old.content.decode()


def test_a_link_to_an_old_address_opens_nothing(nobody: Client) -> None:
    ask(nobody, make_intake())
    nobody.post(link_in(Message.objects.get()))
    link = link_in(Message.objects.get(kind="registration-confirmed"))
    Registration.objects.update(email="new@example.org")
    assert Client().get(link).status_code == 410


def test_a_link_opens_nothing_that_belongs_to_an_account(nobody: Client, amara: Client) -> None:
    ask(nobody, make_intake())
    nobody.post(link_in(Message.objects.get()))
    link = link_in(Message.objects.get(kind="registration-confirmed"))
    Registration.objects.update(person=of("amara"))
    assert "/accounts/login/" in Client().get(link).url
    assert amara.get(link, follow=True).status_code == 200


def test_links_are_sent_again_and_nobody_learns_who_is_here(nobody: Client) -> None:
    ask(nobody, make_intake())
    nobody.post(link_in(Message.objects.get()))
    answers = [nobody.post("/registrations/links/", {"email": f"{who}@example.org"}) for who in ("farid", "x")]
    assert answers[0].url == answers[1].url
    link = link_in(Message.objects.get(kind="registration-links"))
    assert "You are registered" in Client().get(link, follow=True).content.decode()


def test_strangers_are_led_to_the_way_in_where_organisations_register(nobody: Client) -> None:
    page = nobody.get(url_of(make_intake(make_activity(audience="members"))))
    assert page.status_code == 403
    assert "Sign in first" in page.content.decode()


@pytest.mark.usefixtures("still_minute")
def test_too_many_requests_by_address_are_slowed_down(nobody: Client) -> None:
    intake = make_intake()
    answers = [ask(nobody, intake, email=f"p{n}@example.org").status_code for n in range(11)]
    assert 429 not in answers[:10]
    assert answers[10] == 429


# The page


def test_an_offer_is_answered_on_the_page(amara: Client, chloe: Client) -> None:
    intake = make_intake(seats=1)
    first = register(intake)
    send(amara, intake)
    row = Registration.objects.get(person=of("amara"))
    from hanse.calendar.registration.operations.changing import cancel_registration

    cancel_registration(uid=first.uid, role="person", by="x", now=NOW)
    url = f"/registrations/{row.uid}/"
    page = amara.get(url).content.decode()
    assert "Please answer until Wednesday 8 March 2023, 21:00 (Seoul)" in page
    assert chloe.post(f"{url}answer/", {"answer": "yes"}).status_code == 403
    answer = amara.post(f"{url}answer/", {"answer": "yes"}, follow=True)
    assert "The seat is yours." in answer.content.decode()


def test_an_offer_that_is_over_says_so(amara: Client) -> None:
    intake = make_intake(seats=1)
    send(amara, intake)
    Registration.objects.update(state="offered", answer_by_at=NOW - timedelta(minutes=1))
    row = Registration.objects.get()
    answer = amara.post(f"/registrations/{row.uid}/answer/", {"answer": "yes"})
    assert answer.status_code == 410
    assert "has gone to the next in line" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "lapsed"


def test_somebody_changes_and_gives_back(amara: Client) -> None:
    send(amara, make_intake())
    url = f"/registrations/{Registration.objects.get().uid}/"
    seen = form_of(amara, f"{url}change/")["seen"]
    assert amara.post(f"{url}change/", {"name": "New", "seen": seen}).status_code == 302
    late = amara.post(f"{url}change/", {"name": "Late", "seen": seen})
    assert late.status_code == 409
    assert 'value="Late"' in late.content.decode()
    amara.post(f"{url}cancel/", {"reason": "Ill"})
    assert "Your registration is cancelled" in amara.get(url).content.decode()


def test_a_colleague_changes_the_seat_and_leaves_the_answers(amara: Client, ben: Client) -> None:
    kampala = make_organisation(slug="kampala")
    for who in ("amara", "ben"):
        make_mandate(of(who), kampala)
    intake = make_intake()
    make_question(intake, key="diet")
    send(amara, intake, whom="kampala", q_diet="vegan")
    row = Registration.objects.get()
    url = f"/registrations/{row.uid}/change/"
    assert "q_diet" not in ben.get(url).content.decode()
    ben.post(url, {"name": "Amara N.", **form_of(ben, url)})
    row.refresh_from_db()
    assert (row.name, row.answers) == ("Amara N.", {"diet": "vegan"})


def test_after_the_mandate_the_organisations_registrations_are_no_longer_theirs(amara: Client, ben: Client) -> None:
    kampala = make_organisation(slug="kampala")
    mandate = make_mandate(of("ben"), kampala)
    row = register(make_intake(), organisation=kampala.pk)
    url = f"/registrations/{row.uid}/"
    assert ben.get(url).status_code == 200
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=TODAY - timedelta(days=1))
    assert [ben.get(url).status_code, ben.post(f"{url}cancel/").status_code] == [403, 403]
    row.refresh_from_db()
    assert (row.state, row.organisation) == ("confirmed", kampala)


def test_the_link_to_join_appears_in_time_and_for_the_registered_only(
    amara: Client, ben: Client, settings: Any
) -> None:
    activity = make_activity(mode="online", when="Mar 13, 14:00", join_link="https://meet.example.org/secret")
    intake = make_intake(activity, reveals_link_hours=24)
    send(amara, intake)
    url = f"/registrations/{Registration.objects.get().uid}/"
    early = amara.get(url).content.decode()
    assert "secret" not in early
    assert "The link appears here on Sunday 12 March 2023, 14:00 (Seoul)" in early
    settings.TODAY = date(2023, 3, 12)
    assert "secret" in amara.get(url).content.decode()
    assert "secret" in amara.get(f"/activities/{activity.slug}/").content.decode()
    assert "secret" not in ben.get(f"/activities/{activity.slug}/").content.decode()
    settings.TODAY = date(2023, 3, 20)
    assert "secret" not in amara.get(url).content.decode()


def test_the_date_can_be_put_into_a_calendar(amara: Client) -> None:
    send(amara, make_intake())
    answer = amara.get(f"/registrations/{Registration.objects.get().uid}/calendar.ics")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


# Delegations


def test_a_delegation_is_registered_and_named(amara: Client) -> None:
    kampala = make_organisation(name="Kampala", slug="kampala")
    make_mandate(of("amara"), kampala)
    intake = make_intake()
    url = f"{url_of(intake)}delegation/"
    values = {
        "whom": "kampala",
        "in_person": "3",
        "names": "Ben Okello; ben@example.org; Officer",
        **form_of(amara, url),
    }
    answer = amara.post(url, values)
    assert amara.post(url, values).url == answer.url
    assert Registration.objects.count() == 3
    page = amara.get(answer.url).content.decode()
    assert "2 names are missing." in page
    rows = list(Registration.objects.order_by("arrival"))
    sent = {f"{row.uid.hex}-{n}": "" for row in rows for n in ("name", "email", "office")}
    sent |= {f"{rows[0].uid.hex}-name": "Ben Okello", f"{rows[0].uid.hex}-email": "ben@example.org"}
    sent |= {f"{rows[0].uid.hex}-office": "Officer", f"{rows[1].uid.hex}-name": "Grace"}
    saved = amara.post(answer.url, sent, follow=True).content.decode()
    assert "1 name is saved." in saved
    assert "One name is missing." in saved


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"in_person": "0"}, "How many people come?"),
        ({"in_person": "1", "names": "A\nB"}, "There are 2 names for 1 seats."),
        ({"in_person": "2", "names": "A; nonsense"}, "“nonsense” is no e-mail address."),
        ({"in_person": "2", "names": "; a@example.org"}, "A line has no name."),
    ],
)
def test_a_delegation_that_cannot_be_is_sent_back(amara: Client, values: dict[str, str], says: str) -> None:
    make_mandate(of("amara"), make_organisation(slug="kampala"))
    answer = amara.post(f"{url_of(make_intake())}delegation/", {"whom": "kampala", **values})
    assert answer.status_code == 422
    assert says in answer.content.decode()


# The panel on the activity's page


def panel(client: Client, intake: Intake) -> str:
    return client.get(f"/activities/{intake.activity.slug}/").content.decode()


def test_the_page_of_an_activity_says_where_registration_stands(nobody: Client, amara: Client, mina: Client) -> None:
    intake = make_intake(seats=1, closes_at=NOW + timedelta(days=1))
    assert "1 seat is free for you." in panel(nobody, intake)
    assert "Open until Tuesday 7 March 2023, 21:00 (Seoul)." in panel(nobody, intake)
    register(intake)
    assert "Join the waiting list" in panel(nobody, intake)
    assert "Registrations (1)" in panel(mina, intake)
    send(amara, intake)
    assert "place 1 in line" in panel(amara, intake)
    Intake.objects.update(closes_at=NOW - timedelta(days=1))
    assert "Registration closed on" in panel(nobody, intake)
    assert "Your registration" in panel(amara, intake)


def test_an_activity_without_terms_shows_no_panel(nobody: Client) -> None:
    assert 'class="panel"' not in nobody.get(f"/activities/{make_activity().slug}/").content.decode()


def test_quotas_are_drawn_with_what_is_left(nobody: Client) -> None:
    intake = make_intake(seats=5)
    make_quota(intake, 3, name="Cities", kinds=["city"])
    register(intake, organisation=make_organisation().pk)
    page = panel(nobody, intake)
    assert "<b>2</b> of 3" in page


def test_the_page_costs_the_same_with_5000_registrants(nobody: Client, amara: Client) -> None:
    intake = make_intake(seats=3000)
    quotas = [make_quota(intake, 700) for _n in range(4)]
    send(amara, intake)

    def measure() -> list[int]:
        counted = []
        for client in (nobody, amara):
            with CaptureQueriesContext(connection) as queries:
                panel(client, intake)
            counted.append(len(queries))
        return counted

    before = measure()
    Registration.objects.bulk_create(
        Registration(
            intake=intake, arrival=100 + n, state="confirmed" if n < 2800 else "waiting", name=f"P {n}",
            email=f"p{n}@example.org", quota=quotas[n % 4] if n < 2800 else None, created_at=NOW, submitted_at=NOW,
        )
        for n in range(5000)
    )  # fmt: skip
    assert measure() == before


# The secretariat


@pytest.fixture
def hall(mina: Client) -> tuple[Intake, list[Registration]]:
    intake = make_intake(needs_approval=True, seats=2)
    names = ("Grace", "Chloé", "민아")
    return intake, [register(intake, name=name, organisation=make_organisation().pk) for name in names]


def test_the_list_is_narrowed_by_state_quota_organisation_and_text(
    mina: Client, hall: tuple[Intake, list[Registration]]
) -> None:
    intake, rows = hall
    url = f"/activities/{intake.activity.slug}/registration/"

    def found(query: str) -> int:
        return mina.get(f"{url}?{query}").content.decode().count('name="pick"')

    body = rows[0].organisation
    assert body is not None
    assert [found(q) for q in ("", "state=asked", "state=confirmed", "quota=none", f"organisation={body.slug}")] == [
        3, 3, 0, 3, 1,
    ]  # fmt: skip
    assert [found(q) for q in ("q=민아", "q=grace", "q=nobody")] == [1, 1, 0]
    assert mina.get(f"{url}?state=odd").status_code == 400


def test_many_are_decided_at_once_and_the_rest_is_said(mina: Client, hall: tuple[Intake, list[Registration]]) -> None:
    intake, rows = hall
    url = f"/activities/{intake.activity.slug}/registration/"
    picks = [str(row.uid) for row in rows]
    page = mina.post(url, {"do": "approve", "pick": picks}, follow=True).content.decode()
    assert "Confirmed: 2" in page
    assert "On the waiting list: 1" in page
    page = mina.post(url, {"do": "decline", "pick": picks}).content.decode()
    assert "Decline 3 registrations?" in page
    assert not Registration.objects.filter(state="declined").exists()
    sure = {"do": "decline", "pick": picks, "reason": "No", "sure": "1"}
    page = mina.post(url, sure, follow=True).content.decode()
    assert "Not approved: 1" in page
    assert "2 were left as they are: The seat was given already." in page
    assert "Nothing was picked" in mina.post(url, {"do": "approve"}, follow=True).content.decode()
    assert mina.post(url, {"do": "odd", "pick": picks}).status_code == 404


def test_one_registration_is_decided_with_its_history(mina: Client, hall: tuple[Intake, list[Registration]]) -> None:
    _intake, rows = hall
    url = f"/registrations/{rows[0].uid}/"
    mina.post(f"{url}decide/", {"do": "approve"})
    mina.post(f"{url}decide/", {"do": "note", "note": "Speaks on Monday"})
    page = mina.get(url).content.decode()
    assert "approved it" in page
    assert "<ins><bdi>Confirmed</bdi></ins>" in page
    assert "Speaks on Monday" in page
    refused = mina.post(f"{url}decide/", {"do": "decline", "sure": "1"})
    assert refused.status_code == 409


def test_declining_asks_first_and_can_be_taken_back(mina: Client, hall: tuple[Intake, list[Registration]]) -> None:
    row = hall[1][0]
    url = f"/registrations/{row.uid}/"
    asked = mina.post(f"{url}decide/", {"do": "decline"}).content.decode()
    assert "Decline 1 registration?" in asked
    assert f'href="{url}"' in asked
    row.refresh_from_db()
    assert row.state == "asked"
    too_long = mina.post(f"{url}decide/", {"do": "decline", "sure": "1", "reason": "x" * 1001})
    assert too_long.status_code == 422
    mina.post(f"{url}decide/", {"do": "decline", "sure": "1", "reason": "Only for engineers."})
    page = mina.get(url).content.decode()
    assert "Only for engineers." in page
    assert "Approve after all" in page
    mina.post(f"{url}decide/", {"do": "approve"})
    page = mina.get(url).content.decode()
    assert "approved it after all" in page
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_a_person_sees_no_note_and_no_history(amara: Client, mina: Client) -> None:
    send(amara, make_intake())
    Registration.objects.update(note="Watch out")
    page = amara.get(f"/registrations/{Registration.objects.get().uid}/").content.decode()
    assert "Watch out" not in page
    assert "History" not in page


def test_lists_cost_the_same_for_one_and_for_three(mina: Client) -> None:
    intake = make_intake()
    counted = []
    for size in (1, 2):
        for _n in range(size):
            register(intake, organisation=make_organisation().pk)
        for url in (f"/activities/{intake.activity.slug}/registration/", "/registrations/"):
            with CaptureQueriesContext(connection) as queries:
                mina.get(url)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]


def test_guests_are_pasted_as_a_table_with_every_fault_named(mina: Client) -> None:
    make_organisation(name="Kampala", slug="kampala")
    intake = make_intake()
    url = f"/activities/{intake.activity.slug}/registration/invitations/"
    bad = mina.post(
        url,
        {"guests": "e-mail;name;organisation\namara@example.org;Amara;Kampala\nnonsense;B\nc@example.org;C;Atlantis"},
    )
    page = bad.content.decode()
    assert bad.status_code == 422
    assert "Line 3: “nonsense” is no e-mail address." in page
    assert "Line 4: there is no organisation “Atlantis”" in page
    good = mina.post(url, {"guests": "amara@example.org\tAmara\tKampala\r\nben@example.org", "codes": "1"}, follow=True)
    assert "3 invitations are made." in good.content.decode()
    code = intake.invitations.get(email="").code
    taken = mina.post(url, {"revoke": code}, follow=True).content.decode()
    assert "The invitation is taken back." in taken


def test_a_code_lets_a_stranger_in(nobody: Client, mina: Client) -> None:
    intake = make_intake(make_activity(audience="invited"))
    mina.post(f"/activities/{intake.activity.slug}/registration/invitations/", {"codes": "1"})
    code = intake.invitations.get().code
    assert nobody.get(url_of(intake)).status_code == 403
    bad = nobody.get(f"{url_of(intake)}?code=WRONG")
    assert "There is no invitation with the code “WRONG” here." in bad.content.decode()
    url = f"{url_of(intake)}?code={code}"
    values = form_of(nobody, url)
    nobody.post(url_of(intake), {"name": "F", "email": "f@example.org", "code": code, **values})
    nobody.post(link_in(Message.objects.get()))
    assert Registration.objects.get().invitation is not None


Rows = Callable[..., dict[str, str]]


def terms_form(**values: str) -> dict[str, str]:
    data = {"zone": "Asia/Seoul", "seen": "0"}
    for kind in ("quotas", "questions"):
        data |= {f"{kind}-TOTAL_FORMS": "2", f"{kind}-INITIAL_FORMS": "0"}
    return data | values


def test_terms_are_set_in_the_browser_and_come_back_as_they_were(mina: Client) -> None:
    activity = make_activity()
    url = f"/activities/{activity.slug}/registration/terms/"
    assert mina.get(url).status_code == 200
    values = terms_form(
        opens="2023-03-01T09:00", closes="2023-03-10T18:00", seats="60", reminds="1; 7", consent="Photos",
        consent_ko="사진", has_waiting_list="on",
        **{
            "quotas-0-name": "Cities", "quotas-0-seats": "40", "quotas-0-kinds": "city", "quotas-0-name_ko": "도시",
            "questions-0-label": "Dinner?", "questions-0-kind": "choice", "questions-0-options": "Yes\nNo",
            "questions-0-options_ko": "예\n아니요",
            "questions-1-label": "Diet?", "questions-1-kind": "text", "questions-1-shown_if": "1",
            "questions-1-shown_is": "Yes",
        },
    )  # fmt: skip
    assert mina.post(url, values).status_code == 302
    intake = Intake.objects.get()
    assert intake.closes_at is not None
    assert intake.closes_at.isoformat() == "2023-03-10T09:00:00+00:00"
    assert intake.reminds_days == [7, 1]
    assert intake.quotas.get().translations == {"ko": {"name": "도시"}}
    dinner, diet = intake.questions.all()
    assert dinner.translations["ko"]["options"] == {"yes": "예", "no": "아니요"}
    assert diet.shown_if == {"question": "dinner", "is": ["yes"]}
    page = mina.get(url).content.decode()
    assert 'value="2023-03-10T18:00"' in page
    assert "Yes\nNo" in page
    again = mina.post(url, values)
    assert again.status_code == 409
    assert "Somebody saved these terms" in again.content.decode()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"zone": "Mars/Base"}, "There is no such time zone."),
        ({"opens": "2023-03-10T09:00", "closes": "2023-03-01T09:00"}, "It closes before it opens."),
        ({"reminds": "soon"}, "Write up to five numbers of days"),
        ({"quotas-0-seats": "4"}, "Give it a name, or empty the whole row."),
        ({"quotas-0-name": "Cities"}, "How many seats?"),
        ({"questions-0-label": "Dinner?", "questions-0-kind": "choice"}, "Offer at least two options"),
        ({"questions-0-help": "Help"}, "What do you ask?"),
    ],
)
def test_terms_that_cannot_be_are_sent_back(mina: Client, values: dict[str, str], says: str) -> None:
    answer = mina.post(f"/activities/{make_activity().slug}/registration/terms/", terms_form(**values))
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_more_rows_are_given_without_saving(mina: Client) -> None:
    url = f"/activities/{make_activity().slug}/registration/terms/"
    page = mina.post(url, terms_form(more="quotas", **{"quotas-0-name": "Cities"})).content.decode()
    assert 'name="quotas-3-name"' in page
    assert 'value="Cities"' in page
    assert not Intake.objects.exists()


# What is not lost


def test_the_end_of_a_session_loses_nothing_of_a_form(amara: Client) -> None:
    make_mandate(of("amara"), make_organisation(name="Kampala", slug="kampala"))
    intake = make_intake()
    opened = form_of(amara, url_of(intake))
    del amara.cookies["sessionid"]
    written = {"whom": "kampala", "name": "Amara Nakato", "office": "Typed for an hour", "send": "1"}
    refused = amara.post(url_of(intake), {**opened, **written})
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "nothing is lost" in page
    assert "mandate has ended" not in page
    amara.force_login(of("amara"), "allauth.account.auth_backends.AuthenticationBackend")
    kept = amara.get("/kept/").content.decode()
    assert "What you wrote is still here" in kept
    sent = {name: value for name, value in written.items() if f'name="{name}" value="{value}"' in kept}
    assert sent == written
    assert amara.post(url_of(intake), {**opened, **sent, "kept": "1"}).status_code == 302
    row = Registration.objects.get()
    assert (row.state, row.office) == ("confirmed", "Typed for an hour")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("letter.pdf", b"MZ" + b"\x00" * 100, "Files of this kind are not taken"),
        ("letter.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Files of this kind are not taken"),
        ("letter.pdf", b"", "The file is empty."),
        ("letter.pdf", b"%PDF-" + b"\x00" * (50 * 1024 * 1024), "up to 10 MB are taken"),
    ],
)
def test_a_draft_says_which_file_it_goes_without(amara: Client, name: str, content: bytes, says: str) -> None:
    intake = make_intake()
    make_question(intake, "file", key="letter", label="Letter")
    with_file(amara, intake, "old.pdf", PDF, keep="1")
    answer = amara.get(with_file(amara, intake, name, content, office="Officer", keep="1").url)
    page = html.unescape(answer.content.decode())
    assert "Kept as a draft." in page
    assert "“Letter” was not kept. " in page
    assert says in page
    assert "The file from before stays: old.pdf." in page
    kept = Registration.objects.get()
    assert (kept.state, kept.office, kept.uploads.get().name) == ("draft", "Officer", "old.pdf")


def test_a_draft_says_which_words_it_goes_without(amara: Client) -> None:
    intake = make_intake(make_activity(audience="under-35"))
    answer = amara.get(send(amara, intake, born_on="31 February", name="", keep="1").url)
    page = html.unescape(answer.content.decode())
    assert "“Date of birth” was not kept. Write the day as 1998-02-21." in page
    assert "“Name” was not kept" not in page


# Seats of one organisation, and hours


def capped(amara: Client, **fields: Any) -> Intake:
    """Kampala has both of the seats that one organisation can have; eight are left."""
    body = make_organisation(name="Kampala", slug="kampala")
    make_mandate(of("amara"), body)
    intake = make_intake(seats=10, most_per_organisation=2, **fields)
    for _n in range(2):
        register(intake, organisation=body.pk)
    return intake


def test_an_organisation_that_has_all_its_seats_is_told_so_and_offered_no_delegation(amara: Client) -> None:
    intake = capped(amara)
    panel = amara.get(f"/activities/{intake.activity.slug}/").content.decode()
    assert "Kampala has its 2 seats" in panel
    assert "8 seats" not in panel
    assert "Register a delegation" not in panel
    form = amara.get(url_of(intake)).content.decode()
    assert "Kampala has its 2 seats" in form
    assert "8 seats" not in form
    bring = amara.get(f"{url_of(intake)}delegation/")
    assert bring.status_code == 409
    assert "Kampala has its 2 seats" in bring.content.decode()


def test_seats_are_counted_up_to_what_an_organisation_can_have(amara: Client) -> None:
    intake = capped(amara)
    Intake.objects.update(most_per_organisation=5)
    panel = amara.get(f"/activities/{intake.activity.slug}/").content.decode()
    assert "3 seats are free for you." in panel
    assert "Register a delegation" in panel


def test_one_reader_has_one_clock_with_the_places_beside_it(amara: Client) -> None:
    intake = make_intake(closes_at=NOW + timedelta(days=1))
    amara.cookies["zone"] = "Africa/Kampala"
    says = "Tuesday 7 March 2023, 15:00 (Kampala) · 21:00 (Seoul)"
    for address in (f"/activities/{intake.activity.slug}/", url_of(intake)):
        assert says in amara.get(address).content.decode(), address
    Intake.objects.update(closes_at=NOW - timedelta(days=1))
    assert "Sunday 5 March 2023, 15:00 (Kampala) · 21:00 (Seoul)" in amara.get(url_of(intake)).content.decode()


def test_a_place_that_has_another_day_is_told_with_it(amara: Client) -> None:
    intake = make_intake(closes_at=NOW + timedelta(hours=8))
    amara.cookies["zone"] = "Africa/Kampala"
    says = "Monday 6 March 2023, 23:00 (Kampala) · Tuesday 7 March 2023, 05:00 (Seoul)"
    assert says in amara.get(url_of(intake)).content.decode()
