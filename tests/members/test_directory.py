"""The directory: how it is sorted, what its map says, and what it costs."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.members.map import BOTTOM, TOP, draw_map, land
from hanse.members.models import Organisation
from hanse.members.operations import write_organisations
from hanse.members.queries.directory import Dot
from hanse.members.queries.snapshot import organisation_payloads
from hanse.ui.folding import sort_key
from tests.factories.members import make_organisation

NAMES = ["Abu Dhabi", "ASEAN Secretariat", "Beyoğlu", "Çankaya", "Córdoba", "Cuenca", "İstanbul", "İzmir", "Zürich"]


@pytest.mark.django_db
def test_names_are_sorted_without_regard_to_capitals_and_accents(nobody: Client) -> None:
    for name in reversed(NAMES):
        make_organisation(name=name)
    html = nobody.get("/organisations/").content.decode()
    assert re.findall(r'<th scope="row"><a [^>]+>([^<]+)', html) == NAMES


@pytest.mark.django_db
def test_a_new_name_is_sorted_anew_however_it_is_written() -> None:
    one = make_organisation(slug="one", name="Ünye")
    one.name = "Abu Dhabi"
    one.save()
    assert Organisation.objects.get().sorted_name == "abu dhabi"
    payload = dict(organisation_payloads())["organisation", "one"]
    write_organisations(create={}, change={"one": {**payload, "name": "Zürich"}})
    assert Organisation.objects.get().sorted_name == "zurich"


@pytest.mark.django_db
def test_the_first_page_comes_from_the_index() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so small a table as a whole.")
    plan = Organisation.objects.only("name")[:60].explain()
    assert "members_by_name" in plan
    assert "TEMP B-TREE" not in plan


def test_a_key_is_never_too_long_for_an_index() -> None:
    assert len(sort_key("도시 " * 300)) <= 100
    assert sort_key("  L’Aquila – “Città” ") == "laquila citta"


@pytest.mark.django_db
def test_the_map_shows_all_and_the_list_says_which_part_of_it(nobody: Client) -> None:
    for number in range(61):
        make_organisation(latitude=float(number), longitude=2.0)
    html = nobody.get("/organisations/").content.decode()
    assert "61 with a place on the map. The map shows all of them; on this page the list shows numbers 1 to 60." in html
    assert "numbers 61 to 61" in nobody.get("/organisations/?page=2").content.decode()


@pytest.mark.django_db
def test_a_short_list_says_nothing_of_pages(nobody: Client) -> None:
    make_organisation(latitude=1.0, longitude=2.0)
    assert "on this page the list" not in nobody.get("/organisations/").content.decode()


@pytest.mark.django_db
def test_countries_are_offered_and_a_chosen_one_can_be_taken_away(nobody: Client) -> None:
    make_organisation(country="SN")
    make_organisation(country="BR")
    html = nobody.get("/organisations/?country=sn").content.decode()
    assert '<option value="BR">Brazil</option>' in html
    assert 'name="country" value="SN" checked><span>Senegal</span>' in html
    assert "1 on</span>" in html


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "9,386,034"), ("ko", "9,386,034")])
def test_people_are_counted_as_the_reader_writes_numbers(language: str, words: str, nobody: Client) -> None:
    make_organisation(slug="seoul", population=9386034)
    assert words in nobody.get("/organisations/seoul/", headers={"Accept-Language": language}).content.decode()


def points(path: str) -> list[list[tuple[int, int]]]:
    """The outlines of the land, point by point."""
    found = []
    for start, steps in re.findall(r"M(\d+ \d+)l([^zM]*)", path):
        x, y = (int(n) for n in start.split())
        outline = [(x, y)]
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            outline.append((x, y))
        found.append(outline)
    return found


def test_all_land_lies_on_the_sheet_and_none_follows_its_edge() -> None:
    outlines = points(land())
    assert len(outlines) > 100
    for outline in outlines:
        assert all(TOP <= y <= BOTTOM for _, y in outline)
        area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, outline[1:] + outline[:1], strict=True)) / 2)
        height = max(y for _, y in outline) - min(y for _, y in outline)
        assert area > height or height < 20, outline[:3]


def test_a_lone_dot_is_larger_than_one_of_many() -> None:
    dots = [Dot(float(n), 2.0, 1, "City", "city", "UG") for n in range(9)]
    lone, many = (draw_map(some, title="Where", description="") for some in (dots[:1], dots))
    assert 'r="8.0"' in lone
    assert 'r="4.5"' in many


@pytest.mark.django_db
def test_one_and_three_organisations_cost_the_same_queries(nobody: Client) -> None:
    counts = []
    for _ in range(3):
        make_organisation(latitude=1.0, longitude=2.0)
        with CaptureQueriesContext(connection) as queries:
            nobody.get("/organisations/?country=UG")
        counts.append(len(queries))
    assert counts[0] == counts[2]
