"""The same value always gives the same bytes."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.audit.canonical import GENESIS, canonical, chained, committed, instant, normal

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_read_back_is_written_the_same(value: object) -> None:
    written = canonical(normal(value))
    assert canonical(normal(json.loads(written))) == written


@given(st.dictionaries(TEXT, st.integers()))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(normal(dict(reversed(value.items())))) == canonical(normal(value))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # RFC 8785, 3.2.3: keys by their UTF-16 code units, so that 😀 stands before דּ.
        ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7},
         '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'),
        # RFC 8785, 3.2.2.2: escapes.
        ("\u20ac$\u000f\nA'B\"\\\\\"/", '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ([56, {"d": True, "10": None, "1": []}], '[56,{"1":[],"10":null,"d":true}]'),
        ([1.0, -0.0, 0.5, 1e21], "[1,0,0.5,1000000000000000000000]"),
        ("서울", '"서울"'),
    ],
)  # fmt: skip
def test_known_values(value: object, written: str) -> None:
    assert canonical(normal(value)).decode() == written


def test_a_moment_is_written_in_utc() -> None:
    moment = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    assert instant(moment) == instant(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000Z"


def test_digests_of_today_are_those_of_the_first_release() -> None:
    """Whoever changes these breaks every chain there is. Made with sha256sum."""
    assert chained(GENESIS, {"id": 1, "verb": "open"}).hex() == (
        "683f349aa9d2eb020fd9d25af51159ede22ce4c6a31511dab48c27afbfd798ea"
    )
    assert committed(b"\x00" * 32, "Amara") == ("14f28a5e9b638be2c450713feb22da2f526b4c1b89504b69cd98ffc6ef45c61b")
