"""The chain as lines of JSON, so that somebody else can check it with tools of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hanse.audit.documents import document
from hanse.audit.models import Seal, Secret

BATCH = 1000


def exported(*, personal: bool) -> Iterator[str]:
    """One line for each seal, in order: its number, its digest and the document that the digest covers.

    With `personal`, the personal parts that are still kept stand beside it with their salts.
    """
    last = 0
    while seals := list(Seal.objects.filter(number__gt=last).select_related("entry").order_by("number")[:BATCH]):
        opened = _opened([seal.entry_id for seal in seals]) if personal else {}
        for seal in seals:
            line: dict[str, Any] = {"number": seal.number, "digest": seal.digest, "entry": document(seal.entry)}
            if seal.entry_id in opened:
                line["personal"] = opened[seal.entry_id]
            yield json.dumps(line, ensure_ascii=False, sort_keys=True)
        last = seals[-1].number


def _opened(ids: list[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for secret in Secret.objects.filter(entry__in=ids):
        told = {"salt": bytes(secret.salt).hex(), "value": json.loads(secret.value)}
        found.setdefault(secret.entry_id, {})[secret.part] = told
    return found
