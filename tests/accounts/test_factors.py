"""Second factors: an authenticator app, recovery codes, passkeys as far as no browser is needed; and when one is demanded."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as house
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData
from pytest_django import DjangoAssertNumQueries, Settings

from hanse.accounts.models import User
from hanse.accounts.operations import make_link
from hanse.audit.models import Entry
from hanse.config import Config, ConfigError
from tests.accounts.browsers import Browser, code_to, letters, visitor_of
from tests.factories.accounts import make_manager, make_person
from tests.factories.calendar import make_activity, make_year

pytestmark = pytest.mark.django_db
AMARA = "amara@example.org"
SECRET = generate_totp_secret()


@pytest.fixture(autouse=True)
def year() -> None:
    make_year()


@pytest.fixture
def person() -> User:
    return make_person(email=AMARA, name="Amara Nakato")


@pytest.fixture
def visitor(person: User) -> Browser:
    """Has just signed in by a code."""
    return proven(person)


@pytest.fixture
def demanded(settings: Settings) -> None:
    """As in production."""
    settings.CONFIG = replace(house.CONFIG, second_factor="required")


def proven(person: User, *ways: str) -> Browser:
    return visitor_of(person, *(ways or ("code",)))


def app_code(secret: str = SECRET, steps: int = 0) -> str:
    """What an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_app(person: User, *, used: int = 0) -> list[str]:
    """A person with an app and recovery codes; the codes."""
    from hanse.accounts.adapters.factors import FactorAdapter

    Authenticator.objects.create(user=person, type="totp", data={"secret": FactorAdapter().encrypt(SECRET)})
    codes = RecoveryCodes.activate(person)
    codes.instance.data["used_mask"] = 2**used - 1
    codes.instance.save()
    return list(codes.get_unused_codes())


def give_key(person: User, name: str = "Blue key", **fields: Any) -> Authenticator:
    """A passkey that was added once; whoever tests with it has no device that could sign."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    identifier = secrets.token_bytes(16)
    attested = AttestedCredentialData.create(Aaguid.NONE, identifier, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    made = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, attested), {})
    client = b'{"type": "webauthn.create", "challenge": "AA", "origin": "http://localhost"}'
    credential = {
        "id": websafe_encode(identifier),
        "rawId": websafe_encode(identifier),
        "type": "public-key",
        "response": {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(made)},
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=person, type="webauthn", data=data, **fields)


def first_step(email: str = AMARA) -> Browser:
    visitor = Browser()
    visitor.post("/accounts/login/", {"email": email})
    answer = visitor.post("/accounts/login/code/", {"code": code_to(email), "action": "verify"})
    assert answer["Location"] == "/accounts/login/factor/"
    assert not visitor.is_signed_in
    return visitor


class TestApp:
    def test_it_is_added_with_its_first_code_and_recovery_codes_are_shown_once(
        self, person: User, visitor: Browser
    ) -> None:
        page = visitor.get("/accounts/security/app/").content.decode()
        secret = re.search(r'<code class="secret">(\w{32})</code>', page)
        assert secret
        answer = visitor.post("/accounts/security/app/", {"code": app_code(secret[1])})
        assert answer["Location"] == "/accounts/security/codes/"
        shown = visitor.get("/accounts/security/codes/").content.decode()
        codes = re.findall(r'<code class="secret">(\d{8})</code>', shown)
        assert len(codes) == 10
        again = visitor.get("/accounts/security/codes/").content.decode()
        assert "They were shown once" in again
        assert codes[0] not in again
        assert {e.note for e in Entry.objects.filter(verb="add-factor")} == {"totp", "recovery_codes"}
        assert "An authenticator app was added" in str(letters(AMARA)[-1].body)

    def test_its_secret_lies_sealed(self, person: User) -> None:
        give_app(person)
        assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))
        assert TOTP(Authenticator.objects.get(type="totp")).validate_code(app_code())

    def test_a_wrong_first_code_adds_nothing(self, person: User, visitor: Browser) -> None:
        visitor.get("/accounts/security/app/")
        answer = visitor.post("/accounts/security/app/", {"code": "000000"})
        assert answer.status_code == 422
        assert "type the one that is shown now" in answer.content.decode()
        assert not Authenticator.objects.exists()

    def test_it_is_asked_for_after_the_code_by_mail(self, person: User) -> None:
        give_app(person)
        visitor = first_step()
        assert visitor.get("/accounts/login/factor/").status_code == 200
        assert visitor.post("/accounts/login/factor/", {"code": app_code()}).status_code == 302
        assert visitor.is_signed_in
        assert Entry.objects.get(verb="sign-in").note == "code totp"
        assert UserSession.objects.get().data == {"way": "code totp"}

    def test_it_is_asked_for_after_a_password_and_after_a_link(self, person: User) -> None:
        give_app(person)
        person.set_password("four words no order")
        person.save()
        visitor = Browser()
        entered = {"login": AMARA, "password": "four words no order"}
        assert visitor.post("/accounts/login/password/", entered)["Location"] == "/accounts/login/factor/"
        visitor = Browser()
        assert visitor.post(f"/accounts/link/{make_link(user=person)}/")["Location"] == "/accounts/login/factor/"
        assert not visitor.is_signed_in

    def test_a_clock_may_be_half_a_minute_off_but_not_more(self, person: User) -> None:
        give_app(person)
        assert first_step().post("/accounts/login/factor/", {"code": app_code(steps=-3)}).status_code == 422
        assert first_step().post("/accounts/login/factor/", {"code": app_code(steps=-1)}).status_code == 302

    def test_a_code_that_was_used_opens_nothing_more(self, person: User) -> None:
        give_app(person)
        code = app_code()
        assert first_step().post("/accounts/login/factor/", {"code": code}).status_code == 302
        answer = first_step().post("/accounts/login/factor/", {"code": code})
        assert answer.status_code == 422
        assert "was used already" in answer.content.decode()

    def test_a_wrong_code_is_written_down(self, person: User) -> None:
        give_app(person)
        visitor = first_step()
        answer = visitor.post("/accounts/login/factor/", {"code": "000000"})
        assert answer.status_code == 422
        entry = Entry.objects.get(verb="fail-factor")
        assert (entry.key, entry.by, entry.person) == (str(person.pk), "somebody", None)

    def test_guessing_is_stopped(self, person: User) -> None:
        give_app(person)
        visitor = first_step()
        for _ in range(5):
            visitor.post("/accounts/login/factor/", {"code": "000000"})
        answer = visitor.post("/accounts/login/factor/", {"code": app_code()})
        assert "too often" in answer.content.decode()
        assert not visitor.is_signed_in

    def test_it_is_removed_and_with_it_the_recovery_codes(self, person: User) -> None:
        give_app(person)
        elsewhere = proven(person)
        UserSession.objects.create(
            user=person, ip="192.0.2.1", session_key=elsewhere.session.session_key, user_agent="x"
        )
        visitor = proven(person, "mfa")
        assert visitor.get("/accounts/security/app/remove/").status_code == 200
        assert visitor.post("/accounts/security/app/remove/")["Location"] == "/accounts/security/"
        assert not Authenticator.objects.exists()
        assert elsewhere.get("/accounts/me/").status_code == 302
        assert visitor.get("/accounts/me/").status_code == 200
        assert {e.note for e in Entry.objects.filter(verb="remove-factor")} == {"totp", "recovery_codes"}
        assert "was removed" in str(letters(AMARA)[-1].body)

    def test_before_it_is_removed_one_shows_it_once_more(self, person: User) -> None:
        give_app(person)
        visitor = visitor_of(person)
        place = visitor.post("/accounts/security/app/remove/")["Location"]
        assert place.startswith("/accounts/prove/factor/")
        assert visitor.get("/accounts/prove/code/")["Location"] == "/accounts/prove/factor/"
        assert visitor.get(place).status_code == 200
        assert visitor.post(place, {"code": "000000"}).status_code == 422
        visitor.post(place, {"code": app_code()})
        assert not Authenticator.objects.exists()


class TestRecoveryCodes:
    def test_each_opens_once(self, person: User) -> None:
        codes = give_app(person)
        assert first_step().post("/accounts/login/factor/", {"code": codes[0]}).status_code == 302
        assert Entry.objects.get(verb="sign-in").note == "code recovery_codes"
        assert first_step().post("/accounts/login/factor/", {"code": codes[0]}).status_code == 422

    def test_new_ones_void_the_old_ones(self, person: User) -> None:
        codes = give_app(person)
        visitor = proven(person, "mfa")
        assert "10 old codes are still good" in visitor.get("/accounts/security/codes/renew/").content.decode()
        assert visitor.post("/accounts/security/codes/renew/")["Location"] == "/accounts/security/codes/"
        assert codes[0] not in visitor.get("/accounts/security/codes/").content.decode()
        assert first_step().post("/accounts/login/factor/", {"code": codes[1]}).status_code == 422
        assert Entry.objects.filter(verb="renew-codes").exists()

    def test_without_a_factor_there_are_none(self, visitor: Browser) -> None:
        answer = visitor.post("/accounts/security/codes/renew/")
        assert answer.status_code == 422
        assert "Add one of these first" in answer.content.decode()
        assert visitor.get("/accounts/security/codes/").status_code == 404

    def test_few_are_said_to_be_few(self, person: User) -> None:
        give_app(person, used=8)
        page = proven(person).get("/accounts/security/").content.decode()
        assert "2 codes are left" in page
        assert "few" in page


class TestKeys:
    def test_they_have_names_and_can_be_renamed_and_removed(self, person: User) -> None:
        key = give_key(person)
        visitor = proven(person, "mfa")
        assert "Blue key" in visitor.get("/accounts/security/").content.decode()
        visitor.post(f"/accounts/security/passkeys/{key.pk}/name/", {"name": "Red <key>"})
        assert "Red &lt;key&gt;" in visitor.get("/accounts/security/").content.decode()
        assert "opens nothing any more" in visitor.get(f"/accounts/security/passkeys/{key.pk}/remove/").content.decode()
        visitor.post(f"/accounts/security/passkeys/{key.pk}/remove/")
        assert not Authenticator.objects.exists()

    def test_a_name_is_needed(self, person: User) -> None:
        key = give_key(person)
        answer = proven(person, "mfa").post(f"/accounts/security/passkeys/{key.pk}/name/", {"name": ""})
        assert answer.status_code == 422

    def test_nobody_touches_those_of_others(self, person: User) -> None:
        key = give_key(person)
        other = proven(make_person())
        for act in ("name", "remove"):
            assert other.post(f"/accounts/security/passkeys/{key.pk}/{act}/", {"name": "x"}).status_code == 404
        assert Authenticator.objects.exists()

    @pytest.mark.parametrize("credential", ["", "{}", "no json", '{"id": "x", "type": "public-key"}', "[1]"])
    def test_what_is_no_passkey_lets_nobody_in(self, credential: str) -> None:
        visitor = Browser()
        visitor.get("/accounts/login/passkey/", headers={"Accept": "application/json"})
        answer = visitor.post("/accounts/login/passkey/", {"credential": credential})
        assert answer["Location"] == "/accounts/login/"
        assert not visitor.is_signed_in

    @pytest.mark.parametrize("credential", ["", "{}", "no json", '{"id": "x", "type": "public-key"}', "[1]"])
    def test_what_is_no_passkey_is_not_added(self, visitor: Browser, credential: str) -> None:
        visitor.get("/accounts/security/passkeys/add/")
        answer = visitor.post("/accounts/security/passkeys/add/", {"credential": credential, "name": "x"})
        assert answer.status_code == 422
        assert not Authenticator.objects.exists()

    def test_three_cost_what_one_costs(
        self, person: User, visitor: Browser, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        give_key(person)
        with django_assert_num_queries(8):
            visitor.get("/accounts/security/")
        give_key(person)
        give_key(person)
        with django_assert_num_queries(8):
            visitor.get("/accounts/security/")


@pytest.mark.usefixtures("demanded")
class TestDemanded:
    """The secretariat signs in with a second factor, or reaches nothing of its own."""

    @pytest.fixture
    def boss(self) -> User:
        return make_person(email="mina@example.org", name="Mina Park", role="secretariat")

    def test_without_one_they_are_led_to_setting_it_up(self, boss: User) -> None:
        visitor = Browser()
        visitor.post("/accounts/login/", {"email": "mina@example.org"})
        form = {"code": code_to("mina@example.org"), "action": "verify", "next": "/2023/desk/"}
        place = visitor.post("/accounts/login/code/", form)["Location"]
        assert place == "/accounts/security/needed/?next=%2F2023%2Fdesk%2F"
        page = visitor.get(place).content.decode()
        assert "An authenticator app" in page
        assert "Secretariat</p>" not in page

    def test_nothing_of_the_secretariat_opens_until_then(self, boss: User) -> None:
        make_activity(slug="secret-2023", status="idea")
        visitor = proven(boss)
        for path in ("/2023/desk/", "/accounts/people/", "/accounts/providers/", "/activities/secret-2023/edit/"):
            for answer in (visitor.get(path), visitor.post(path)):
                assert answer.status_code == 302
                assert answer["Location"].startswith("/accounts/security/needed/?next=")
        assert visitor.get("/activities/secret-2023/").status_code == 404
        assert visitor.get("/2023/list/").status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_setting_up_an_app_opens_the_desk_and_leads_back_to_it(self, boss: User) -> None:
        visitor = proven(boss)
        visitor.get("/accounts/security/needed/?next=/2023/desk/")
        page = visitor.get("/accounts/security/app/").content.decode()
        secret = re.search(r'<code class="secret">(\w{32})</code>', page)
        assert secret
        visitor.post("/accounts/security/app/", {"code": app_code(secret[1])})
        assert 'href="/2023/desk/"' in visitor.get("/accounts/security/codes/").content.decode()
        assert visitor.get("/2023/desk/").status_code == 200

    def test_with_one_they_are_asked_for_it_and_let_in(self, boss: User) -> None:
        give_app(boss)
        visitor = first_step("mina@example.org")
        visitor.post("/accounts/login/factor/", {"code": app_code()})
        assert visitor.get("/2023/desk/").status_code == 200

    def test_a_session_that_never_showed_it_is_asked_to_begin_anew(self, boss: User) -> None:
        give_app(boss)
        visitor = proven(boss)
        assert "in again with the second step" in visitor.get("/accounts/security/needed/").content.decode()
        assert visitor.get("/2023/desk/").status_code == 302

    def test_programme_managers_are_held_to_it_as_well(self) -> None:
        manager = proven(make_manager("prize"))
        assert manager.get("/2023/desk/")["Location"].startswith("/accounts/security/needed/")

    def test_everybody_else_is_not(self, person: User) -> None:
        assert proven(person).get("/accounts/security/needed/")["Location"] == "/"
        assert proven(person).get("/2023/desk/").status_code == 403

    def test_an_administrator_takes_a_lost_device_away(self, boss: User, person: User) -> None:
        give_app(person)
        give_key(person)
        desk = proven(boss, "mfa")
        assert "Make sure by telephone" in desk.get(f"/accounts/people/{person.pk}/remove-factors/").content.decode()
        assert desk.post(f"/accounts/people/{person.pk}/remove-factors/").status_code == 302
        assert not Authenticator.objects.exists()
        assert "because a device was lost" in str(letters(AMARA)[-1].body)
        assert Entry.objects.get(verb="remove-factors").note == "recovery_codes, totp, webauthn"


@pytest.mark.parametrize(
    ("demo", "chosen", "demands"),
    [(True, "", False), (False, "", True), (True, "required", True), (False, "optional", False)],
)
def test_production_demands_it_and_a_demonstration_does_not(demo: bool, chosen: str, demands: bool) -> None:
    config: Any = replace(house.CONFIG, demo=demo, second_factor=chosen)
    assert config.demands_second_factor is demands


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("HANSE_SECOND_FACTOR", "perhaps", "use required or optional"),
        ("HANSE_REMEMBER_DAYS", "0", "from 1 to 365"),
        ("HANSE_REMEMBER_DAYS", "a month", "a whole number"),
    ],
)
def test_settings_that_cannot_be_read_are_explained(name: str, value: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        Config.from_env({"HANSE_DEMO": "yes", name: value})
