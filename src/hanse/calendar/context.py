"""What every page says of the network: its name above, the secretariat below."""

from typing import Any

from django.utils.functional import SimpleLazyObject

from hanse.calendar.queries.years import current_year
from hanse.ui.requests import Request


def network(request: Request) -> dict[str, Any]:
    """`current_year`, read only by a page that shows it, once per request."""

    def current() -> Any:
        if not hasattr(request, "_current_year"):
            request._current_year = current_year(request.reader.now.date())  # type: ignore[attr-defined]  # one read a request
        return request._current_year  # type: ignore[attr-defined]  # set above

    return {"current_year": SimpleLazyObject(current)}
