"""For whom one acts: switching, and the page of one's own organisations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.members.acting import ActingRequest, choose_acting
from hanse.members.queries.people import own_mandates
from hanse.members.queries.resting import resting_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def acting(request: ActingRequest) -> HttpResponse:
    """The reader's organisations; a POST acts for one of them from now on, or for oneself, and goes back."""
    if request.method != "POST":
        user: Any = request.user
        today = request.reader.now.date()
        context = {"mandates": own_mandates(user.pk, today), "resting": resting_of(user.pk, today)}
        return render(request, "members/acting.html", context)
    chosen = choose_acting(request, request.POST.get("organisation", ""))
    if chosen is None:
        messages.success(request, _("You act for yourself now."))
    else:
        messages.success(request, _("You act for %(name)s now.") % {"name": chosen.name})
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(target if safe else "members:acting")
