"""What an organisation's page and its history tell: further languages, identifiers, names and words."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.members.geography import _sub_regions, country_codes, sub_region
from hanse.members.models import Organisation
from hanse.members.operations.mandates import Offer, invite
from hanse.members.operations.merging import merge_organisations
from hanse.members.operations.profiles import revise_profile
from hanse.members.operations.register import record_dues
from tests.factories.members import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
ARABIC = "كمبالا مدينة على سبعة تلال."


@pytest.fixture
def kampala() -> Organisation:
    texts = {"ar": {"summary": ARABIC}, "ko": {"summary": "일곱 언덕의 도시."}}
    return make_organisation(slug="kampala", name="Kampala", summary="A city on seven hills.", translations=texts)


def test_a_text_in_a_further_language_stands_on_the_page_in_its_own_direction(
    nobody: Client, kampala: Organisation
) -> None:
    page = nobody.get("/organisations/kampala/").content.decode()
    assert f'<div class="prose" lang="ar" dir="rtl"><p>{ARABIC}</p></div>' in page
    assert '<span lang="ar" dir="rtl">العربية</span>' in page
    assert page.count("A city on seven hills.") >= 1
    assert 'lang="ko" dir="ltr"><p>일곱' in page
    korean = nobody.get("/organisations/kampala/", headers={"accept-language": "ko"}).content.decode()
    assert '<div class="prose" lang="en" dir="ltr"><p>A city' in korean
    assert 'dir="ltr"><p>일곱' not in korean


def test_who_wrote_in_no_language_of_the_reader_is_read_all_the_same(nobody: Client) -> None:
    make_organisation(slug="rabat", translations={"ar": {"summary": ARABIC}})
    assert ARABIC in nobody.get("/organisations/rabat/").content.decode()


def test_the_interface_tells_every_language(nobody: Client, kampala: Organisation) -> None:
    told = nobody.get("/api/v1/organisations/kampala").json()
    assert told["summary"] == "A city on seven hills."
    assert told["summaries"] == {"en": "A city on seven hills.", "ar": ARABIC, "ko": "일곱 언덕의 도시."}


def test_identifiers_stand_on_the_page_with_their_addresses(nobody: Client) -> None:
    make_organisation(
        slug="kaist", kind="institution", country="KR", subdivision="KR-30", wikidata="Q39913", geonames=1835235, ror="05apxxy63"
    )  # fmt: skip
    page = nobody.get("/organisations/kaist/").content.decode()
    assert '<a href="https://www.wikidata.org/wiki/Q39913" rel="noopener">Q39913</a>' in page
    assert '<a href="https://www.geonames.org/1835235" rel="noopener">1835235</a>' in page
    assert '<a href="https://ror.org/05apxxy63" rel="noopener">05apxxy63</a>' in page
    assert "<dt>ISO 3166</dt><dd>KR-30</dd>" in page
    assert '<dt>UN M49</dt><dd>030 <span class="soft">Eastern Asia</span></dd>' in page
    make_organisation(slug="nowhere", country="", region="")
    assert "Identifiers" not in nobody.get("/organisations/nowhere/").content.decode()


def test_every_country_has_its_sub_region_under_the_name_of_cldr() -> None:
    for code in country_codes():
        number, name = sub_region(code)
        assert (bool(number), bool(name)) == (_sub_regions()[code] != "Antarctica",) * 2, code
    assert sub_region("UG") == ("014", "Eastern Africa")
    assert sub_region("??") == ("", "")


def test_the_history_shows_names_and_words(mina: Client, amara: Client, kampala: Organisation) -> None:
    amaras = User.objects.get(email="amara@example.org")
    make_mandate(amaras, kampala, is_administrator=True)
    double = make_organisation(slug="kampala-city", name="Kampala City")
    make_mandate(make_person(name="Esra Yıldız"), double, role="head")
    invite(
        organisation=double.pk, email="new@kampala.example", name="", offer=Offer(role="staff"), language="en", today=NOW.date(), by="M", now=NOW
    )  # fmt: skip
    data = {"note": "", "acting_for": "kampala", "email": "ben@kampala.example", "role": "staff"}
    amara.post("/organisations/kampala/people/invite/", data)
    revise_profile(
        slug="kampala", seen=1, values={"kind": "institution", "translations": {"ar": {"summary": "."}}}, may_all=True, by="M", now=NOW
    )  # fmt: skip
    record_dues(organisation=kampala.pk, year=2023, state="owed", on=NOW.date(), note="", by="M", now=NOW)
    merge_organisations(kept=kampala.pk, double=double.pk, today=NOW.date(), by="M", now=NOW)
    page = mina.get("/organisations/kampala/history/").content.decode()
    for says in (
        "(for Kampala)", "mandates 1", "Esra Yıldız (Mayor or head)", "new@kampala.example", "summary, in Arabic", "dues, 2023",
        "<ins><bdi>Owed</bdi></ins>", "City or local government", "<del><bdi>Kampala City</bdi></del> <ins><bdi>Kampala</bdi></ins>",
    ):  # fmt: skip
        assert says in page, says
    for raw in ("for kampala", "members.mandate", "summary@", "<bdi>owed", "kampala-city"):
        assert raw not in page, raw
