"""Decisions and periods that cannot be are refused with a sentence; what ends keeps the category on record."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.test import Client

from hanse.members.models import Decision, Membership, Organisation
from hanse.members.operations.faults import Refused
from hanse.members.operations.register import correct_period
from hanse.members.queries.register import MOST_YEARS, RegisterFilter, Spell, register_page, years_of
from hanse.members.rights import FOUNDED
from tests.factories.members import make_membership, make_organisation

pytestmark = pytest.mark.django_db
YEAR = Path(__file__).resolve().parents[2] / "years/2023/year.yaml"
PERIOD = {"category": "full", "status": "active", "starts_on": "2023-04-01", "body": "executive-committee", "decided_on": "2023-03-30"}  # fmt: skip
NEW = "/organisations/kampala/membership/new/"


@pytest.fixture
def kampala() -> Organisation:
    return make_organisation(slug="kampala", name="Kampala")


def test_the_network_was_founded_when_the_year_says() -> None:
    assert yaml.safe_load(YEAR.read_text(encoding="utf-8"))["network"]["founded"] == FOUNDED


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"decided_on": "2199-01-01", "starts_on": "2199-01-01"}, "This day is still to come"),
        ({"decided_on": "1999-01-01"}, "The network was founded in 2010"),
        ({"starts_on": "1800-01-01", "counts_earlier": "on"}, "The network was founded in 2010"),
        ({"body": "organisation"}, "others decide on its membership"),
        ({"category": "corporate"}, "“Corporate member” is for: Company. In the directory this is: City or local"),
        ({"category": ""}, "In which category?"),
        ({"decided_on": "2023-04-02"}, "The decision is later than the first day"),
    ],
)
def test_a_period_without_sense_is_refused(
    mina: Client, kampala: Organisation, changes: dict[str, str], says: str
) -> None:
    response = mina.post(NEW, {**PERIOD, **changes})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Membership.objects.exists()
    assert not Decision.objects.exists()


def test_a_period_counts_from_before_its_decision_where_somebody_says_so(mina: Client, kampala: Organisation) -> None:
    data = {**PERIOD, "decided_on": "2023-04-02", "counts_earlier": "on"}
    assert mina.post(NEW, data).status_code == 302


@pytest.mark.parametrize(
    ("category", "kind"), [("friendship", "institution"), ("corporate", "company"), ("associate", "city")]
)
def test_each_kind_has_its_categories(mina: Client, category: str, kind: str) -> None:
    make_organisation(slug="kampala", kind=kind)
    assert mina.post(NEW, {**PERIOD, "category": category}).status_code == 302


def test_a_correction_keeps_to_the_same(mina: Client, kampala: Organisation) -> None:
    period = make_membership(kampala)
    common = {"status": "active", "ends_on": None, "note": "Typo.", "by": "Mina Park", "now": None}
    for changes, field in (
        ({"category": "corporate", "starts_on": date(2020, 1, 1)}, "category"),
        ({"category": "full", "starts_on": date(1800, 1, 1)}, "starts_on"),
    ):
        with pytest.raises(Refused) as refused:
            correct_period(period=period.pk, **common, **changes)  # type: ignore[arg-type]
        assert refused.value.field == field
    data = {"category": "full", "status": "active", "starts_on": "1800-01-01", "note": "Typo."}
    response = mina.post(f"/organisations/kampala/membership/{period.pk}/correct/", data)
    assert response.status_code == 422
    assert "The network was founded in 2010" in response.content.decode()


def test_a_chart_begins_with_the_network_and_has_an_end() -> None:
    old = Spell(1, date(1800, 1, 1), None, False)
    years = years_of([old], date(2023, 5, 16))
    assert (years[0].year, years[0].members, years[0].joined) == (FOUNDED, 1, 0)
    assert len(years_of([old], date(2199, 5, 16))) == MOST_YEARS


@pytest.mark.parametrize("category", ["", "associate"])
def test_what_ends_keeps_the_category_that_is_on_record(mina: Client, kampala: Organisation, category: str) -> None:
    make_membership(kampala, category=category, starts_on=date(2010, 1, 1), is_on_record=True)
    data = {**PERIOD, "category": "full", "status": "ended", "body": "organisation"}
    assert mina.post(NEW, data).status_code == 302
    ended = Membership.objects.get(status="ended")
    assert ended.category == category
    page = mina.get("/organisations/kampala/").content.decode()
    assert "Full member" not in page
    correction = {"category": category, "status": "ended", "starts_on": "2023-04-02", "note": "A day later."}
    assert mina.post(f"/organisations/kampala/membership/{ended.pk}/correct/", correction).status_code == 302


def test_nothing_ends_that_is_not_on_record_or_has_ended(mina: Client, kampala: Organisation) -> None:
    data = {**PERIOD, "category": "", "status": "ended", "body": "organisation"}
    response = mina.post(NEW, data)
    assert response.status_code == 422
    assert "The register has no membership of it that could end" in response.content.decode()
    make_membership(kampala)
    assert mina.post(NEW, data).status_code == 302
    again = mina.post(NEW, {**data, "starts_on": "2023-04-10"})
    assert again.status_code == 422
    assert "The membership ended on 2023-04-01 already" in again.content.decode()


def test_the_form_offers_the_category_that_is_on_record(mina: Client, kampala: Organisation) -> None:
    assert '<option value="" selected>' in mina.get(NEW).content.decode()
    make_membership(kampala, category="associate")
    assert '<option value="associate" selected>' in mina.get(NEW).content.decode()
    assert register_page(RegisterFilter(date(2023, 5, 16))).total == 1
