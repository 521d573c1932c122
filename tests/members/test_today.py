"""Who is a member is told alike by the API, the search, the directory, the regions and segments of the network."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from hanse.members.models import Organisation
from hanse.members.queries.directory import in_region
from hanse.members.queries.today import Told, stand_as, told_on
from tests.factories.members import make_membership, make_organisation

pytestmark = pytest.mark.django_db
ON = date(2023, 5, 16)


@pytest.fixture
def bodies(settings: Settings) -> dict[str, Organisation]:
    """One that joined though the public record does not know it, one that left though it does, one known to it alone."""
    settings.TODAY = ON
    common: dict[str, Any] = {"country": "KE", "region": "africa"}
    joined = make_organisation(name="Joined City", slug="joined", standing="other", category="", **common)
    make_membership(joined, category="full", starts_on=date(2023, 1, 1))
    left = make_organisation(name="Left City", slug="left", standing="member", category="full", **common)
    make_membership(left, category="full", starts_on=date(2015, 1, 1), ends_on=date(2020, 12, 31))
    recorded = make_organisation(name="Recorded City", slug="recorded", standing="member", category="full", **common)
    return {"joined": joined, "left": left, "recorded": recorded}


def test_the_register_speaks_where_it_knows_and_else_the_record(bodies: dict[str, Organisation]) -> None:
    told = told_on(bodies.values(), ON)
    assert told[bodies["joined"].pk] == Told("member", "full", "Member", "Full member")
    assert told[bodies["left"].pk].standing == "other"
    assert told[bodies["left"].pk].category == ""
    assert told[bodies["recorded"].pk] == Told("member", "full", "Member", "Full member")
    assert told_on(bodies.values(), date(2019, 1, 1))[bodies["left"].pk].standing == "member"


@pytest.mark.parametrize("standing", ["member", "partner", "other"])
def test_the_condition_finds_whom_it_tells_of(bodies: dict[str, Organisation], standing: str) -> None:
    make_organisation(name="Partner", standing="partner")
    told = told_on(Organisation.objects.all(), ON)
    found = set(Organisation.objects.filter(stand_as([standing], ON)).values_list("pk", flat=True))
    assert found == {key for key, one in told.items() if one.standing == standing}


def test_programs_and_readers_hear_the_same(bodies: dict[str, Organisation]) -> None:
    rows = Client().get("/api/v1/organisations", {"country": "KE"}).json()["items"]
    expected = {"joined": ("member", "full"), "left": ("other", ""), "recorded": ("member", "full")}
    assert {row["slug"]: (row["standing"], row["category"]) for row in rows} == expected
    for slug, pair in expected.items():
        one = Client().get(f"/api/v1/organisations/{slug}").json()
        assert (one["standing"], one["category"]) == pair
    members = Client().get("/api/v1/organisations", {"country": "KE", "standing": "member"}).json()["items"]
    assert {row["slug"] for row in members} == {"joined", "recorded"}
    assert in_region("africa", ON).members == 2
    assert "Full member" in Client().get("/search/", {"q": "Joined"}).content.decode()
    assert "Neither member nor partner" in Client().get("/search/", {"q": "Left"}).content.decode()
    page = Client().get("/organisations/", {"country": "KE"}).content.decode()
    assert page.count("<td>Member<small>Full member</small></td>") == 2


def test_only_a_figure_of_geonames_is_called_so(bodies: dict[str, Organisation]) -> None:
    Organisation.objects.filter(slug="joined").update(population=120_000)
    assert "GeoNames" not in Client().get("/organisations/joined/").content.decode()
    Organisation.objects.filter(slug="joined").update(geonames=184745)
    assert "GeoNames" in Client().get("/organisations/joined/").content.decode()
