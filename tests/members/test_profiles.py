"""An organisation's profile: who may change what, two at once, logos that lie, history."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hanse.accounts.models import User
from hanse.audit.queries import history
from hanse.members.identifiers import is_language, is_ror, is_subdivision, is_wikidata
from hanse.members.models import Logo, Organisation
from hanse.members.operations.profiles import free_slug, revise_profile
from tests.factories.forms import fields_of
from tests.factories.members import make_mandate, make_organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
ADDRESS = "/organisations/kampala/edit/"


@pytest.fixture
def kampala(amara: Client) -> Organisation:
    one = make_organisation(slug="kampala", name="Kampala", summary="Seven hills.", translations={"fr": {"summary": "Sept collines."}})  # fmt: skip
    make_mandate(User.objects.get(email="amara@example.org"), one, role="cio", is_administrator=True)
    return one


def opened(client: Client) -> dict[str, Any]:
    """The form as the browser would send it back."""
    return {name: value for name, value in fields_of(client.get(ADDRESS).content.decode()).items() if name != "logo"}


def drawn(kind: str = "PNG", size: tuple[int, int] = (900, 300), **options: Any) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size, "red").save(content, kind, **options)
    return SimpleUploadedFile(f"logo.{kind.lower()}", content.getvalue(), f"image/{kind.lower()}")


def test_the_form_sent_back_unchanged_changes_nothing(amara: Client, mina: Client, kampala: Organisation) -> None:
    for client in (amara, mina):
        assert client.post(ADDRESS, opened(client)).status_code == 302
    kampala.refresh_from_db()
    assert kampala.revision == 1
    assert not history("organisation", "kampala")


def test_an_administrator_changes_what_the_organisation_says_of_itself(
    amara: Client, kampala: Organisation, nobody: Client
) -> None:
    data = {
        **opened(amara), "summary": "Seven hills, and more.", "summary_ko": "일곱 언덕", "aliases": "KCCA\r\nMengo", "languages": ["en", "fr"],
        "website": "kcca.go.ug",
    }  # fmt: skip
    assert amara.post(ADDRESS, data).status_code == 302
    kampala.refresh_from_db()
    assert kampala.translations == {"ko": {"summary": "일곱 언덕"}, "fr": {"summary": "Sept collines."}}
    assert (kampala.aliases, kampala.languages, kampala.website) == (
        ["KCCA", "Mengo"],
        ["en", "fr"],
        "https://kcca.go.ug",
    )
    entry = history("organisation", "kampala")[0]
    assert (entry.acted_for, entry.changes["summary@ko"]) == ("kampala", ["", "일곱 언덕"])
    assert "일곱 언덕" in nobody.get("/organisations/kampala/", headers={"accept-language": "ko"}).content.decode()


def test_what_identifies_it_only_the_secretariat_changes(amara: Client, mina: Client, kampala: Organisation) -> None:
    amara.post(ADDRESS, {**opened(amara), "name": "Mine", "country": "KR", "wikidata": "Q1"})
    kampala.refresh_from_db()
    assert (kampala.name, kampala.country, kampala.wikidata) == ("Kampala", "UG", "")
    data = {"wikidata": "https://www.wikidata.org/wiki/Q3894", "subdivision": "ug-102", "geonames": "232422"}
    assert mina.post(ADDRESS, {**opened(mina), **data}).status_code == 302
    kampala.refresh_from_db()
    assert (kampala.wikidata, kampala.subdivision, kampala.geonames) == ("Q3894", "UG-102", 232422)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"subdivision": "KR-11"}, "lies in another country"),
        ({"subdivision": "UG-XX"}, "no state or province"),
        ({"wikidata": "3894"}, "a Q and a number"),
        ({"ror": "04h699438"}, "no ROR identifier"),
        ({"subkind": "academia"}, "Only institutions are of a sort"),
        ({"latitude": "1.5"}, "both latitude and longitude"),
        ({"website": "javascript:alert(1)"}, "valid URL"),
        ({"aliases": "x" * 201}, "at most 200 characters"),
        ({"aliases": "a;b"}, "semicolon"),
        ({"more_summary": "Sieben Hügel"}, "In which language"),
        ({"name": "x" * 300}, "at most 200 characters"),
        ({"summary": "nul\x00byte"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    mina: Client, kampala: Organisation, changes: dict[str, str], says: str
) -> None:
    response = mina.post(ADDRESS, {**opened(mina), **changes})
    assert response.status_code == 422
    assert says in response.content.decode()
    kampala.refresh_from_db()
    assert kampala.revision == 1


def test_whoever_saves_second_sees_what_the_first_changed_and_overwrites_nothing(
    amara: Client, kampala: Organisation
) -> None:
    data = opened(amara)
    revise_profile(slug="kampala", seen=1, values={"city": "Kampala City"}, may_all=True, by="Mina", now=NOW)
    response = amara.post(ADDRESS, {**data, "summary": "Mine."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Kampala City" in page
    assert "Mine." in page
    kampala.refresh_from_db()
    assert kampala.summary == "Seven hills."
    assert amara.post(ADDRESS, fields_of(page)).status_code == 302
    kampala.refresh_from_db()
    assert kampala.summary == "Mine."


def test_a_form_without_its_state_overwrites_nothing(amara: Client, kampala: Organisation) -> None:
    assert amara.post(ADDRESS, {**opened(amara), "seen": "x", "summary": "Mine."}).status_code == 409


def test_nothing_is_saved_for_an_organisation_whose_mandate_has_ended(amara: Client, kampala: Organisation) -> None:
    data = opened(amara)
    kampala.mandates.update(ends_on=datetime(2020, 6, 1, tzinfo=UTC).date())
    response = amara.post(ADDRESS, {**data, "summary": "Late."})
    assert response.status_code == 403
    assert "administrators of Kampala" in response.content.decode()


def test_a_logo_is_drawn_anew_small_and_bare(amara: Client, kampala: Organisation, nobody: Client) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret"
    amara.post(ADDRESS, {**opened(amara), "logo": drawn("JPEG", exif=exif)})
    logo = Logo.objects.get()
    assert (logo.media_type, logo.width, logo.height) == ("image/png", 512, 171)
    assert b"secret" not in bytes(logo.content)
    assert 'class="logo"' in nobody.get("/organisations/kampala/").content.decode()
    response = nobody.get("/organisations/kampala/logo/")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/png", "nosniff")
    amara.post(ADDRESS, {**opened(amara), "no_logo": "on"})
    assert not Logo.objects.exists()
    assert nobody.get("/organisations/kampala/logo/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG is not taken"),
        ("logo.png", b"<svg onload='alert(1)'>", "SVG is not taken"),
        ("logo.png", b"GIF89a" + b"\x00" * 40, "no PNG, JPEG or WebP"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 3 * 1024 * 1024, "more than 2 MB"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "cannot be read"),
    ],
)
def test_files_that_are_no_logos_are_refused(
    amara: Client, kampala: Organisation, name: str, content: bytes, says: str
) -> None:
    response = amara.post(ADDRESS, {**opened(amara), "logo": SimpleUploadedFile(name, content, "image/png")})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Logo.objects.exists()


def test_the_secretariat_adds_an_organisation_and_is_asked_about_look_alikes(
    mina: Client, kampala: Organisation
) -> None:
    data = {"name": "City of Kampala", "kind": "city", "country": "UG"}
    response = mina.post("/register/new/", data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Is it one of these?" in page
    assert mina.post("/register/new/", {**fields_of(page), "sure": "City of Kampala"}).status_code == 302
    assert Organisation.objects.get(slug="city-of-kampala").region == "africa"


def test_names_of_other_scripts_get_an_address_of_their_own() -> None:
    assert free_slug("서울특별시") == "organisation"
    make_organisation(slug="organisation")
    assert free_slug("القاهرة") == "organisation-2"
    assert len(free_slug("x" * 300)) <= 100


@pytest.mark.parametrize("name", ["세종특별자치시", "مدينة كمبالا", 'The "Quoted" & <b>bold</b> City', "x" * 200])
def test_every_name_stands_on_every_page_as_it_is(mina: Client, name: str) -> None:
    make_organisation(slug="other", name=name, native_name=name, summary=name)
    for address in (
        "/organisations/other/",
        "/organisations/",
        "/organisations/other/people/",
        "/organisations/other/edit/",
        "/register/look-alikes/",
    ):
        assert "<b>bold</b>" not in mina.get(address).content.decode()


def test_identifiers_are_checked() -> None:
    assert [is_ror(text) for text in ("04h699437", "04h699438", "4h699437", "https://ror.org/04h699437")] == [
        True,
        False,
        False,
        False,
    ]
    assert [is_wikidata(text) for text in ("Q3894", "Q0", "q3894")] == [True, False, False]
    assert [is_subdivision(text) for text in ("KR-11", "KR-99")] == [True, False]
    assert [is_language(text) for text in ("ko", "pt-BR", "zh-Hant", "xx", "English")] == [
        True,
        True,
        True,
        False,
        False,
    ]
