"""Look-alikes; making one of two, with its letters, is a page of the room `joining`."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.members.operations.merging import say_two_organisations, say_two_people
from hanse.members.queries.doubles import organisation_pairs, people_pairs, two_organisations, two_people
from hanse.members.views.access import for_mergers
from hanse.ui import clock


@for_mergers
@require_safe
def doubles(request: ActingRequest) -> HttpResponse:
    """Organisations that may be one, and accounts that may belong to one person, with the reasons."""
    context = {"organisations": organisation_pairs(), "people": people_pairs()}
    return render(request, "members/doubles.html", context)


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
