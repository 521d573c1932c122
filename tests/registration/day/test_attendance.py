"""The list of who came: true numbers, by organisation, in few queries; marking and taking back."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from hanse.calendar.registration.models import CheckIn, Intake, Registration
from hanse.calendar.registration.operations.door_links import token_of
from hanse.calendar.registration.queries.attendance import Chosen, attendance_page, bodies, numbers
from hanse.ui import clock
from tests.factories.calendar import make_activity
from tests.factories.members import make_organisation
from tests.factories.registration_day import (
    AFTER,
    DURING,
    make_check_in,
    make_door_link,
    make_intake,
    make_registration,
)
from tests.typeset.reading import squeezed, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_the_second_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: DURING)
    monkeypatch.setattr(clock, "stamp", lambda: DURING)


@pytest.fixture
def intake() -> Intake:
    """Two of Kampala, of whom one came; one online who came both ways; a guest; one who waits; one who was sent away."""
    intake = make_intake(make_activity(slug="forum", title="Forum"))
    kampala = make_organisation(name="Kampala")
    make_check_in(make_registration(intake, name="Amara", organisation=kampala))
    make_registration(intake, name="Ben", organisation=kampala)
    both = make_registration(intake, name="Chloé", attendance="online", organisation_name="Paris")
    make_check_in(both)
    make_check_in(both, attendance="online", way="joined")
    make_registration(intake, name="Dae", attendance="online")
    make_check_in(make_registration(intake, name="Guest", is_walk_in=True), way="walk-in")
    make_registration(intake, name="Waiting", state="waiting")
    make_check_in(make_registration(intake, name="Undone"), undone_at=DURING)
    return intake


def names(intake: Intake, **chosen: str) -> list[str]:
    return [line.registration.name for line in attendance_page(intake, Chosen(**chosen), "1")]


def test_the_numbers_are_true(intake: Intake) -> None:
    found = numbers(intake)
    assert (found.expected, found.inside, found.online) == (6, 3, 1)
    assert (found.missing, found.not_joined, found.walk_ins) == (2, 1, 1)


def test_organisations_are_counted_by_their_names(intake: Intake) -> None:
    assert [(one.name, one.came, one.expected) for one in bodies(intake)] == [
        ("Kampala", 1, 2),
        ("Paris", 1, 1),
        ("", 1, 3),
    ]


@pytest.mark.parametrize(
    ("show", "wanted"),
    [
        ("all", ["Amara", "Ben", "Chloé", "Dae", "Guest", "Undone"]), ("in", ["Amara", "Chloé", "Guest"]),
        ("online", ["Chloé"]), ("missing", ["Ben", "Undone"]), ("not-joined", ["Dae"]), ("walk-in", ["Guest"]),
    ],
)  # fmt: skip
def test_the_list_is_cut_down_to_what_one_asks_for(intake: Intake, show: str, wanted: list[str]) -> None:
    assert names(intake, show=show) == wanted


def test_the_list_is_searched_by_name_and_organisation(intake: Intake) -> None:
    assert names(intake, asked="kamp ama") == ["Amara"]
    assert names(intake, organisation="Paris") == ["Chloé"]


def test_a_page_costs_the_same_for_a_few_and_for_many(
    mina: Client, intake: Intake, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as few:
        mina.get("/activities/forum/attendance/")
    for number in range(30):
        make_check_in(make_registration(intake, organisation=make_organisation(), name=f"Person {number}"))
    with django_assert_num_queries(len(few)):
        assert mina.get("/activities/forum/attendance/").status_code == 200


def test_the_page_renews_itself_and_stops_when_all_is_over(
    mina: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mina.get("/activities/forum/attendance/").content.decode()
    assert 'hx-trigger="every 20s"' in whole
    part = mina.get("/activities/forum/attendance/", headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    assert mina.get("/activities/forum/attendance/", headers=HTMX).status_code == 286
    assert "hx-trigger" not in mina.get("/activities/forum/attendance/").content.decode()


def test_where_people_are_picked_nothing_moves(mina: Client, intake: Intake) -> None:
    assert "hx-trigger" not in mina.get("/activities/forum/attendance/?show=not-joined").content.decode()


def test_the_secretariat_marks_who_was_online_once(mina: Client, intake: Intake) -> None:
    dae = Registration.objects.get(name="Dae")
    form = {"do": "mark", "key": str(uuid4()), "pick": [str(dae.uid), str(dae.uid)]}
    for _ in range(2):
        assert mina.post("/activities/forum/attendance/", form).status_code == 302
    entered = CheckIn.objects.get(registration=dae)
    assert (entered.attendance, entered.way) == ("online", "marked")


def test_an_entry_is_taken_back_on_the_list(mina: Client, intake: Intake) -> None:
    entry = CheckIn.objects.get(registration__name="Amara")
    mina.post("/activities/forum/attendance/", {"do": "undo", "of": str(entry.key)})
    entry.refresh_from_db()
    assert entry.undone_by.startswith("Mina Park")
    assert mina.post("/activities/forum/attendance/", {"do": "undo", "of": str(uuid4())}).status_code == 404
    assert mina.post("/activities/forum/attendance/", {"do": "undo", "of": "x"}).status_code == 404


def test_a_helper_takes_entries_back_and_marks_nobody(nobody: Client, intake: Intake) -> None:
    nobody.post(f"/activities/forum/keep-door/{token_of(make_door_link(intake))}/")
    entry = CheckIn.objects.get(registration__name="Amara")
    assert nobody.post("/activities/forum/attendance/", {"do": "undo", "of": str(entry.key)}).status_code == 302
    assert nobody.post("/activities/forum/attendance/", {"do": "mark"}).status_code == 403


@pytest.mark.parametrize("query", ["show=everybody", "size=a3", "part=2"])
def test_filters_that_nobody_offered_are_refused_with_what_there_is(mina: Client, intake: Intake, query: str) -> None:
    address = "badges.pdf" if query.startswith(("size", "part")) else "attendance/"
    assert mina.get(f"/activities/forum/{address}?{query}").status_code == 400


def test_the_list_is_printed_as_it_is_shown_and_equal_lists_are_equal_bytes(mina: Client, intake: Intake) -> None:
    first = mina.get("/activities/forum/attendance.pdf?show=in").content
    text = text_of(first)
    assert squeezed("3 in the hall, 1 online, 3 expected and not seen.") in text
    assert "Amara" in text
    assert "Ben" not in text
    assert mina.get("/activities/forum/attendance.pdf?show=in").content == first


def test_badges_are_for_those_with_a_seat_in_the_hall(mina: Client, intake: Intake) -> None:
    page = mina.get("/activities/forum/badges/").content.decode()
    assert "4 badges" in page
    text = text_of(mina.get("/activities/forum/badges.pdf?size=a6").content)
    assert "Amara" in text
    assert "Dae" not in text
    assert "Waiting" not in text
    only = text_of(mina.get("/activities/forum/badges.pdf?organisation=Kampala&show=missing").content)
    assert "Ben" in only
    assert "Amara" not in only
