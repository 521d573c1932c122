"""The terms of an activity as plain values: what the form says, and what the operation writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaDraft:
    """A quota. `pk` names the one that it is, and is nothing for a new one."""

    pk: int | None
    name: str
    seats: int
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question. `key` names the one that it is, and is empty for a new one.

    It is shown when the question at the place `shown_if_row` among all has one of the answers `shown_if_is`.
    """

    key: str
    kind: str
    label: str
    help: str = ""
    is_required: bool = False
    options: tuple[dict[str, str], ...] = ()
    shown_if_row: int | None = None
    shown_if_is: tuple[str, ...] = ()
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsDraft:
    """The terms of one activity. Quotas and questions stand in their order."""

    zone: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    names_by_at: datetime | None = None
    grace_minutes: int = 15
    seats: int | None = None
    most_per_organisation: int | None = None
    counts_online: bool = False
    needs_approval: bool = False
    is_by_invitation: bool = False
    has_waiting_list: bool = True
    answer_hours: int = 48
    takes_delegations: bool = True
    reveals_link_hours: int = 24
    reminds_days: tuple[int, ...] = ()
    offers_visa_letter: bool = False
    offers_certificate: bool = False
    asks_feedback: bool = False
    consent: str = ""
    note: str = ""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    quotas: tuple[QuotaDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()
