"""What was found as a table: CSV, row by row, no cell of which is a formula to a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from defusedcsv import csv
from django.db import transaction

from hanse.audit.actor import By
from hanse.audit.canonical import instant
from hanse.audit.operations import record
from hanse.audit.queries import Record
from hanse.year.trail.asking import Asked

HEADS = (
    "at",
    "by",
    "account",
    "acted_for",
    "verb",
    "kind",
    "key",
    "label",
    "changes",
    "note",
    "about_account",
    "entry",
)


class _Line:
    """Takes what a writer writes and hands it back."""

    def write(self, text: str) -> str:
        return text


def table(found: Iterable[Record]) -> Iterator[str]:
    """The lines of the table, its head first. The mark in front tells spreadsheets that it is UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEADS)
    for one in found:
        changes = json.dumps(dict(one.changes), ensure_ascii=False) if one.changes else ""
        yield writer.writerow(
            (
                instant(one.at),
                one.by,
                one.person or "",
                one.acted_for,
                one.verb,
                one.kind,
                one.key,
                one.label,
                changes,
                one.note,
                one.subject or "",
                one.id,
            )
        )


@transaction.atomic
def note_export(*, asked: Asked, scope: str, by: By, now: datetime) -> None:
    """Put on record that a part of the record was taken away: it holds personal data."""
    record(at=now, by=by, verb="export", kind="trail", key=scope or "all", label=scope or "all", note=asked.query)
