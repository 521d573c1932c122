"""Pages travel compressed: many readers have slow lines."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages for those who take gzip. The API is for programs on good lines, or behind a proxy that does it.

    Against BREACH, Django pads each compressed page at random and masks the form's token anew each time.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave feeds, which compress themselves, and what gains nothing, as they are."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind != "text/html" or not accepts_gzip(request):
            return response
        return super().process_response(request, response)


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the asking program takes gzip (RFC 9110, 12.5.3); `gzip;q=0` says that it does not."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() == "gzip":
            return weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
