"""Farid makes an account himself."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection

from hanse.accounts.models import Consent, User
from hanse.accounts.operations.consents import version_of
from hanse.accounts.operations.joining import join
from hanse.audit.models import Entry
from tests.accounts.browsers import Browser, code_to, entry, letters
from tests.factories.accounts import make_person, make_provider
from tests.factories.calendar import make_year
from tests.together import together

pytestmark = pytest.mark.django_db
FARID = "farid@example.org"
FORM = {"name": "Farid Rahimi فرید", "email": FARID, "consent": "on"}


@pytest.fixture
def visitor() -> Browser:
    make_year()
    return Browser()


def test_name_address_and_consent_then_a_code(visitor: Browser) -> None:
    assert "keeps my name" in visitor.get("/accounts/signup/").content.decode()
    assert visitor.post("/accounts/signup/", FORM)["Location"] == "/accounts/signup/code/"
    assert not User.objects.exists()
    response = visitor.post("/accounts/signup/code/", {"code": code_to(FARID), "remember": "on"})
    assert response["Location"] == "/accounts/welcome/"
    person = User.objects.get()
    assert (person.name, person.email, person.role, person.language) == ("Farid Rahimi فرید", FARID, "person", "en")
    assert not person.has_usable_password()
    assert visitor.is_signed_in
    assert visitor.session.get_expiry_age() > 29 * 24 * 3600


def test_the_consent_is_kept_with_its_words(visitor: Browser) -> None:
    visitor.post("/accounts/signup/", FORM)
    visitor.post("/accounts/signup/code/", {"code": code_to(FARID)})
    consent = Consent.objects.get()
    assert consent.person == User.objects.get()
    assert consent.text.startswith("The network's secretariat keeps my name")
    assert consent.text_version == version_of(consent.text)
    assert (consent.purpose, consent.language, consent.withdrawn_at) == ("account", "en", None)


def test_the_record_says_that_he_came_by_himself(visitor: Browser) -> None:
    visitor.post("/accounts/signup/", FORM)
    visitor.post("/accounts/signup/code/", {"code": code_to(FARID)})
    assert set(Entry.objects.values_list("verb", flat=True)) == {"add", "consent", "sign-in"}
    assert entry("add").by == FARID


def test_whoever_has_an_account_is_signed_in_to_it(visitor: Browser) -> None:
    person = make_person(email=FARID, name="Farid")
    visitor.post("/accounts/signup/", FORM)
    assert "already" in str(letters(FARID)[0].body)
    visitor.post("/accounts/signup/code/", {"code": code_to(FARID)})
    assert visitor.session["_auth_user_id"] == str(person.pk)
    assert User.objects.get().name == "Farid"


def test_a_closed_account_is_not_opened_by_signing_up(visitor: Browser) -> None:
    make_person(email=FARID, is_active=False)
    visitor.post("/accounts/signup/", FORM)
    assert "closed" in str(letters(FARID)[0].body)
    secret = visitor.session["accounts.join"]["secret"]
    assert visitor.post("/accounts/signup/code/", {"code": secret}).status_code == 422
    assert not visitor.is_signed_in


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"consent": ""}, "Without your consent we may not keep an account"),
        ({"name": ""}, "This field is required"),
        ({"name": "a" * 301}, "at most 300 characters"),
        ({"email": "farid"}, "valid email address"),
        ({"email": "a" * 250 + "@example.org"}, "at most 254 characters"),
        ({"name": "nul\x00byte"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(visitor: Browser, changes: dict[str, str], says: str) -> None:
    response = visitor.post("/accounts/signup/", FORM | changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not letters()


@pytest.mark.parametrize("name", ["김대중", "أمارا", 'O"Brien <b>', "a" * 300])
def test_names_of_every_kind(visitor: Browser, name: str) -> None:
    visitor.post("/accounts/signup/", FORM | {"name": name})
    visitor.post("/accounts/signup/code/", {"code": code_to(FARID)})
    assert User.objects.get().name == name
    assert name in str(letters(FARID)[0].body)
    assert visitor.get("/accounts/me/").status_code == 200


def test_five_wrong_codes_and_one_begins_anew(visitor: Browser) -> None:
    visitor.post("/accounts/signup/", FORM)
    code = code_to(FARID)
    answers = [visitor.post("/accounts/signup/code/", {"code": "WRONG"}) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    assert "Begin anew" in answers[-1].content.decode()
    assert visitor.post("/accounts/signup/code/", {"code": code}).status_code == 302
    assert not User.objects.exists()


def test_an_old_code_is_void(visitor: Browser) -> None:
    visitor.post("/accounts/signup/", FORM)
    session = visitor.session
    session["accounts.join"] = session["accounts.join"] | {"at": session["accounts.join"]["at"] - 901}
    session.save()
    assert visitor.post("/accounts/signup/code/", {"code": code_to(FARID)})["Location"] == "/accounts/signup/"
    assert not User.objects.exists()


def test_another_code_voids_the_first(visitor: Browser) -> None:
    visitor.post("/accounts/signup/", FORM)
    first = code_to(FARID)
    visitor.post("/accounts/signup/code/", {"resend": "1"})
    assert visitor.post("/accounts/signup/code/", {"code": first}).status_code == 422
    assert visitor.post("/accounts/signup/code/", {"code": code_to(FARID)}).status_code == 302
    assert visitor.is_signed_in


def test_mails_to_one_address_are_limited(visitor: Browser) -> None:
    answers = [Browser().post("/accounts/signup/", FORM).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(letters(FARID)) == 3


def test_one_goes_on_to_what_one_wanted(visitor: Browser) -> None:
    address = visitor.post("/accounts/signup/", {**FORM, "next": "/2023/list/"})["Location"]
    assert visitor.post(address, {"code": code_to(FARID)})["Location"] == "/2023/list/"


def test_the_text_of_the_consent_is_kept_in_the_language_it_was_read_in(visitor: Browser) -> None:
    visitor.cookies["django_language"] = "ko"
    visitor.post("/accounts/signup/", FORM)
    visitor.post("/accounts/signup/code/", {"code": code_to(FARID)})
    consent = Consent.objects.get()
    assert consent.language == "ko"
    assert "secretariat" not in consent.text
    assert User.objects.get().language == "ko"


@pytest.mark.django_db(transaction=True)
def test_a_click_that_comes_twice_makes_one_account() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL, whose connections are independent of each other")
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    click = partial(join, email=FARID, name="Farid", language="en", text="Yes.", text_language="en", now=now)
    results = together(*[click] * 4)
    assert results == [User.objects.get()] * 4
    assert Consent.objects.count() == 1


def test_where_the_citys_own_way_is_the_only_one_signing_up_leads_there(visitor: Browser) -> None:
    provider = make_provider("city.example", is_only_way=True)
    answer = visitor.post("/accounts/signup/", FORM | {"email": "amara@city.example"})
    assert answer["Location"] == f"/accounts/oidc/{provider.key}/"
    assert not letters()
