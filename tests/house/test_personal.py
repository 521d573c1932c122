"""Everything that stands in a table of people is named in some room's `personal.py`, field by field."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from hanse.audit.holdings import WHOLE, Fate, Holding
from hanse.year.personal.retention import reference
from hanse.year.personal.rooms import ROOMS
from hanse.year.personal.signatures import signed_columns

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "retention.md"
HOLDINGS = [holding for room in ROOMS for holding in room.installed()]
STAYING = sorted({holding.model for holding in HOLDINGS if holding.fate != Fate.GOES})
# Tables that point at a person or hold an address, and why no holding names them.
APART = {
    "audit.Secret": "named by the record's own room, part by part",
    "calendar.Year": "the secretariat's own address stands in it",
    "members.DistinctPeople": "says of two accounts that they are two; goes with either",
    "members.MergedPerson": "the double is erased with the account it went into (`doubles_of`)",
}
# Free text that says nothing of a person: codes, choices of the house, what is public anyway.
TEXTS = (models.CharField, models.TextField, models.EmailField, models.JSONField, models.FileField, models.DateField)


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("hanse.")]


def is_of_people(model: type[models.Model]) -> bool:
    """Whether a table points at an account for whom it is, or holds an address of a person."""
    for column in model._meta.concrete_fields:
        if isinstance(column, models.EmailField):
            return True
        if column.is_relation and column.related_model is get_user_model():
            return column.name in ("person", "user", "owner", "applicant", "double", "first")
    return model is get_user_model()


def test_every_table_of_people_is_held() -> None:
    held = {holding.model for holding in HOLDINGS}
    missing = {model._meta.label for model in ours() if is_of_people(model)} - held - set(APART)
    assert not missing, "name these tables in their room's personal.py, or say in APART why not"


@pytest.mark.parametrize("label", STAYING)
def test_every_text_in_rows_that_stay_goes_or_stays_by_decision(label: str) -> None:
    held = [holding for holding in HOLDINGS if holding.model == label]
    decided = {name for holding in held for name in (*holding.blanks, *holding.keeps, holding.file, holding.content)}
    signed = {name for model, name in signed_columns() if model._meta.label == label}
    for column in apps.get_model(label)._meta.concrete_fields:
        is_date = isinstance(column, models.DateField)
        is_text = isinstance(column, TEXTS) and not isinstance(column, models.DateTimeField) and not column.choices
        if is_text and not (is_date and not column.name.startswith(("birth", "born"))) and not column.is_relation:
            assert column.name in decided | signed, f"{label}.{column.name}: blanks, or keeps with a reason"


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.model)
def test_what_is_blanked_or_kept_has_a_period_and_a_reason(holding: Holding) -> None:
    if holding.fate != Fate.GOES:
        assert str(holding.why)
    named = {name for period in holding.periods for name in period.fields}
    if WHOLE not in named:
        missing = set(holding.blanks) - named - {"shows_name", "shows_bio", "is_active", "person"}
        assert not missing, f"{holding.model}: no period for {missing}"
    for period in holding.periods:
        assert str(period.since)
        assert str(period.reason)
        assert (period.months is None) == (period.due is None)


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.model)
def test_what_is_blanked_by_the_clock_says_with_what(holding: Holding) -> None:
    for period in holding.periods:
        if period.due is not None and period.fields != (WHOLE,):
            assert set(period.fields) <= set(holding.blanks)


def test_the_table_of_periods_is_in_the_reference() -> None:
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert written == reference(), "write it anew: python -m tests.house.write_retention"
