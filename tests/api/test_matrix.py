"""Every operation of the API is tried without a token, with one that lacks the scope, and with everybody's."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
NOBODYS = "00000000-0000-4000-8000-000000000000"
PUBLIC = {
    "GET /api/v1/", "GET /api/v1/years", "GET /api/v1/years/{number}", "GET /api/v1/years/{number}/areas",
    "GET /api/v1/years/{number}/activities", "GET /api/v1/activities", "GET /api/v1/activities/{slug}",
    "GET /api/v1/organisations", "GET /api/v1/organisations/{slug}", "GET /api/v1/networks", "GET /api/v1/networks/{code}",
}  # fmt: skip
# What Mina, Amara (for Kampala) and Farid (for himself) get from an empty body; where no body is needed, from the act.
ROWS = {
    "GET /api/v1/years/{number}/kept": (200, 403, 403),
    "GET /api/v1/activities/{slug}/kept": (200, 403, 403),
    "POST /api/v1/years/{number}/activities": (422, 422, 422),
    "PATCH /api/v1/activities/{slug}": (422, 422, 422),
    "POST /api/v1/activities/{slug}/steps": (422, 422, 422),
    "GET /api/v1/organisations/{slug}/kept": (200, 200, 200),
    "POST /api/v1/organisations": (422, 422, 422),
    "PATCH /api/v1/organisations/{slug}": (422, 422, 422),
    "GET /api/v1/registrations": (200, 200, 200),
    "GET /api/v1/registrations/{uid}": (404, 404, 404),
    "POST /api/v1/activities/{slug}/registrations": (422, 422, 422),
    "POST /api/v1/registrations/{uid}/cancel": (404, 404, 404),
    "POST /api/v1/registrations/{uid}/approve": (404, 404, 404),
    "POST /api/v1/registrations/{uid}/decline": (404, 404, 404),
}
# The same with a body that says enough.
BODIES = {
    "POST /api/v1/years/{number}/activities": ({"title": "T", "area": "prize", "when": "Nov"}, (422, 403, 403)),
    "PATCH /api/v1/activities/{slug}": ({"title": "T", "revision": 1}, (200, 403, 403)),
    "POST /api/v1/activities/{slug}/steps": ({"verb": "cancel", "revision": 1}, (200, 403, 403)),
    "POST /api/v1/organisations": ({"name": "N", "kind": "city", "country": "KR"}, (201, 403, 403)),
    "PATCH /api/v1/organisations/{slug}": ({"summary": "S", "revision": 1}, (200, 200, 403)),
    "POST /api/v1/activities/{slug}/registrations": ({"name": "N", "email": "n@example.org"}, (201, 201, 403)),
}


def operations() -> Iterator[str]:
    """All that the description offers."""
    for path, methods in Client().get("/api/v1/openapi.json").json()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path}"


def call(caller: Caller, operation: str, body: object = None) -> int:
    method, path = operation.split(" ")
    slug = "kampala" if "organisations" in path else "forum-2030"
    path = path.removeprefix("/api/v1").format(number="2023", slug=slug, code="asean", uid=NOBODYS)
    answer = caller.get(path) if method == "GET" else caller.send(method, path, body)
    return int(answer.status_code)


def test_every_operation_has_a_row() -> None:
    assert set(operations()) == PUBLIC | set(ROWS)


@pytest.mark.parametrize("operation", sorted(ROWS))
def test_nothing_opens_without_a_good_token(operation: str, world: dict[str, str]) -> None:
    for secret in ("", "nonsense", "hanse_00000000_forged"):
        assert call(Caller(secret), operation) == 401


@pytest.mark.parametrize("operation", sorted(ROWS))
def test_nothing_opens_without_the_scope(operation: str, token: Callable[..., Caller]) -> None:
    kind = (
        "registrations"
        if "registrations" in operation
        else "organisations"
        if "organisations" in operation
        else "activities"
    )
    verb = "read" if operation.startswith("GET") else "write"
    others = [s for s in ("activities", "organisations", "registrations") if s != kind]
    scopes = [f"{kind}:{'write' if verb == 'read' else 'read'}", *(f"{other}:{verb}" for other in others)]
    assert call(token("mina", *scopes), operation) == 403


@pytest.mark.parametrize("operation", sorted(ROWS))
def test_each_gets_what_they_may(operation: str, token: Callable[..., Caller]) -> None:
    callers = (token("mina"), token("amara", acts_for="kampala"), token("farid"))
    assert tuple(call(caller, operation) for caller in callers) == ROWS[operation]


@pytest.mark.parametrize("operation", sorted(BODIES))
@pytest.mark.parametrize("place", range(3), ids=["mina", "amara", "farid"])
def test_each_writes_what_they_may(operation: str, place: int, token: Callable[..., Caller]) -> None:
    body, expected = BODIES[operation]
    caller = (lambda: token("mina"), lambda: token("amara", acts_for="kampala"), lambda: token("farid"))[place]()
    assert call(caller, operation, body) == expected[place]
