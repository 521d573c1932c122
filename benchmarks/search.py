"""Search over 100,000 rows on SQLite and on PostgreSQL: `python -m benchmarks.search`.

PostgreSQL is measured on the server that `BENCH_DATABASE_URL` names, or on a throw-away one of the programs that are
installed; without either it is left out, and that is said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from django.db import connection

from benchmarks import fresh_database
from benchmarks.reporting import again_on_postgresql, figure, report
from benchmarks.world import PLACES, TOPICS, WRITTEN_AT, make_world
from hanse.members.geography import country_name
from hanse.year.queries.search import search_page
from hanse.year.searching import Asked

ACTIVITIES, ORGANISATIONS = 90_000, 10_000
QUERIES = 160
LIMIT = 30.0


def queries(chance: Random) -> list[str]:
    """What people type: names, beginnings of names, two words, a number, a country, another script."""
    cities = [place[0] for place in PLACES]
    countries = sorted({country_name(place[1]) for place in PLACES})
    numbers = [str(chance.randrange(1, ACTIVITIES)) for _ in range(60)]
    topics = [topic.split(",")[0] for topic in TOPICS]
    asked = [
        *(f"{city} {number}" for city, number in zip(cities, numbers, strict=False)),
        *(city[:length] for city in cities for length in (3, 5)),
        *(f"{topic} {city}" for topic, city in zip(topics, cities, strict=False)),
        *topics,
        *(f"{topic[:4]} {number[:3]}" for topic, number in zip(topics, numbers[20:], strict=False)),
        *(f"forum {number}" for number in numbers[:20]),
        *numbers[30:],
        *countries,
        *cities,
        "행사", "행사 77", "서울", "c", "s", "zzz", "kampalla", "forum zebra",
    ]  # fmt: skip
    distinct = list(dict.fromkeys(asked))
    chance.shuffle(distinct)
    return distinct[:QUERIES]


def measure() -> Iterator[dict[str, Any]]:
    """The whole query of the page for each text, as wall time: a database's time is no CPU of ours."""
    fresh_database()
    make_world(ACTIVITIES, ORGANISATIONS)
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    spent, found = [], 0
    typed = queries(Random(7))
    for text in (typed[0], *typed):  # the first one warms up and is not counted
        asked = Asked(text, "")
        begun = perf_counter()
        page = search_page(asked, number="1", now=WRITTEN_AT, secretariat=False, language="en", zone="Asia/Seoul")
        spent.append((perf_counter() - begun) * 1000)
        found += bool(page.total)
    del spent[0]
    yield figure(f"search/{vendor}-median", median(spent), "ms", LIMIT)
    yield figure(f"search/{vendor}-p95", quantiles(spent, n=20)[-1], "ms", None)
    yield figure(f"search/{vendor}-worst", max(spent), "ms", None)
    yield figure(f"search/{vendor}-queries-that-found", found, f"of {len(spent)}", None)


def main() -> int:
    """Print all figures; 1 when one is beyond its limit."""
    missed = report(measure())
    return missed | again_on_postgresql("search") if connection.vendor == "sqlite" else missed


if __name__ == "__main__":
    sys.exit(main())
