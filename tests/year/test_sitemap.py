"""The sitemap: every public page once, none that is not."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hanse.calendar.models import Programme
from hanse.ui.addresses import Addresses
from hanse.year import sitemap
from hanse.year.sitemap import Place, index_of
from tests.factories.calendar import make_activity, make_area
from tests.factories.members import make_network, make_organisation

pytestmark = pytest.mark.django_db
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "http://127.0.0.1:8000"


def addresses(client: Client, address: str = "/sitemap.xml") -> dict[str, str | None]:
    """Every address with the instant of its last change."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    found: dict[str, Any] = {}
    for url in root.findall("s:url", SPACE):
        place = str(url.findtext("s:loc", namespaces=SPACE)).removeprefix(BASE)
        assert place not in found, f"{place} stands twice"
        found[place] = url.findtext("s:lastmod", namespaces=SPACE)
    return found


@pytest.fixture
def world(db: None) -> None:
    """One page of every kind."""
    area = make_area("prize")
    Programme.objects.create(area=area, slug="smart-city-prize", name="Smart City Prize")
    make_activity(slug="forum", area="prize", modified_at=datetime(2023, 3, 1, tzinfo=UTC))
    make_organisation(slug="seoul")
    make_network(code="asean")


def test_every_kind_of_page_is_there(world: None, nobody: Client) -> None:
    found = addresses(nobody)
    for page in (
        "/", "/2023/", "/2023/list/", "/2023/09/", "/2023/areas/prize/", "/2023/programmes/smart-city-prize/",
        "/activities/forum/", "/organisations/", "/organisations/seoul/", "/regions/asean/", "/regions/africa/",
        "/about/", "/contact/",
    ):  # fmt: skip
        assert page in found
    assert found["/activities/forum/"] == found["/2023/"] == "2023-03-01T00:00:00Z"


def test_every_page_that_is_there_can_be_read(world: None, nobody: Client) -> None:
    for page in addresses(nobody):
        assert nobody.get(page).status_code == 200, page


def test_what_is_hidden_is_not_there_whoever_asks(whole_cast: dict[str, Client]) -> None:
    make_activity(slug="open")
    make_activity(slug="idea", status="idea")
    make_activity(slug="secret", embargo_until=timezone.now() + timedelta(days=1))
    for client in whole_cast.values():
        found = addresses(client)
        assert "/activities/open/" in found
        assert not {"/activities/idea/", "/activities/secret/"} & set(found)


def test_the_end_of_an_embargo_is_a_change(nobody: Client) -> None:
    long_ago, lately = datetime(2023, 1, 1, tzinfo=UTC), datetime(2023, 6, 1, 9, tzinfo=UTC)
    make_activity(slug="forum", modified_at=long_ago, embargo_until=lately)
    assert addresses(nobody)["/activities/forum/"] == "2023-06-01T09:00:00Z"


def test_too_many_for_one_file_are_several(world: None, nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = addresses(nobody)
    monkeypatch.setattr(sitemap, "MOST", 10)
    root = ElementTree.fromstring(nobody.get("/sitemap.xml").content)
    parts = [place.text or "" for place in root.findall("s:sitemap/s:loc", SPACE)]
    assert parts[0] == f"{BASE}/sitemap-1.xml"
    assert len(parts) == -(-len(whole) // 10)
    found: dict[str, str | None] = {}
    for part in parts:
        found |= addresses(nobody, part.removeprefix(BASE))
    assert found == whole
    assert nobody.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert nobody.get("/sitemap-0.xml").status_code == 404


def test_an_exact_number_of_files() -> None:
    body = index_of([Place("x")] * 20, Addresses(BASE), most=10)
    assert body.count(b"<loc>") == 2


def test_the_number_of_queries_does_not_grow(nobody: Client) -> None:
    counts = []
    for _ in range(3):
        make_activity()
        make_organisation()
        make_network()
        with CaptureQueriesContext(connection) as queries:
            addresses(nobody)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_an_empty_house_has_a_sitemap(nobody: Client) -> None:
    assert "/" in addresses(nobody)


def test_nothing_is_sent_twice(world: None, nobody: Client) -> None:
    tag = nobody.get("/sitemap.xml").headers["ETag"]
    assert nobody.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304
