"""A network's year of any size, invented but with the shape of a real one; the same seed gives the same year."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from hanse.calendar.choices import AreaKey, Audience, Mode, Part, Status
from hanse.calendar.models import Activity, Area, Contact, Involvement, Link, Programme, Year
from hanse.engines.when.stored import from_edtf
from hanse.members.choices import Kind, Relation, Standing
from hanse.members.geography import region_of
from hanse.members.models import NetworkPlace, Organisation, RegionalNetwork

BATCH = 1000
WRITTEN_AT = datetime(2023, 1, 9, 9, tzinfo=UTC)
# City, country, latitude, longitude, zone: names with accents, in capitals of every region and both hemispheres.
PLACES = (
    ("Seoul", "KR", 37.5665, 126.978, "Asia/Seoul"), ("São Paulo", "BR", -23.5505, -46.6333, "America/Sao_Paulo"),
    ("Kampala", "UG", 0.3476, 32.5825, "Africa/Kampala"), ("Zürich", "CH", 47.3769, 8.5417, "Europe/Zurich"),
    ("Bogotá", "CO", 4.711, -74.0721, "America/Bogota"), ("Đà Nẵng", "VN", 16.0544, 108.2022, "Asia/Ho_Chi_Minh"),
    ("İzmir", "TR", 38.4237, 27.1428, "Europe/Istanbul"), ("Ulaanbaatar", "MN", 47.8864, 106.9057, "Asia/Ulaanbaatar"),
    ("Kathmandu", "NP", 27.7172, 85.324, "Asia/Kathmandu"), ("Montréal", "CA", 45.5019, -73.5674, "America/Toronto"),
    ("Auckland", "NZ", -36.8509, 174.7645, "Pacific/Auckland"), ("Abu Dhabi", "AE", 24.4539, 54.3773, "Asia/Dubai"),
    ("Almaty", "KZ", 43.222, 76.8512, "Asia/Almaty"), ("Málaga", "ES", 36.7213, -4.4214, "Europe/Madrid"),
    ("Dakar", "SN", 14.7167, -17.4677, "Africa/Dakar"), ("Cần Thơ", "VN", 10.0452, 105.7469, "Asia/Ho_Chi_Minh"),
)  # fmt: skip
KINDS = (
    "Forum",
    "Workshop",
    "Training",
    "Webinar",
    "Assembly",
    "Conference",
    "Clinic",
    "Study visit",
    "Expo",
    "Survey",
)
TOPICS = (
    "open data", "water", "digital twins", "mobility, walking and cycling", "public services", "city finance",
    "heat", "waste", "inclusion", "clean air", "land registers", "trust in algorithms", "street lighting",
)  # fmt: skip
WORDS = [
    "cities",
    "officials",
    "learn",
    "from",
    "each",
    "other",
    "about",
    "services",
    "that",
    "people",
    "use",
    "every",
    "day",
    "and",
    "bring",
    "home",
    "a",
    "plan",
    "with",
    "figures",
    "partners",
    "who",
    "have",
    "built",
    "it",
    "before",
    "answer",
    "questions",
    "and",
    "show",
    "what",
    "went",
    "wrong",
]


def make_world(activities: int, organisations: int, seed: int = 2023) -> Year:
    """Fill an empty database with a year; returns it. About 15 s for 100,000 activities on SQLite."""
    chance = Random(seed)
    year = _year()
    areas = [_area(year, key, place) for place, key in enumerate(AreaKey.values)]
    programmes = {area.pk: [_programme(area, n) for n in range(3)] for area in areas}
    networks = [_network(n) for n in range(4)]
    bodies = _organisations(organisations, chance)
    _places(networks, bodies, chance)
    rows = [_activity(n, year, areas, programmes, chance) for n in range(activities)]
    Activity.objects.bulk_create(rows, batch_size=BATCH)
    _give_parents(rows, chance)
    _surround(rows, bodies, networks, chance)
    return year


def _year() -> Year:
    return Year.objects.create(
        number=2023,
        theme="A year like any other",
        lead="Everything the network does in 2023.",
        network={"name": "Example Network of Cities", "short_name": "ENC", "zone": "Asia/Seoul",
                 "website": "https://network.example.org/", "founded": 2010, "summary": "Cities that help each other."},
        secretariat={"address": ["1 Example Street", "Seoul"], "email": "desk@example.org", "phone": "", "social": []},
    )  # fmt: skip


def _area(year: Year, key: str, place: int) -> Area:
    name = str(AreaKey(key).label)
    return Area.objects.create(year=year, key=key, name=name, summary=f"All about {name.lower()}.", position=place)


def _programme(area: Area, number: int) -> Programme:
    name = f"{area.name}, programme {number + 1}"
    return Programme.objects.create(area=area, slug=f"{area.key}-{number + 1}", name=name, position=number)


def _network(number: int) -> RegionalNetwork:
    name = ("Africa", "Latin America", "ASEAN", "Central Asia")[number]
    return RegionalNetwork.objects.create(
        code=f"net{number + 1}",
        name=f"{name} network of cities",
        short_name=name,
        relation=Relation.OWN,
        position=number,
    )


def _organisations(count: int, chance: Random) -> list[Organisation]:
    rows = []
    for number in range(count):
        city, country, latitude, longitude, _ = PLACES[number % len(PLACES)]
        rows.append(
            Organisation(
                slug=f"organisation-{number}",
                name=f"{city} {chance.choice(('City', 'Metropolitan Government', 'Institute', 'Labs'))} {number}",
                kind=chance.choice(Kind.values),
                standing=chance.choice(Standing.values),
                city=city,
                country=country,
                region=region_of(country),
                latitude=latitude + chance.uniform(-4, 4),
                longitude=longitude + chance.uniform(-4, 4),
                population=chance.randrange(20_000, 12_000_000),
                website=f"https://organisation-{number}.example.org/",
                summary=_sentence(chance, 25),
            )
        )
    return Organisation.objects.bulk_create(rows, batch_size=BATCH)


def _places(networks: list[RegionalNetwork], bodies: list[Organisation], chance: Random) -> None:
    NetworkPlace.objects.bulk_create(
        [NetworkPlace(network=chance.choice(networks), organisation=body) for body in bodies[::4]], batch_size=BATCH
    )


def _activity(
    number: int, year: Year, areas: list[Area], programmes: dict[int, list[Programme]], chance: Random
) -> Activity:
    area = chance.choice(areas)
    city, country, latitude, longitude, zone = PLACES[int(chance.triangular(0, len(PLACES), 0))]
    mode = chance.choice(Mode.values)
    changed_at = WRITTEN_AT + timedelta(minutes=chance.randrange(200_000))
    title = f"{chance.choice(KINDS)} on {chance.choice(TOPICS)} {number + 1}"
    translated = {"ko": {"title": f"{city} 행사 {number + 1}"}} if number % 2 else {}
    status, embargo_until = _status(chance)
    return Activity(
        uid=uuid.UUID(int=chance.getrandbits(128), version=4),
        slug=f"activity-{number + 1}",
        year=year,
        area=area,
        programme=chance.choice([None, *programmes[area.pk]]),
        title=title,
        summary=_sentence(chance, 35),
        description="\n\n".join(_sentence(chance, 60) for _ in range(3)),
        **_dates(*_when(chance), zone),
        zone=zone,
        status=status,
        mode=mode,
        venue="" if mode == Mode.ONLINE else f"{city} Convention Centre",
        hall="Hall 2" if number % 3 else "",
        city=city,
        country=country,
        region=region_of(country),
        latitude=latitude,
        longitude=longitude,
        join_link=f"https://meet.example.org/secret-{number}" if mode != Mode.IN_PERSON else "",
        audience=chance.choice(Audience.values),
        embargo_until=embargo_until,
        translations=translated,
        created_at=WRITTEN_AT,
        modified_at=changed_at,
        sequence=chance.randrange(4),
        revision=chance.randrange(1, 9),
    )


def _status(chance: Random) -> tuple[str, datetime | None]:
    """Mostly confirmed or tentative; one in fifty an idea, one in fifty under embargo for good."""
    weights = {Status.CONFIRMED: 60, Status.TENTATIVE: 25, Status.CANCELLED: 5, Status.POSTPONED: 4, Status.HELD: 4}
    status = chance.choices([*weights, Status.IDEA], [*weights.values(), 2])[0]
    return str(status), datetime(2099, 1, 1, tzinfo=UTC) if chance.random() < 0.02 else None


def _when(chance: Random) -> tuple[str, str]:
    """A date as a brochure writes it, with its EDTF: a third with hours, a third whole days, a third vague."""
    first = date(2023, 1, 1) + timedelta(days=chance.randrange(355))
    last = first + timedelta(days=chance.randrange(1, 6))
    month, quarter = f"{first:%B}", (first.month + 2) // 3
    forms = {
        (f"{first}, 09:00–17:00", f"{first}T09:00/{first}T17:00"): 22,
        (f"{first}, 14:00", f"{first}T14:00"): 8,
        (f"{first:%-d} {month} – {last:%-d} {last:%B}", f"{first}/{last}"): 22,
        (f"{first:%-d} {month}", f"{first}"): 14,
        (month, f"{first:%Y-%m}"): 18,
        (f"early {month}", f"{first:%Y-%m}-01~/{first:%Y-%m}-10~"): 4,
        (f"Q{quarter}", f"2023-{quarter * 3 - 2:02d}/2023-{quarter * 3:02d}"): 3,
        (f"from {first:%-d} {month}", f"{first}/.."): 3,
        ("Year-round", "2023-01-01/2023-12-31"): 4,
        ("TBC", "2023-XX"): 2,
    }
    return chance.choices([*forms], [*forms.values()])[0]


@cache
def _dates(text: str, edtf: str, zone: str) -> dict[str, Any]:
    """The stored columns. Read from EDTF, because reading words asks the `edtf` library, 4 ms a date."""
    when = from_edtf(edtf, zone)
    return {
        "when_text": text,
        "when_edtf": when.edtf,
        "when_lower": when.lower,
        "when_upper": when.upper,
        "when_precision": str(when.precision),
        "when_zone": when.zone,
        "first_on": when.first_on,
        "last_on": when.last_on,
    }


def _give_parents(rows: list[Activity], chance: Random) -> None:
    children = rows[5::10]
    for row in children:
        row.parent = rows[chance.randrange(0, 5)]
    Activity.objects.bulk_update(children, ["parent"], batch_size=BATCH)


def _surround(
    rows: list[Activity], bodies: list[Organisation], networks: list[RegionalNetwork], chance: Random
) -> None:
    """Give activities their organisations, networks, contacts and links."""
    parts = (Part.ORGANISER, Part.CO_ORGANISER, Part.PARTNER)
    involved = [
        Involvement(activity=row, organisation=body, part=part, position=position)
        for row in rows
        for position, (body, part) in enumerate(zip(chance.sample(bodies, min(2, len(bodies))), parts, strict=False))
    ]
    Involvement.objects.bulk_create(involved, batch_size=BATCH)
    through = Activity.networks.through
    through.objects.bulk_create(
        [through(activity=row, regionalnetwork=chance.choice(networks)) for row in rows[::4]], batch_size=BATCH
    )
    contacts = [Contact(activity=row, label="The secretariat", email="desk@example.org") for row in rows]
    Contact.objects.bulk_create(contacts, batch_size=BATCH)
    links = [Link(activity=row, label="Programme", url=f"https://example.org/{row.slug}") for row in rows[::2]]
    Link.objects.bulk_create(links, batch_size=BATCH)


def _sentence(chance: Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."
