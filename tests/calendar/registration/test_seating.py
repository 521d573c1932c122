"""Who takes which seat: against a second way of counting, and case by case."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hanse.calendar.registration.seating import Fit, Hall, Place, Row

KINDS, REGIONS = ("city", "company", "institution"), ("africa", "europe", "east-asia")
rows = st.lists(
    st.builds(
        lambda key, seats, kinds, regions: Row(key, seats, kinds=kinds, regions=regions),
        st.integers(1, 1000),
        st.integers(0, 4),
        st.frozensets(st.sampled_from(KINDS), max_size=2),
        st.frozensets(st.sampled_from(REGIONS), max_size=2),
    ),
    max_size=4,
    unique_by=lambda row: row.key,
)
fits = st.builds(
    lambda kind, region, counts: Fit(kind=kind, region=region, counts=counts),
    st.sampled_from(("", *KINDS)),
    st.sampled_from(("", *REGIONS)),
    st.booleans(),
)


def seat_all(hall: Hall, people: list[Fit]) -> list[Place | None]:
    found = []
    for who in people:
        place = hall.place(who)
        if place is not None:
            hall.take(place)
        found.append(place)
    return found


@given(st.one_of(st.none(), st.integers(0, 12)), rows, st.lists(fits, max_size=30))
def test_no_row_and_no_hall_is_ever_overfull(seats: int | None, kept: list[Row], people: list[Fit]) -> None:
    hall = Hall.of(seats, kept, {})
    places = seat_all(hall, people)
    counted = [place for place in places if place is not None and place.counts]
    limit = seats if seats is not None or not kept else sum(row.seats for row in kept)
    assert limit is None or len(counted) <= limit
    for row in kept:
        assert sum(1 for place in counted if place.quota == row.key) <= row.seats


@given(st.integers(0, 12), rows, st.lists(fits, max_size=30))
def test_everybody_sits_in_the_first_row_that_fits_and_is_free(seats: int, kept: list[Row], people: list[Fit]) -> None:
    hall = Hall.of(seats, kept, {})
    taken: dict[int | None, int] = {}
    for who in people:
        place = hall.place(who)
        if not who.counts:
            assert place == Place(None, counts=False)
            continue
        rest = seats - sum(taken.values())
        free = [row.key for row in kept if row.fits(who) and taken.get(row.key, 0) < row.seats]
        general = max(0, seats - sum(row.seats for row in kept)) - taken.get(None, 0)
        expected = free[0] if free else None
        if rest <= 0 or (not free and general <= 0):
            assert place is None
        else:
            assert place == Place(expected)
            taken[expected] = taken.get(expected, 0) + 1
            hall.take(place)


@given(st.integers(0, 12), rows, st.lists(fits, max_size=12), fits)
def test_who_is_told_of_free_seats_gets_as_many(seats: int, kept: list[Row], people: list[Fit], who: Fit) -> None:
    hall = Hall.of(seats, kept, {})
    seat_all(hall, people)
    who = replace(who, counts=True)
    left = hall.left_for(who)
    got = sum(1 for place in seat_all(hall, [who] * 20) if place is not None)
    assert got == left


def test_a_quota_falls_back_on_the_next_and_then_on_the_seats_of_nobody() -> None:
    cities = Row(1, 1, kinds=frozenset({"city"}))
    africa = Row(2, 1, regions=frozenset({"africa"}))
    kampala = Fit(kind="city", region="africa")
    places = seat_all(Hall.of(3, [cities, africa], {}), [kampala] * 4)
    assert [place.quota if place else "none" for place in places] == [1, 2, None, "none"]


def test_quotas_alone_are_all_there_is() -> None:
    hall = Hall.of(None, [Row(1, 2, kinds=frozenset({"city"}))], {})
    assert hall.place(Fit(kind="company")) is None
    assert hall.limit == 2


def test_without_limits_there_is_always_a_seat() -> None:
    hall = Hall.of(None, [], {None: 10_000})
    assert hall.place(Fit()) == Place(None)
    assert hall.left is None


def test_seats_in_all_limit_quotas_that_promise_more() -> None:
    hall = Hall.of(1, [Row(1, 5), Row(2, 5)], {1: 1})
    assert hall.place(Fit()) is None


def test_audiences_fit_when_one_of_them_does() -> None:
    row = Row(1, 1, audiences=frozenset({"members", "under-35"}))
    assert row.fits(Fit(audiences=frozenset({"public", "under-35"})))
    assert not row.fits(Fit(audiences=frozenset({"public"})))
