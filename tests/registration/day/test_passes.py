"""What a registered person takes along: tickets, letters, the link to join, certificates; and who gets them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.audit.models import Entry, Secret
from hanse.audit.queries import history
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Certificate, CheckIn, Intake, Registration
from hanse.calendar.registration.passes.codes import short_code
from hanse.calendar.registration.passes.files import ticket_files
from hanse.calendar.registration.passes.links import join_address
from hanse.calendar.registration.queries.desk import contribute
from hanse.ui import clock
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate, make_organisation
from tests.factories.registration_day import AFTER, DURING, make_check_in, make_intake, make_registration
from tests.typeset.reading import is_accessible, read, squeezed, text_of

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/secret"
PASSPORT = {
    "nationality": "Ugandan", "number": "A1234567", "born_on": "1980-02-21",
    "valid_until": "2030-01-01", "office": "Director", "consulate": "Embassy of the Republic of Korea\nKampala",
}  # fmt: skip


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Make it another hour."""

    def turn(hour: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: hour)
        monkeypatch.setattr(clock, "stamp", lambda: hour)

    turn(DURING)
    return turn


@pytest.fixture
def one(at: Callable[[datetime], None], signed_in: Callable[[str], Client]) -> Registration:
    """Amara's registration for the forum."""
    signed_in("amara")
    activity = make_activity(slug="forum", title="Forum", mode="hybrid", join_link=LINK, venue="Example Hall")
    intake = make_intake(activity, offers_visa_letter=True, offers_certificate=True)
    amara = User.objects.get(email="amara@example.org")
    return make_registration(intake, name="Amara Nakato", email=amara.email, person=amara, office="Director")


def test_the_ticket_is_a_page_a_pdf_and_a_picture(amara: Client, one: Registration) -> None:
    page = amara.get(f"/registrations/{one.uid}/ticket/")
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    pdf = amara.get(f"/registrations/{one.uid}/ticket.pdf").content
    assert is_accessible(pdf)
    for words in ("Amara Nakato", "Forum", "Example Hall", short_code(one.uid), "17 Mar 2023"):
        assert squeezed(words) in text_of(pdf), words
    png = amara.get(f"/registrations/{one.uid}/ticket.png")
    assert png.headers["Content-Type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")


def test_a_certificate_is_offered_when_the_activity_is_over_and_not_before(
    amara: Client, one: Registration, at: Callable[[datetime], None]
) -> None:
    address = f"/registrations/{one.uid}/"
    assert f"{address}certificate/" not in amara.get(address).content.decode()
    at(AFTER)
    assert f"{address}certificate/" in amara.get(address).content.decode()


@pytest.mark.parametrize(
    ("attendance", "link", "says"),
    [
        ("in-person", "", ""),
        ("in-person", LINK, "The link appears here on"),
        ("online", "", "the secretariat has not set it yet"),
        ("online", LINK, "The link appears here on"),
    ],
)
def test_a_link_to_join_is_promised_where_there_is_one_or_somebody_needs_it(
    amara: Client, one: Registration, at: Callable[[datetime], None], attendance: str, link: str, says: str
) -> None:
    at(DURING - timedelta(days=20))
    Activity.objects.update(join_link=link)
    Registration.objects.update(attendance=attendance)
    page = amara.get(f"/registrations/{one.uid}/").content.decode()
    promises = [words for words in ("The link appears here on", "has not set it yet") if words in page]
    assert (says in page) if says else not promises


def test_equal_registrations_have_equal_tickets_and_a_new_name_has_another(amara: Client, one: Registration) -> None:
    for ending in ("pdf", "png"):
        address = f"/registrations/{one.uid}/ticket.{ending}"
        before = amara.get(address).content
        assert amara.get(address).content == before
        Registration.objects.update(name=f"Somebody {ending}")
        assert amara.get(address).content != before


def test_a_ticket_is_for_the_person_their_organisation_and_the_secretariat(
    one: Registration, mina: Client, ben: Client, chloe: Client, nobody: Client
) -> None:
    kampala = make_organisation(slug="kampala")
    Registration.objects.update(organisation=kampala)
    make_mandate(User.objects.get(email="ben@example.org"), kampala)
    address = f"/registrations/{one.uid}/ticket.pdf"
    answers = [client.get(address).status_code for client in (mina, ben, chloe, nobody)]
    assert answers == [200, 200, 403, 302]


def test_a_ticket_ends_with_the_mandate_of_whoever_made_it(one: Registration, ben: Client) -> None:
    kampala = make_organisation(slug="kampala")
    maker = User.objects.get(email="ben@example.org")
    Registration.objects.update(organisation=kampala, made_by=maker, person=None, email="guest@example.org")
    mandate = make_mandate(maker, kampala)
    assert ben.get(f"/registrations/{one.uid}/ticket/").status_code == 200
    mandate.ends_on = DURING.date() - timedelta(days=1)
    mandate.save()
    assert ben.get(f"/registrations/{one.uid}/ticket/").status_code == 403


@pytest.mark.parametrize(("state", "status"), [("cancelled", 410), ("declined", 410), ("waiting", 404), ("asked", 404)])
def test_without_a_seat_there_is_no_ticket_and_the_page_says_why(
    amara: Client, one: Registration, state: str, status: int
) -> None:
    Registration.objects.update(state=state)
    for ending in ("/", ".pdf", ".png"):
        page = amara.get(f"/registrations/{one.uid}/ticket{ending}")
        assert page.status_code == status
        assert "has no ticket" in page.content.decode()


def test_who_comes_online_is_led_to_the_link(amara: Client, one: Registration) -> None:
    Registration.objects.update(attendance="online")
    page = amara.get(f"/registrations/{one.uid}/ticket/")
    assert page.status_code == 404
    assert f"/registrations/{one.uid}/join/" in page.content.decode()


def test_the_files_of_a_ticket_are_two_and_in_the_language_of_the_person(one: Registration) -> None:
    one.language = "ko"
    pdf, png = ticket_files(one)
    assert (pdf.media_type, png.media_type) == ("application/pdf", "image/png")
    assert read(pdf.content).trailer["/Root"]["/Lang"] == "ko"  # type: ignore[index]  # a dictionary of the PDF
    one.state = "waiting"
    assert ticket_files(one) == []


def test_a_letter_for_a_visa_holds_the_passport_and_nothing_else_does(amara: Client, one: Registration) -> None:
    response = amara.post(f"/registrations/{one.uid}/visa-letter/", PASSPORT)
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    text = text_of(response.content)
    for words in ("Amara Nakato", "A1234567", "Ugandan", "21 February 1980", "Embassy of the Republic", "Forum"):
        assert squeezed(words) in text, words
    kept = (
        repr(list(Registration.objects.values()))
        + repr(list(Entry.objects.values()))
        + repr(list(Secret.objects.values()))
    )
    assert "A1234567" not in kept
    assert "1980" not in kept
    assert history("registration", str(one.uid))[0].verb == "write letter"


def test_the_same_passport_on_the_same_day_makes_the_same_letter(amara: Client, one: Registration) -> None:
    address = f"/registrations/{one.uid}/visa-letter/"
    assert amara.post(address, PASSPORT).content == amara.post(address, PASSPORT).content


@pytest.mark.parametrize(
    "wrong",
    [{"nationality": ""}, {"born_on": "21/2/80"}, {"born_on": "2023-03-14"}, {"born_on": "1850-01-01"}, {"valid_until": "2023-03-15"}, {"number": "x" * 41}],
)  # fmt: skip
def test_a_passport_that_cannot_be_is_asked_for_again(amara: Client, one: Registration, wrong: dict[str, str]) -> None:
    page = amara.post(f"/registrations/{one.uid}/visa-letter/", PASSPORT | wrong)
    assert page.status_code == 422
    assert not history("registration", str(one.uid))


def test_the_letter_names_whom_the_network_registered_and_nobody_else(amara: Client, one: Registration) -> None:
    letter = amara.post(f"/registrations/{one.uid}/visa-letter/", PASSPORT | {"name": "Totally Other Person"})
    text = text_of(letter.content)
    assert squeezed("Amara Nakato") in text
    assert squeezed("Totally Other Person") not in text
    assert f"/registrations/{one.uid}/change/" in amara.get(f"/registrations/{one.uid}/visa-letter/").content.decode()


def test_only_the_person_and_the_secretariat_make_the_letter(
    amara: Client, ben: Client, mina: Client, one: Registration
) -> None:
    kampala = make_organisation(slug="kampala")
    Registration.objects.update(organisation=kampala)
    make_mandate(User.objects.get(email="ben@example.org"), kampala)
    address = f"/registrations/{one.uid}/visa-letter/"
    assert ben.post(address, PASSPORT).status_code == 403
    assert ben.get(f"/registrations/{one.uid}/ticket/").status_code == 200
    for page in ("", "ticket/"):
        assert "visa-letter" not in ben.get(f"/registrations/{one.uid}/{page}").content.decode()
        assert "visa-letter" in amara.get(f"/registrations/{one.uid}/{page}").content.decode()
    assert amara.post(address, PASSPORT).status_code == mina.post(address, PASSPORT).status_code == 200


def test_a_cancelled_activity_gives_nothing_to_take_along(amara: Client, one: Registration) -> None:
    Activity.objects.update(status="cancelled")
    for ending in ("ticket/", "ticket.pdf", "ticket.png", "visa-letter/", "join/"):
        answer = amara.get(f"/registrations/{one.uid}/{ending}")
        assert answer.status_code == 410, ending
        assert "The activity was cancelled." in answer.content.decode()
    assert amara.post(f"/registrations/{one.uid}/visa-letter/", PASSPORT).status_code == 410
    assert ticket_files(one_again(one)) == []
    page = amara.get(f"/registrations/{one.uid}/").content.decode()
    for words in ("This activity was cancelled", "The activity is cancelled", "there is nothing left to do"):
        assert words in page
    for words in (
        "You are registered",
        "The seat is confirmed",
        "ticket.pdf",
        "calendar.ics",
        "/cancel/",
        "visa-letter",
    ):
        assert words not in page
    panel = amara.get("/activities/forum/").content.decode()
    assert "The activity is cancelled" in panel
    assert ">Confirmed<" not in panel


def test_a_desk_does_not_say_that_a_seat_in_what_was_cancelled_is_confirmed(one: Registration) -> None:
    Activity.objects.update(status="cancelled")
    found = contribute(one.person_id or 0, [], now=DURING, language="en")
    assert [one.state for one in found.upcoming] == ["The activity is cancelled"]
    assert found.decided == ()


def one_again(one: Registration) -> Registration:
    return Registration.objects.select_related("intake__activity__year").get(pk=one.pk)


def test_no_letter_where_none_is_offered_or_nothing_is_confirmed(amara: Client, one: Registration) -> None:
    address = f"/registrations/{one.uid}/visa-letter/"
    Registration.objects.update(state="waiting")
    assert amara.post(address, PASSPORT).status_code == 404
    Registration.objects.update(state="confirmed")
    Intake.objects.update(offers_visa_letter=False)
    assert amara.get(address).status_code == 404


def test_opening_the_link_counts_once_and_leads_on(amara: Client, one: Registration) -> None:
    for _ in range(2):
        response = amara.get(f"/registrations/{one.uid}/join/")
        assert response.status_code == 302
        assert response.headers["Location"] == LINK
        assert response.headers["Referrer-Policy"] == "no-referrer"
    entered = CheckIn.objects.get()
    assert (entered.attendance, entered.way) == ("online", "joined")


def test_trying_the_link_the_evening_before_counts_for_nothing(
    amara: Client, one: Registration, at: Callable[[datetime], None]
) -> None:
    at(datetime.fromisoformat("2023-03-12T12:00+09:00"))
    assert amara.get(f"/registrations/{one.uid}/join/").status_code == 302
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("hour", "status", "says"),
    [("2023-03-10T12:00+09:00", 403, "The link opens on"), ("2023-03-18T07:00+09:00", 410, "The activity is over")],
)
def test_the_link_is_shown_in_time_only(
    amara: Client, one: Registration, at: Callable[[datetime], None], hour: str, status: int, says: str
) -> None:
    at(datetime.fromisoformat(hour))
    page = amara.get(f"/registrations/{one.uid}/join/")
    assert page.status_code == status
    assert says in page.content.decode()
    assert LINK not in page.content.decode()


@pytest.mark.parametrize("changed", [{"state": "waiting"}, {"state": "cancelled"}])
def test_who_is_not_confirmed_does_not_join(amara: Client, one: Registration, changed: dict[str, str]) -> None:
    Registration.objects.update(**changed)
    page = amara.get(f"/registrations/{one.uid}/join/")
    assert page.status_code == 410
    assert LINK not in page.content.decode()


def test_the_secretariat_that_tries_the_link_was_not_there(mina: Client, one: Registration) -> None:
    assert mina.get(f"/registrations/{one.uid}/join/").status_code == 302
    assert not CheckIn.objects.exists()


def test_a_browser_that_guesses_was_not_there(amara: Client, one: Registration) -> None:
    assert amara.get(f"/registrations/{one.uid}/join/", headers={"Sec-Purpose": "prefetch"}).status_code == 204
    assert not CheckIn.objects.exists()


def test_a_mail_scanner_that_opens_the_link_was_not_there(one: Registration, nobody: Client) -> None:
    address = join_address(one, base_url="")
    assert nobody.get(address).status_code == 200
    assert not CheckIn.objects.exists()
    assert nobody.post(address).headers["Location"] == LINK
    assert CheckIn.objects.get().way == "joined"


def test_a_key_of_somebody_else_opens_nothing(one: Registration, nobody: Client) -> None:
    other = make_registration(one.intake)
    key = join_address(other, base_url="").rpartition("=")[2]
    assert nobody.get(f"/registrations/{one.uid}/join/", {"key": key}).status_code == 302  # to the way in
    assert (
        nobody.post(f"/registrations/{one.uid}/join/?key=nonsense").headers["Location"].startswith("/accounts/login/")
    )
    assert not CheckIn.objects.exists()


def test_a_certificate_comes_when_it_is_over_to_those_who_were_there(
    amara: Client, one: Registration, at: Callable[[datetime], None]
) -> None:
    address = f"/registrations/{one.uid}/certificate/"
    assert "when the activity is over" in amara.get(address).content.decode()
    at(AFTER)
    assert "to those who were let in" in amara.get(address).content.decode()
    assert amara.post(address).status_code == 409
    make_check_in(one)
    response = amara.post(address)
    code = Certificate.objects.get().code
    assert response.headers["Location"] == f"/verify/{code}/"
    assert amara.post(address).headers["Location"] == f"/verify/{code}/"
    assert Certificate.objects.count() == 1


@pytest.fixture
def certified(one: Registration, at: Callable[[datetime], None]) -> Certificate:
    at(AFTER)
    make_check_in(one)
    return Certificate.objects.create(registration=one, code="K7QF3M2PXW9D", issued_at=AFTER)


def test_whoever_has_the_code_can_verify_it_as_people_type_it(certified: Certificate, nobody: Client) -> None:
    response = nobody.get("/verify/", {"code": " k7qf-3m2p xw9d"}, follow=True)
    page = response.content.decode()
    assert "This certificate is true" in page
    assert "Amara Nakato" in page
    assert 'content="noindex"' in page
    pdf = nobody.get("/verify/K7QF3M2PXW9D/certificate.pdf").content
    assert is_accessible(pdf)
    assert squeezed("K7QF-3M2P-XW9D") in text_of(pdf)
    assert nobody.get("/verify/K7QF3M2PXW9D/certificate.pdf").content == pdf


def test_a_certificate_is_withdrawn_with_the_entry_that_it_rests_on(certified: Certificate, nobody: Client) -> None:
    CheckIn.objects.update(undone_at=AFTER)
    page = nobody.get("/verify/K7QF3M2PXW9D/")
    assert page.status_code == 410
    assert "Amara" not in page.content.decode()
    assert nobody.get("/verify/K7QF3M2PXW9D/certificate.pdf").status_code == 404


@pytest.mark.parametrize(("code", "status"), [("AAAA-BBBB-CCCC", 404), ("<script>", 422), ("K7QF", 404)])
def test_a_code_that_nobody_has_is_told_so(nobody: Client, code: str, status: int) -> None:
    page = nobody.get("/verify/", {"code": code}, follow=True)
    assert page.status_code == status
    assert "<script>" not in page.content.decode()


@pytest.mark.usefixtures("still_minute")
def test_codes_cannot_be_tried_by_the_thousand(nobody: Client) -> None:
    answers = [nobody.get(f"/verify/AAAABBBBCC{n:02d}/").status_code for n in range(31)]
    assert answers == [404] * 30 + [429]


def test_a_draft_has_nothing_to_take_along(amara: Client, one: Registration) -> None:
    Registration.objects.update(state="draft")
    for address in ("ticket/", "visa-letter/", "certificate/"):
        assert amara.get(f"/registrations/{one.uid}/{address}").status_code == 404


def test_what_was_never_there_is_not_told_from_what_is_somebody_elses(chloe: Client, one: Registration) -> None:
    unknown: Any = UUID(int=7)
    assert chloe.get(f"/registrations/{one.uid}/ticket/").status_code == 403
    assert chloe.get(f"/registrations/{unknown}/ticket/").status_code in (403, 404)
