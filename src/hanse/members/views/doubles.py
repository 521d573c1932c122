"""Look-alikes, and making one of two."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.members.operations.faults import Refused
from hanse.members.operations.merging import (
    Report,
    merge_organisations,
    merge_people,
    preview_organisations,
    preview_people,
    say_two_organisations,
    say_two_people,
)
from hanse.members.queries.doubles import organisation_pairs, people_pairs, two_organisations, two_people
from hanse.members.queries.rights import standing_on
from hanse.members.views.access import for_mergers
from hanse.ui import clock

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_mergers
@require_safe
def doubles(request: ActingRequest) -> HttpResponse:
    """Organisations that may be one, and accounts that may belong to one person, with the reasons."""
    context = {"organisations": organisation_pairs(), "people": people_pairs()}
    return render(request, "members/doubles.html", context)


@for_mergers
@METHODS
def merge(request: ActingRequest) -> HttpResponse:
    """Make one organisation of two: what would happen is shown first."""
    two = two_organisations(*_asked(request))
    if two is None:
        raise Http404(_("Choose two different organisations of the directory, on the page of look-alikes."))
    kept, double = two
    report = _report(request, kept.pk, double.pk, merge=merge_organisations, preview=preview_organisations)
    if request.method == "POST":
        says = _("%(double)s is part of %(kept)s now. Its old address leads here.")
        messages.success(request, says % {"double": double.name, "kept": kept.name})
        return redirect("year:organisation", kept.slug)
    standings = standing_on([kept.pk, double.pk], request.reader.now.date())
    context = {"kept": kept, "double": double, "report": report}
    context |= {"kept_standing": standings[kept.pk].words, "double_standing": standings[double.pk].words}
    return render(request, "members/merge.html", context)


@for_mergers
@METHODS
def merge_accounts(request: ActingRequest) -> HttpResponse:
    """Make one account of two: what would happen is shown first."""
    two = two_people(*_asked(request))
    if two is None:
        raise Http404(_("Choose two different open accounts, on the page of look-alikes."))
    kept, double = two
    report = _report(request, kept.pk, double.pk, merge=merge_people, preview=preview_people)
    if request.method == "POST":
        says = _("What %(double)s had belongs to %(kept)s now. The old account is closed.")
        messages.success(request, says % {"double": double.email, "kept": kept.email})
        return redirect("members:doubles")
    return render(request, "members/merge_people.html", {"kept": kept, "double": double, "report": report})


@for_mergers
@require_POST
def tell_apart(request: ActingRequest) -> HttpResponse:
    """Say that two look-alikes are two."""
    first, second, by, now = (
        request.POST.get("first", ""),
        request.POST.get("second", ""),
        actor_of(request),
        clock.stamp(),
    )
    if organisations := two_organisations(first, second):
        say_two_organisations(one=organisations[0].pk, other=organisations[1].pk, by=by, now=now)
    elif people := two_people(first, second):
        say_two_people(one=people[0].pk, other=people[1].pk, by=by, now=now)
    else:
        raise Http404(_("They are not both here any more. Look at the page of look-alikes again."))
    messages.success(request, _("Nobody will be asked about these two again."))
    return redirect("members:doubles")


def _asked(request: ActingRequest) -> tuple[str, str]:
    """Which of two is kept, and which is the double."""
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get("keep", ""), asked.get("double", "")


def _report(
    request: ActingRequest, kept: int, double: int, *, merge: Callable[..., Report], preview: Callable[..., Report]
) -> Report:
    """What was done, where the reader pressed the button, and otherwise what would be."""
    act = merge if request.method == "POST" else preview
    today = request.reader.now.date()
    try:
        return act(kept=kept, double=double, today=today, by=actor_of(request), now=clock.stamp())
    except Refused as refusal:
        raise Http404(str(refusal.reason)) from None
