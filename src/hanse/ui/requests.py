"""A request as the middlewares leave it: with its reader, and with what htmx says."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hanse.ui.filters import whole_number
from hanse.ui.middleware import Reader


class Request(HttpRequest):
    """`reader` is set by `ReaderMiddleware`, `htmx` by `HtmxMiddleware`. It is a type for signatures; nobody makes one."""

    reader: Reader
    htmx: HtmxDetails


def seen_revision(request: HttpRequest, *, otherwise: int = -1) -> int:
    """The revision that the sender of a form had before them; `otherwise` where the form names none."""
    seen = whole_number(request.POST.get("seen", ""))
    return otherwise if seen is None else seen
