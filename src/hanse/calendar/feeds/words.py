"""The sentences of a feed, in the language of its reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext, override

from hanse.calendar.choices import Audience, Mode, Status
from hanse.calendar.feeds.facts import Announcement, Body
from hanse.calendar.queries.telling import length_words
from hanse.engines.when import format as written
from hanse.members.choices import Region
from hanse.members.geography import country_name

# Words that stand before a title, for calendar programs that leave STATUS unread.
_MARKED = (Status.POSTPONED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is said around an activity's own words; looked up once, not once per activity."""

    language: str
    day_not_fixed: str
    day_not_recorded: str
    marked: str
    statuses: dict[str, str]
    audiences: dict[str, str]
    modes: dict[str, str]
    when: str
    status: str
    audience: str
    organisers: str
    partners: str
    old_date: str
    regions: dict[str, str]
    named: str
    part_of: str

    def headline(self, item: Announcement, *, in_brackets: str = "") -> str:
        """The title with what a reader must not miss: "Cancelled: Forum (September, day not fixed)"."""
        title = f"{item.title} ({in_brackets})" if in_brackets else item.title
        if item.status in _MARKED:
            return self.marked.format(status=self.statuses[item.status], title=title)
        return title

    def date(self, item: Announcement, *, year: int | None) -> str:
        """When it is, leaving out the year that the reader knows already."""
        return written(item.when, self.language, year=year, style="long")

    def vague(self, item: Announcement, *, year: int | None) -> str:
        """A date of which the day is open, and that it is."""
        template = self.day_not_recorded if item.status == Status.HELD else self.day_not_fixed
        return template.format(date=self.date(item, year=year))

    def place(self, item: Announcement) -> str:
        """Hall, venue, city and country; the word for online where there is nothing else to say."""
        country = country_name(item.country, self.language) if item.country else ""
        parts = [item.hall, item.venue, item.city, "" if country == item.city else country]
        told = ", ".join(part for part in parts if part)
        return told or (self.modes["online"] if item.mode == Mode.ONLINE else "")

    def paragraphs(self, item: Announcement, *, year: int | None) -> Iterator[str]:
        """What a reader wants to know before opening the page, one fact a line."""
        if item.summary:
            yield item.summary
        if item.status == Status.POSTPONED:
            yield self.old_date
        yield "\n".join(self._facts(item, year))

    def _facts(self, item: Announcement, year: int | None) -> Iterator[str]:
        lasting = f" ({length(item.length_days, self.language)})" if item.length_days else ""
        yield f"{self.when}: {self.date(item, year=year)}{lasting}"
        yield f"{self.status}: {self.statuses[item.status]}"
        note = f" ({item.audience_note})" if item.audience_note else ""
        yield f"{self.audience}: {self.audiences[item.audience]}{note}"
        if item.organisers:
            yield f"{self.organisers}: {names(item.organisers)}"
        if item.partners:
            yield f"{self.partners}: {names(item.partners)}"


def names(bodies: tuple[Body, ...]) -> str:
    """Names in a row. Semicolons, because names of organisations hold commas."""
    return "; ".join(body.name for body in bodies)


@lru_cache(maxsize=256)
def length(days: int, language: str) -> str:
    """A length in words."""
    with override(language):
        return length_words(days)


@lru_cache(maxsize=16)
def words_in(language: str) -> Words:
    """The words of a language."""
    with override(language):
        return Words(
            language=language,
            # Translators: {date} is a month or the like: "September, day not fixed".
            day_not_fixed=gettext("{date}, day not fixed"),
            # Translators: the activity has been held; the record names the month only.
            day_not_recorded=gettext("{date}, day not on record"),
            # Translators: before a title, such as "Cancelled: General Assembly".
            marked=gettext("{status}: {title}"),
            statuses={str(value): str(label) for value, label in Status.choices},
            audiences={str(value): str(label) for value, label in Audience.choices},
            modes={str(value): str(label) for value, label in Mode.choices},
            when=gettext("When"),
            status=gettext("Status"),
            audience=gettext("Who may come"),
            organisers=gettext("Organised by"),
            partners=gettext("With"),
            old_date=gettext("Postponed. The date given here is the last that was announced."),
            regions={str(value): str(label) for value, label in Region.choices},
            # Translators: the title of a feed: network and year, then what it is narrowed to.
            named=gettext("{network} {year}"),
            part_of=gettext("{whole}: {part}"),
        )
