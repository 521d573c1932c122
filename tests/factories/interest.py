"""Expressions of interest for tests."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.expressing import Wish, express_interest
from tests.factories.calendar import make_year


def make_interest(*, person: int | None = None, now: Any = None, **fields: Any) -> Interest:
    """A stranger's interest in the whole of 2023, its address not confirmed yet."""
    make_year()
    fields.setdefault("key", uuid4())
    fields.setdefault("name", "Kofi Mensah (example)")
    fields.setdefault("email", "kofi@example.org")
    fields.setdefault("consent", "Agreed.")
    return express_interest(year=2023, wish=Wish(**fields), person=person, by="test", now=now or timezone.now())
