"""What the pages about personal data need to know besides what the rooms say."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from hanse.members.queries.acting import open_mandates


def only_administrator_of(person: int, on: date) -> list[str]:
    """The names of the organisations that would be left without an administrator."""
    others = (
        open_mandates(on).filter(is_administrator=True, organisation=OuterRef("organisation")).exclude(person=person)
    )
    alone = open_mandates(on).filter(~Exists(others), person=person, is_administrator=True)
    return list(alone.order_by("organisation__name").values_list("organisation__name", flat=True).distinct())
