"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are added by the secretariat; nobody signs up on their own yet."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: membership and its people come with the next room."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send allauth's mails, but none to addresses that nobody here has: they would only confuse a stranger."""
        if template_prefix.endswith("unknown_account"):
            return
        super().send_mail(template_prefix, email, context)
