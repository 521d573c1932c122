"""Long lists, page by page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext


def page_of(rows: Any, size: int, number: str) -> Page[Any]:
    """One page of a list; for a number that there is not, the page that says how many there are."""
    paginator = Paginator(rows, size)
    try:
        return paginator.page(number or 1)
    except InvalidPage:
        says = gettext("There is no page “%(page)s” of this list. Its pages go from 1 to %(last)s.")
        raise Http404(says % {"page": number[:20], "last": paginator.num_pages}) from None
