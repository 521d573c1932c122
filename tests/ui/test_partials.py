"""The part that htmx asks for and the whole page stand at one address."""

import pytest
from django.test import Client

from tests.factories.calendar import make_activity

pytestmark = pytest.mark.django_db
PARTS = [
    ("/2023/", 'id="sheet"'),
    ("/2023/list/", 'id="sheet"'),
    ("/2023/03/", 'id="sheet"'),
    ("/organisations/", 'id="sheet"'),
    ("/search/?q=forum", 'id="results"'),
]
HTMX = {"HX-Request": "true"}
BACK = {**HTMX, "HX-History-Restore-Request": "true"}


@pytest.fixture(autouse=True)
def year(db: None) -> None:
    make_activity(title="Forum")


@pytest.mark.parametrize(("address", "part"), PARTS)
def test_htmx_gets_the_part_alone(address: str, part: str, nobody: Client) -> None:
    told = nobody.get(address, headers=HTMX).content.decode()
    assert part in told
    assert "<html" not in told


@pytest.mark.parametrize(("address", "part"), PARTS)
def test_going_back_gets_the_whole_page(address: str, part: str, nobody: Client) -> None:
    told = nobody.get(address, headers=BACK).content.decode()
    assert part in told
    assert "<html" in told
    assert "hx-swap-oob" not in told


@pytest.mark.parametrize(("address", "part"), PARTS)
@pytest.mark.parametrize("headers", [{}, HTMX, BACK])
def test_caches_tell_the_part_from_the_page(address: str, part: str, headers: dict[str, str], nobody: Client) -> None:
    vary = nobody.get(address, headers=headers).headers["Vary"]
    assert {"HX-Request", "HX-History-Restore-Request"} <= {name.strip() for name in vary.split(",")}


@pytest.mark.parametrize(("address", "part"), PARTS)
def test_the_page_is_never_not_modified_because_its_part_is_not(address: str, part: str, nobody: Client) -> None:
    tag = nobody.get(address, headers=HTMX).headers["ETag"]
    assert nobody.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert nobody.get(address, headers={**HTMX, "If-None-Match": tag}).status_code == 304
