"""Every address is tried with every member of the cast; the rows are in `tests/matrix`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import matrix
from tests.matrix.rows import CAST, Row

pytestmark = pytest.mark.django_db
ROOMS = [
    import_module(f"tests.matrix.{path.stem}")
    for path in sorted(Path(matrix.__file__).parent.glob("*.py"))
    if path.stem not in {"__init__", "rows"}
]
ROWS: dict[str, Row] = {name: answers for room in ROOMS for name, answers in room.ROWS.items()}
POSTS: dict[str, frozenset[str]] = {name: may for room in ROOMS for name, may in room.POSTS.items()}
SWITCHED_OFF = {"api-1.0.0:openapi-view"}  # the documentation page of the API library


def names(patterns: list[Any], space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address with its arguments."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", tuple(pattern.pattern.converters)


ADDRESSES = {name: arguments for name, arguments in names(get_resolver().url_patterns) if name not in SWITCHED_OFF}


@pytest.fixture
def world(whole_cast: dict[str, Client]) -> dict[str, str]:
    """One of everything that addresses name, by the argument that names it."""
    return {name: value for room in ROOMS for name, value in room.world().items()}


def address(name: str, world: dict[str, str]) -> str:
    values = {a: world.get(f"{name}.{a}", world.get(a, "")) for a in ADDRESSES[name]}
    return reverse(name, kwargs=values)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert len(ADDRESSES) > 40
    assert set(ADDRESSES) == set(ROWS)
    assert set(POSTS) <= set(ROWS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_each_address_answers_each_of_the_cast_as_it_should(
    name: str, world: dict[str, str], whole_cast: dict[str, Client]
) -> None:
    url = address(name, world)
    answered = {who: whole_cast[who].get(url).status_code for who in CAST}
    assert answered == ROWS[name], url


@pytest.mark.parametrize("name", sorted(POSTS))
def test_nobody_else_can_write_either(name: str, world: dict[str, str], whole_cast: dict[str, Client]) -> None:
    url = address(name, world)
    for who in CAST:
        if who not in POSTS[name]:
            assert whole_cast[who].post(url, {}).status_code == (302 if ROWS[name][who] == 302 else 403), (
                f"{who} at {url}"
            )


def test_a_refusal_says_where_to_sign_in(world: dict[str, str], nobody: Client) -> None:
    page = nobody.get("/2023/desk/").content.decode()
    assert "The desk is for the secretariat" in page
    assert "/accounts/login/?next=/2023/desk/" in page


def test_forms_need_their_proof_of_origin(world: dict[str, str], mina: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = mina.cookies
    for url in ("/2023/desk/new/", "/activities/forum-2023/edit/", "/activities/forum-2023/step/confirm/"):
        assert strict.post(url, {}).status_code == 403
