"""Look-alikes are found, each with its reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hanse.members.queries.doubles import bare_name, like_this, organisation_pairs, people_pairs
from tests.factories.members import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("City of Kampala", "Kampala"), ("Seoul Metropolitan Government", "SEOUL"), ("서울특별시", "서울"),
        ("São Paulo", "Sao Paulo City"), ("Acme Co., Ltd.", "ACME"), ("Ville de Lyon", "Lyon"),
    ],
)  # fmt: skip
def test_names_are_compared_without_what_says_only_that_it_is_a_city(one: str, other: str) -> None:
    assert bare_name(one) == bare_name(other)


def test_a_name_of_such_words_only_keeps_them() -> None:
    assert bare_name("The City") == "the city"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "Kampala"}, {"name": "Kampala City"}, "called the same"),
        ({"name": "Kampala", "aliases": ["KCCA"]}, {"name": "Kcca"}, "called the same"),
        ({"name": "A", "wikidata": "Q3894"}, {"name": "B", "wikidata": "Q3894"}, "same Wikidata item"),
        ({"name": "A", "website": "https://www.kcca.go.ug/"}, {"name": "B", "website": "http://kcca.go.ug"}, "same website"),
        ({"name": "Seberang Perai"}, {"name": "Seberang Prai"}, "few letters"),
    ],
)  # fmt: skip
def test_two_are_found_with_the_reason(one: dict[str, object], other: dict[str, object], reason: str) -> None:
    make_organisation(**one)
    make_organisation(**other)
    (pair,) = organisation_pairs()
    assert any(reason in words for words in pair.reasons)


def test_people_who_write_from_one_domain_make_two_look_alike_but_not_from_a_public_one() -> None:
    first, second, third = make_organisation(name="A"), make_organisation(name="B"), make_organisation(name="C")
    for whom, email in (
        (first, "a@kcca.go.ug"),
        (second, "b@kcca.go.ug"),
        (first, "a@gmail.com"),
        (third, "c@gmail.com"),
    ):
        make_mandate(make_person(email=email), whom)
    (pair,) = organisation_pairs()
    assert {pair.first, pair.second} == {first, second}


def test_cities_of_one_name_in_two_countries_are_two() -> None:
    make_organisation(name="San José", country="CR")
    make_organisation(name="San Jose", country="US")
    assert organisation_pairs() == ()


def test_the_likeliest_stands_first() -> None:
    make_organisation(name="Kampala", website="https://kcca.go.ug/", wikidata="Q3894")
    make_organisation(name="Kampala City", website="https://kcca.go.ug/", wikidata="Q3894")
    make_organisation(name="Entebbe")
    make_organisation(name="Entebbe Town")
    assert [pair.first.name for pair in organisation_pairs()] == ["Kampala", "Entebbe"]


def test_what_an_applicant_writes_is_compared_with_the_directory() -> None:
    make_organisation(name="Kampala", country="UG")
    (like,) = like_this(name="City of Kampala", country="UG")
    assert like.organisation.name == "Kampala"
    assert like_this(name="Gulu", country="UG") == ()


def test_finding_costs_the_same_for_few_and_for_many() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            organisation_pairs()
            people_pairs()
        return len(queries)

    make_organisation()
    first = cost()
    for number in range(30):
        make_mandate(make_person(name=f"Twin {number % 5}"), make_organisation(name=f"Twin {number % 5}"))
    assert cost() == first


def test_two_accounts_of_one_name_are_shown_with_what_speaks_for_it() -> None:
    city = make_organisation()
    first = make_person(name="Amara Nakato", email="amara@kcca.go.ug")
    second = make_person(name="NAKATO Amara", email="a.nakato@kcca.go.ug")
    make_mandate(first, city)
    make_mandate(second, city)
    make_person(name="Ben Okello")
    (pair,) = people_pairs()
    assert (pair.first, pair.second) == (first, second)
    assert len(pair.reasons) == 3
