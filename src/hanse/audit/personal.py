"""What the record keeps of people, what becomes of it on erasure, and for how long it stays."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.audit.holdings import WHOLE, Fate, Holding, Outcome, Period, Room, Sheet, Subject
from hanse.audit.models import Entry
from hanse.audit.operations import forget_person, forget_value
from hanse.audit.queries.reading import Record, records

WHY = _(
    "That something was done, on what and when, stays on record and in its chain: what was decided must remain provable. "
    "Your name and your data in it go; where they stood, it says “erased”."
)
BATCH = 500
COLUMNS = ("at", "verb", "kind", "key", "label", "acted_for", "changes", "note", "part")
HOLDINGS = (
    Holding(
        model="audit.Secret",
        name=_("Your name and your data in the record of acts"),
        whose=lambda subject: Q(owner=subject.person) if subject.person is not None else Q(pk__in=()),
        fate=Fate.GOES,
        periods=(
            Period(
                fields=(WHOLE,),
                months=120,
                since=_("after the act"),
                reason=_("Who did what must be explicable as long as claims can be made: ten years."),
                due=lambda limit: Q(entry__at__lt=limit),
            ),
        ),
    ),
)


class RecordRoom(Room):
    """Its entries are chained: they stay, and only the values in them go."""

    def export_of(self, subject: Subject) -> list[Sheet]:
        """What somebody did, and what was done that is about them. Others' data in what they did are left out."""
        if subject.person is None:
            return []
        mine = Q(person=subject.person) | Q(subject=subject.person)
        rows: list[dict[str, object]] = []
        before: int | None = None
        while True:
            found = Entry.objects.filter(mine, **({} if before is None else {"pk__lt": before})).order_by("-pk")[:BATCH]
            told = records(found)
            rows += [_row(record, subject.person) for record in told]
            if len(told) < BATCH:
                break
            before = told[-1].id
        columns = tuple((name, name.replace("_", " ")) for name in COLUMNS)
        return [Sheet("audit.Entry", str(_("Acts on record")), columns, rows)] if rows else []

    def foresee(self, subject: Subject) -> list[Outcome]:
        """What erasing somebody would do; the entries themselves stay."""
        mine = Q(person=subject.person) | Q(subject=subject.person)
        count = Entry.objects.filter(mine).count() if subject.person is not None else 0
        return [Outcome(str(_("Acts on record")), Fate.BLANKED, count, str(WHY))] if count else []

    def erase(self, subject: Subject, *, now: datetime, stamp: datetime) -> list[Outcome]:
        """Take the values that tell of somebody out of the record."""
        outcomes = self.foresee(subject)
        if subject.person is not None:
            forget_person(person=subject.person, email=subject.email)
        else:
            forget_value(email=subject.email)
        return outcomes


def _row(record: Record, person: int) -> dict[str, object]:
    about_me = record.subject == person
    label = record.label if about_me or "label" not in record.personal else ""
    note = record.note if about_me or "note" not in record.personal else ""
    changes = {
        name: pair for name, pair in record.changes.items() if about_me or f"changes.{name}" not in record.personal
    }
    part = "did" if record.person == person else "about"
    return {
        "at": record.at, "verb": record.verb, "kind": record.kind, "key": record.key, "label": label,
        "acted_for": record.acted_for, "changes": changes, "note": note if record.person == person else "", "part": part,
    }  # fmt: skip


ROOM = RecordRoom(HOLDINGS)
