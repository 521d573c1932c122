"""Calls that nobody thought of: whatever fits the description, and whatever does not, with a token of the secretariat."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
SCHEMA = "/api/v1/openapi.json"
PRIVATE = [
    (path, method.upper())
    for path, methods in schemathesis.openapi.from_wsgi(SCHEMA, WSGIHandler()).raw_schema["paths"].items()
    for method, operation in methods.items()
    if "security" in operation
]
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]


@pytest.fixture
def headers(token: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A token of the secretariat; requests keep to the transaction of the test."""
    monkeypatch.setattr("hanse.accounts.tokens.auth.PER_MINUTE", 10_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield token("mina").headers
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "method"), PRIVATE)
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=["fits", "does not fit"])
def test_every_answer_keeps_to_the_description(
    path: str, method: str, mode: schemathesis.GenerationMode, headers: dict[str, str]
) -> None:
    operation = schemathesis.openapi.from_wsgi(SCHEMA, WSGIHandler())[path][method]

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: schemathesis.Case) -> None:
        response = case.call(headers=headers)
        if response.status_code != 405:  # an address with a slash too many belongs to nobody
            case.validate_response(response, checks=CHECKS)

    call()
