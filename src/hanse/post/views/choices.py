"""What somebody is sent, in which language and when: with an account, or by the link in a message's foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hanse.audit.actor import Actor, By
from hanse.members.acting import ActingRequest, actor_of
from hanse.post.forms.choices import ChoicesForm
from hanse.post.kinds import MessageKind
from hanse.post.letters import DIGEST
from hanse.post.models import Correspondent
from hanse.post.operations.corresponding import Choices, correspondent_for, keep_choices, stop_news
from hanse.post.queries.correspondents import correspondent_by_uid, takes_no
from hanse.post.signing import LinkRefused, LinkTooOld, read_choices, read_stop, sign_choices
from hanse.ui import clock

METHODS = require_http_methods(["GET", "HEAD", "POST"])
Kinds = Sequence[MessageKind]


@never_cache
@METHODS
@login_required
def choices(request: ActingRequest, kinds: Kinds) -> HttpResponse:
    """The choices of somebody who is signed in."""
    user: Any = request.user
    return _choose(request, kinds, correspondent_for(email=user.email, person=user.pk), actor_of(request))


# Exempt: the token in the address is the proof, nobody else knows it, and readers of mail often keep no cookies.
@csrf_exempt
@never_cache
@METHODS
def choices_by_link(request: ActingRequest, token: str, kinds: Kinds) -> HttpResponse:
    """The choices of whoever holds the link."""
    try:
        correspondent = correspondent_by_uid(read_choices(token))
    except LinkTooOld:
        return refuse_link(request, _("It is more than a year old. The foot of a newer message has a fresh one."))
    except LinkRefused:
        correspondent = None
    if correspondent is None:
        return refuse_link(request)
    return _choose(request, kinds, correspondent, Actor(correspondent.email, correspondent.person_id))


# Exempt: RFC 8058 has the reader's mail service post here, without a cookie and without a page of ours before it.
@csrf_exempt
@never_cache
@METHODS
def stop(request: ActingRequest, token: str, kinds: Kinds) -> HttpResponse:
    """Stop one kind of news. GET only asks: programs that scan mail open links, but press nothing."""
    try:
        uid, key = read_stop(token)
    except LinkRefused:
        return refuse_link(request)
    correspondent = correspondent_by_uid(uid)
    if correspondent is None:
        return refuse_link(request, _("We do not know this address any more, so nothing is sent to it."))
    already = takes_no(correspondent, key)
    if request.method == "POST":
        by = Actor(correspondent.email, correspondent.person_id)
        stop_news(correspondent=correspondent.pk, kind=key, by=by, now=clock.stamp())
    name = next((_(kind.name) for kind in kinds if kind.key == key), _("these news"))
    # A digest of news holds all kinds of them, so stopping it stops them all.
    name = _("All news") if key == DIGEST.key else name
    context = {
        "name": name,
        "email": correspondent.email,
        "choices": sign_choices(correspondent.uid),
        "stopped": already or request.method == "POST",
        "already": already,
    }
    return render(request, "post/stop.html", context)


def refuse_link(request: ActingRequest, says: str = "") -> HttpResponse:
    """410: the link is of no use, and what to do instead."""
    says = says or _("A part of it is missing, or it was changed. Copy it whole from the message.")
    return render(request, "post/link_refused.html", {"says": says}, status=410)


def _choose(request: ActingRequest, kinds: Kinds, row: Correspondent, by: By) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    zone = row.zone or request.reader.zone
    initial = {"language": row.language, "rhythm": row.rhythm, "zone": zone, "refuses_all": row.refuses_all}
    form = ChoicesForm(data, initial=initial, kinds=kinds, refused=row.refused)
    context = {"form": form, "correspondent": row}
    if data is None:
        return render(request, "post/choices.html", context)
    if not form.is_valid():
        return render(request, "post/choices.html", context, status=422)
    clean = form.cleaned_data
    chosen = Choices(clean["language"], clean["zone"], clean["rhythm"], form.refused(), clean["refuses_all"])
    keep_choices(correspondent=row.pk, choices=chosen, by=by, now=clock.stamp())
    messages.success(request, _("Kept. It counts from the next message on."))
    return redirect(request.path)
