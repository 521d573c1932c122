"""Ways in beside the code by e-mail."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.accounts.operations import LinkRefused, read_link

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a link. Only the button uses it up: mail scanners open links, but press nothing."""
    try:
        user = read_link(token=token)
    except LinkRefused:
        return render(request, "accounts/link_refused.html", status=410)
    if request.method == "POST":
        login(request, user, backend=BACKEND)
        return redirect("year:home")
    return render(request, "accounts/link.html", {"person": user})


@require_safe
def joining(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone yet; the page says whom to ask."""
    return render(request, "accounts/joining.html")
