"""Taking second factors away; all other acts on them are allauth's."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from hanse.accounts.mails import send_mail_soon
from hanse.accounts.models import User
from hanse.accounts.operations.noting import note_act
from hanse.accounts.operations.sessions import end_all_sessions
from hanse.audit.actor import By


@transaction.atomic
def remove_all_factors(*, person: int, by: By, now: datetime) -> int:
    """Take away a person's factors, when a device is lost: an administrator who knows the person does this.

    Every session ends, and the person hears of it. How many factors there were.
    """
    found = User.objects.select_for_update().get(pk=person)
    factors = list(Authenticator.objects.filter(user=found))
    if not factors:
        return 0
    Authenticator.objects.filter(pk__in=[factor.pk for factor in factors]).delete()
    kinds = ", ".join(sorted({factor.type for factor in factors}))
    note_act(person=found, verb="remove-factors", by=by, now=now, note=kinds)
    end_all_sessions(person=found.pk, by=by, now=now, why="factors removed")
    send_mail_soon(
        template="accounts/mail/factors_removed", to=found.email, language=found.language, values={"person": found}
    )
    return len(factors)
