"""The news of the year for those without an account: asked for, confirmed by a link."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hanse.members.acting import ActingRequest
from hanse.post.forms.subscription import SubscriptionForm
from hanse.post.operations.subscribing import AskedTooLongAgo, ask_for_news, confirm_subscription
from hanse.post.queries.correspondents import subscription_confirmed
from hanse.post.signing import LinkRefused, LinkTooOld, read_confirm
from hanse.post.views.choices import refuse_link
from hanse.ui import clock
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@METHODS
@limited("subscribe", per_minute=20, only_sent=True)
def subscribe(request: ActingRequest) -> HttpResponse:
    """The form. Its answer is the same for every address, so that nobody learns who is subscribed."""
    language = (get_language() or "en").split("-")[0]
    form = SubscriptionForm(request.POST if request.method == "POST" else None, initial={"language": language})
    if request.method != "POST":
        return render(request, "post/subscribe.html", {"form": form})
    if not form.is_valid():
        return render(request, "post/subscribe.html", {"form": form}, status=422)
    clean = form.cleaned_data
    consent = str(form.fields["agreed"].label)
    ask_for_news(email=clean["email"], language=clean["language"], consent=consent, now=clock.stamp())
    return render(request, "post/subscribe_sent.html", {"email": clean["email"]})


# Exempt: the token in the address is the proof, and readers of mail often keep no cookies.
@csrf_exempt
@never_cache
@METHODS
def confirm(request: ActingRequest, token: str) -> HttpResponse:
    """The link of the mail. Only the button subscribes: programs that scan mail open links, but press nothing."""
    try:
        uid = read_confirm(token)
        already = subscription_confirmed(uid)
        if already is None:
            raise AskedTooLongAgo
        if request.method == "POST":
            confirm_subscription(uid=uid, now=clock.stamp())
    except (LinkTooOld, AskedTooLongAgo):
        return refuse_link(
            request, _("It was good for seven days, or the subscription has ended. Subscribe anew for a fresh one.")
        )
    except LinkRefused:
        return refuse_link(request)
    return render(request, "post/confirm.html", {"done": already or request.method == "POST", "already": already})
