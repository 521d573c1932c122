"""A request as the middlewares leave it: with its reader, and with what htmx says."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hanse.ui.middleware import Reader


class Request(HttpRequest):
    """`reader` is set by `ReaderMiddleware`, `htmx` by `HtmxMiddleware`. It is a type for signatures; nobody makes one."""

    reader: Reader
    htmx: HtmxDetails
