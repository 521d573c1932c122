"""Who may import what, as plain functions; views ask them."""

from __future__ import annotations

from typing import Any

from hanse.accounts.permissions import is_administrator, is_secretariat, manages
from hanse.year.importing.choices import What
from hanse.year.importing.models import Run


def may_import(user: Any) -> bool:
    """Whether this visitor may import anything: the secretariat."""
    return is_secretariat(user)


def offered_to(user: Any) -> list[str]:
    """What a visitor may import: everything for administrators, registrations for programme managers."""
    if is_administrator(user):
        return list(What.values)
    return [What.REGISTRATIONS] if is_secretariat(user) else []


def may_keep(user: Any, run: Run) -> bool:
    """Whether this visitor may see an import and go on with it; managers those for activities of their areas."""
    if is_administrator(user):
        return True
    return run.what == What.REGISTRATIONS and run.activity is not None and manages(user, run.activity.area.key)
