"""The calendar's part of the API."""

from hanse.calendar.api import writing
from hanse.calendar.api.routes import router

__all__ = ["router", "writing"]
