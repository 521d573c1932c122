"""Whoever asks to be erased is gone from every table, and everything else is as it was."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client

from hanse.accounts.models import User
from hanse.audit.holdings import Subject
from hanse.audit.models import Entry
from hanse.audit.operations import record, seal_waiting
from hanse.audit.queries import history, latest
from hanse.audit.queries.verifying import verify
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake, Registration
from hanse.members.models import Mandate, Organisation
from hanse.post.models import Message
from hanse.year.personal.copying import ask_for_copy, make_copy
from hanse.year.personal.erasing import HasAccount, LastAdministrator, erase_person, foresee
from hanse.year.personal.rooms import subject_of
from tests.factories.accounts import browser_of
from tests.factories.calendar import make_activity, make_year
from tests.factories.members import make_organisation
from tests.factories.people import NOW, know_much_of, make_message, make_registration, make_user
from tests.factories.record import give_mandate, signed
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara_nakato() -> User:
    """Somebody about whom every room knows something, in a sealed record."""
    person = make_user(email="Nakato@example.org")
    know_much_of(person, make_activity(slug="forum-2099", when="Mar 13-17"), make_organisation(slug="kampala"))
    seal_waiting()
    return person


def texts() -> Iterator[tuple[str, str]]:
    """Every text of every table, with where it stands."""
    for model in apps.get_models():
        columns = [c for c in model._meta.concrete_fields if not c.is_relation]
        for row in model._default_manager.values(*(c.name for c in columns)):
            for name, value in row.items():
                if isinstance(value, bytes | memoryview):
                    continue
                yield f"{model._meta.label}.{name}", str(value)


def test_no_table_knows_the_name_or_the_address_any_more(amara_nakato: User) -> None:
    erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    for place, text in texts():
        assert "나카토" not in text, place
        assert "nakato@example.org" not in text.lower(), place
        assert "no fish" not in text, place


def test_the_record_still_says_what_was_done_and_its_chain_holds(amara_nakato: User) -> None:
    erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    seal_waiting()
    verdict = verify()
    assert verdict.fault is None
    assert verdict.erased == 5
    (act,) = history("activity", "forum-2099")
    assert (act.verb, act.by, act.acted_for) == ("revise", "(erased)", "kampala")


def test_that_it_was_done_is_on_record_without_saying_who_it_was(amara_nakato: User) -> None:
    erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    (act,) = latest(["personal-data"], 5)
    assert (act.verb, act.by, act.label, act.key) == ("erase", "the person", "an account", str(amara_nakato.pk))
    assert act.changes["goes"][1] >= 3


def test_what_was_foreseen_is_what_is_done(amara_nakato: User) -> None:
    before = foresee(subject_of(amara_nakato))
    assert erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW) == before
    assert all(outcome.why for outcome in before if outcome.fate != "goes")


def test_the_organisation_and_its_record_of_office_stay_and_the_mandate_ends(amara_nakato: User) -> None:
    erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    assert Organisation.objects.filter(slug="kampala").exists()
    mandate = Mandate.objects.get(person=amara_nakato.pk)
    assert (mandate.office, mandate.note, mandate.revoked_at) == ("Chief Information Officer", "", NOW)


def test_others_keep_what_is_theirs(amara_nakato: User) -> None:
    ben = User.objects.get(name="Ben Okello")
    his = make_registration(make_activity(slug="other"), ben)
    make_message(ben, ben.email)
    erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    his.refresh_from_db()
    assert (his.name, his.state) == ("Ben Okello", "confirmed")
    assert Message.objects.filter(person=ben).count() == 1
    mandate = Mandate.objects.get(person=ben)
    assert (mandate.granted_by, mandate.revoked_at) == ("(erased)", None)


def test_a_seat_that_was_still_to_come_is_given_back_and_a_past_one_is_counted() -> None:
    person = make_user()
    ahead = make_registration(make_activity(slug="ahead"), person)
    Activity.objects.filter(slug="ahead").update(last_on=date(2099, 3, 17))
    past = make_registration(make_activity(slug="past"), person)
    erase_person(subject=subject_of(person), by="the person", now=NOW)
    ahead.refresh_from_db()
    past.refresh_from_db()
    assert (ahead.state, ahead.ended_at, ahead.person_id) == ("cancelled", NOW, None)
    assert (past.state, past.country, past.name, past.answers) == ("confirmed", "UG", "", {})


def test_the_seat_goes_to_whoever_waits() -> None:
    activity = make_activity(slug="ahead", when="Mar 13-17", year=make_year(2099))
    person = make_user()
    make_registration(activity, person)
    waiting = make_registration(activity, None, state="waiting")
    Intake.objects.update(seats=1)
    erase_person(subject=subject_of(person), by="the person", now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == "offered"


def test_files_go_when_it_is_through_and_not_before(
    amara_nakato: User, django_capture_on_commit_callbacks: Any
) -> None:
    folder = Path(settings.MEDIA_ROOT) / "registration"
    files = set(folder.rglob("*.pdf"))
    copy = ask_for_copy(user=amara_nakato, by=signed(amara_nakato), now=NOW)
    make_copy(copy=copy, user=amara_nakato, language="en")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
        assert set(folder.rglob("*.pdf")) == files
    assert callbacks
    assert len(set(folder.rglob("*.pdf"))) == len(files) - 1
    assert not default_storage.exists(copy.path)


def test_the_empty_account_lets_nobody_in(amara_nakato: User) -> None:
    client = Client()
    client.force_login(amara_nakato, backend="allauth.account.auth_backends.AuthenticationBackend")
    erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    assert client.get("/me/data/").status_code == 302
    amara_nakato.refresh_from_db()
    assert not amara_nakato.is_active
    assert not amara_nakato.has_usable_password()
    assert amara_nakato.email.endswith("@erased.invalid")


def test_the_last_administrator_cannot_go() -> None:
    mina = make_user(role="secretariat")
    make_user(role="secretariat", is_active=False)
    with pytest.raises(LastAdministrator):
        erase_person(subject=subject_of(mina), by="the person", now=NOW)
    make_user(role="secretariat")
    erase_person(subject=subject_of(mina), by="the person", now=NOW)


def test_somebody_without_an_account_is_erased_by_address() -> None:
    stranger = make_registration(make_activity(slug="past"), None, email="Farid@Example.org")
    make_message(None, "farid@example.org")
    record(at=NOW, by="Farid <farid@example.org>", verb="register", kind="registration", key=str(stranger.uid), label="Farid", personal=("label",))  # fmt: skip
    seal_waiting()
    erase_person(subject=Subject("farid@example.org"), by="Mina", now=NOW, how="letter")
    stranger.refresh_from_db()
    assert (stranger.name, stranger.email, stranger.country) == ("", "", "UG")
    assert not Message.objects.exists()
    (act,) = history("registration", str(stranger.uid))
    assert (act.by, act.label) == ("(erased)", "(erased)")
    assert verify().holds
    assert latest(["personal-data"], 1)[0].note == "letter"


def test_an_address_with_an_account_is_left_to_its_person(amara_nakato: User) -> None:
    with pytest.raises(HasAccount):
        erase_person(subject=Subject("nakato@example.org"), by="Mina", now=NOW)
    assert User.objects.filter(email="Nakato@example.org").exists()


def test_the_page_shows_what_goes_and_what_stays_and_erases_nothing(amara: Client) -> None:
    person = User.objects.get(email="amara@example.org")
    know_much_of(person, make_activity(slug="forum-2023"), make_organisation(name="Kampala City"))
    page = amara.get("/me/erase/").content.decode()
    assert "Messages to you" in page
    assert "is the record of the organisation" in page
    assert Message.objects.exists()


def test_the_page_warns_whoever_is_the_only_administrator_of_an_organisation(amara: Client) -> None:
    city = make_organisation(name="Kampala City")
    give_mandate(User.objects.get(email="amara@example.org"), city)
    assert "Nobody else is an administrator of Kampala City" in amara.get("/me/erase/").content.decode()
    give_mandate(make_user(), city)
    assert "Nobody else is an administrator" not in amara.get("/me/erase/").content.decode()


@pytest.fixture
def fresh(amara: Client) -> Client:
    """Amara, who has just shown who she is."""
    return browser_of(User.objects.get(email="amara@example.org"), "code")


def test_whoever_has_signed_in_long_ago_shows_first_who_they_are(amara: Client) -> None:
    response = amara.post("/me/erase/", {"typed": "amara@example.org"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/prove/")
    assert User.objects.filter(email="amara@example.org").exists()


@pytest.mark.parametrize("typed", ["", "amara", "ben@example.org"])
def test_a_slip_of_the_hand_erases_nothing(fresh: Client, typed: str) -> None:
    response = fresh.post("/me/erase/", {"typed": typed})
    assert response.status_code == 422
    assert User.objects.filter(email="amara@example.org").exists()


def test_whoever_types_the_address_is_erased_and_signed_out(fresh: Client) -> None:
    response = fresh.post("/me/erase/", {"typed": " AMARA@example.org "})
    assert (response.status_code, response.headers["Location"]) == (302, "/me/erased/")
    assert not User.objects.filter(email="amara@example.org").exists()
    assert fresh.get("/me/erase/").status_code == 302


def test_a_second_click_finds_nobody_signed_in(fresh: Client) -> None:
    fresh.post("/me/erase/", {"typed": "amara@example.org"})
    assert fresh.post("/me/erase/", {"typed": "amara@example.org"}).status_code == 302
    assert Entry.objects.filter(verb="erase").count() == 1


def test_the_last_administrator_is_told_what_to_do(mina: Client) -> None:
    mina = browser_of(User.objects.get(email="mina@example.org"), "code", "mfa")
    assert "This account cannot go yet" in mina.get("/me/erase/").content.decode()
    assert mina.post("/me/erase/", {"typed": "mina@example.org"}).status_code == 409
    assert User.objects.filter(email="mina@example.org").exists()


def test_the_secretariat_looks_first_and_then_erases_a_stranger(mina: Client) -> None:
    stranger = make_registration(make_activity(slug="past"))
    page = mina.get("/personal-data/?email=farid@example.org").content.decode()
    assert "Registrations for activities" in page
    data = {"email": "farid@example.org", "typed": "farid@example.org"}
    assert mina.post("/personal-data/", data).status_code == 422
    assert mina.post("/personal-data/", {**data, "how": "letter"}).status_code == 302
    stranger.refresh_from_db()
    assert stranger.name == ""


def test_the_secretariat_is_told_when_the_address_has_an_account(mina: Client, amara: Client) -> None:
    assert "This address has an account" in mina.get("/personal-data/?email=AMARA@example.org").content.decode()
    data = {"email": "amara@example.org", "typed": "amara@example.org", "how": "letter"}
    assert mina.post("/personal-data/", data).status_code == 409


def test_what_is_no_address_is_said_so(mina: Client) -> None:
    assert mina.get("/personal-data/?email=farid").status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_a_server")
def test_of_two_administrators_who_leave_at_once_one_stays() -> None:
    people = [make_user(role="secretariat"), make_user(role="secretariat")]

    def leave(person: User) -> Callable[[], str]:
        def act() -> str:
            try:
                erase_person(subject=subject_of(person), by="the person", now=NOW)
            except LastAdministrator:
                return "stays"
            return "gone"

        return act

    results = together(*(leave(person) for person in people))
    assert sorted(results) == ["gone", "stays"]
    assert User.objects.filter(role="secretariat", is_active=True).count() == 1


def test_if_anything_fails_nothing_is_erased(amara_nakato: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("hanse.year.personal.erasing.record", broken)
    with pytest.raises(RuntimeError):
        erase_person(subject=subject_of(amara_nakato), by="the person", now=NOW)
    assert User.objects.filter(email="Nakato@example.org").exists()
    assert Registration.objects.filter(name="Amara 나카토 Nakato").exists()
