"""The mailbox of a demonstration: what would have gone out into the world, for everybody on this machine."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanse.post.operations.mailbox import empty_mailbox
from hanse.post.queries.mailbox import letter_file, letters_page, open_letter, raw_letter
from hanse.post.views.notices import as_download
from hanse.ui.requests import Request

LONGEST = 100


@require_safe
def listed(request: Request) -> HttpResponse:
    """All mails."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    page = letters_page(words, request.GET.get("page", "1"))
    template = "post/mailbox.html#sheet" if request.htmx else "post/mailbox.html"
    return render(request, template, {"page": page, "words": words})


@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """One mail in both its forms."""
    opened = open_letter(pk)
    if opened is None:
        raise _gone()
    return render(request, "post/letter.html", {"opened": opened, "letter": opened.letter})


@require_safe
def raw(request: Request, pk: int) -> HttpResponse:
    """The mail itself, for a mail program."""
    content = raw_letter(pk)
    if content is None:
        raise _gone()
    return as_download(f"mail-{pk}.eml", "message/rfc822", content)


@require_safe
def file(request: Request, pk: int, number: int) -> HttpResponse:
    """One attachment."""
    found = letter_file(pk, number)
    if found is None:
        raise _gone()
    name, _media_type, content = found
    return as_download(name, "application/octet-stream", content)


@require_POST
def empty(request: Request) -> HttpResponse:
    """Throw everything away."""
    empty_mailbox()
    return redirect("letters:mailbox")


def _gone() -> Http404:
    return Http404(_("There is no such mail in the mailbox. Somebody may have emptied it."))
