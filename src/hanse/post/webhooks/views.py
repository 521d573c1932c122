"""The page of webhooks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hanse.accounts.permissions import is_secretariat
from hanse.members.acting import ActingRequest, acting_of, actor_of
from hanse.post.webhooks.forms import HookForm
from hanse.post.webhooks.operations import NoSuchHook, TooMany, make_hook, remove_hook, restart_hook, test_hook
from hanse.post.webhooks.operations.keeping import MOST
from hanse.post.webhooks.queries import hooks_of
from hanse.ui import clock

ACTS = {"test": test_hook, "restart": restart_hook, "remove": remove_hook}
DONE = {
    "test": gettext_noop("The test goes out within a minute. Load this page again to see the answer."),
    "restart": gettext_noop("It is called again, also for what it missed."),
    "remove": gettext_noop("It is removed, and not called any more."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: ActingRequest) -> HttpResponse:
    """All of one's hooks, and a form for another."""
    organisation, name = _scope(request)
    user: Any = request.user
    data = request.POST if request.method == "POST" else None
    form, made, status = HookForm(data), None, 200
    if data is not None and form.is_valid():
        try:
            made = make_hook(
                person=user.pk, organisation=organisation, **form.cleaned_data, by=actor_of(request), now=clock.stamp()
            )
            form = HookForm()
        except TooMany:
            form.add_error(None, _("You have %(most)s webhooks, which is the most. Remove one first.") % {"most": MOST})
    if form.errors:
        status = 422
    context = {"form": form, "made": made, "hooks": hooks_of(user.pk), "organisation": name}
    return render(request, "webhooks/hooks.html", context, status=status)


@never_cache
@require_POST
def act(request: ActingRequest, uid: UUID, verb: str) -> HttpResponse:
    """Test, restart or remove one of one's own."""
    _scope(request)
    user: Any = request.user
    if verb not in ACTS:
        raise Http404(_("There is no such step."))
    try:
        ACTS[verb](uid=uid, person=user.pk, by=actor_of(request), now=clock.stamp())
    except NoSuchHook:
        raise Http404(_("You have no such webhook. It may have been removed.")) from None
    messages.success(request, _(DONE[verb]))
    return redirect("webhooks:hooks")


def _scope(request: ActingRequest) -> tuple[str, str]:
    """Whose changes this person may hear of, by address and name: those of the organisation they administer; all, which
    has neither, for the secretariat."""
    if is_secretariat(request.user):
        return "", ""
    acting = acting_of(request) if request.user.is_authenticated else None
    if acting is None or not acting.is_administrator:
        raise PermissionDenied(_("Webhooks are for the secretariat and for the administrators of an organisation."))
    return acting.slug, acting.name
