"""Reads of imports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hanse.accounts.permissions import is_administrator, managed_areas
from hanse.calendar.registration.models import Intake
from hanse.ui.languages import wording
from hanse.year.importing.choices import What
from hanse.year.importing.models import Run


def run_called(uid: UUID) -> Run | None:
    """One import."""
    return Run.objects.select_related("activity__area", "made_by").filter(uid=uid).first()


def runs_for(user: Any) -> list[Run]:
    """The latest imports that a visitor may see, without their files; one query."""
    rows = Run.objects.select_related("activity", "made_by").defer("content", "refused")
    if not is_administrator(user):
        rows = rows.filter(what=What.REGISTRATIONS, activity__area__key__in=managed_areas(user))
    return list(rows[:50])


def activities_for(user: Any) -> list[tuple[int, str]]:
    """Activities with terms of registration in the areas of a visitor, the newest first."""
    rows = Intake.objects.select_related("activity__year").filter(activity__area__key__in=managed_areas(user))
    return [
        (row.activity_id, f"{row.activity.year.number}: {wording(row.activity, 'title')}")
        for row in rows.order_by("-activity__year__number", "activity__title")
    ]
