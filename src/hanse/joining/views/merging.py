"""Making one of two: what would happen is shown first, and whose mandates rest by it is told."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hanse.joining.operations.merging import merge_organisations_and_tell, merge_people_and_tell
from hanse.members.acting import ActingRequest, actor_of
from hanse.members.operations.faults import Refused
from hanse.members.operations.merging import Report, preview_organisations, preview_people
from hanse.members.queries.doubles import merged_already, merged_people_already, two_organisations, two_people
from hanse.members.queries.rights import standing_on
from hanse.members.views.access import for_mergers
from hanse.ui import clock

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@for_mergers
@METHODS
def merge(request: ActingRequest) -> HttpResponse:
    """Make one organisation of two."""
    first, second = _asked(request)
    two = two_organisations(first, second)
    if two is None:
        return _done_organisations(request, first, second)
    kept, double = two
    report = _report(request, kept.pk, double.pk, merge=merge_organisations_and_tell, preview=preview_organisations)
    if request.method == "POST":
        says = _("%(double)s is part of %(kept)s now. Its old address leads here.")
        messages.success(request, says % {"double": double.name, "kept": kept.name})
        return redirect("year:organisation", kept.slug)
    standings = standing_on([kept.pk, double.pk], request.reader.now.date())
    context = {"kept": kept, "double": double, "report": report}
    context |= {"kept_standing": standings[kept.pk].words, "double_standing": standings[double.pk].words}
    return render(request, "joining/merge.html", context)


@for_mergers
@METHODS
def merge_accounts(request: ActingRequest) -> HttpResponse:
    """Make one account of two."""
    first, second = _asked(request)
    two = two_people(first, second)
    if two is None:
        return _done_people(request, first, second)
    kept, double = two
    report = _report(request, kept.pk, double.pk, merge=merge_people_and_tell, preview=preview_people)
    if request.method == "POST":
        says = _("What %(double)s had belongs to %(kept)s now. The old account is closed.")
        messages.success(request, says % {"double": double.email, "kept": kept.email})
        return redirect("members:doubles")
    return render(request, "joining/merge_people.html", {"kept": kept, "double": double, "report": report})


def _asked(request: ActingRequest) -> tuple[str, str]:
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


def _done_organisations(request: ActingRequest, first: str, second: str) -> HttpResponse:
    """A second tab, or a second click, of a merger that is done: say so, and lead to the one that is kept."""
    done = merged_already(first, second)
    if done is None:
        raise Http404(_("Choose two different organisations of the directory, on the page of look-alikes."))
    double, kept = done
    says = _("This was done already: %(double)s is part of %(kept)s. Nothing was changed now.")
    messages.info(request, says % {"double": double.name, "kept": kept.name})
    return redirect("year:organisation", kept.slug)


def _done_people(request: ActingRequest, first: str, second: str) -> HttpResponse:
    done = merged_people_already(first, second)
    if done is None:
        raise Http404(_("Choose two different open accounts, on the page of look-alikes."))
    double, kept = done
    says = _("This was done already: what %(double)s had belongs to %(kept)s. Nothing was changed now.")
    messages.info(request, says % {"double": double.email, "kept": kept.email})
    return redirect("members:doubles")
