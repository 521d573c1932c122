"""What the calendar keeps."""

from hanse.calendar.models.activities import (
    Activity,
    Contact,
    Document,
    Involvement,
    Link,
    Session,
    Speaker,
    StatusChange,
)
from hanse.calendar.models.records import Disagreement, Duty, LoadedRow, Occasion
from hanse.calendar.models.years import Area, Programme, Year

__all__ = [
    "Activity",
    "Area",
    "Contact",
    "Disagreement",
    "Document",
    "Duty",
    "Involvement",
    "Link",
    "LoadedRow",
    "Occasion",
    "Programme",
    "Session",
    "Speaker",
    "StatusChange",
    "Year",
]
