"""One's own data: look at it, take it along, have it erased."""

from __future__ import annotations

from typing import Any, cast

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.accounts.models import User
from hanse.accounts.proofs import is_fresh
from hanse.audit.holdings import Fate, Outcome, Subject
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock
from hanse.ui.errors import explain
from hanse.ui.limits import limited
from hanse.year.personal.copying import (
    DAYS,
    Copy,
    CopyExpired,
    CopyRefused,
    ask_for_copy,
    is_small,
    make_copy,
    octets_of,
    read_token,
)
from hanse.year.personal.erasing import HasAccount, LastAdministrator, erase_person, foresee, last_administrator
from hanse.year.personal.forms import AddressForm, OnRequestForm, TypedForm
from hanse.year.personal.permissions import may_erase_others
from hanse.year.personal.queries import only_administrator_of
from hanse.year.personal.rooms import subject_of
from hanse.year.personal.tasks import make_copy_of

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@METHODS
@limited("copy of one's data", per_minute=10)
def data(request: ActingRequest) -> HttpResponse:
    """What is kept of the reader, in numbers; a POST asks for all of it."""
    user = _reader(request)
    if request.method != "POST":
        return render(request, "year/personal/data.html", {"outcomes": foresee(subject_of(user)), "days": DAYS})
    copy = ask_for_copy(user=user, by=actor_of(request), now=clock.stamp())
    if is_small(user):
        make_copy(copy=copy, user=user, language=_language())
    else:
        make_copy_of.enqueue(user.pk, copy.uid, _language())
    return redirect("year:my-copy", copy.token)


@never_cache
@login_required
@require_safe
def my_copy(request: ActingRequest, token: str) -> HttpResponse:
    """A copy: ready, or being made."""
    copy = _copy(request, token)
    if copy is None:
        return _expired(request)
    return render(request, "year/personal/my_copy.html", {"ready": copy.is_ready, "token": token, "days": DAYS})


@never_cache
@login_required
@require_safe
def my_copy_file(request: ActingRequest, token: str) -> HttpResponseBase:
    """The ZIP itself."""
    copy = _copy(request, token)
    if copy is None:
        return _expired(request)
    if not copy.is_ready:
        raise Http404(gettext("The copy is still being made. We write to you when it is ready."))
    response = StreamingHttpResponse(octets_of(copy), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="hanse-data.zip"'
    response.headers["Content-Length"] = str(default_storage.size(copy.path))
    return response


@never_cache
@login_required
@METHODS
def erase_me(request: ActingRequest) -> HttpResponse:
    """What would go and what stays, and why; a POST with the address typed in erases."""
    user = _reader(request)
    if request.method == "POST" and not is_fresh(request, user):
        raise ReauthenticationRequired  # they show who they are, and what they sent is taken up again
    subject = subject_of(user)
    form = TypedForm(request.POST if request.method == "POST" else None, email=user.email)
    is_last = last_administrator(subject)
    if request.method == "POST" and not is_last and form.is_valid():
        try:
            erase_person(subject=subject, by="the person", now=clock.now(), stamp=clock.stamp())
        except LastAdministrator:
            is_last = True
        else:
            logout(request)
            return redirect("year:erased")
    context = {
        **_foreseen(foresee(subject)),
        "form": form,
        "is_last": is_last,
        "alone": only_administrator_of(user.pk, clock.now().date()),
    }
    status = 200 if request.method != "POST" else 409 if is_last else 422
    return render(request, "year/personal/erase.html", context, status=status)


@require_safe
def erased(request: ActingRequest) -> HttpResponse:
    """Said when it is done; nobody is signed in any more who could be told by name."""
    return render(request, "year/personal/erased.html")


@never_cache
@METHODS
def on_request(request: ActingRequest) -> HttpResponse:
    """The secretariat erases somebody without an account: look first, then type the address once more."""
    if not may_erase_others(request.user):
        raise PermissionDenied(
            gettext(
                "Administrators of the secretariat do this for people without an account. Your own data are at %(page)s."
            )
            % {"page": reverse("year:my-data")}
        )
    posted = request.POST if request.method == "POST" else None
    email = (request.POST if posted is not None else request.GET).get("email", "").strip()
    if not email:
        return render(request, "year/personal/on_request.html", {"form": AddressForm()})
    return _on_request(request, email)


def _on_request(request: ActingRequest, email: str) -> HttpResponse:
    address = AddressForm({"email": email})
    template = "year/personal/on_request.html"
    if not address.is_valid():
        return render(request, template, {"form": address}, status=422)
    subject = Subject(address.cleaned_data["email"])
    outcomes = foresee(subject)
    form = OnRequestForm(request.POST if request.method == "POST" else None, email=subject.email)
    context = {"form": address, "sure": form, "email": subject.email, **_foreseen(outcomes)}
    if request.method != "POST":
        return render(request, template, {**context, "has_account": _has_account(subject.email)})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        erase_person(
            subject=subject, by=actor_of(request), now=clock.now(), stamp=clock.stamp(), how=form.cleaned_data["how"]
        )
    except HasAccount:
        return render(request, template, {**context, "has_account": True}, status=409)
    return redirect("year:erased")


def _foreseen(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "goes": [outcome for outcome in outcomes if outcome.fate == Fate.GOES],
        "stays": [outcome for outcome in outcomes if outcome.fate != Fate.GOES],
    }


def _has_account(email: str) -> bool:
    return User.objects.filter(email__iexact=email).exists()


def _copy(request: ActingRequest, token: str) -> Copy | None:
    """The copy of a link; nothing where the link is too old."""
    try:
        return read_token(token, _reader(request).pk)
    except CopyExpired:
        return None
    except CopyRefused:
        raise PermissionDenied(
            gettext("This link is for another account, or a letter of it is missing. Ask for a copy of your own data.")
        ) from None


def _expired(request: ActingRequest) -> HttpResponse:
    words = gettext("Such links work for %(days)s days. Ask for another copy.") % {"days": DAYS}
    return explain(
        request, 410, gettext("This link has expired"), words, [(gettext("Your data"), reverse("year:my-data"))]
    )


def _reader(request: ActingRequest) -> User:
    return cast(User, request.user)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
