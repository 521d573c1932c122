"""Tokens of the cast, and a world that the API speaks of."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from hanse.accounts.models import User
from hanse.accounts.tokens.choices import Scope
from hanse.accounts.tokens.operations import make_token
from hanse.calendar.registration.models import Intake
from tests.conftest import CAST
from tests.factories.calendar import make_activity
from tests.factories.members import make_mandate, make_membership, make_organisation


class Caller:
    """A program with a token, or without one."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, **query: Any) -> Any:
        """Read."""
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = "") -> Any:
        """Write; with a new idempotency key unless told otherwise."""
        headers = {**self.headers, **({} if key is None else {"Idempotency-Key": key or str(uuid4())})}
        content = json.dumps(body if body is not None else {})
        return self.client.generic(method, f"/api/v1{path}", content, content_type="application/json", headers=headers)


@pytest.fixture
def world(db: None) -> dict[str, str]:
    """A city with Amara as its administrator, a company with Dae, an activity that takes registrations."""
    for who, (name, role) in CAST.items():
        User.objects.get_or_create(email=f"{who}@example.org", defaults={"name": name, "role": role})
    kampala = make_organisation(slug="kampala", name="Kampala")
    make_membership(kampala)
    make_mandate(User.objects.get(email="amara@example.org"), kampala, is_administrator=True)
    make_mandate(
        User.objects.get(email="chloe@example.org"), make_organisation(slug="lyon", country="FR"), is_administrator=True
    )
    activity = make_activity(slug="forum-2030", when="Nov 14 2030", audience="public", area="networking")
    Intake.objects.create(activity=activity, zone="Asia/Seoul", seats=2)
    return {"slug": "forum-2030", "number": "2023", "code": "asean"}


@pytest.fixture
def token(world: dict[str, str]) -> Callable[..., Caller]:
    """A caller with a token of one of the cast."""

    def make(who: str, *scopes: str, acts_for: str = "") -> Caller:
        now = timezone.now()
        made = make_token(
            person=User.objects.get(email=f"{who}@example.org").pk,
            name="Test",
            scopes=scopes or list(Scope.values),
            expires_on=now.date() + timedelta(days=30),
            acts_for=acts_for,
            by="test",
            now=now,
        )
        return Caller(made.secret)

    return make
