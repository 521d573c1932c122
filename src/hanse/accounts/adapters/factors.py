"""Second factors: their secrets lie sealed, and their names are plain."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.accounts.devices import device_words
from hanse.accounts.sealing import seal, unseal


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Passkeys, authenticator apps and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Recovery codes stand in for a passkey or an app. Add one of these first."),
        "incorrect_code": _("This is not the code. Look again, and type the one that is shown now."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read it again."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the app shows beside the address."""
        return f"Hanse, {self._get_site_name()}"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  # as allauth calls it
        """The name on offer for a new passkey: the device that is in use, told apart by a number."""
        agent = self.request.META.get("HTTP_USER_AGENT", "")
        name = device_words(agent) if agent else gettext("Passkey")
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"{name} {count + 1}" if count else name
