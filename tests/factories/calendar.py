"""Years, areas and activities for tests."""

from itertools import count
from typing import Any

from hanse.calendar.choices import AreaKey
from hanse.calendar.models import Activity, Area, Involvement, Year
from hanse.engines.when import parse
from hanse.members.geography import region_of
from hanse.members.models import Organisation

_numbers = count(1)


def make_year(number: int = 2023, **fields: Any) -> Year:
    """A year of an example network in Seoul; the same year twice is the same row."""
    fields.setdefault("network", {"name": "Example Network of Cities", "short_name": "Example", "zone": "Asia/Seoul"})
    fields.setdefault(
        "secretariat",
        {
            "address": ["1 Example Street", "Seoul"],
            "email": "desk@example.org",
            "phone": "+82 2 000 0000",
            "social": [],
        },
    )
    return Year.objects.get_or_create(number=number, defaults=fields)[0]


def make_area(key: str = "networking", year: Year | None = None, **fields: Any) -> Area:
    """An area of a year; the same key twice is the same row."""
    year = year or make_year()
    fields.setdefault("name", str(AreaKey(key).label))
    fields.setdefault("position", AreaKey.values.index(key))
    return Area.objects.get_or_create(year=year, key=key, defaults=fields)[0]


def when_fields(text: str, year: int = 2023, zone: str = "Asia/Seoul") -> dict[str, Any]:
    """The stored columns of a date as people write it."""
    when = parse(text, year, zone)
    return {
        "when_text": when.text,
        "when_edtf": when.edtf,
        "when_lower": when.lower,
        "when_upper": when.upper,
        "when_precision": str(when.precision),
        "when_zone": when.zone,
        "first_on": when.first_on,
        "last_on": when.last_on,
    }


def make_activity(
    *,
    when: str = "Mar 13-17",
    area: str = "networking",
    year: Year | None = None,
    zone: str = "Asia/Seoul",
    **fields: Any,
) -> Activity:
    """A confirmed public activity in person in Seoul unless told otherwise."""
    number = next(_numbers)
    year = year or make_year()
    fields.setdefault("slug", f"activity-{number}-{year.number}")
    fields.setdefault("title", f"Activity {number}")
    fields.setdefault("status", "confirmed")
    fields.setdefault("mode", "in-person")
    fields.setdefault("city", "Seoul")
    fields.setdefault("country", "KR")
    fields.setdefault("region", region_of(fields["country"]))
    return Activity.objects.create(
        year=year, area=make_area(area, year), **when_fields(when, year.number, zone), **fields
    )


def make_involvement(activity: Activity, organisation: Organisation, part: str = "organiser") -> Involvement:
    """An organisation's part in an activity."""
    return Involvement.objects.create(activity=activity, organisation=organisation, part=part)
