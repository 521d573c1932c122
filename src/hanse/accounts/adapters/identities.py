"""Signing in at a city's own identity provider: who is let in by it, who has to prove more, who is not."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.accounts.operations.people import add_person
from hanse.accounts.queries.identities import Provider, provider_by_key, providers
from hanse.audit.actor import Actor
from hanse.ui import clock

PENDING = "accounts.identity"
KEPT_CLAIMS = ("sub", "email", "email_verified", "name")


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Providers come from the settings and the database; an address alone never opens an account that is there."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers in use, as allauth wants them."""
        found = providers() if provider in (None, OpenIDConnectProvider.id) else [provider_by_key(provider)]
        apps = [_app(one) for one in found if one]
        return [app for app in apps if client_id in (None, app.client_id)]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in who is linked; lead to a proof whoever has an account by that address; refuse who has no way in."""
        account = sociallogin.account
        claims = dict(account.extra_data.get("id_token") or {}) | dict(account.extra_data.get("userinfo") or {})
        # No more of what the city told is kept than what is needed to recognise the person.
        account.extra_data = {name: claims[name] for name in KEPT_CLAIMS if name in claims}
        if account.pk:
            account.save(update_fields=["extra_data"])
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        provider = provider_by_key(account.provider)
        email = str(sociallogin.user.email or "").lower()
        fault = _fault(provider, email, claims)
        if fault:
            raise ImmediateHttpResponse(_refusal(request, fault))
        if User.objects.filter(email__iexact=email).exists():
            request.session[PENDING] = sociallogin.serialize()
            raise ImmediateHttpResponse(redirect("accounts:identity-prove"))
        if provider is None or not provider.organisation:
            says = _("There is no account with the address %(email)s yet. Make one first; then link it.")
            raise ImmediateHttpResponse(_refusal(request, says % {"email": email}, joins=True))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever comes through `pre_social_login` may have an account."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """The name and address that the city tells."""
        user: User = sociallogin.user
        user.email = str(data.get("email") or "").lower()
        user.name = str(data.get("name") or "")[:300]
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make the account, and link it."""
        by = Actor(f"{sociallogin.user.name} <{sociallogin.user.email}>"[:254])
        new = sociallogin.user
        person = add_person(email=new.email, name=new.name, role=Role.PERSON, by=by, now=clock.stamp())
        sociallogin.user = person
        sociallogin.account.user = person
        sociallogin.account.save()
        return person

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the page of ways in."""
        return reverse("mfa_index")


def _app(provider: Provider) -> SocialApp:
    app = SocialApp(provider=OpenIDConnectProvider.id, provider_id=provider.key, name=provider.name)
    app.client_id, app.secret = provider.client_id, provider.client_secret
    app.settings = {"server_url": provider.server, "oauth_pkce_enabled": True}
    return app


def _fault(provider: Provider | None, email: str, claims: dict[str, Any]) -> str:
    """Why nobody is let in by what the provider told; empty where all is well."""
    if provider is None:
        return _("This provider is not in use any more. Sign in with a code by e-mail.")
    if not email:
        return _(
            "%(name)s did not tell your e-mail address. Ask its help desk to release it, or use a code by e-mail."
        ) % {"name": provider.name}
    if email.rpartition("@")[2] not in provider.domains:
        return _("%(name)s speaks for addresses at %(domains)s only, and yours is %(email)s. Use a code by e-mail.") % {
            "name": provider.name,
            "domains": ", ".join(provider.domains),
            "email": email,
        }
    if claims.get("email_verified") is False:
        return _(
            "%(name)s says that your address is not confirmed there. Confirm it there, or use a code by e-mail."
        ) % {"name": provider.name}
    return ""


def _refusal(request: HttpRequest, says: str, *, joins: bool = False) -> Any:
    return render(request, "accounts/identity_refused.html", {"says": says, "joins": joins}, status=403)
