"""Signatures such as “Mina Park <mina@example.org>” in columns of text: who granted, recorded or answered something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from hanse.audit.holdings import Fate, Outcome, Subject

ERASED = "(erased)"
# The record of acts keeps its signatures apart (`audit.operations.forgetting`).
APART = "audit"


def signed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of ours that holds a signature: it is called `by`, or ends in `_by`."""
    for model in apps.get_models():
        if not model.__module__.startswith("hanse.") or model._meta.app_label == APART:
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField) and (
                column.name in ("by", "screener") or column.name.endswith("_by")
            ):
                yield model, column.name


def foresee_signatures(subject: Subject) -> list[Outcome]:
    """How many signatures of somebody there are."""
    count = sum(_rows(model, name, subject).count() for model, name in signed_columns())
    return _outcome(count)


def take_signatures_off(subject: Subject) -> list[Outcome]:
    """Erase them; what was granted, recorded or answered stays."""
    count = sum(_rows(model, name, subject).update(**{name: ERASED}) for model, name in signed_columns())
    return _outcome(count)


def _rows(model: type[models.Model], name: str, subject: Subject) -> Any:
    whose = Q(**{f"{name}__iexact": subject.email}) | Q(**{f"{name}__iendswith": f"<{subject.email}>"})
    return model._default_manager.filter(whose).order_by()


def _outcome(count: int) -> list[Outcome]:
    why = _("What you granted, recorded or answered for others stays. Your signature on it goes.")
    return [Outcome(_("Signatures"), Fate.BLANKED, count, why)] if count else []
