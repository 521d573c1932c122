"""Nothing in the drawn year stands on top of anything else."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hanse.engines.lanes import GAP, Item, _extent, measure, place

KINDS = st.sampled_from(["dot", "span", "month", "year", "open"])


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    found = []
    for number in range(draw(st.integers(0, 25))):
        kind = draw(KINDS)
        start = draw(st.floats(0, 0.99))
        end = 1.0 if kind == "year" else start if kind in ("dot", "open") else draw(st.floats(start, 1))
        found.append(Item(f"item-{number}", 0.0 if kind == "year" else start, end, kind, draw(st.floats(10, 300))))
    return found


@given(items(), st.none() | st.floats(0, 1))
def test_no_two_things_in_a_lane_touch(given_items: list[Item], today: float | None) -> None:
    placement = place(given_items, today=today)
    by_key = {item.key: item for item in given_items}
    for one, other in combinations(placement.placed, 2):
        if one.lane == other.lane:
            a, b = (_extent(by_key[p.key], p.side, 732.0) for p in (one, other))
            assert a[1] + GAP <= b[0] or b[1] + GAP <= a[0]


@given(items(), st.none() | st.floats(0, 1))
def test_every_item_is_placed_once_and_the_same_way_each_time(given_items: list[Item], today: float | None) -> None:
    placement = place(given_items, today=today)
    assert sorted(p.key for p in placement.placed) == sorted(item.key for item in given_items)
    assert placement == place(list(reversed(given_items)), today=today)
    assert placement.lanes <= len(given_items)


@given(items())
def test_labels_stay_on_the_sheet_where_there_is_room_on_either_side(given_items: list[Item]) -> None:
    by_key = {item.key: item for item in given_items}
    for placed in place(given_items).placed:
        item = by_key[placed.key]
        left, right = _extent(item, placed.side, 732.0)
        after, before = _extent(item, "after", 732.0), _extent(item, "before", 732.0)
        if item.kind == "dot" and (after[1] <= 732.0 or before[0] >= 0):
            assert left >= min(0.0, item.start * 732.0 - 6)
            assert right <= max(732.0, item.start * 732.0 + 6)


def test_all_year_lines_come_first() -> None:
    placement = place([Item("later", 0.5, 0.5, "dot", 40), Item("line", 0, 1, "year", 80)])
    assert [(p.key, p.lane) for p in placement.placed] == [("line", 0), ("later", 1)]


def test_a_label_that_would_leave_the_sheet_stands_before_its_mark() -> None:
    assert place([Item("late", 0.95, 0.95, "dot", 120)]).placed[0].side == "before"


def test_a_label_does_not_cross_today_when_the_other_side_is_free() -> None:
    assert place([Item("near", 0.48, 0.48, "dot", 120)], today=0.5).placed[0].side == "before"


def test_hangul_is_measured_a_full_em_wide() -> None:
    assert measure("서울", 14) == 28
    assert measure("Seoul", 14) < 45
