"""One's own account: profile, password, consents, sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from hanse.accounts.devices import device_words
from hanse.accounts.models import Consent, User
from hanse.accounts.operations.consents import record_consent, withdraw_consent
from hanse.accounts.queries.people import has_consented
from hanse.audit.models import Entry
from tests.accounts.browsers import Browser, code_to, entry, letters, visitor_of
from tests.factories.accounts import browser_of, make_person
from tests.factories.calendar import make_year

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AMARA = "amara@example.org"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"


@pytest.fixture(autouse=True)
def year() -> None:
    make_year()


@pytest.fixture
def person() -> User:
    return make_person(email=AMARA, name="Amara Nakato")


@pytest.fixture
def visitor(person: User) -> Browser:
    """Has just signed in by a code."""
    return visitor_of(person, "code")


def enter(email: str = AMARA, agent: str = FIREFOX) -> Browser:
    """Sign in by a code, with a browser that says what it is."""
    visitor = Browser(headers={"User-Agent": agent})
    visitor.post("/accounts/login/", {"email": email})
    visitor.post("/accounts/login/code/", {"code": code_to(email), "action": "verify"})
    assert visitor.is_signed_in
    return visitor


def profile(**changes: str) -> dict[str, str]:
    return {"name": "Amara Nakato", "language": "en", "zone": "Africa/Kampala"} | changes


class TestProfile:
    def test_it_is_saved_and_written_down_without_becoming_public(self, person: User, visitor: Browser) -> None:
        form = profile(name="Amara N.", addressed_as="Ms Nakato", language="ko", birth_on="1999-05-30")
        assert visitor.post("/accounts/me/", form).status_code == 302
        person.refresh_from_db()
        assert (person.name, person.addressed_as, person.language) == ("Amara N.", "Ms Nakato", "ko")
        assert (person.zone, person.birth_on) == ("Africa/Kampala", date(1999, 5, 30))
        assert entry("revise").changes["birth_on"] == [None, "1999-05-30"]
        assert visitor.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ko"
        assert visitor.cookies["zone"].value == "Africa/Kampala"

    def test_sent_back_unchanged_it_writes_nothing(self, visitor: Browser) -> None:
        visitor.post("/accounts/me/", profile())
        count = Entry.objects.count()
        visitor.post("/accounts/me/", profile())
        assert Entry.objects.count() == count

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"name": ""}, "This field is required"),
            ({"birth_on": "30.5.1999"}, "Write the day as 1999-05-30"),
            ({"birth_on": "1850-01-01"}, "cannot be a day of birth"),
            ({"birth_on": "2999-01-01"}, "cannot be a day of birth"),
            ({"language": "tlh"}, "not one of the available choices"),
            ({"zone": "Asia/Seul"}, "not one of the available choices"),
            ({"name": "a" * 301}, "at most 300 characters"),
        ],
    )
    def test_what_cannot_be_is_answered_with_a_sentence(
        self, visitor: Browser, changes: dict[str, str], says: str
    ) -> None:
        answer = visitor.post("/accounts/me/", profile(**changes))
        assert answer.status_code == 422
        assert says in answer.content.decode()

    def test_nobody_is_led_to_the_way_in_and_back(self) -> None:
        assert Browser().get("/accounts/me/")["Location"] == "/accounts/login/?next=/accounts/me/"

    def test_nobodys_cache_keeps_it(self, visitor: Browser) -> None:
        assert "no-store" in visitor.get("/accounts/me/").headers["Cache-Control"]


class TestPassword:
    GOOD = "four words no order"

    def test_it_is_set_and_sessions_elsewhere_end(self, person: User) -> None:
        here, elsewhere = enter(), enter()
        assert here.post("/accounts/security/password/", {"password": self.GOOD})["Location"] == "/accounts/security/"
        assert here.get("/accounts/me/").status_code == 200
        assert elsewhere.get("/accounts/me/").status_code == 302
        person.refresh_from_db()
        assert person.check_password(self.GOOD)
        assert "a new password was set" in str(letters(AMARA)[-1].body)
        assert Entry.objects.filter(verb="set-password").count() == 1

    def test_it_is_removed(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/security/password/", {"password": self.GOOD})
        visitor.post("/accounts/security/password/", {"remove": "1"})
        person.refresh_from_db()
        assert not person.has_usable_password()
        assert visitor.get("/accounts/me/").status_code == 200
        assert "was removed" in str(letters(AMARA)[-1].body)

    @pytest.mark.parametrize("password", ["short", "password123", "1234567890123", "amara@example.org", ""])
    def test_a_weak_one_is_refused(self, visitor: Browser, person: User, password: str) -> None:
        assert visitor.post("/accounts/security/password/", {"password": password}).status_code == 422
        person.refresh_from_db()
        assert not person.has_usable_password()

    def test_spaces_at_its_ends_belong_to_it(self, person: User, visitor: Browser) -> None:
        visitor.post("/accounts/security/password/", {"password": f" {self.GOOD} "})
        person.refresh_from_db()
        assert person.check_password(f" {self.GOOD} ")


class TestProof:
    """Whoever has not shown lately who they are does so, and goes on where they were."""

    def test_by_a_code_and_what_was_sent_is_done_then(self, person: User) -> None:
        visitor = visitor_of(person)
        answer = visitor.post("/accounts/security/password/", {"password": TestPassword.GOOD})
        place = answer["Location"]
        assert place == "/accounts/prove/code/?next=%2Faccounts%2Fsecurity%2Fpassword%2F"
        assert visitor.get(place).status_code == 200
        assert visitor.post(place, {"send": "1"}).status_code == 302
        assert visitor.post(place, {"code": "WRONG"}).status_code == 422
        assert visitor.post(place, {"code": code_to(AMARA)}).status_code == 302
        person.refresh_from_db()
        assert person.check_password(TestPassword.GOOD)

    def test_by_the_password_where_there_is_one(self, person: User) -> None:
        person.set_password(TestPassword.GOOD)
        person.save()
        visitor = visitor_of(person)
        place = "/accounts/prove/password/?next=/accounts/me/address/"
        assert visitor.post(place, {"password": "wrong"}).status_code == 422
        assert visitor.post(place, {"password": TestPassword.GOOD})["Location"] == "/accounts/me/address/"
        assert visitor.get("/accounts/me/address/").status_code == 200

    def test_without_a_code_on_its_way_none_is_right(self, person: User) -> None:
        visitor = visitor_of(person)
        answer = visitor.post("/accounts/prove/code/", {"code": "BCDF-GHJK"})
        assert answer.status_code == 422
        assert "Have a new one sent" in answer.content.decode()

    def test_it_is_asked_for_again_after_a_while(self, person: User, visitor: Browser) -> None:
        assert visitor.get("/accounts/me/address/").status_code == 200
        session = visitor.session
        session["account_authentication_methods"] = [{"method": "code", "at": 0}]
        session.save()
        assert visitor.get("/accounts/me/address/").status_code == 302

    def test_what_another_account_has_shown_does_not_count(self, person: User, visitor: Browser) -> None:
        session = visitor.session
        session["account_authentication_methods_user"] = str(person.pk + 1)
        session.save()
        assert visitor.get("/accounts/me/address/").status_code == 302


class TestConsents:
    def test_agreeing_twice_to_the_same_words_is_once(self, person: User) -> None:
        one = record_consent(purpose="photos", text="Yes.", language="en", person=person.pk, by="test", now=NOW)
        assert record_consent(purpose="photos", text="Yes.", language="en", person=person.pk, by="test", now=NOW) == one
        other = record_consent(purpose="photos", text="Ja.", language="de", person=person.pk, by="test", now=NOW)
        assert other != one
        assert has_consented(purpose="photos", person=person.pk)

    def test_a_stranger_agrees_by_address(self) -> None:
        record_consent(purpose="news", text="Yes.", language="en", email="Farid@Example.org", by="test", now=NOW)
        assert has_consented(purpose="news", email="farid@example.org")
        assert withdraw_consent(purpose="news", email="FARID@example.org", by="test", now=NOW + timedelta(days=1)) == 1
        assert not has_consented(purpose="news", email="farid@example.org")

    def test_what_is_withdrawn_stays_with_its_words(self, person: User, visitor: Browser) -> None:
        record_consent(purpose="photos", text="Yes, photos.", language="en", person=person.pk, by="test", now=NOW)
        assert "Yes, photos." in visitor.get("/accounts/me/").content.decode()
        visitor.post("/accounts/me/consent/withdraw/", {"purpose": "photos"})
        consent = Consent.objects.get()
        assert consent.withdrawn_at
        assert consent.text == "Yes, photos."
        assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == ["consent", "withdraw"]
        record_consent(purpose="photos", text="Yes, photos.", language="en", person=person.pk, by="test", now=NOW)
        assert has_consented(purpose="photos", person=person.pk)

    def test_that_to_the_account_ends_with_the_account_only(self, person: User, visitor: Browser) -> None:
        record_consent(purpose="account", text="Yes.", language="en", person=person.pk, by="test", now=NOW)
        visitor.post("/accounts/me/consent/withdraw/", {"purpose": "account"})
        assert has_consented(purpose="account", person=person.pk)

    def test_nobody_withdraws_for_others(self, person: User) -> None:
        record_consent(purpose="photos", text="Yes.", language="en", person=person.pk, by="test", now=NOW)
        browser_of(make_person()).post("/accounts/me/consent/withdraw/", {"purpose": "photos"})
        assert has_consented(purpose="photos", person=person.pk)


class TestSessions:
    def test_they_are_told_apart_in_words(self, person: User) -> None:
        here = enter(agent=FIREFOX)
        enter(agent=SAFARI)
        page = here.get("/accounts/security/sessions/").content.decode()
        assert "Firefox on Windows" in page
        assert "Safari on iPhone" in page
        assert page.count("this browser") == 1
        assert "signed in by code by e-mail" in page

    def test_one_is_ended(self, person: User) -> None:
        here, phone, tablet = enter(), enter(agent=SAFARI), enter()
        row = UserSession.objects.get(user_agent=SAFARI)
        here.post("/accounts/security/sessions/", {"session": str(row.pk)})
        assert phone.get("/accounts/me/").status_code == 302
        assert tablet.get("/accounts/me/").status_code == 200
        assert Entry.objects.get(verb="end-sessions").changes == {"sessions": [1, 0]}

    def test_all_others_are_ended(self, person: User) -> None:
        here, phone, tablet = enter(), enter(agent=SAFARI), enter()
        here.post("/accounts/security/sessions/", {"others": "1"})
        assert here.get("/accounts/me/").status_code == 200
        assert phone.get("/accounts/me/").status_code == 302
        assert tablet.get("/accounts/me/").status_code == 302

    def test_nobody_ends_those_of_others(self, person: User) -> None:
        theirs = enter()
        row = UserSession.objects.get()
        other = browser_of(make_person())
        for value in (str(row.pk), "abc", "", "-1"):
            other.post("/accounts/security/sessions/", {"session": value})
        assert theirs.get("/accounts/me/").status_code == 200

    def test_what_has_ended_by_itself_is_not_shown(self, person: User) -> None:
        here = enter()
        enter(agent=SAFARI)
        row = UserSession.objects.get(user_agent=SAFARI)
        Session.objects.filter(session_key=row.session_key).update(expire_date=NOW - timedelta(days=900))
        assert "iPhone" not in here.get("/accounts/security/sessions/").content.decode()

    def test_three_cost_what_one_costs(self, person: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        here = enter()
        with django_assert_num_queries(7):
            here.get("/accounts/security/sessions/")
        enter()
        enter(agent=SAFARI)
        with django_assert_num_queries(7):
            here.get("/accounts/security/sessions/")

    def test_when_somebody_was_seen_is_kept_every_ten_minutes(self, person: User) -> None:
        here = enter()
        User.objects.update(last_seen_on=None)
        UserSession.objects.update(last_seen_at=NOW - timedelta(days=900))
        here.get("/accounts/me/")
        assert User.objects.get(pk=person.pk).last_seen_on is None
        session = here.session
        session["accounts.seen"] -= 601
        session.save()
        here.get("/accounts/me/")
        assert User.objects.get(pk=person.pk).last_seen_on
        assert UserSession.objects.get().last_seen_at > NOW - timedelta(days=800)

    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (FIREFOX, "Firefox on Windows"),
            (SAFARI, "Safari on iPhone"),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
            ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36", "Samsung Internet on Android"),
            ("curl/8.5.0", "A program that does not say what it is"),
            ("", "A program that does not say what it is"),
        ],
    )  # fmt: skip
    def test_devices_in_words(self, agent: str, words: str) -> None:
        assert device_words(agent) == words


def test_feeds_read_nobody_from_the_database_even_with_a_session(visitor: Browser, nobody: Any) -> None:
    asked = []
    for client in (nobody, visitor):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/2023/calendar.ics").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
