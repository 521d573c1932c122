"""The rule of the three-way comparison, for any edits on either side."""

from hypothesis import given
from hypothesis import strategies as st

from hanse.calendar.loading.merging import merge

PAYLOADS = st.fixed_dictionaries({name: st.sampled_from("abc") for name in ("title", "when", "city")})


@given(PAYLOADS, PAYLOADS, PAYLOADS)
def test_each_field_goes_by_who_changed_it(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
    merged = merge(base, ours, theirs)
    disputed = {conflict.field for conflict in merged.conflicts}
    for name in base:
        if ours[name] == theirs[name] or theirs[name] == base[name]:
            assert merged.final[name] == ours[name]
            assert name not in disputed
        elif ours[name] == base[name]:
            assert merged.final[name] == theirs[name]
            assert merged.changes[name] == (ours[name], theirs[name])
        else:
            assert name in disputed
            assert merged.final[name] == ours[name]


@given(PAYLOADS, PAYLOADS, PAYLOADS)
def test_a_side_that_is_preferred_leaves_no_conflict(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    assert not merge(base, ours, theirs, "files").conflicts
    assert not merge(base, ours, theirs, "browser").conflicts


@given(PAYLOADS, PAYLOADS)
def test_merging_twice_changes_nothing_more(base: dict[str, str], theirs: dict[str, str]) -> None:
    once = merge(base, base, theirs)
    assert once.final == theirs
    assert not merge(theirs, once.final, theirs).changes


def test_without_a_base_every_difference_is_in_dispute() -> None:
    assert [c.field for c in merge(None, {"title": "a"}, {"title": "b"}).conflicts] == ["title"]
