"""Brochures for tests: the smallest that says something, and ones of any size."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from hanse.typeset.brochure import (
    Block,
    Brochure,
    Drawn,
    Entry,
    Fact,
    Figure,
    Group,
    Line,
    Mark,
    Row,
    Run,
    Section,
    Words,
)

MARK = Mark("dot", "known", 0.3, 0.3, 0.3)
WORDS = Words(**{field.name: field.name.replace("_", " ") for field in fields(Words)})


def make_entry(number: int = 1, title: str = "Forum", **other: Any) -> Entry:
    """An entry that says its title in every field."""
    runs = (Run(title), Run(title, "strong"), Run(title, "emphasis", "https://example.org/" + str(number)))
    told: dict[str, Any] = {
        "key": f"e{number}", "programme": title, "title": title, "date": title, "note": title, "mark": MARK,
        "state": "known", "summary": title, "blocks": (Block(runs), Block((Run(title),), "–")),
        "facts": (Fact(title, runs),), "url": f"https://example.org/activities/{number}/",
    }  # fmt: skip
    return Entry(**told | other)


def make_brochure(*entries: Entry, **other: Any) -> Brochure:
    """A brochure of one area with these entries."""
    lines = tuple(Line(one.key, "prize", one.title, one.date, one.note, "Seoul", one.mark) for one in entries)
    drawn = tuple(
        Drawn(one.key, one.mark or MARK, one.title[:40], "", number % 12, "after")
        for number, one in enumerate(entries[:24])
    )
    told: dict[str, Any] = {
        "language": "en", "year": "2023", "network": "Network of Cities", "short_name": "NoC", "theme": "Theme",
        "lead": "Lead", "about": "About", "edition": "Edition 1", "imprint": ("Imprint",), "words": WORDS,
        "areas": (Group("Prize", "prize", lines),), "months": (Group("March", "", lines),),
        "figure": Figure("A picture", tuple("JFMAMJJASOND"), (Row("prize", "Prize", 12, drawn, ()),)),
        "sections": (Section("prize", "Prize", "Summary", "1 activity", entries, ""),),
        "desk": (Fact("E-mail", (Run("desk@example.org", href="mailto:desk@example.org"),)),), "channels": (),
        "taking_part": (), "live_url": "https://example.org/2023/", "feeds": (),
        "edition_at": datetime(2023, 2, 21, tzinfo=UTC),
    }  # fmt: skip
    return Brochure(**told | other)
