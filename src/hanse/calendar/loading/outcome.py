"""What cannot stand together once files and browser are made into one, though each was sound by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

Key = tuple[str, str]
Payload = Mapping[str, Any]


def problems_of(outcome: Mapping[Key, Payload]) -> Iterator[str]:
    """Each contradiction of a year as it would be, as a sentence with its cure."""
    yield from _overview(outcome)
    yield from _programmes(outcome)
    yield from _speakers(outcome)


def _overview(outcome: Mapping[Key, Payload]) -> Iterator[str]:
    places: dict[str, list[str]] = defaultdict(list)
    for (kind, slug), payload in outcome.items():
        if kind == "activity" and payload["overview"]:
            places[payload["overview"]].append(slug)
    for place, slugs in places.items():
        if len(slugs) > 1:
            yield f"the place {place} in the overview is that of {' and '.join(slugs)}. Give one of them another."


def _programmes(outcome: Mapping[Key, Payload]) -> Iterator[str]:
    for (kind, slug), payload in outcome.items():
        programme = outcome.get(("programme", payload["programme"])) if kind == "activity" else None
        if programme and programme["area"] != payload["area"]:
            yield (
                f"activity {slug} is in the area “{payload['area']}”, its programme in “{programme['area']}”. "
                "Change one of them."
            )


def _speakers(outcome: Mapping[Key, Payload]) -> Iterator[str]:
    for (kind, slug), payload in outcome.items():
        if kind != "speakers":
            continue
        sessions = {row["key"] for row in outcome.get(("sessions", slug), {"rows": []})["rows"]}
        for row in payload["rows"]:
            if row["session"] not in sessions:
                yield (
                    f"activity {slug} has no session “{row['session']}”, at which {row['name']} speaks: it was taken "
                    "out on the other side. Take the speaker out, or put the session back."
                )
