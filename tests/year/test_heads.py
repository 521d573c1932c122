"""What every public page says of itself: its one address, the same in other languages, how a link to it looks."""

import io
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from PIL import Image

from hanse.calendar.models import Activity, Year
from tests.factories.calendar import make_activity, make_area
from tests.factories.members import make_network, make_organisation

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"
PAGES = {
    "/": "Example 2023",
    "/2023/": "Example 2023",
    "/2023/list/": "2023 as a list",
    "/2023/09/": "September 2023 · Example",
    "/2023/programmes/": "Programmes",
    "/2023/areas/networking/": "Networking and knowledge",
    "/2023/programmes/fairs/": "Fairs",
    "/activities/forum/": "Forum",
    "/regions/": "Regions",
    "/regions/asean/": "ASEAN",
    "/regions/africa/": "Africa",
    "/organisations/kampala/": "Kampala",
    "/about/": "About the network",
    "/contact/": "Contact",
}


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    """One page of every kind."""
    programme = make_area("networking").programmes.create(slug="fairs", name="Fairs", summary="All fairs.")
    make_activity(slug="forum", title="Forum", summary="Mayors meet.", programme=programme, when="Sep 6-8")
    make_network(code="asean", name="ASEAN")
    make_organisation(slug="kampala", name="Kampala")
    Year.objects.update(lead="A year of cities.")


def head(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return response.content.decode().split("</head>")[0]


def properties(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', html))


@pytest.mark.parametrize(("address", "title"), PAGES.items())
def test_a_shared_link_shows_title_description_and_picture(address: str, title: str, nobody: Client) -> None:
    found = properties(head(nobody, address))
    assert found["og:title"] == title
    assert found["og:url"] == BASE + address
    assert found["og:description"]
    assert found["og:site_name"] == "Example"
    assert found["og:locale"] == "en_GB"
    assert found["og:image:alt"]
    parts = urlsplit(found["og:image"].replace("&amp;", "&"))
    assert f"{parts.scheme}://{parts.netloc}" == BASE
    response = nobody.get(f"{parts.path}?{parts.query}")
    assert response.headers["Content-Type"] == "image/png"
    assert len(response.content) <= 60_000
    size = Image.open(io.BytesIO(response.content)).size
    assert size == (int(found["og:image:width"]), int(found["og:image:height"])) == (1200, 630)


@pytest.mark.parametrize("address", [*PAGES, "/organisations/"])
def test_a_page_has_one_address_and_one_in_each_language(address: str, nobody: Client) -> None:
    html = head(nobody, address)
    assert html.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="{BASE}{address}">' in html
    for language, query in (("en", ""), ("ko", "?lang=ko"), ("x-default", "")):
        assert f'<link rel="alternate" hreflang="{language}" href="{BASE}{address}{query}">' in html


@pytest.mark.parametrize("address", [*PAGES, "/organisations/", "/search/"])
def test_the_address_may_name_the_language(address: str, nobody: Client) -> None:
    response = nobody.get(f"{address}?lang=ko", headers={"Accept-Language": "en"})
    assert '<html lang="ko"' in response.content.decode()
    assert response.headers["Content-Language"] == "ko"
    assert "django_language" not in response.cookies
    assert '<html lang="en"' in nobody.get(f"{address}?lang=en", headers={"Accept-Language": "ko"}).content.decode()


def test_a_korean_page_has_its_own_address_however_it_was_asked_for(nobody: Client) -> None:
    for address, headers in (("/2023/?lang=ko", {}), ("/2023/", {"Accept-Language": "ko"})):
        html = head(nobody, address, **headers)
        assert f'<link rel="canonical" href="{BASE}/2023/?lang=ko">' in html
        assert properties(html)["og:url"] == f"{BASE}/2023/?lang=ko"
        assert properties(html)["og:locale"] == "ko_KR"


def test_the_cookie_stands_where_the_address_is_silent(nobody: Client) -> None:
    nobody.cookies["django_language"] = "ko"
    assert '<html lang="ko"' in nobody.get("/2023/").content.decode()
    assert '<html lang="en"' in nobody.get("/2023/?lang=en").content.decode()
    assert '<html lang="ko"' in nobody.get("/2023/").content.decode()


def test_one_request_does_not_speak_for_the_next(nobody: Client) -> None:
    nobody.get("/2023/?lang=ko")
    assert '<html lang="en"' in nobody.get("/2023/").content.decode()


def test_links_of_the_filter_keep_the_language_of_the_address(nobody: Client) -> None:
    html = nobody.get("/2023/?area=prize&lang=ko").content.decode()
    assert 'href="/2023/list/?area=prize&amp;lang=ko"' in html
    assert '<input type="hidden" name="lang" value="ko">' in html
    part = nobody.get("/2023/?area=prize&lang=ko", headers={"HX-Request": "true"})
    assert part.headers["HX-Push-Url"] == "/2023/?area=prize&lang=ko"


@pytest.mark.parametrize("address", ["/2023/", "/2023/list/", "/2023/03/", "/organisations/", "/search/"])
def test_a_language_nobody_offered_is_explained(address: str, nobody: Client) -> None:
    response = nobody.get(f"{address}?lang=tlh")
    assert response.status_code == 400
    assert "tlh" in response.content.decode()


def test_choosing_a_language_leads_back_to_the_page_without_the_old_one(nobody: Client) -> None:
    response = nobody.post("/reading/", {"language": "en", "next": "/2023/list/?area=prize&lang=ko&q="})
    assert response.headers["Location"] == "/2023/list/?area=prize&q="
    kept = nobody.post("/reading/", {"theme": "dark", "next": "/2023/?lang=ko"})
    assert kept.headers["Location"] == "/2023/?lang=ko"


def test_filters_are_no_part_of_the_one_address_and_pages_are(nobody: Client) -> None:
    assert f'href="{BASE}/2023/list/">' in head(nobody, "/2023/list/?area=prize&utm_source=x")
    for _ in range(100):
        make_activity()
    assert f'<link rel="canonical" href="{BASE}/2023/list/?page=2">' in head(nobody, "/2023/list/?page=2")
    for odd in ("%22%3E", "3"):
        assert nobody.get(f"/2023/list/?page={odd}").status_code == 404


def test_pages_that_are_not_for_everybody_or_not_there_say_nothing_of_the_kind(nobody: Client, mina: Client) -> None:
    for client, address in ((nobody, "/nothing/"), (mina, "/2023/desk/"), (nobody, "/accounts/login/")):
        html = client.get(address).content.decode()
        assert 'rel="canonical"' not in html
        assert "og:" not in html


def test_what_is_hidden_has_no_card_whoever_asks(whole_cast: dict[str, Client]) -> None:
    make_activity(slug="idea", status="idea")
    make_activity(slug="secret", embargo_until=timezone.now() + timedelta(days=1))
    for client in whole_cast.values():
        for slug in ("idea", "secret", "none"):
            assert client.get(f"/activities/{slug}/card.png").status_code == 404
    assert client.get("/2099/card.png").status_code == 404


def test_a_card_is_drawn_once_for_each_state_of_its_words(nobody: Client) -> None:
    first = nobody.get("/activities/forum/card.png")
    tag = first.headers["ETag"]
    assert cache.get("card:activity:forum:en") == (tag, first.content)
    assert nobody.get("/activities/forum/card.png", headers={"If-None-Match": tag}).status_code == 304
    Activity.objects.update(status="cancelled")
    second = nobody.get("/activities/forum/card.png", headers={"If-None-Match": tag})
    assert second.status_code == 200
    assert second.content != first.content


def test_a_card_is_in_the_language_of_its_address(nobody: Client) -> None:
    english, korean = (nobody.get(f"/2023/card.png{query}") for query in ("", "?lang=ko"))
    assert english.content != korean.content
    assert nobody.get("/2023/card.png", headers={"Accept-Language": "ko"}).content == english.content


def test_the_picture_of_an_activity_moves_with_its_changes(nobody: Client) -> None:
    before = properties(head(nobody, "/activities/forum/"))["og:image"]
    make_activity(slug="later", modified_at=timezone.now() + timedelta(seconds=5))
    assert re.search(r"\?v=\d+$", before)
    assert properties(head(nobody, "/activities/later/"))["og:image"].split("v=")[1] > before.split("v=")[1]


def test_a_fault_in_a_cards_address_is_a_sentence(nobody: Client) -> None:
    response = nobody.get("/2023/card.png?lang=tlh")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
