"""A page whole, or the part of it that htmx puts in place of an older one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from hanse.ui.requests import Request

_TOLD_APART_BY = ("HX-Request", "HX-History-Restore-Request")


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part. Going back, it asks as well, but then it has lost the page and needs all of it."""
    htmx = request.htmx
    return bool(htmx) and not htmx.history_restore_request


def render_part(request: Request, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or its `part` for htmx, which then finds `is_part` in the context.

    Where the context has a `query_string`, it becomes the address of the part: a form also sends what is empty.

    Both stand at one address, so that caches must tell them apart by what htmx says of itself: without `Vary` the
    browser would show the part alone to whoever comes back from another page. Tags differ with the content, so that a
    part is never "not modified" for the whole.
    """
    is_part = wants_part(request)
    name = f"{template}#{part}" if is_part else template
    response = render(request, name, {**context, "is_part": is_part})
    if is_part and "query_string" in context:
        query = context["query_string"]
        response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    patch_vary_headers(response, _TOLD_APART_BY)
    return response
