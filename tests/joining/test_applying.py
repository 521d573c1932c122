"""Applying for membership: forms, letters that lie, screening, decision, welcome; and two at the same time."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image

from hanse.accounts.models import User
from hanse.audit.queries import history
from hanse.members.choices import Check
from hanse.members.models import Application, Decision, Letter, Mandate, Membership, Organisation
from hanse.members.operations.applications import token_of
from hanse.members.personal import HOLDINGS
from hanse.members.queries.rights import standing_on
from hanse.post.models import Message
from tests.factories.members import make_membership, make_organisation

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind, **options)
    return drawn.getvalue()


def sent(**values: Any) -> dict[str, Any]:
    """A form as a browser sends it."""
    return {
        "name": "Entebbe", "country": "UG", "city": "Entebbe", "reasons": "To learn.", "signatory": "The Mayor",
        "signatory_office": "Mayor", "contact": "Néw Person", "email": "office@entebbe.example", "agreed": "on",
        "letter": SimpleUploadedFile("letter.pdf", PDF, "application/pdf"), **values,
    }  # fmt: skip


def submitted(client: Client | None = None, **values: Any) -> Application:
    response = (client or Client()).post("/join/full/", sent(**values))
    assert response.status_code == 302, response.content.decode()
    return Application.objects.get(name=values.get("name", "Entebbe"))


def step(client: Client, one: Application, act: str, **values: Any) -> Any:
    """One of the secretariat's steps, on what the page showed."""
    one.refresh_from_db()
    data = {f"{act}-{name}": value for name, value in values.items()}
    return client.post(f"/applications/{one.reference}/", {"do": act, "seen": one.revision, **data})


CHECKS = ["eligible", "letter", "contact", "not-there"]
APPROVAL = {
    "body": "executive-committee",
    "decided_on": "2023-09-20",
    "minute": "EXCOM 2023, 7",
    "starts_on": "2023-09-21",
}


def test_a_stranger_applies_and_sees_the_state_at_a_page_of_their_own(nobody: Client) -> None:
    response = nobody.post("/join/full/", sent(), follow=True)
    page = response.content.decode()
    assert "The secretariat reads your application" in page
    one = Application.objects.get()
    assert (one.kind, one.category, one.state, one.language) == ("city", "full", "submitted", "en")
    assert "erased 5 years" in one.consent
    letter = Letter.objects.get()
    assert (letter.media_type, bytes(letter.content)) == ("application/pdf", PDF)
    message = Message.objects.get()
    assert message.email == "office@entebbe.example"
    assert token_of(one.reference) in message.body
    assert history("application", one.reference)[0].by == "Néw Person <office@entebbe.example>"


@pytest.mark.parametrize(
    ("category", "more"), [("associate", {}), ("friendship", {"subkind": "academia"}), ("corporate", {})]
)
def test_each_kind_of_member_has_its_form(nobody: Client, category: str, more: dict[str, str]) -> None:
    assert nobody.post(f"/join/{category}/", sent(**more)).status_code == 302
    kinds = {"associate": "city", "friendship": "institution", "corporate": "company"}
    assert Application.objects.get().kind == kinds[category]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("letter.pdf", b"PK\x03\x04 a document with macros", "neither a PDF nor a picture"),
        ("letter.pdf", b"MZ\x90\x00 a program", "neither a PDF nor a picture"),
        ("letter.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "neither a PDF nor a picture"),
        ("letter.pdf", PDF[:30], "cut off"),
        ("letter.pdf", PDF[:9] + b"1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj " + PDF[9:], "acts by itself"),
        ("letter.jpg", picture()[:200], "cannot be read"),
        ("letter.pdf", b"", "empty"),
        ("letter.pdf", PDF[:-6] + b" " * (10 * 1024 * 1024) + PDF[-6:], "more than 10 MB"),
    ],
)  # fmt: skip
def test_files_that_are_not_letters_are_refused_with_a_sentence(
    nobody: Client, name: str, content: bytes, says: str
) -> None:
    response = nobody.post("/join/full/", sent(letter=SimpleUploadedFile(name, content, "application/pdf")))
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "To learn." in page
    assert not Application.objects.exists()


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(nobody: Client) -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    response = nobody.post("/join/full/", sent(letter=SimpleUploadedFile("l.png", bomb.getvalue(), "image/png")))
    assert response.status_code == 422
    assert "40 million pixels" in response.content.decode()


def test_a_photographed_letter_is_drawn_anew_without_what_the_camera_wrote(nobody: Client) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 0.3163 N 32.5822 E"
    submitted(letter=SimpleUploadedFile("photo.jpg", picture(exif=exif), "image/jpeg"))
    content = bytes(Letter.objects.get().content)
    assert b"taken at home" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize("name", ["세종특별자치시", "مدينة كمبالا", 'City of "Quotes" & <b>Angles</b>', "x" * 200])
def test_names_of_every_script_are_taken(nobody: Client, name: str) -> None:
    one = submitted(name=name)
    assert one.name == name
    page = nobody.get(f"/join/application/{token_of(one.reference)}/").content.decode()
    assert "<b>Angles</b>" not in page


def test_a_name_of_300_letters_is_refused_with_the_number_that_fits(nobody: Client) -> None:
    response = nobody.post("/join/full/", sent(name="x" * 300))
    assert response.status_code == 422
    assert "at most 200 characters" in response.content.decode()


def test_a_double_click_makes_one_application_and_leads_to_it(nobody: Client) -> None:
    first, second = nobody.post("/join/full/", sent()), nobody.post("/join/full/", sent())
    assert first.headers["Location"] == second.headers["Location"]
    assert (Application.objects.count(), Message.objects.count()) == (1, 1)


def test_another_letter_while_one_is_read_is_refused_with_the_way_to_the_first(nobody: Client) -> None:
    submitted()
    response = nobody.post("/join/full/", sent(letter=SimpleUploadedFile("l.pdf", PDF + b"%%EOF", "application/pdf")))
    assert response.status_code == 422
    assert "is with us already" in response.content.decode()
    assert Application.objects.count() == 1


def test_nobody_reads_an_application_by_guessing(nobody: Client, chloe: Client) -> None:
    one = submitted()
    for address in (f"/join/application/{one.reference}/", f"/join/application/{one.reference}:x/"):
        assert nobody.get(address).status_code == 404
    assert chloe.get(f"/applications/{one.reference}/letter/").status_code == 403


def test_the_letter_is_saved_and_not_run(mina: Client) -> None:
    response = mina.get(f"/applications/{submitted().reference}/letter/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_from_the_letter_to_the_welcome(mina: Client, nobody: Client) -> None:
    one = submitted()
    step(mina, one, "check", checks=CHECKS[:2], note="The letter is fine.")
    one.refresh_from_db()
    assert (one.state, one.checks) == ("submitted", CHECKS[:2])
    step(mina, one, "check", checks=CHECKS)
    one.refresh_from_db()
    assert one.state == "screened"
    step(mina, one, "approve", **APPROVAL)
    one.refresh_from_db()
    assert one.state == "approved"
    assert Decision.objects.get().minute == "EXCOM 2023, 7"
    assert not Membership.objects.exists()
    page = step(mina, one, "welcome")
    assert page.status_code == 302
    one.refresh_from_db()
    city = Organisation.objects.get()
    period = Membership.objects.get()
    assert (one.state, one.organisation, city.kind, city.region) == ("welcomed", city, "city", "africa")
    assert (period.category, period.status, period.starts_on, period.decision) == ("full", "active", date(2023, 9, 21), one.decision)  # fmt: skip
    mandate = Mandate.objects.get()
    assert (mandate.person.email, mandate.person.name, mandate.is_administrator) == ("office@entebbe.example", "Néw Person", True)  # fmt: skip
    assert standing_on([city.pk], date(2023, 9, 21))[city.pk].rights.vote
    letter = Message.objects.get(kind="joining-welcome")
    assert "EXCOM 2023, 7" in letter.body
    assert "/organisations/entebbe/people/" in letter.body
    seen = nobody.get(f"/join/application/{token_of(one.reference)}/").content.decode()
    assert "You are a member" in seen
    assert "The letter is fine." not in seen


def test_what_was_checked_is_read_in_the_language_of_whoever_reads(mina: Client) -> None:
    one = submitted()
    step(mina, one, "check", checks=CHECKS[:1])
    mina.cookies["django_language"] = "ko"
    page = mina.get(f"/applications/{one.reference}/").content.decode()
    with override("ko"):
        label = str(Check(CHECKS[0]).label)
    trail = page[page.index('class="trail"') :]
    assert f"<q><bdi>{label}</bdi></q>" in trail
    assert "It is of the kind" not in trail


def test_a_welcome_that_fails_leaves_nothing_behind(mina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = submitted()
    step(mina, one, "check", checks=CHECKS)
    step(mina, one, "approve", **APPROVAL)
    User.objects.create(email="office@entebbe.example", name="Whoever")
    from hanse.joining.operations import applying

    def broken(**kwargs: Any) -> None:
        raise RuntimeError("the post is on fire")

    monkeypatch.setattr(applying, "queue_message", broken)
    mina.raise_request_exception = False
    assert step(mina, one, "welcome").status_code == 500
    one.refresh_from_db()
    assert one.state == "approved"
    assert not Organisation.objects.exists()
    assert not Membership.objects.exists()
    assert not Mandate.objects.exists()


def test_the_screener_sees_who_is_there_already_and_can_choose_it(mina: Client) -> None:
    there = make_organisation(slug="entebbe-municipality", name="Entebbe Municipality", country="UG")
    make_membership(there, category="associate")
    one = submitted()
    page = mina.get(f"/applications/{one.reference}/").content.decode()
    assert "In the directory already?" in page
    assert "They are called the same: “entebbe”" in page
    step(mina, one, "check", checks=CHECKS, organisation="entebbe-municipality")
    step(mina, one, "approve", **APPROVAL)
    step(mina, one, "welcome")
    assert Organisation.objects.count() == 1
    assert [p.category for p in Membership.objects.order_by("starts_on")] == ["associate", "full"]


def test_a_member_does_not_become_what_it_is(mina: Client) -> None:
    there = make_organisation(slug="entebbe", name="Entebbe", country="UG")
    make_membership(there)
    one = submitted()
    response = step(mina, one, "check", checks=CHECKS, organisation="entebbe")
    assert response.status_code == 422
    assert "as a member in this category already" in response.content.decode()


def test_a_company_of_the_directory_does_not_become_a_city(mina: Client) -> None:
    make_organisation(slug="acme", kind="company")
    response = step(mina, submitted(), "check", checks=CHECKS, organisation="acme")
    assert response.status_code == 422
    assert "of another kind" in response.content.decode()


def test_a_question_goes_out_and_the_answer_comes_back_with_a_new_letter(mina: Client, nobody: Client) -> None:
    one = submitted()
    step(mina, one, "ask", text="Who signed? The name cannot be read.")
    assert "The name cannot be read" in Message.objects.get(kind="joining-asked").body
    address = f"/join/application/{token_of(one.reference)}/"
    assert "The name cannot be read" in nobody.get(address).content.decode()
    again = SimpleUploadedFile("new.png", picture("PNG"), "image/png")
    assert nobody.post(address, {"text": "Our Mayor.", "letter": again}).status_code == 302
    one.refresh_from_db()
    assert one.state == "submitted"
    assert Letter.objects.get().media_type == "image/jpeg"
    late = nobody.post(address, {"text": "Once more."})
    assert late.status_code == 409
    assert "has moved on" in late.content.decode()


def test_declining_needs_a_reason_and_the_applicant_reads_it(mina: Client, nobody: Client) -> None:
    one = submitted()
    assert step(mina, one, "decline", reason="").status_code == 422
    step(mina, one, "decline", reason="A letter of the mayor is needed.", by_committee="on", decided_on="2023-09-20")
    one.refresh_from_db()
    assert (one.state, one.decision.body if one.decision else "") == ("declined", "executive-committee")
    assert "A letter of the mayor" in Message.objects.get(kind="joining-declined").body
    assert "A letter of the mayor" in nobody.get(f"/join/application/{token_of(one.reference)}/").content.decode()


def test_the_applicant_takes_it_back(nobody: Client, mina: Client) -> None:
    one = submitted()
    nobody.post(f"/join/application/{token_of(one.reference)}/", {"withdraw": "1"})
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert step(mina, one, "ask", text="Why?").status_code == 409


def test_whoever_decides_second_sees_what_the_first_did(mina: Client) -> None:
    one = submitted()
    seen = one.revision
    step(mina, one, "check", checks=CHECKS)
    response = mina.post(f"/applications/{one.reference}/", {"do": "decline", "seen": seen, "decline-reason": "No."})
    assert response.status_code == 409
    assert "Somebody has worked on this application" in response.content.decode()
    one.refresh_from_db()
    assert one.state == "screened"


def test_nobody_is_approved_before_everything_is_checked(mina: Client) -> None:
    one = submitted()
    assert step(mina, one, "approve", **APPROVAL).status_code == 409
    assert not Decision.objects.exists()


def test_what_applicants_agree_to_is_what_the_retention_does(nobody: Client) -> None:
    holding = next(one for one in HOLDINGS if one.model == "members.Application")
    months = holding.periods[0].months
    page = nobody.get("/join/full/").content.decode()
    assert months == 12 * 5
    assert f"is erased {months // 12} years after it was decided or withdrawn" in page
    assert submitted().consent in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"decided_on": "2199-01-01", "starts_on": "2199-01-01"}, "This day is still to come"),
        ({"starts_on": "1800-01-01", "counts_earlier": "on"}, "The network was founded in 2010"),
        ({"body": "organisation"}, "is not one of the available choices"),
        ({"starts_on": "2023-09-01"}, "The decision is later than the first day"),
    ],
)
def test_an_approval_without_sense_is_refused(mina: Client, changes: dict[str, str], says: str) -> None:
    one = submitted()
    step(mina, one, "check", checks=CHECKS)
    response = step(mina, one, "approve", **{**APPROVAL, **changes})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Decision.objects.exists()


def test_a_refusal_is_not_decided_tomorrow(mina: Client) -> None:
    response = step(mina, submitted(), "decline", reason="No.", by_committee="on", decided_on="2199-01-01")
    assert response.status_code == 422
    assert "This day is still to come" in response.content.decode()
    assert not Message.objects.filter(kind="joining-declined").exists()
