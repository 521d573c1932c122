"""The register read by date: spells, years, the page; recording, correcting, dues."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.members.chart import draw_register
from hanse.members.models import DuesFact, Membership
from hanse.members.queries.profile import profile_of, standing_facts
from hanse.members.queries.register import RegisterFilter, RegisterPage, YearOfRegister, register_page
from hanse.ui.filters import BadFilter
from tests.factories.members import make_mandate, make_membership, make_organisation, make_person

pytestmark = pytest.mark.django_db
ON = date(2023, 5, 16)


def page(query: str = "", on: date = ON) -> RegisterPage:
    return register_page(RegisterFilter.read(QueryDict(query), on))


def test_who_joined_and_who_left_can_be_read_by_year() -> None:
    stays, left, record = make_organisation(), make_organisation(), make_organisation(country="KR")
    make_membership(stays, starts_on=date(2020, 3, 1))
    make_membership(left, starts_on=date(2021, 1, 1), ends_on=date(2022, 6, 30))
    make_membership(left, starts_on=date(2022, 7, 1), status="ended")
    make_membership(record, starts_on=date(2021, 1, 1), category="", is_on_record=True)
    years = {one.year: (one.members, one.joined, one.first_on_record, one.left) for one in page().years}
    assert years == {2020: (1, 1, 0, 0), 2021: (3, 1, 1, 0), 2022: (2, 0, 0, 1), 2023: (2, 0, 0, 0)}


def test_a_change_of_category_or_a_suspension_is_no_leaving() -> None:
    city = make_organisation()
    make_membership(city, category="associate", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    make_membership(city, category="full", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31))
    make_membership(city, category="full", status="suspended", starts_on=date(2022, 1, 1))
    assert [(one.joined, one.left) for one in page().years] == [(1, 0), (0, 0), (0, 0), (0, 0)]
    assert page().suspended == 1
    assert page("category=associate").years[0].joined == 1


def test_who_comes_back_has_joined_twice() -> None:
    city = make_organisation()
    make_membership(city, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    make_membership(city, starts_on=date(2022, 1, 1))
    assert [(one.members, one.joined, one.left) for one in page().years] == [(1, 1, 1), (0, 0, 0), (1, 1, 0), (1, 0, 0)]


def test_nothing_after_the_day_that_is_asked_for_is_told() -> None:
    city = make_organisation()
    make_membership(city, starts_on=date(2020, 1, 1), ends_on=date(2023, 5, 16))
    assert (page().total, page().years[-1].left) == (1, 0)
    assert (page(on=date(2023, 5, 17)).total, page(on=date(2023, 5, 17)).years[-1].left) == (0, 1)
    assert page(on=date(2019, 1, 1)).years == ()


def test_members_stand_by_category_and_region() -> None:
    make_membership(make_organisation(country="UG"), category="full")
    make_membership(make_organisation(country="KR"), category="full")
    make_membership(make_organisation(country="", region="", kind="company"), category="corporate")
    make_membership(make_organisation(country="UG"), status="applied")
    found = page()
    assert found.total == 3
    assert [(key, total) for key, _label, total, _cells in found.by_category] == [("full", 2), ("corporate", 1)]
    assert found.region_totals == (1, 1, 1)
    assert page("region=africa").total == 1
    assert page("kind=company").total == 1


def test_the_picture_has_its_words_and_its_twin(nobody: Client) -> None:
    make_membership(make_organisation())
    html = nobody.get("/register/?on=2023-05-16").content.decode()
    assert 'aria-label="2020 to 2023: from 1 to 1 members"' in html
    assert "The same as a table" in html
    assert draw_register([]) == ""


@pytest.mark.parametrize("query", ["on=yesterday", "on=0001-01-01", "category=golden", "colour=red", "on=9999-12-31"])
def test_what_nobody_offers_is_refused_with_a_sentence(nobody: Client, query: str) -> None:
    assert nobody.get(f"/register/?{query}").status_code == 400
    with pytest.raises(BadFilter):
        page(query)


def test_the_page_costs_the_same_for_few_and_for_many() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    make_membership(make_organisation())
    first = cost()
    for _ in range(5):
        make_membership(make_organisation())
    assert cost() == first


def test_the_directory_follows_the_register_where_it_has_periods(nobody: Client) -> None:
    left = make_organisation(name="Left City", standing="member")
    make_membership(left, starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    joined = make_organisation(name="New City", standing="other")
    make_membership(joined)
    make_organisation(name="Silent City", standing="member")
    members = nobody.get("/organisations/?standing=member").content.decode()
    others = nobody.get("/organisations/?standing=other").content.decode()
    assert ["Left City" in members, "New City" in members, "Silent City" in members] == [False, True, True]
    assert ["Left City" in others, "New City" in others, "Silent City" in others] == [True, False, False]


def test_since_when_is_told_no_more_exactly_than_it_is_known(nobody: Client) -> None:
    city = make_organisation(slug="kampala")
    make_membership(city, category="full", is_on_record=True, starts_on=date(2010, 1, 1), ends_on=date(2020, 12, 31))
    make_membership(city, category="full", starts_on=date(2021, 1, 1))
    facts = standing_facts(city.pk, ON)
    assert (facts.since, facts.category) == ("on record since 2010", "Full member")
    assert "2010-01-01" not in nobody.get("/organisations/kampala/").content.decode()
    profile = profile_of(city.pk, ON)
    assert profile.first is not None
    assert profile.first.is_on_record


def test_standing_facts_are_what_the_desk_shows() -> None:
    city = make_organisation()
    make_membership(city, starts_on=date(2021, 1, 1))
    make_mandate(make_person(), city)
    DuesFact.objects.create(
        organisation=city, year=2023, state="paid", on=date(2023, 3, 1), recorded_by="M", recorded_at=datetime(2023, 3, 1, tzinfo=UTC)
    )  # fmt: skip
    assert standing_facts(city.pk, ON).rows == (
        ("Member since", "1 Jan 2021"), ("Category", "Full member"), ("Dues", "2023: Paid"), ("People with access", "1"),
    )  # fmt: skip


def test_the_secretariat_records_a_period_with_its_decision(mina: Client) -> None:
    make_membership(make_organisation(slug="kampala"), category="associate", starts_on=date(2021, 1, 1))
    data = {
        "category": "full", "status": "active", "starts_on": "2023-04-01", "body": "general-assembly", "decided_on": "2023-03-30", "minute": "GA 2023, 4",
    }  # fmt: skip
    assert mina.post("/organisations/kampala/membership/new/", data).status_code == 302
    page = mina.get("/organisations/kampala/membership/").content.decode()
    assert "GA 2023, 4" in page
    assert "1 Jan 2021 – 31 Mar 2023" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"starts_on": "2020-01-01", "counts_earlier": "on"}, "lies in these days"),
        ({"ends_on": "2022-01-01"}, "ends before it begins"),
        ({"starts_on": "soon"}, "Write the day as"),
        ({"category": "golden"}, "is not one of the available choices"),
        ({"document": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_a_period_that_cannot_be_is_refused_and_the_form_keeps_it(
    mina: Client, changes: dict[str, str], says: str
) -> None:
    make_membership(make_organisation(slug="kampala"), starts_on=date(2021, 1, 1))
    data = {
        "category": "full", "status": "active", "starts_on": "2023-04-01", "body": "secretariat", "decided_on": "2023-03-30", "note": "Kept.",
    }  # fmt: skip
    response = mina.post("/organisations/kampala/membership/new/", {**data, **changes})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert "Kept." in response.content.decode()
    assert Membership.objects.count() == 1


def test_a_period_is_corrected_and_struck_with_a_reason(mina: Client) -> None:
    period = make_membership(make_organisation(slug="kampala"))
    data = {"category": "full", "status": "active", "starts_on": "2020-02-01", "note": ""}
    address = f"/organisations/kampala/membership/{period.pk}"
    assert mina.post(f"{address}/correct/", data).status_code == 422
    assert mina.post(f"{address}/correct/", {**data, "note": "Typo."}).status_code == 302
    again = mina.post(f"{address}/correct/", {**data, "note": "Typo."})
    assert "Nothing differs" in again.content.decode()
    assert mina.post(f"{address}/strike/", {"note": "Another city."}).status_code == 302
    assert mina.get(f"{address}/strike/").status_code == 404
    history = mina.get("/organisations/kampala/history/").content.decode()
    assert "struck a period of membership" in history
    assert "Another city." in history


def test_dues_are_facts_with_a_day(mina: Client) -> None:
    make_membership(make_organisation(slug="kampala", name="Kampala"))
    make_membership(make_organisation(slug="entebbe", name="Entebbe"))
    data = {"year": "2023", "state": "owed", "on": "2023-02-01"}
    assert mina.post("/organisations/kampala/membership/dues/", data).status_code == 302
    page = mina.get("/register/dues/?year=2023").content.decode()
    assert page.index("Kampala") < page.index("Entebbe")
    assert "nothing known of 1" in page
    assert mina.get("/register/dues/?year=x").status_code == 400


def test_a_chart_of_many_years_has_room_for_its_numbers() -> None:
    years = [YearOfRegister(year, 9, 1, 0, 1) for year in range(2010, 2070)]
    drawn = draw_register(years)
    assert drawn.count(">9</text>") == 15
    assert drawn.count(">+1</text>") == drawn.count(">−1</text>") == 15
    few = draw_register(years[:14])
    assert few.count(">9</text>") == 14
    assert few.count('class="soft wide"') == 7
