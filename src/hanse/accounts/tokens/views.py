"""The page of one's tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hanse.accounts.proofs import freshly_proven, has_shown_factor
from hanse.accounts.tokens.forms import TokenForm
from hanse.accounts.tokens.operations import MOST, NoSuchToken, TooMany, make_token, revoke_token
from hanse.accounts.tokens.queries import tokens_of
from hanse.audit.actor import Actor
from hanse.ui import clock


@freshly_proven
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """All of one's tokens, and a form for another. A new one's secret is shown in this answer and never again.

    A token outlasts the session, so it is made only by somebody who has lately shown who they are; whoever lacks the
    second factor of their office is led to setting one up.
    """
    user: Any = request.user
    if user.is_held_back:
        raise PermissionDenied(_("Your office needs a second factor before you make a token. Add one first."))
    organisations = [(one.slug, one.name) for one in getattr(request, "mandates", ())]
    today = clock.stamp().date()
    data = request.POST if request.method == "POST" else None
    form, made, status = TokenForm(data, today=today, organisations=organisations), None, 200
    if data is not None and form.is_valid():
        by = Actor(f"{user.name} <{user.email}>"[:254] if user.name else user.email, user.pk)
        try:
            shown = has_shown_factor(request, user)
            made = make_token(person=user.pk, **form.cleaned_data, by_factor=shown, by=by, now=clock.stamp())
            form = TokenForm(today=today, organisations=organisations)
        except TooMany:
            form.add_error(None, _("You have %(most)s tokens, which is the most. Revoke one first.") % {"most": MOST})
    if form.errors:
        status = 422
    context = {"form": form, "made": made, "tokens": tokens_of(user.pk), "today": today}
    return render(request, "tokens/tokens.html", context, status=status)


@never_cache
@login_required
@require_POST
def revoke(request: HttpRequest, prefix: str) -> HttpResponse:
    """End one of one's own tokens."""
    user: Any = request.user
    by = Actor(f"{user.name} <{user.email}>"[:254] if user.name else user.email, user.pk)
    try:
        revoke_token(prefix=prefix, person=user.pk, by=by, now=clock.stamp())
    except NoSuchToken:
        raise Http404(_("You have no such token. It may have been revoked long ago.")) from None
    messages.success(request, _("The token is good for nothing any more."))
    return redirect("tokens:tokens")
