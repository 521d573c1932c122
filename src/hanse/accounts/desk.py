"""What the accounts put on somebody's desk: what protects the account, and an address that waits to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hanse.accounts.models import AddressChange, User
from hanse.accounts.queries.security import FEW
from hanse.ui.ledger import Due


def due_for(person: int, organisations: Sequence[int], *, now: datetime, language: str) -> list[Due]:
    """What waits for a person in their own account; one query, with a row for each factor."""
    open_change = AddressChange.objects.filter(
        person=OuterRef("pk"), confirmed_at=None, cancelled_at=None, expires_at__gt=now
    )
    rows: list[Any] = list(
        User.objects.filter(pk=person).annotate(
            new_email=Subquery(open_change.values("email")[:1]),
            new_until=Subquery(open_change.values("expires_at")[:1]),
            factor=F("authenticator__pk"),
            factor_type=F("authenticator__type"),
            factor_data=F("authenticator__data"),
        )
    )
    if not rows:
        return []
    factors = {
        row.factor_type: Authenticator(pk=row.factor, user=row, type=row.factor_type, data=row.factor_data)
        for row in rows
        if row.factor is not None
    }
    with override(language):
        return [*_factor(rows[0], factors), *_codes(factors), *_address(rows[0])]


def _factor(person: User, factors: dict[str, Authenticator]) -> list[Due]:
    if not person.has_office or factors.keys() & {"totp", "webauthn"}:
        return []
    demanded = settings.CONFIG.demands_second_factor
    return [
        Due(
            title=_("Set up a second factor"),
            text=_("The desk opens once you have one.")
            if demanded
            else _("A passkey or an app keeps others out of the secretariat's pages."),
            action=_("Set it up"),
            url=reverse("mfa_index"),
            minutes=3,
        )
    ]


def _codes(factors: dict[str, Authenticator]) -> list[Due]:
    row = factors.get("recovery_codes")
    left = len(row.wrap().get_unused_codes()) if row else FEW
    if left >= FEW:
        return []
    text = ngettext("%(count)s recovery code is left.", "%(count)s recovery codes are left.", left) % {"count": left}
    return [
        Due(
            title=_("Make new recovery codes"),
            text=text,
            action=_("Make new ones"),
            url=reverse("mfa_generate_recovery_codes"),
            minutes=2,
        )
    ]


def _address(person: User) -> list[Due]:
    email: str | None = getattr(person, "new_email", None)
    if not email:
        return []
    return [
        Due(
            title=_("Confirm your new address"),
            text=_("A link was sent to %(email)s. The address changes when you open it.") % {"email": email},
            action=_("Look at it"),
            url=reverse("accounts:address"),
            due_at=getattr(person, "new_until", None),
        )
    ]
