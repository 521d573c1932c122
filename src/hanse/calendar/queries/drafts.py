"""Activities as drafts, for forms; and who saved one, or the words of a year, while a form was open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hanse.audit.queries import Record, acts_since, history
from hanse.calendar.drafts import GROUPS, Draft, flat, undo
from hanse.calendar.loading.merging import Conflict, merge
from hanse.calendar.models import Activity, Year
from hanse.calendar.queries.snapshot import activity_payloads, group_payloads
from hanse.calendar.queries.years import state_of_words, words_of

MOST_STEPS_BACK = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of an activity that somebody has looked at: its revision, and when that was saved."""

    revision: int
    at: datetime

    def __str__(self) -> str:
        return f"{self.revision}@{self.at.isoformat()}"

    @classmethod
    def read(cls, text: str) -> Seen:
        """The state that a form carries; raises `ValueError` for anything else."""
        revision, at, moment = text.partition("@")
        seen = cls(int(revision), datetime.fromisoformat(moment))
        if not at or seen.at.tzinfo is None:
            raise ValueError(text)
        return seen


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else saved first: the acts since, oldest first, what both accounts agree on, and where they do not.

    `merged` is what to go on with: their changes where the reader had changed nothing, the reader's where both had.
    `taken` names the fields that were taken over from them.
    """

    acts: tuple[Record, ...]
    merged: Draft
    taken: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def seen_of(activity: Activity) -> Seen:
    """The state that a form for this activity starts from."""
    return Seen(activity.revision, activity.modified_at)


def slug_of(uid: UUID) -> str:
    """The address of the activity with a lasting identifier; empty where there is none."""
    return Activity.objects.filter(uid=uid).values_list("slug", flat=True).first() or ""


def drafts_of(slugs: Iterable[str]) -> dict[str, Draft]:
    """Activities as drafts, by their slugs, in a fixed number of queries."""
    wanted = list(slugs)
    payloads: dict[str, dict[str, Any]] = {
        key: {"activity": p} for (_, key), p in activity_payloads({"slug__in": wanted})
    }
    for (group, slug), payload in group_payloads({"activity__slug__in": wanted}).items():
        payloads[slug][group] = payload
    return {slug: flat(found) for slug, found in payloads.items()}


def draft_of(slug: str) -> Draft | None:
    """One activity as a draft; `None` where there is none."""
    return drafts_of([slug]).get(slug)


def clash(slug: str, *, seen: Seen, mine: Draft) -> Clash:
    """Three accounts made into one: what the reader started from, what stands now, what the reader wrote."""
    now = draft_of(slug) or {}
    acts = acts_since("activity", slug, seen.at)
    base = undo(now, [{n: pair for n, pair in act.changes.items() if len(pair) == 2} for act in acts])
    found = _merged(acts, base, now, mine)
    for group in GROUPS:
        found.merged.setdefault(group, [])
    return found


def clash_of_words(year: Year, *, seen: str, mine: Draft) -> Clash:
    """The same for a year's theme, opening sentences and edition; `seen` is what `state_of` said.

    What the reader started from is found by undoing the acts on record, the newest first, until that state is
    reached. Where it is not, every difference is one for the reader to decide.
    """
    now = words_of(year)
    acts, before = [], dict(now)
    for act in history("year", str(year.number), MOST_STEPS_BACK):
        if state_of_words(before) == seen:
            break
        before = undo(before, [{n: pair for n, pair in act.changes.items() if _is_word(n)}])
        acts.append(act)
    base = before if state_of_words(before) == seen else None
    return _merged(acts[::-1] if base is not None else acts[:1], base, now, mine)


def _is_word(name: str) -> bool:
    return name.partition("@")[0] in ("theme", "lead", "edition", "published_on")


def _merged(acts: list[Record], base: Draft | None, now: Draft, mine: Draft) -> Clash:
    merged = merge(base, now, mine)
    final = dict(merged.final)
    for conflict in merged.conflicts:
        final[conflict.field] = conflict.files
    return Clash(tuple(acts), final, tuple(merged.kept), tuple(merged.conflicts))
