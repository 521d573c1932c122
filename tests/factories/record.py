"""Acts on record, and who may read them."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from hanse.accounts.models import User
from hanse.audit.actor import Actor, By
from hanse.audit.models import Entry
from hanse.audit.operations import record
from hanse.members.models import Mandate, Organisation

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
_numbers = count(1)


def make_act(by: User | By = "hanse load", **fields: Any) -> Entry:
    """An act; each a minute after the one before."""
    number = next(_numbers)
    plain: dict[str, Any] = {
        "at": NOW + timedelta(minutes=number),
        "by": signed(by) if isinstance(by, User) else by,
        "verb": "revise",
        "kind": "activity",
        "key": f"forum-{number}",
        "label": f"Forum {number}",
    }
    return record(**{**plain, **fields})


def signed(person: User, acted_for: str = "") -> Actor:
    """Somebody as the record names them."""
    return Actor(f"{person.name} <{person.email}>", person.pk, acted_for)


def give_mandate(person: User, organisation: Organisation, **fields: Any) -> Mandate:
    """An administrator's mandate since 2020 unless told otherwise."""
    plain: dict[str, Any] = {
        "role": "contact",
        "is_administrator": True,
        "starts_on": date(2020, 1, 1),
        "granted_by": "hanse",
        "granted_at": NOW,
    }
    return Mandate.objects.create(person=person, organisation=organisation, **{**plain, **fields})
