"""A city's own identity provider: the way there, the way back, linking, and the page where administrators add one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views as allauth
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from requests import RequestException

from hanse.accounts.actors import signature
from hanse.accounts.adapters.identities import PENDING
from hanse.accounts.forms.identities import ProviderForm
from hanse.accounts.operations.identities import (
    DomainTaken,
    KeyTaken,
    ProviderGone,
    add_provider,
    draft_of,
    remove_provider,
    revise_provider,
    unlink_identity,
)
from hanse.accounts.proofs import freshly_proven, is_fresh
from hanse.accounts.queries.identities import (
    Provider,
    is_linked,
    provider_by_key,
    provider_to_keep,
    providers,
    providers_to_keep,
)
from hanse.accounts.queries.people import person_at
from hanse.accounts.views.access import METHODS, for_administrators
from hanse.accounts.views.entering import HINT
from hanse.ui import clock
from hanse.ui.filters import whole_number
from hanse.ui.limits import limited, refused

# What allauth or the library below it raises when a provider answers with something else than it should.
STRANGE = (RequestException, KeyError, TypeError, ValueError)


@never_cache
@require_safe
def identity(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The page between: whoever entered a work address is told where they go, and goes by a link.

    A form that ends at another site would be stopped by the Content Security Policy, as it should be.
    """
    provider = _get(provider_id)
    asked = {"next": get_next_redirect_url(request) or ""}
    url = reverse("openid_connect_login", args=[provider.key])
    context = {"provider": provider, "url": f"{url}?{urlencode(asked)}" if asked["next"] else url}
    context |= {"email": request.session.get(HINT, ""), "next": asked["next"]}
    return render(request, "accounts/identity.html", context)


@limited("identity provider", per_minute=30)
@never_cache
@require_GET
def start(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the provider, with the address as a hint; of the query only `next` and `process` are ours to pass on."""
    provider = _get(provider_id)
    connects = request.GET.get("process") == "connect"
    if connects and not (request.user.is_authenticated and is_fresh(request, request.user)):
        return freshly_proven(start)(request, provider_id)
    asked = QueryDict(mutable=True)
    if following := get_next_redirect_url(request):
        asked["next"] = following
    if connects:
        asked["process"] = "connect"
    if hint := request.session.get(HINT):
        asked["auth_params"] = urlencode({"login_hint": hint})
    request.GET = asked  # type: ignore[assignment]  # allauth reads what it passes on from here
    return _at(provider, allauth.login, request)


@limited("identity provider", per_minute=30)
@never_cache
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    return _at(_get(provider_id), allauth.callback, request)


@limited("identity provider", per_minute=30)
@never_cache
@METHODS
def prove(request: HttpRequest) -> HttpResponseBase:
    """An account with the address is there: whoever comes from the provider shows that it is theirs, then links."""
    login = _pending(request)
    if login is None:
        return redirect("account_login")
    if request.user.is_authenticated:
        return redirect("accounts:identity-link")
    email = str(login.user.email)
    provider = provider_by_key(login.account.provider)
    if request.method != "POST":
        return render(request, "accounts/identity_prove.html", {"email": email, "provider": provider})
    if not ratelimit.consume(request, action="request_login_code", key=email):
        return refused(request, 60)
    person = person_at(email)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=email)
    query = urlencode({"next": reverse("accounts:identity-link")})
    return redirect(f"{reverse('account_confirm_login_code')}?{query}")


@freshly_proven
@METHODS
def link(request: HttpRequest) -> HttpResponseBase:
    """Link the identity that was shown to the account that was opened."""
    login = _pending(request)
    if login is None:
        return redirect("mfa_index")
    provider = provider_by_key(login.account.provider)
    context = {"provider": provider, "email": login.user.email}
    if request.method != "POST":
        return render(request, "accounts/identity_link.html", context)
    del request.session[PENDING]
    if "link" in request.POST and not is_linked(login.account.provider, login.account.uid):
        login.connect(request, request.user)
        messages.success(
            request, _("From now on you can sign in at %(name)s.") % {"name": provider.name if provider else ""}
        )
    return redirect("mfa_index")


@freshly_proven
@require_POST
def unlink(request: HttpRequest) -> HttpResponseBase:
    """One way in less; a code by e-mail stays."""
    user: Any = request.user
    pk = whole_number(request.POST.get("identity", ""))
    if pk is not None and unlink_identity(person=user.pk, identity=pk, by=signature(user), now=clock.stamp()):
        messages.success(request, _("The link to the provider is removed."))
    return redirect("mfa_index")


@never_cache
@require_safe
def cancelled(request: HttpRequest) -> HttpResponseBase:
    """Somebody turned back at the provider."""
    return render(request, "accounts/identity_cancelled.html", {})


@for_administrators
@require_safe
def providers_page(request: HttpRequest) -> HttpResponseBase:
    """All providers: those of the settings, which only the operator changes, and ours."""
    fixed = [one for one in providers() if one.row is None]
    return render(request, "accounts/providers.html", {"fixed": fixed, "kept": providers_to_keep()})


@for_administrators
@METHODS
def provider_add(request: HttpRequest) -> HttpResponseBase:
    """A new provider."""
    form = ProviderForm(request.POST if request.method == "POST" else None, adds=True)
    if request.method != "POST" or not form.is_valid():
        return _form(request, {"form": form}, 422 if request.method == "POST" else 200)
    try:
        found = add_provider(draft=form.draft(), by=_by(request), now=clock.stamp())
    except KeyTaken:
        form.add_error("key", _("Another provider goes by this key. Choose another one."))
        return _form(request, {"form": form}, 409)
    except DomainTaken as fault:
        form.add_error("domains", _("%(domain)s leads to another provider already.") % {"domain": fault.domain})
        return _form(request, {"form": form}, 409)
    messages.success(request, _("%(name)s is added. Its callback address is on this page.") % {"name": found.name})
    return redirect("accounts:provider", found.pk)


@for_administrators
@METHODS
def provider(request: HttpRequest, provider: int) -> HttpResponseBase:
    """One provider: changed, or removed."""
    found = provider_to_keep(provider)
    if found is None:
        raise Http404(_("There is no such provider here any more."))
    if request.method == "POST" and "remove" in request.POST:
        remove_provider(provider=found.pk, by=_by(request), now=clock.stamp())
        messages.success(
            request, _("%(name)s is removed. Its people sign in by a code from now on.") % {"name": found.name}
        )
        return redirect("accounts:providers")
    draft = draft_of(found)
    initial = {name: getattr(draft, name) for name in draft.__slots__} | {"domains": "\n".join(draft.domains)}
    form = ProviderForm(request.POST if request.method == "POST" else None, initial=initial, adds=False)
    context = {"form": form, "provider": found}
    if request.method != "POST" or not form.is_valid():
        return _form(request, context, 422 if request.method == "POST" else 200)
    try:
        revise_provider(provider=found.pk, draft=form.draft(found.key), by=_by(request), now=clock.stamp())
    except DomainTaken as fault:
        form.add_error("domains", _("%(domain)s leads to another provider already.") % {"domain": fault.domain})
        return _form(request, context, 409)
    except ProviderGone:
        raise Http404(_("There is no such provider here any more.")) from None
    messages.success(request, _("Saved."))
    return redirect("accounts:provider", found.pk)


def _form(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponseBase:
    key = context["provider"].key if "provider" in context else ""
    back = request.build_absolute_uri(reverse("openid_connect_callback", args=[key])) if key else ""
    return render(request, "accounts/provider.html", {**context, "callback": back}, status=status)


def _by(request: HttpRequest) -> Any:
    user: Any = request.user
    return signature(user)


def _get(key: str) -> Provider:
    found = provider_by_key(key)
    if found is None:
        raise Http404(_("There is no such provider here. Sign in with a code by e-mail."))
    return found


def _at(provider: Provider, step: Callable[[HttpRequest, str], Any], request: HttpRequest) -> HttpResponseBase:
    """A step that needs the provider's answer; where that is not what it should be, a page says so."""
    try:
        response: HttpResponseBase = step(request, provider.key)
    except STRANGE:
        return render(request, "accounts/identity_silent.html", {"provider": provider}, status=502)
    return response


def _pending(request: HttpRequest) -> SocialLogin | None:
    try:
        return SocialLogin.deserialize(request.session[PENDING])
    except (KeyError, ValueError, TypeError, ObjectDoesNotExist):
        return None
