"""What a page says when an address, or a choice of how to read, is not right."""

import pytest
from django.test import Client

from tests.factories.calendar import make_activity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/activities/general-asembly-2023/", "general asembly"),
        ("/2023/areas/pirze/", "pirze"),
        ("/organisations/sao-paolo/", "sao paolo"),
        ("/asembly/", "asembly"),
    ],
)
def test_a_search_is_offered_for_what_the_address_is_about(nobody: Client, address: str, words: str) -> None:
    make_activity()
    page = nobody.get(address, follow=True).content.decode()
    assert f"Search for “{words}”" in page


def test_a_language_that_is_not_offered_is_said_to_be_so(nobody: Client) -> None:
    response = nobody.post("/reading/", {"language": "xx", "next": "/2023/"})
    assert response.status_code == 422
    assert "xx is not one of the available choices" in response.content.decode()


def test_all_that_is_wrong_with_a_filter_is_said_at_once(nobody: Client) -> None:
    make_activity()
    response = nobody.get("/2023/?mode=flying&audience=nobody&colour=red&country=XX")
    said = response.content.decode()
    assert response.status_code == 400
    for part in ("“flying”", "“nobody”", "“colour”", "“XX”"):
        assert part in said


def test_a_language_of_an_address_goes_on_with_whoever_goes_on_from_it(nobody: Client) -> None:
    address = f"/activities/{make_activity().slug}/"
    before = {"Referer": "http://testserver/2023/?lang=ko"}
    assert '<html lang="ko"' in nobody.get(address, headers=before).content.decode()
    assert (
        '<html lang="ko"' in nobody.get("/2023/", headers={"Referer": f"http://testserver{address}"}).content.decode()
    )
    assert nobody.cookies["django_language"]["max-age"] == ""


@pytest.mark.parametrize("before", ["http://elsewhere.example/?lang=ko", "http://testserver/?lang=xx", "http://[", ""])
def test_other_sites_and_unknown_languages_carry_nothing(nobody: Client, before: str) -> None:
    make_activity()
    response = nobody.get("/2023/", headers={"Referer": before})
    assert '<html lang="en"' in response.content.decode()
    assert not response.cookies


def test_a_language_that_was_chosen_is_not_changed_by_a_link(nobody: Client) -> None:
    make_activity()
    before = {"Referer": "http://testserver/2023/?lang=ko"}
    nobody.post("/reading/", {"language": "en"}, headers=before)
    assert '<html lang="en"' in nobody.get("/2023/", headers=before).content.decode()


@pytest.mark.parametrize("address", ["/2023/calendar.ics", "/2023/calendar.atom", "/2023/card.png"])
def test_what_is_the_same_for_everybody_carries_no_cookie(nobody: Client, address: str) -> None:
    make_activity()
    response = nobody.get(address, headers={"Referer": "http://testserver/2023/?lang=ko"})
    assert response.headers["Content-Language"] == "en"
    assert not response.cookies
