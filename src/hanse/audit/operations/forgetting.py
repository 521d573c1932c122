"""Taking personal values out of the record. Their commitments stay, so the chain holds."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import transaction

from hanse.audit.models import Secret

BATCH = 500  # keys in one statement: databases limit how many it may have


@transaction.atomic
def forget_person(*, person: int, email: str = "") -> int:
    """Erase all personal values that tell of somebody: as the one who acted, and as the one it was about.

    Acts of before release 0.2 name people by their signature alone; those are found by the address. How many went.
    """
    gone, _ = Secret.objects.filter(owner=person).delete()
    return gone + (forget_value(email=email) if email else 0)


@transaction.atomic
def forget_things(*, kind: str, keys: Collection[str]) -> int:
    """Erase the personal values about some things, but not who acted on them; how many went."""
    listed, total = list(keys), 0
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        gone, _ = Secret.objects.filter(entry__kind=kind, entry__key__in=some).exclude(part="by").delete()
        total += gone
    return total


@transaction.atomic
def forget_value(*, email: str) -> int:
    """Erase every personal value without an account that has this address in it, whatever it is about; how many went."""
    found = Secret.objects.filter(owner=None, value__icontains=email).values_list("pk", "value")
    meant = [pk for pk, value in found if _has(json.loads(value), email.casefold())]
    gone, _ = Secret.objects.filter(pk__in=meant).delete()
    return gone


def _has(value: Any, email: str) -> bool:
    """Whether an address stands in a value as a word of its own: ann@x.org is not in joann@x.org."""
    match value:
        case str():
            return email in value.casefold().replace("<", " ").replace(">", " ").replace(",", " ").split()
        case list():
            return any(_has(one, email) for one in value)
        case dict():
            return any(_has(one, email) for one in value.values())
    return False
