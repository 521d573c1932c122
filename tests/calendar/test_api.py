"""The API: what it tells, to whom, what it refuses; and that it keeps to its own description."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance, response_schema_conformance

from hanse.calendar.models import Contact, Document, Link, Programme, Session, Speaker
from tests.factories.calendar import make_activity, make_area, make_involvement, make_year
from tests.factories.members import make_network, make_organisation, make_place

pytestmark = pytest.mark.django_db
API = "/api/v1"


def read(client: Client, address: str, **query: Any) -> Any:
    """What the API answers, when it is well."""
    response = client.get(API + address, query)
    assert response.status_code == 200, response.content
    return response.json()


def titles(client: Client, **query: Any) -> list[str]:
    """The titles of one page of activities."""
    return [item["title"] for item in read(client, "/activities", **query)["items"]]


# What it tells


def test_it_says_where_to_begin(nobody: Client) -> None:
    begin = read(nobody, "/")
    assert begin["description"].endswith("/api/v1/openapi.json")
    for name in ("years", "activities", "organisations", "networks"):
        assert nobody.get(begin[name].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_years_and_areas(nobody: Client) -> None:
    make_year(2022)
    area = make_area("prize", summary="The prize.")
    Programme.objects.create(area=area, slug="prize", name="Smart City Prize")
    assert [year["number"] for year in read(nobody, "/years")] == [2023, 2022]
    assert read(nobody, "/years/2023")["calendar"] == "http://127.0.0.1:8000/2023/calendar.ics"
    (found,) = read(nobody, "/years/2023/areas")
    assert (found["key"], found["url"]) == ("prize", "http://127.0.0.1:8000/2023/areas/prize/")
    assert found["programmes"][0]["name"] == "Smart City Prize"


def test_a_date_is_told_in_every_form(nobody: Client) -> None:
    make_activity(when="Sep")
    (item,) = read(nobody, "/activities")["items"]
    assert item["when"] == {
        "text": "Sep",
        "words": "September 2023",
        "edtf": "2023-09",
        "lower": "2023-08-31T15:00:00Z",
        "upper": "2023-09-30T15:00:00Z",
        "first_on": "2023-09-01",
        "last_on": "2023-09-30",
        "precision": "month",
        "zone": "Asia/Seoul",
    }


def test_one_activity_with_everything(nobody: Client) -> None:
    whole = make_activity(slug="forum", title="Forum")
    activity = make_activity(
        slug="prize", parent=whole, description="*Markdown*", action_label="Enter", action_url="https://example.org/"
    )
    organisation = make_organisation(slug="seoul", name="Seoul")
    make_involvement(activity, organisation, "partner")
    activity.networks.add(make_network(code="asean", name="ASEAN"))
    Contact.objects.create(activity=activity, label="Desk", email="desk@example.org")
    Link.objects.create(activity=activity, label="More", url="https://example.org/more")
    Document.objects.create(activity=activity, title="Rules", url="https://example.org/rules.pdf", language="en")
    session = Session.objects.create(activity=activity, key="s1", title="Opening", starts_at=timezone.now())
    Speaker.objects.create(session=session, name="A Mayor", office="Mayor of Seoul", organisation=organisation)
    found = read(nobody, "/activities/prize")
    assert found["parent"] == {"key": "forum", "name": "Forum", "url": "http://127.0.0.1:8000/activities/forum/"}
    assert found["organisations"][0] == {
        "key": "seoul", "name": "Seoul", "url": "http://127.0.0.1:8000/organisations/seoul/", "part": "partner"
    }  # fmt: skip
    assert [network["key"] for network in found["networks"]] == ["asean"]
    assert found["description"] == "*Markdown*"
    assert found["action"] == {"label": "Enter", "url": "https://example.org/"}
    assert found["contacts"][0]["email"] == "desk@example.org"
    assert found["links"][0]["title"] == "More"
    assert found["documents"][0]["language"] == "en"
    assert found["agenda"][0]["speakers"] == [{"name": "A Mayor", "office": "Mayor of Seoul", "organisation": "Seoul"}]
    assert [child["key"] for child in read(nobody, "/activities/forum")["children"]] == ["prize"]


def test_the_filters_of_the_pages_hold(nobody: Client) -> None:
    make_activity(title="One", area="prize", mode="online", country="KE")
    make_activity(title="Two", area="governance", status="tentative")
    assert titles(nobody, area="prize") == ["One"]
    assert titles(nobody, area=["prize", "governance"]) == ["One", "Two"]
    assert titles(nobody, status="tentative") == ["Two"]
    assert titles(nobody, region="africa", mode="online") == ["One"]
    assert titles(nobody, q="two") == ["Two"]


def test_pages_follow_one_another_without_gaps(nobody: Client) -> None:
    for n in range(7):
        make_activity(title=f"Activity {n}", when="TBC" if n % 3 == 0 else "1 May")
    address, seen = f"{API}/activities?limit=3", []
    while address:
        page = nobody.get(address).json()
        assert page["count"] == 7
        seen += [item["slug"] for item in page["items"]]
        address = (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert len(seen) == len(set(seen)) == 7
    assert nobody.get(f"{API}/activities?limit=3&offset=3").json()["previous"].endswith("limit=3&offset=0")


def test_organisations_and_networks(nobody: Client) -> None:
    network = make_network(code="asean", name="ASEAN Smart Cities")
    seoul = make_organisation(slug="seoul", name="Seoul", country="KR", region="east-asia")
    make_place(network, seoul)
    make_organisation(slug="zurich", name="Zürich", country="CH", region="europe")
    listed = read(nobody, "/organisations")
    assert [item["slug"] for item in listed["items"]] == ["seoul", "zurich"]
    assert [item["slug"] for item in read(nobody, "/organisations", q="zurich")["items"]] == ["zurich"]
    assert [item["slug"] for item in read(nobody, "/organisations", network="asean")["items"]] == ["seoul"]
    assert read(nobody, "/organisations/seoul")["networks"][0]["url"] == "http://127.0.0.1:8000/regions/asean/"
    assert read(nobody, "/networks")[0]["members"] == 1
    assert read(nobody, "/networks/asean")["places"][0]["key"] == "seoul"
    assert read(nobody, "/organisations/zurich", lang="ko")["country_name"] == "스위스"


def test_words_are_in_the_language_of_the_address(nobody: Client) -> None:
    make_activity(slug="forum", title="Forum", when="Sep", translations={"ko": {"title": "포럼"}})
    found = read(nobody, "/activities/forum", lang="ko")
    assert (found["title"], found["when"]["words"]) == ("포럼", "2023년 9월")
    assert nobody.get(f"{API}/activities/forum?lang=ko").headers["Content-Language"] == "ko"
    assert nobody.get(f"{API}/activities/forum", headers={"Accept-Language": "ko"}).json()["title"] == "Forum"


# To whom


def test_ideas_and_embargoes_are_not_there_whoever_asks(whole_cast: dict[str, Client]) -> None:
    make_activity(slug="open", title="Open")
    make_activity(slug="idea", status="idea")
    hidden = make_activity(slug="secret", title="Secret", embargo_until=timezone.now() + timedelta(days=1))
    make_activity(slug="part", title="Part", parent=hidden)
    for client in whole_cast.values():
        assert titles(client) == ["Open", "Part"]
        for slug in ("idea", "secret"):
            assert client.get(f"{API}/activities/{slug}").status_code == 404
        assert read(client, "/activities/part")["parent"] is None


def test_the_link_to_join_and_notes_never_leave(nobody: Client) -> None:
    make_activity(slug="web", mode="hybrid", join_link="https://meet.example.org/hush", note="hush", source="hush")
    for address in ("/activities", "/activities/web", "/years/2023/activities"):
        assert b"hush" not in nobody.get(API + address).content


def test_it_is_public_and_nothing_is_sent_twice(nobody: Client) -> None:
    make_activity()
    first = nobody.get(f"{API}/activities")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Vary" not in first.headers
    again = nobody.get(f"{API}/activities", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/activities", "/years/2023", "/openapi.json"])
def test_head_is_answered(nobody: Client, address: str) -> None:
    make_activity()
    full, head = nobody.get(API + address), nobody.head(API + address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Length", "ETag", "Content-Type"):
        assert head.headers[name] == full.headers[name]


ROWS: dict[str, Callable[[], object]] = {
    "/activities": lambda: _surrounded(),
    "/years/2023/activities": lambda: _surrounded(),
    "/years/2023/areas": lambda: Programme.objects.create(
        area=make_area("prize"), slug=f"p{Programme.objects.count()}", name="P"
    ),
    "/organisations": lambda: make_organisation(),
    "/networks": lambda: make_place(make_network(), make_organisation()),
}


def _surrounded() -> None:
    activity = make_activity(parent=make_activity(slug=f"whole-{timezone.now().timestamp()}".replace(".", "-")))
    make_involvement(activity, make_organisation())
    activity.networks.add(make_network())
    Contact.objects.create(activity=activity, label="Desk")


@pytest.mark.parametrize("address", ROWS)
def test_one_row_and_three_cost_the_same_queries(nobody: Client, address: str) -> None:
    make_year()
    counts = []
    for _ in range(3):
        ROWS[address]()
        with CaptureQueriesContext(connection) as queries:
            read(nobody, address)
        counts.append(len(queries))
    assert counts[0] == counts[2]


# What it refuses


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/activities?area=sports", "“sports” is not offered for “area”"),
        ("/activities?colour=red", "There is no filter “colour” here"),
        ("/activities?lang=xx", "“xx” is not offered for “lang”. Offered: en, ko."),
        ("/activities?limit=201", "limit: Input should be less than or equal to 200."),
        ("/activities?offset=-1", "offset: Input should be greater than or equal to 0."),
        ("/activities?limit=many", "limit: Input should be a valid integer"),
        ("/organisations?kind=planet", "“planet” is not offered for “kind”"),
        ("/organisations?region=atlantis", "“atlantis” is not offered for “region”"),
    ],
)
def test_what_nobody_offered_is_answered_with_a_sentence(nobody: Client, address: str, sentence: str) -> None:
    response = nobody.get(API + address)
    assert response.status_code == 400
    assert sentence in response.json()["detail"]


@pytest.mark.parametrize(
    "address",
    ["/activities/nothing", "/years/1999", "/years/1999/areas", "/years/1999/activities", "/organisations/nothing",
     "/networks/nothing", "/nothing/at/all", "/years/99999999999999999999"],
)  # fmt: skip
def test_what_is_not_there_is_answered_in_json(nobody: Client, address: str) -> None:
    response = nobody.get(API + address)
    assert response.status_code == 404
    assert response.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_without_a_token(mina: Client, method: str) -> None:
    make_activity(slug="forum")
    assert getattr(mina, method)(f"{API}/activities/forum").status_code in (401, 405)


def test_no_page_asks_another_host_for_a_script(nobody: Client) -> None:
    assert nobody.get(f"{API}/docs").status_code == 404


# Its own description


def test_the_description_describes_everything(nobody: Client) -> None:
    described = read(nobody, "/openapi.json")
    assert described["openapi"].startswith("3.")
    public = {
        path for path, methods in described["paths"].items() if "security" not in methods.get("get", {"security": 1})
    }
    assert public == {
        f"{API}{path}"
        for path in (
            "/", "/years", "/years/{number}", "/years/{number}/areas", "/years/{number}/activities",
            "/activities", "/activities/{slug}", "/organisations", "/organisations/{slug}", "/networks", "/networks/{code}",
        )
    }  # fmt: skip
    names = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
    jsonschema.Draft202012Validator.check_schema({"$defs": described["components"]["schemas"]})


@pytest.fixture
def world(db: None) -> Iterator[None]:
    """A little of everything, for calls that nobody thought of."""
    whole = make_activity(slug="forum", when="TBC")
    activity = make_activity(slug="prize", parent=whole, when="Sep", mode="")
    make_involvement(activity, make_organisation(slug="seoul"))
    network = make_network(code="asean")
    activity.networks.add(network)
    make_place(network, make_organisation())
    # As Django's own test client does: the end of a request must not end the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# What needs a token is tried in `tests/api`.
PATHS = [
    path
    for path, methods in schemathesis.openapi.from_wsgi(f"{API}/openapi.json", WSGIHandler())
    .raw_schema["paths"]
    .items()
    if "security" not in methods.get("get", {"security": 1})
]


@pytest.mark.parametrize("path", PATHS)
def test_every_call_keeps_to_the_description(path: str, world: None) -> None:
    operation = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", WSGIHandler())[path]["GET"]

    @settings(max_examples=20, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy())
    def call(case: schemathesis.Case) -> None:
        # Codes of countries and networks are data: a call may be well-formed and still name one that is not there.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    call()


@pytest.mark.parametrize("path", PATHS)
def test_odd_calls_are_refused_kindly(path: str, world: None) -> None:
    operation = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", WSGIHandler())[path]["GET"]

    @settings(max_examples=20, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    def call(case: schemathesis.Case) -> None:
        response = case.call()
        assert response.status_code in (200, 400, 404, 405), response.text
        case.validate_response(response, checks=[response_schema_conformance])

    if operation.definition.raw.get("parameters"):
        call()
