"""What expressions of interest keep of people, what becomes of it on erasure, and for how long it stays."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.audit.holdings import Fate, Holding, Period, Room, with_account

ROOM = Room((
    Holding(
        model="interest.Interest",
        name=_("Expressions of interest"),
        whose=with_account(),
        fate=Fate.BLANKED,
        blanks={
            "name": "", "email": "", "office": "", "organisation_name": "", "message": "", "consent": "",
            "answer": "", "reference": "", "person": None, "application": None, "meeting_where": "", "meeting_words": "",
        },
        keeps=("country", "language", "source"),
        why=_("That somebody of an organisation was interested, and in what, is counted. Who, and what they wrote, goes."),
        withheld=("key", "answered_by"),
        told={"organisation": "organisation__name"},
        recorded="interest",
        periods=(
            Period(
                fields=("name", "email", "office", "organisation_name", "message", "consent", "answer", "reference", "person", "application", "meeting_where", "meeting_words"),
                months=24,
                since=_("after it was expressed"),
                reason=_("An interest leads to a registration, a membership or a meeting within two years, or not at all."),
                due=lambda limit: Q(created_at__lt=limit),
                forgets=True,
            ),
            Period(
                fields=("country", "language", "source"),
                since=_("for good"),
                reason=_("They count who was interested from where, and name nobody."),
            ),
        ),
    ),
))  # fmt: skip
