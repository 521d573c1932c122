"""All messages, for the secretariat."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.post.filters import MessageFilter
from hanse.post.kinds import MessageKind
from hanse.post.operations.keeping import take_back, try_again
from hanse.post.permissions import may_read_text
from hanse.post.queries.messages import SHAPES, MessagePage, counts_by_delivery, message_page, messages_page
from hanse.post.queries.status import post_status
from hanse.post.rendering import letter_html
from hanse.ui import clock
from hanse.ui.filters import whole_number


@require_safe
def listed(request: ActingRequest, kinds: Sequence[MessageKind]) -> HttpResponse:
    """The list, with how the post is doing above it."""
    names = {kind.key: _(kind.name) for kind in kinds}
    chosen = MessageFilter.read(request.GET, names)
    page = messages_page(chosen, request.GET.get("page", "1"))
    now = request.reader.now
    context = {
        "page": page,
        "rows": [(row, names.get(row.kind, row.kind), SHAPES[row.delivery]) for row in page],  # type: ignore[index]  # its values are its members
        "chosen": chosen,
        "kinds": sorted(names.items(), key=lambda item: item[1]),
        "deliveries": counts_by_delivery(),
        "status": post_status(now=now, stamp=clock.stamp()),
    }
    template = "post/messages.html#sheet" if request.htmx else "post/messages.html"
    return render(request, template, context)


@require_safe
def one(request: ActingRequest, pk: int, kinds: Sequence[MessageKind]) -> HttpResponse:
    """One message, its way and its attempts. The text of a confidential one is for its reader alone."""
    page = _get(pk)
    message = page.message
    reads = may_read_text(request.user, person=message.person_id, is_confidential=message.is_confidential)
    name = next((_(kind.name) for kind in kinds if kind.key == message.kind), message.kind)
    html = letter_html(message.body) if reads else ""
    return render(request, "post/message.html", {"page": page, "message": message, "kind": name, "html": html})


@require_POST
def again(request: ActingRequest) -> HttpResponse:
    """Try the picked messages anew, or the one of a message's page."""
    picked = [key for key in map(whole_number, request.POST.getlist("pick")) if key is not None]
    count = try_again(messages=picked, by=actor_of(request), now=clock.stamp())
    if count:
        words = ngettext("%(count)s message is tried again.", "%(count)s messages are tried again.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.error(request, _("Nothing to try again. Pick messages that failed or came back."))
    if len(picked) == 1 and "one" in request.POST:
        return redirect("letters:message", picked[0])
    return redirect("letters:messages")


@require_POST
def withdraw(request: ActingRequest, pk: int) -> HttpResponse:
    """Take one message back before it goes."""
    page = _get(pk)
    if take_back(message=pk, by=actor_of(request), now=clock.stamp()):
        messages.success(request, _("It is taken back and will not be sent."))
        return redirect("letters:message", pk)
    says = _("It is already “%(state)s”, so it cannot be taken back.") % {"state": page.message.get_delivery_display()}
    return render(request, "post/too_late.html", {"says": says, "back": pk}, status=409)


def _get(pk: int) -> MessagePage:
    page = message_page(pk)
    if page is None:
        raise Http404(_("There is no such message. It may have been erased with the account of its reader."))
    return page
