"""Which years there are, and what a year says of itself."""

from hanse.calendar.models import Year


class NoSuchYear(Exception):
    """Nobody has loaded or opened that year."""


def latest_year() -> Year | None:
    """The year that `/` shows: the newest there is."""
    return Year.objects.first()


def year(number: int) -> Year:
    """One year; raises `NoSuchYear`."""
    found = Year.objects.filter(number=number).first()
    if found is None:
        raise NoSuchYear(number)
    return found


def year_numbers() -> list[int]:
    """All years, newest first."""
    return list(Year.objects.values_list("number", flat=True))
