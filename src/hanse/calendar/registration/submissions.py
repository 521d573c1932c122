"""What somebody hands in: the cleaned form, before anything is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hanse.calendar.registration.choices import Attendance
from hanse.calendar.registration.papers.checking import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A filled form. `answers`, `files` and `dropped` go by the keys of questions; `consent` is the text agreed to.

    `answers` is nothing where the form did not ask: what was answered before then stays.
    """

    name: str = ""
    email: str = ""
    attendance: str = Attendance.IN_PERSON
    office: str = ""
    organisation: int | None = None
    organisation_name: str = ""
    country: str = ""
    language: str = "en"
    zone: str = ""
    born_on: date | None = None
    answers: Mapping[str, Any] | None = None
    consent: str = ""
    files: Mapping[str, Paper] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """One seat of a delegation: a person, or only how they come."""

    name: str = ""
    email: str = ""
    office: str = ""
    attendance: str = Attendance.IN_PERSON
