"""Whatever somebody typed survives that their session ended meanwhile."""

import pytest
from django.core.cache import cache
from django.test import Client

from hanse.accounts.models import User
from hanse.calendar.models import Activity, Year
from tests.factories.calendar import make_activity, make_year
from tests.factories.forms import fields_of

pytestmark = pytest.mark.django_db
KEPT = "/kept/"


def signed_out(client: Client) -> Client:
    """The same browser, when its session has ended."""
    del client.cookies["sessionid"]
    return client


def sign_in_again(client: Client) -> None:
    client.force_login(
        User.objects.get(email="mina@example.org"), "allauth.account.auth_backends.AuthenticationBackend"
    )


def test_an_edit_survives_the_end_of_a_session(mina: Client) -> None:
    activity = make_activity(title="Forum")
    address = f"/activities/{activity.slug}/edit/"
    form = fields_of(mina.get(address).content.decode())
    refused = signed_out(mina).post(address, {**form, "title": "Typed for an hour", "note": "One\nTwo", "save": "1"})
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "nothing is lost" in page
    assert "/accounts/login/?next=%2Fkept%2F" in page
    # The sign-in page carries on where it leads, however one signs in there.
    assert fields_of(mina.get("/accounts/login/?next=%2Fkept%2F").content.decode())["next"] == KEPT
    sign_in_again(mina)
    kept = fields_of(mina.get(KEPT).content.decode())
    assert kept["note"] == "One\nTwo"
    again = mina.post(address, {**kept, "back": "1"}).content.decode()
    assert fields_of(again)["title"] == "Typed for an hour"
    assert Activity.objects.get().title == "Forum"
    assert mina.post(address, {**fields_of(again), "save": "1"}).status_code == 302
    assert Activity.objects.get().title == "Typed for an hour"


def test_it_is_forgotten_once_it_has_arrived(mina: Client) -> None:
    make_year(theme="Old")
    form = fields_of(mina.get("/2023/desk/words/").content.decode())
    signed_out(mina).post("/2023/desk/words/", {**form, "theme": "New"})
    sign_in_again(mina)
    kept = fields_of(mina.get(KEPT).content.decode())
    assert mina.post("/2023/desk/words/", kept).status_code == 302
    assert Year.objects.get().theme == "New"
    assert mina.get(KEPT).status_code == 404


def test_a_page_that_asks_to_sign_in_leads_back_likewise(nobody: Client) -> None:
    make_year()
    response = nobody.post("/me/data/", {"note": "Typed"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=%2Fkept%2F"
    assert "kept" in response.cookies


def test_the_server_cannot_read_what_it_keeps(nobody: Client) -> None:
    make_year()
    nobody.post("/2023/desk/words/", {"theme": "Nobody else should read this"})
    place = nobody.cookies["kept"].value.partition(".")[0]
    assert b"Nobody else" not in cache.get(f"kept:{place}")
    assert nobody.cookies["kept"]["httponly"]


def test_another_browser_cannot_open_it(nobody: Client, mina: Client) -> None:
    make_year()
    nobody.post("/2023/desk/words/", {"theme": "Mine"})
    place = nobody.cookies["kept"].value.partition(".")[0]
    mina.cookies["kept"] = f"{place}.{'A' * 43}="
    assert mina.get(KEPT).status_code == 404


def test_secrets_are_not_kept(mina: Client) -> None:
    make_year()
    signed_out(mina).post("/2023/desk/words/", {"theme": "Kept", "password": "hunter2", "code": "123456"})
    sign_in_again(mina)
    page = mina.get(KEPT).content.decode()
    assert "Kept" in page
    assert "hunter2" not in page
    assert "123456" not in page


@pytest.mark.parametrize("sent", [{}, {"theme": "x" * 200_001}])
def test_nothing_and_too_much_are_not_kept(nobody: Client, sent: dict[str, str]) -> None:
    make_year()
    response = nobody.post("/2023/desk/words/", sent)
    assert response.status_code == 403
    assert "kept" not in response.cookies


def test_what_is_sent_again_and_again_is_not_kept_without_end(nobody: Client) -> None:
    make_year()
    answers = [nobody.post("/2023/desk/words/", {"theme": "x"}) for _ in range(30)]
    assert sum("kept" in answer.cookies for answer in answers) <= 20


def test_a_form_whose_proof_went_stale_can_be_sent_once_more(mina: Client) -> None:
    make_year(theme="Old")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = mina.cookies
    form = fields_of(strict.get("/2023/desk/words/").content.decode())
    strict.cookies["csrftoken"] = "a" * 32
    stale = strict.post("/2023/desk/words/", {**form, "theme": "New"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert stale.status_code == 403
    again = fields_of(stale.content.decode())
    assert again["theme"] == "New"
    assert strict.post("/2023/desk/words/", again).status_code == 302
    assert Year.objects.get().theme == "New"


def test_what_another_site_sent_is_never_offered_again(mina: Client) -> None:
    make_year()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = mina.cookies
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        page = strict.post("/2023/desk/words/", {"theme": "Forged"}, headers=headers).content.decode()
        assert "Forged" not in page


def test_a_form_that_came_second_and_had_a_fault_still_overwrites_nothing(mina: Client) -> None:
    year = make_year(theme="Old")
    form = fields_of(mina.get("/2023/desk/words/").content.decode())
    Year.objects.filter(pk=year.pk).update(theme="Theirs")
    faulty = mina.post("/2023/desk/words/", {**form, "theme": "Mine", "edition": "0"})
    assert faulty.status_code == 422
    mended = {**fields_of(faulty.content.decode()), "edition": "2"}
    assert mina.post("/2023/desk/words/", mended).status_code == 409
    assert Year.objects.get().theme == "Theirs"
