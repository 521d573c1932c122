"""Everything that the accounts hold about one person, for their own export: plain values, no secrets."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from hanse.accounts.models import AddressChange, Consent, Invitation, User


def holdings_of(person: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by table, as JSON can hold them but for dates and instants. Keys and codes are named, never shown."""
    account = ("email", "name", "addressed_as", "language", "zone", "birth_on", "role", "areas", "created_at", "last_login", "last_seen_on", "is_active")  # fmt: skip
    consent = ("purpose", "text", "text_version", "language", "given_at", "withdrawn_at")
    session = ("created_at", "last_seen_at", "ip", "user_agent", "data")
    change = ("email", "asked_at", "expires_at", "confirmed_at", "cancelled_at")
    invited = ("email", "name", "role", "areas", "words", "language", "created_at", "accepted_at", "revoked_at")
    return {
        "account": list(User.objects.filter(pk=person).values(*account)),
        "consents": list(Consent.objects.filter(person=person).values(*consent)),
        "sessions": list(UserSession.objects.filter(user_id=person).values(*session)),
        "factors": [
            {"kind": row.type, "name": str(row), "created_at": row.created_at, "last_used_at": row.last_used_at}
            for row in Authenticator.objects.filter(user_id=person)
        ],
        "identities": list(
            SocialAccount.objects.filter(user_id=person).values(
                "provider", "uid", "extra_data", "last_login", "date_joined"
            )
        ),
        "address_changes": list(AddressChange.objects.filter(person=person).values(*change)),
        "invitations": list(Invitation.objects.filter(person=person).values(*invited)),
    }
