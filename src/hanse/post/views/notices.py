"""What was written to somebody, for themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hanse.post.operations.keeping import mark_read
from hanse.post.queries.messages import file_of, notice_page, notices_page
from hanse.post.rendering import first_words, letter_html
from hanse.ui.requests import Request


@never_cache
@require_safe
@login_required
def listed(request: Request) -> HttpResponse:
    """One's own notices."""
    user: Any = request.user
    now = request.reader.now
    page = notices_page(user.pk, request.GET.get("page", "1"), now=now)
    rows = [(row, first_words(row.body, 160)) for row in page]
    return render(request, "post/notices.html", {"page": page, "rows": rows})


@never_cache
@require_safe
@login_required
def one(request: Request, uid: UUID) -> HttpResponse:
    """One notice; opening it is reading it."""
    page = notice_page(uid)
    user: Any = request.user
    if page is None or page.message.person_id != user.pk:
        raise _foreign()
    if page.message.read_at is None:
        mark_read(person=user.pk, now=request.reader.now, message=page.message.pk)
    return render(
        request,
        "post/notice.html",
        {"page": page, "message": page.message, "html": letter_html(page.message.body)},
    )


@never_cache
@require_POST
@login_required
def all_read(request: Request) -> HttpResponse:
    """Mark all of one's notices as read."""
    user: Any = request.user
    mark_read(person=user.pk, now=request.reader.now)
    return redirect("letters:notices")


@never_cache
@require_safe
@login_required
def file(request: Request, uid: UUID, pk: int) -> HttpResponse:
    """A file that came with a message, for its reader alone; tickets let people in."""
    found = file_of(uid, pk)
    user: Any = request.user
    if found is None or found[0].person_id != user.pk:
        raise _foreign()
    _message, name, media_type, content = found
    return as_download(name, media_type, content)


def as_download(name: str, media_type: str, content: bytes) -> HttpResponse:
    """A file to keep, never one to be shown as a page of ours."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _foreign() -> Http404:
    return Http404(_("There is no such message to you. You may be signed in with another address than it was sent to."))
