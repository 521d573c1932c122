"""Addresses of the calendar."""

from django.urls import path, register_converter

from hanse.calendar.feed_urls import feed_patterns
from hanse.calendar.views import copying, desk, keeping, pages


class TwoDigits:
    """A month as its address has it: 09, not 9."""

    regex = r"\d\d"

    def to_python(self, value: str) -> int:
        """The month as a number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """The month in two digits."""
        return f"{int(value):02d}"


class FourDigits(TwoDigits):
    """A year, so that other numbers are no years."""

    regex = r"\d{4}"


register_converter(TwoDigits, "month")
register_converter(FourDigits, "year")

app_name = "calendar"
urlpatterns = [
    *feed_patterns,
    path("<year:number>/", pages.year_page, name="year"),
    path("<year:number>/list/", pages.list_page, name="list"),
    path("<year:number>/desk/", desk.desk, name="desk"),
    path("<year:number>/desk/new/", keeping.add, name="add"),
    path("<year:number>/desk/date/", keeping.read_date, name="read-date"),
    path("<year:number>/desk/several/", desk.several, name="several"),
    path("<year:number>/desk/copy/", copying.copy, name="copy"),
    path("<year:number>/desk/history/", keeping.year_history, name="year-history"),
    path("<year:number>/desk/words/", desk.words, name="words"),
    path("<year:number>/<month:month>/", pages.month_page, name="month"),
    path("<year:number>/programmes/", pages.programmes, name="programmes"),
    path("<year:number>/programmes/<slug:slug>/", pages.programme, name="programme"),
    path("<year:number>/areas/", pages.areas, name="areas"),
    path("<year:number>/areas/<slug:key>/", pages.area, name="area"),
    path("activities/", pages.activities, name="activities"),
    path("activities/<slug:slug>/", pages.activity, name="activity"),
    path("activities/<slug:slug>/edit/", keeping.edit, name="edit"),
    path("activities/<slug:slug>/history/", keeping.history, name="history"),
    path("activities/<slug:slug>/remove/", keeping.remove, name="remove"),
    path("activities/<slug:slug>/step/<slug:verb>/", desk.step, name="step"),
]
