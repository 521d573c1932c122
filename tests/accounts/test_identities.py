"""A city's own identity provider: who is let in by it, who proves more first, who is turned away; and who keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as house
from pytest_django import Settings

from hanse.accounts.models import IdentityProvider, ProviderDomain, User
from hanse.accounts.queries.identities import provider_by_key
from hanse.accounts.sealing import seal, unseal
from hanse.audit.models import Entry
from hanse.config import Config, ConfigError, IdentityServer
from tests.accounts.browsers import Browser, code_to, entry, letters, visitor_of
from tests.accounts.oidc import CLIENT, SECRET, FakeProvider
from tests.accounts.test_factors import app_code, give_app
from tests.factories.accounts import browser_of, make_manager, make_person, make_provider
from tests.factories.calendar import make_year

pytestmark = pytest.mark.django_db
AMARA = "amara@kampala.example"
CLAIMS = {"sub": "4711", "email": AMARA, "email_verified": True, "name": "Amara Nakato", "groups": ["secret"]}


@pytest.fixture(autouse=True)
def year() -> None:
    make_year()


@pytest.fixture
def city() -> Iterator[FakeProvider]:
    with FakeProvider(claims=dict(CLAIMS)) as fake:
        yield fake


@pytest.fixture
def kampala(city: FakeProvider) -> IdentityProvider:
    """The provider as an administrator added it, bound to an organisation."""
    return make_provider(
        "kampala.example",
        key="kampala",
        name="Kampala",
        server=city.url,
        client_id=CLIENT,
        sealed_secret=seal(SECRET),
        organisation="kampala",
    )


def enter(
    city: FakeProvider, visitor: Browser | None = None, email: str = AMARA, query: str = ""
) -> tuple[Browser, Any]:
    """From the way in to the provider and back."""
    visitor = visitor or Browser()
    between = visitor.post("/accounts/login/", {"email": email})["Location"]
    assert between == "/accounts/oidc/kampala/"
    assert "You sign in at Kampala" in visitor.get(between).content.decode()
    off = visitor.get(f"/accounts/oidc/kampala/login/{query}")
    assert off.status_code == 302
    return visitor, visitor.get(city.sign_in(off["Location"]))


class TestEntering:
    def test_a_work_address_leads_there_with_a_hint(self, city: FakeProvider, kampala: IdentityProvider) -> None:
        visitor, answer = enter(city)
        assert answer["Location"] == "/desk/"
        assert visitor.is_signed_in
        assert city.asked[0]["login_hint"] == AMARA
        assert set(city.asked[0]["scope"].split()) == {"openid", "profile", "email"}

    def test_the_first_time_an_account_is_made_where_the_domain_is_an_organisations(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        enter(city)
        person = User.objects.get()
        assert (person.email, person.name, person.role) == (AMARA, "Amara Nakato", "person")
        assert not person.has_usable_password()
        assert Entry.objects.get(verb="sign-in").note == "socialaccount:kampala"
        assert entry("add").by == f"Amara Nakato <{AMARA}>"

    def test_no_more_is_kept_of_what_the_city_tells_than_is_needed(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        enter(city)
        enter(city)
        assert set(SocialAccount.objects.get().extra_data) == {"sub", "email", "email_verified", "name"}

    def test_the_next_time_it_is_the_same_account_even_with_another_address(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        enter(city)
        city.claims["email"] = "amara.nakato@kampala.example"
        visitor, _answer = enter(city)
        assert visitor.is_signed_in
        assert User.objects.get().email == AMARA

    def test_without_an_organisation_nobody_gets_an_account_by_it(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        IdentityProvider.objects.update(organisation="")
        visitor, answer = enter(city)
        assert answer.status_code == 403
        assert "There is no account with the address" in answer.content.decode()
        assert not visitor.is_signed_in
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        ("claims", "says"),
        [
            ({"email": "amara@elsewhere.example"}, "speaks for addresses at kampala.example only"),
            ({"email": "amara@evil.kampala.example"}, "speaks for addresses at kampala.example only"),
            ({"email": ""}, "did not tell your e-mail address"),
            ({"email_verified": False}, "not confirmed there"),
        ],
    )
    def test_what_the_provider_cannot_vouch_for_lets_nobody_in(
        self, city: FakeProvider, kampala: IdentityProvider, claims: dict[str, Any], says: str
    ) -> None:
        make_person(email="amara@elsewhere.example")
        city.claims |= claims
        visitor, answer = enter(city)
        assert answer.status_code == 403
        assert says in answer.content.decode()
        assert not visitor.is_signed_in

    def test_a_second_factor_is_asked_for_all_the_same(self, city: FakeProvider, kampala: IdentityProvider) -> None:
        enter(city)
        give_app(User.objects.get())
        visitor, answer = enter(city)
        assert answer["Location"] == "/accounts/login/factor/"
        visitor.post("/accounts/login/factor/", {"code": app_code()})
        assert visitor.is_signed_in

    def test_a_closed_account_stays_closed(self, city: FakeProvider, kampala: IdentityProvider) -> None:
        enter(city)
        User.objects.update(is_active=False)
        visitor, answer = enter(city)
        assert answer["Location"] == "/accounts/inactive/"
        assert not visitor.is_signed_in

    def test_whoever_turns_back_is_told_that_nothing_was_done(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        city.claims["error"] = "access_denied"
        visitor, answer = enter(city)
        assert answer["Location"] == "/accounts/oidc/cancelled/"
        assert "Nothing was done" in visitor.get(answer["Location"]).content.decode()

    def test_an_answer_that_nobody_asked_for_is_refused(self, city: FakeProvider, kampala: IdentityProvider) -> None:
        visitor = Browser()
        off = visitor.get("/accounts/oidc/kampala/login/")
        back = city.sign_in(off["Location"])
        thief = Browser()
        assert thief.get(back).status_code == 401
        assert not thief.is_signed_in
        assert visitor.get(back).status_code == 302
        assert visitor.get(back).status_code == 401

    def test_a_provider_that_talks_nonsense_is_answered_kindly(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        city.broken = True
        answer = Browser().get("/accounts/oidc/kampala/login/")
        assert answer.status_code == 502
        assert "The sign-in of Kampala does not answer" in answer.content.decode()

    def test_the_query_cannot_smuggle_anything_to_the_provider(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        enter(city, query="?scope=offline_access&auth_params=prompt%3Dnone&process=redirect")
        assert "offline_access" not in city.asked[0]["scope"]
        assert "prompt" not in city.asked[0]

    def test_a_code_by_mail_is_offered_beside_it_unless_it_is_the_only_way(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        make_person(email=AMARA)
        visitor = Browser()
        visitor.post("/accounts/login/", {"email": AMARA})
        assert "Send me a code instead" in visitor.get("/accounts/oidc/kampala/").content.decode()
        answer = visitor.post("/accounts/login/", {"email": AMARA, "code": "1"})
        assert answer["Location"] == "/accounts/login/code/"
        IdentityProvider.objects.update(is_only_way=True)
        assert "instead" not in visitor.get("/accounts/oidc/kampala/").content.decode()
        answer = Browser().post("/accounts/login/", {"email": AMARA, "code": "1"})
        assert answer["Location"] == "/accounts/oidc/kampala/"

    def test_where_it_is_the_only_way_a_password_opens_nothing(
        self, city: FakeProvider, kampala: IdentityProvider
    ) -> None:
        person = make_person(email=AMARA)
        person.set_password("four words no order")
        person.save()
        IdentityProvider.objects.update(is_only_way=True)
        visitor = Browser()
        answer = visitor.post("/accounts/login/password/", {"login": AMARA, "password": "four words no order"})
        assert answer["Location"] == "/accounts/oidc/kampala/"
        assert not visitor.is_signed_in

    def test_several_stand_side_by_side(self, city: FakeProvider, kampala: IdentityProvider) -> None:
        make_provider("seoul.example", key="seoul")
        answer = Browser().post("/accounts/login/", {"email": "mina@SEOUL.example"})
        assert answer["Location"] == "/accounts/oidc/seoul/"
        answer = Browser().post("/accounts/login/", {"email": "mina@mail.seoul.example"})
        assert answer["Location"] == "/accounts/login/code/"

    def test_one_that_is_out_of_use_leads_nowhere(self, city: FakeProvider, kampala: IdentityProvider) -> None:
        IdentityProvider.objects.update(is_active=False)
        assert Browser().post("/accounts/login/", {"email": AMARA})["Location"] == "/accounts/login/code/"
        assert Browser().get("/accounts/oidc/kampala/login/").status_code == 404


class TestLinking:
    """An account that is there is never opened by an address alone."""

    @pytest.fixture
    def amara(self) -> User:
        return make_person(email=AMARA, name="Amara")

    def test_the_mailbox_is_proven_first_and_then_they_are_linked(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        visitor, answer = enter(city)
        assert answer["Location"] == "/accounts/oidc/prove/"
        assert not visitor.is_signed_in
        assert not SocialAccount.objects.exists()
        assert "Is this your account?" in visitor.get("/accounts/oidc/prove/").content.decode()
        place = visitor.post("/accounts/oidc/prove/")["Location"]
        form = {"code": code_to(AMARA), "action": "verify", "next": "/accounts/oidc/link/"}
        assert visitor.post(place, form)["Location"] == "/accounts/oidc/link/"
        assert "Link Kampala to your account" in visitor.get("/accounts/oidc/link/").content.decode()
        assert not SocialAccount.objects.exists()
        visitor.post("/accounts/oidc/link/", {"link": "1"})
        assert SocialAccount.objects.get().user == amara
        assert Entry.objects.get(verb="link-identity").note == "kampala"
        assert "Another way to sign in was linked" in str(letters(AMARA)[-1].body)
        visitor, _answer = enter(city)
        assert visitor.session["_auth_user_id"] == str(amara.pk)

    def test_whoever_says_not_now_is_in_and_nothing_is_linked(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        visitor, _answer = enter(city)
        place = visitor.post("/accounts/oidc/prove/")["Location"]
        visitor.post(place, {"code": code_to(AMARA), "action": "verify"})
        visitor.post("/accounts/oidc/link/", {"not": "1"})
        assert visitor.is_signed_in
        assert not SocialAccount.objects.exists()

    def test_it_is_proven_by_mail_even_where_the_provider_is_the_only_way(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        IdentityProvider.objects.update(is_only_way=True)
        visitor, _answer = enter(city)
        place = visitor.post("/accounts/oidc/prove/")["Location"]
        visitor.post(place, {"code": code_to(AMARA), "action": "verify"})
        assert visitor.is_signed_in

    def test_a_second_factor_of_the_account_is_asked_for_before_they_are_linked(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        give_app(amara)
        visitor, _answer = enter(city)
        place = visitor.post("/accounts/oidc/prove/")["Location"]
        answer = visitor.post(place, {"code": code_to(AMARA), "action": "verify"})
        assert answer["Location"] == "/accounts/login/factor/"
        assert visitor.post("/accounts/oidc/link/", {"link": "1"}).status_code == 302
        assert not SocialAccount.objects.exists()

    def test_whoever_is_signed_in_links_and_unlinks_it_from_their_account(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        visitor = visitor_of(amara, "code")
        assert "process=connect" in visitor.get("/accounts/security/").content.decode()
        off = visitor.get("/accounts/oidc/kampala/login/?process=connect")
        answer = visitor.get(city.sign_in(off["Location"]))
        assert answer["Location"] == "/accounts/security/"
        linked = SocialAccount.objects.get()
        assert linked.user == amara
        visitor.post("/accounts/security/unlink/", {"identity": str(linked.pk)})
        assert not SocialAccount.objects.exists()
        assert Entry.objects.get(verb="unlink-identity").note == "kampala"

    def test_before_linking_one_shows_who_one_is(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        visitor = visitor_of(amara)
        answer = visitor.get("/accounts/oidc/kampala/login/?process=connect")
        assert answer["Location"].startswith("/accounts/prove/code/")
        assert Browser().get("/accounts/oidc/kampala/login/?process=connect")["Location"].startswith("/accounts/login/")

    def test_an_identity_opens_one_account_only(
        self, city: FakeProvider, kampala: IdentityProvider, amara: User
    ) -> None:
        other = make_person()
        SocialAccount.objects.create(user=other, provider="kampala", uid="4711")
        visitor = visitor_of(amara, "code")
        off = visitor.get("/accounts/oidc/kampala/login/?process=connect")
        answer = visitor.get(city.sign_in(off["Location"]), follow=True)
        assert "opens another account already" in answer.content.decode()
        assert SocialAccount.objects.get().user == other

    def test_nobody_unlinks_for_others(self, kampala: IdentityProvider, amara: User) -> None:
        linked = SocialAccount.objects.create(user=amara, provider="kampala", uid="4711")
        browser_of(make_person(), "code").post("/accounts/security/unlink/", {"identity": str(linked.pk)})
        assert SocialAccount.objects.exists()


class TestKeeping:
    """Administrators keep the providers."""

    @pytest.fixture
    def desk(self) -> Browser:
        return visitor_of(make_person(role="secretariat"), "code")

    def form(self, **changes: Any) -> dict[str, Any]:
        return {
            "key": "kampala",
            "name": "Kampala",
            "server": "https://id.kampala.example/realms/staff/",
            "client_id": "hanse",
            "client_secret": SECRET,
            "domains": "@Kampala.example\nkcca.example",
            "organisation": "kampala",
            "is_active": "on",
        } | changes

    def test_one_is_added_with_its_secret_sealed(self, desk: Browser) -> None:
        answer = desk.post("/accounts/providers/add/", self.form(), follow=True)
        assert "http://testserver/accounts/oidc/kampala/login/callback/" in answer.content.decode()
        row = IdentityProvider.objects.get()
        assert row.server == "https://id.kampala.example/realms/staff"
        assert {d.domain for d in row.domains.all()} == {"kampala.example", "kcca.example"}
        assert SECRET not in row.sealed_secret
        assert unseal(row.sealed_secret) == SECRET
        assert SECRET not in str(Entry.objects.get(kind="identity-provider").changes)
        assert SECRET not in desk.get(f"/accounts/providers/{row.pk}/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"server": "http://id.kampala.example"}, "such as https://id.kampala.example"),
            ({"server": "id.kampala.example"}, "such as https://id.kampala.example"),
            ({"domains": "gmail.com"}, "cannot lead to one organisation"),
            ({"domains": "kampala"}, "is no e-mail domain"),
            ({"domains": "kam pala.example/x"}, "is no e-mail domain"),
            ({"domains": " "}, "This field is required"),
            ({"key": "prove"}, "an address of the site itself"),
            ({"client_secret": ""}, "This field is required"),
        ],
    )
    def test_what_cannot_be_is_answered_with_a_sentence(
        self, desk: Browser, changes: dict[str, str], says: str
    ) -> None:
        answer = desk.post("/accounts/providers/add/", self.form(**changes))
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert not IdentityProvider.objects.exists()

    def test_keys_and_domains_belong_to_one_provider(self, desk: Browser, settings: Settings) -> None:
        server = IdentityServer(key="seoul", name="Seoul", server="https://id.seoul.example", client_id="h", client_secret="s", domains=("seoul.example",))  # fmt: skip
        settings.CONFIG = replace(house.CONFIG, oidc=(server,))
        make_provider("kampala.example", key="kampala")
        for changes, says in (
            ({"key": "kampala", "domains": "x.example"}, "goes by this key"),
            ({"key": "seoul", "domains": "x.example"}, "goes by this key"),
            ({"key": "x"}, "kampala.example leads to another provider"),
            ({"key": "x", "domains": "seoul.example"}, "seoul.example leads to another provider"),
        ):
            answer = desk.post("/accounts/providers/add/", self.form(**changes))
            assert answer.status_code == 409, changes
            assert says in answer.content.decode()
        assert IdentityProvider.objects.count() == 1

    def test_one_is_revised_and_its_secret_stays_where_none_is_given(self, desk: Browser) -> None:
        row = make_provider("kampala.example", key="kampala", sealed_secret=seal(SECRET))
        SocialAccount.objects.create(user=make_person(), provider="kampala", uid="1")
        form = self.form(server=row.server, client_secret="", domains="kcca.example", is_only_way="on")
        assert desk.post(f"/accounts/providers/{row.pk}/", form).status_code == 302
        row.refresh_from_db()
        assert (row.key, row.is_only_way, unseal(row.sealed_secret)) == ("kampala", True, SECRET)
        assert list(ProviderDomain.objects.values_list("domain", flat=True)) == ["kcca.example"]
        assert SocialAccount.objects.exists()

    def test_with_another_issuer_or_without_the_provider_its_links_go(self, desk: Browser) -> None:
        row = make_provider("kampala.example", key="kampala", sealed_secret=seal(SECRET))
        SocialAccount.objects.create(user=make_person(), provider="kampala", uid="1")
        desk.post(f"/accounts/providers/{row.pk}/", self.form(client_secret=""))
        assert not SocialAccount.objects.exists()
        SocialAccount.objects.create(user=make_person(), provider="kampala", uid="1")
        desk.post(f"/accounts/providers/{row.pk}/", {"remove": "1"})
        assert not SocialAccount.objects.exists()
        assert not IdentityProvider.objects.exists()
        assert desk.get(f"/accounts/providers/{row.pk}/").status_code == 404

    def test_a_secret_of_another_key_is_said_to_be_unreadable(self, desk: Browser) -> None:
        make_provider("kampala.example", key="kampala", sealed_secret="bm90IHNlYWxlZA==")
        assert "enter it anew" in desk.get("/accounts/providers/").content.decode()
        assert provider_by_key("kampala") is None

    def test_programme_managers_keep_none(self) -> None:
        manager = browser_of(make_manager("prize"))
        assert manager.post("/accounts/providers/add/", self.form()).status_code == 403


class TestSettings:
    """HANSE_OIDC."""

    GOOD = '{"key": "kampala", "name": "Kampala", "server": "https://id.kampala.example", "client_id": "h", "client_secret": "s", "domains": ["@Kampala.example"]}'

    def read(self, text: str) -> Config:
        return Config.from_env({"HANSE_DEMO": "yes", "HANSE_OIDC": text})

    def test_it_is_read(self) -> None:
        (server,) = self.read(f"[{self.GOOD}]").oidc
        assert (server.key, server.domains, server.only) == ("kampala", ("kampala.example",), False)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("{", "is no JSON"),
            ("{}", "is not a list of objects"),
            ("[1]", "is not a list of objects"),
            ('[{"key": "x"}]', "object 1, lacks client_id"),
            (f'[{GOOD[:-1]}, "color": 1}}]', "has unknown color"),
            (f"[{GOOD}, {GOOD}]", "more than once"),
            (f"[{GOOD.replace(chr(34) + 's' + chr(34), '1')}]", "are texts"),
            (f"[{GOOD.replace('[' + chr(34) + '@Kampala.example' + chr(34) + ']', '[]')}]", "domains is a list"),
        ],
    )
    def test_what_is_wrong_is_explained(self, text: str, says: str) -> None:
        with pytest.raises(ConfigError, match=says):
            self.read(text)

    def test_a_provider_of_the_settings_lets_in(self, city: FakeProvider, settings: Settings) -> None:
        server = IdentityServer(key="kampala", name="Kampala", server=city.url, client_id=CLIENT, client_secret=SECRET, domains=("kampala.example",), organisation="kampala")  # fmt: skip
        settings.CONFIG = replace(house.CONFIG, oidc=(server,))
        visitor, _answer = enter(city)
        assert visitor.is_signed_in
