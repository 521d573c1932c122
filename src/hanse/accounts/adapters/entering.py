"""Signing in: mails that do not keep anybody waiting, what follows a sign-in, and how one shows who one is again."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hanse.accounts.actors import signature
from hanse.accounts.adapters.identities import PENDING
from hanse.accounts.courier import send_soon
from hanse.accounts.devices import device_words
from hanse.accounts.mails import worded
from hanse.accounts.models import User
from hanse.accounts.operations.noting import note_act
from hanse.accounts.operations.people import saw_today
from hanse.accounts.proofs import lacks_factor, way_in
from hanse.accounts.queries.identities import provider_for
from hanse.ui import clock
from hanse.ui.middleware import ZONE_COOKIE

REMEMBER = "accounts.remember"
UNTIL = "accounts.until"
SEEN = "accounts.seen"
ONE_SITTING = 12 * 3600
A_YEAR = 365 * 24 * 3600
TO_STRANGERS = ("unknown_account", "account_already_exists")

NOTICES = {
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account; the old ones are void."),
    "socialaccount/email/account_connected": _("Another way to sign in was linked to your account."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts without user names, with one address each."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The address and the password do not go together. Try again, or use a code."),
        "incorrect_code": _("This is not the code. Look at the newest mail, or at the app, and type it again."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was too often within a short time. Wait some minutes, and try again."),
        "too_many_login_attempts": _("That was too often within a short time. Wait some minutes, and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed as far as allauth's own forms go: ours, at `account_signup`, asks for consent and proves first."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails after the answer, in the language of whoever has the address.

        To an address that nobody here has, nothing goes: it would only confuse a stranger. The work is done all the
        same, so that the answer takes as long as for everybody else.
        """
        language = User.objects.filter(email__iexact=email).values_list("language", flat=True).first() or ""
        if template_prefix.endswith(TO_STRANGERS):
            worded(
                template="account/email/login_code", to=email, language="", values={"code": self.generate_login_code()}
            )
            return
        send_soon(worded(template=template_prefix, to=email, language=language, values=context))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody what changed in their account, with when and from which device."""
        agent = device_words(self.get_http_user_agent(self.request))
        values = {"said": NOTICES[template_prefix], "at": timezone.now(), "device": agent, "person": user}
        send_soon(worded(template="accounts/mail/notice", to=user.email, language=user.language, values=values))

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Nobody whose account is closed, nor by another way than the city's own provider where that is the only one."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        provider = None if response else provider_for(user.email)
        if provider is None or not provider.is_only_way or PENDING in request.session:
            return response
        if any(record["method"] in ("socialaccount", "link") for record in get_authentication_records(request, user)):
            return None
        clear_login(request)
        return redirect("accounts:identity", provider.key)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """After somebody was let in: how long it lasts, by what it happened, and where they go from here."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember(request)
        way = way_in(request, user)
        UserSession.objects.filter(session_key=request.session.session_key).update(data={"way": way})
        request.session[SEEN] = int(time.time())
        saw_today(person=user.pk, on=clock.stamp().date())
        note_act(person=user, verb="sign-in", by=signature(user), now=clock.stamp(), note=way)
        keep_choices(request, response, user)
        if lacks_factor(request, user):
            query = urlencode({"next": response.headers["Location"]})
            response.headers["Location"] = f"{reverse('accounts:factor-needed')}?{query}"
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by allauth, which asks for nothing where there is neither password nor factor: `proofs` does it."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """How somebody shows who they are again: by a factor where they have one, else by password or a code."""
        if not user.is_authenticated:
            return []
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        ways = []
        if "webauthn" in types:
            ways.append(("webauthn", _("Use a passkey"), "mfa_reauthenticate_webauthn"))
        if types & {"totp", "recovery_codes"}:
            ways.append(("codes", _("Use the authenticator app or a recovery code"), "mfa_reauthenticate"))
        if not types:
            ways.append(("code", _("Get a code by e-mail"), "accounts:prove-code"))
            if user.has_usable_password():
                ways.append(("password", _("Use the password"), "account_reauthenticate"))
        return [{"id": key, "description": str(words), "url": reverse(name)} for key, words, name in ways]


def remember(request: HttpRequest) -> None:
    """On a device of one's own for some weeks; elsewhere until the browser closes, and no longer than one sitting."""
    if request.session.pop(REMEMBER, False):
        request.session.pop(UNTIL, None)
        request.session.set_expiry(settings.CONFIG.remember_days * 24 * 3600)
    else:
        request.session[UNTIL] = time.time() + ONE_SITTING
        request.session.set_expiry(0)


def keep_choices(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Give this browser the language and time zone of the profile, where it has none of its own."""
    for cookie, value in ((settings.LANGUAGE_COOKIE_NAME, user.language), (ZONE_COOKIE, user.zone)):
        if value and cookie not in request.COOKIES:
            set_choice(response, cookie, value)


def set_choice(response: HttpResponse, cookie: str, value: str) -> None:
    """One of the small cookies by which pages know how somebody reads."""
    response.set_cookie(cookie, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
