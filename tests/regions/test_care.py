"""A network as its coordinators see it: renewals, silence, interest; places from one day until another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanse.accounts.models import User
from hanse.calendar.interest.models import Interest
from hanse.calendar.registration.models import Intake, Registration
from hanse.members.models import Agreement, Coordination, DuesFact, NetworkPlace
from hanse.regions.queries.care import care_page
from tests.factories.calendar import make_activity, make_year
from tests.factories.members import make_mandate, make_network, make_organisation, make_person, make_place

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 16, 12, tzinfo=UTC)
LATELY, LONG_AGO = NOW - timedelta(days=30), NOW - timedelta(days=400)


def silent() -> list[str]:
    page = care_page("afscn", now=NOW)
    assert page is not None
    return [one.organisation.name for one in page.care.silent]


def test_whoever_gave_no_sign_for_a_year_is_silent() -> None:
    network = make_network(code="afscn")
    names = ("Never", "Long ago", "Signed in", "Registered", "Interested")
    cities = {name: make_organisation(name=name) for name in names}
    for city in cities.values():
        make_place(network, city)
    make_mandate(make_person(last_login=LONG_AGO), cities["Long ago"])
    make_mandate(make_person(last_login=LATELY), cities["Signed in"])
    intake = Intake.objects.create(activity=make_activity(), zone="UTC")
    Registration.objects.create(
        intake=intake, organisation=cities["Registered"], created_at=LATELY, submitted_at=LATELY
    )
    Interest.objects.create(
        year=make_year(), state="answered", organisation=cities["Interested"], name="x", email="x@x.example", consent="y", created_at=LATELY
    )  # fmt: skip
    assert silent() == ["Never", "Long ago"]


def test_renewals_stand_by_the_day_on_which_they_end() -> None:
    network, city = make_network(code="afscn"), make_organisation(name="Abuja")
    make_place(network, city, role="host")
    NetworkPlace.objects.update(ends_on=date(2023, 7, 1))
    Agreement.objects.create(partner=city, title="Hosting", kind="hosting", starts_on=date(2020, 1, 1), ends_on=date(2023, 6, 1))  # fmt: skip
    DuesFact.objects.create(organisation=city, year=2023, state="partly", on=date(2023, 2, 1), recorded_by="M", recorded_at=NOW)  # fmt: skip
    page = care_page("afscn", now=NOW)
    assert page is not None
    assert [one.what for one in page.care.renewals] == ["agreement", "place", "dues"]


def test_interest_without_an_answer_is_shown(mina: Client) -> None:
    network, city = make_network(code="afscn"), make_organisation(name="Abuja")
    make_place(network, city)
    Interest.objects.create(year=make_year(), state="open", organisation=city, name="x", email="x@x.example", consent="y", created_at=LATELY)  # fmt: skip
    assert "1 interest without an answer" in mina.get("/regions/afscn/care/").content.decode()


def test_the_page_costs_the_same_for_few_and_for_many() -> None:
    network = make_network(code="afscn")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            care_page("afscn", now=NOW)
        return len(queries)

    make_place(network, make_organisation())
    first = cost()
    for _ in range(5):
        city = make_organisation()
        make_place(network, city)
        make_mandate(make_person(), city)
    assert cost() == first


def test_a_coordinator_sees_their_own_network_and_keeps_nothing(chloe: Client, mina: Client) -> None:
    make_network(code="asean")
    make_network(code="afscn")
    data = {"email": "Chloe@example.org", "starts_on": "2020-01-01"}
    assert mina.post("/regions/afscn/coordinators/new/", data).status_code == 302
    assert mina.post("/regions/afscn/coordinators/new/", data).status_code == 422
    assert chloe.get("/regions/afscn/care/").status_code == 200
    assert chloe.get("/regions/asean/care/").status_code == 403
    assert chloe.get("/regions/afscn/places/new/").status_code == 403
    assert "/regions/afscn/care/" not in chloe.get("/regions/asean/").content.decode()
    Coordination.objects.update(ends_on=date(2020, 2, 1))
    assert chloe.get("/regions/afscn/care/").status_code == 403


def test_a_coordinator_is_relieved(mina: Client, chloe: Client) -> None:
    network = make_network(code="afscn")
    person = User.objects.get(email="chloe@example.org")
    row = Coordination.objects.create(network=network, person=person, starts_on=date(2020, 1, 1), named_by="M", named_at=NOW)  # fmt: skip
    mina.post(f"/regions/afscn/coordinators/{row.pk}/relieve/")
    assert chloe.get("/regions/afscn/care/").status_code == 403


def test_a_place_is_given_and_ended_and_the_map_follows(mina: Client, nobody: Client) -> None:
    make_year()
    make_network(code="afscn")
    make_organisation(slug="abuja", name="Abuja")
    data = {"organisation": "abuja", "role": "member", "starts_on": "2020-01-01"}
    assert mina.post("/regions/afscn/places/new/", data).status_code == 302
    assert mina.post("/regions/afscn/places/new/", data).status_code == 422
    place = NetworkPlace.objects.get()
    early = mina.post(f"/regions/afscn/places/{place.pk}/", {"ends_on": "2019-01-01"})
    assert "before it began" in early.content.decode()
    mina.post(f"/regions/afscn/places/{place.pk}/", {"ends_on": "2020-12-31"})
    page = nobody.get("/regions/afscn/").content.decode()
    assert "Formerly" in page
    assert "until 31 Dec 2020" in page
    assert mina.post("/regions/afscn/places/new/", {**data, "starts_on": "2021-06-01"}).status_code == 302
    again = mina.post(f"/regions/afscn/places/{place.pk}/", {"ends_on": ""})
    assert "has a later place" in again.content.decode()
