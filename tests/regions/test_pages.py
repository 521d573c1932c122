"""A region's page: who is on record, and who else is there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.calendar import make_year
from tests.factories.members import make_network, make_organisation, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def year(db: None) -> None:
    make_year()


def sections(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    return dict(re.findall(r"<h2>([^<]+)</h2>(.*?)</section>", html, re.S))


def test_members_of_its_countries_are_told_apart_from_those_on_record(nobody: Client) -> None:
    network = make_network(code="asean", countries=["VN", "TH"])
    make_place(network, make_organisation(name="Hanoi", country="VN"))
    make_organisation(name="Bangkok", country="TH")
    make_organisation(name="Outsider", country="TH", standing="other")
    make_organisation(name="Seoul", country="KR")
    found = sections(nobody, "/regions/asean/")
    assert "1 on record" in found["Cities"]
    assert "Hanoi" in found["Cities"]
    around = found["In this part of the world"]
    assert "Vietnam, Thailand" in around
    assert "1 member of the whole organisation is there" in around
    assert "Bangkok" in around
    assert not re.search("Hanoi|Outsider|Seoul", around)


def test_without_recorded_countries_the_regions_of_its_cities_stand_for_them(nobody: Client) -> None:
    network = make_network(code="latin")
    make_place(network, make_organisation(name="Mexico City", country="MX"))
    make_organisation(name="Quito", country="EC")
    around = sections(nobody, "/regions/latin/")["In this part of the world"]
    assert "<p>Americas</p>" in around
    assert "Quito" in around


def test_where_the_record_does_not_say_where_it_is_nobody_is_counted_in(nobody: Client) -> None:
    make_network(code="nowhere")
    make_organisation()
    assert "In this part of the world" not in sections(nobody, "/regions/nowhere/")


def test_a_city_with_two_parts_in_a_network_counts_once(nobody: Client) -> None:
    network, city = make_network(code="two"), make_organisation()
    make_place(network, city, role="member")
    make_place(network, city, role="host")
    assert "1 on record" in sections(nobody, "/regions/two/")["Cities"]


def test_a_part_of_the_world_says_how_many_are_members(nobody: Client) -> None:
    make_organisation(country="UG")
    make_organisation(country="KE", standing="other")
    assert "2 in the directory, 1 of them members" in sections(nobody, "/regions/africa/")["Organisations"]


def test_the_number_of_queries_does_not_grow(nobody: Client) -> None:
    network = make_network(code="asean", countries=["VN"])
    counts = []
    for _ in range(3):
        make_place(network, make_organisation(country="VN"))
        make_organisation(country="VN")
        with CaptureQueriesContext(connection) as queries:
            nobody.get("/regions/asean/")
        counts.append(len(queries))
    assert counts[0] == counts[2]
