"""What rooms contribute to a desk. Rooms make these, and the top floor sorts and shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that waits for somebody, with one main action.

    `area` is the key of a programme, for its sign, or empty; `due_at` an instant or nothing; `whom` the name of the organisation
    it is for, empty for oneself; `progress` how much is done of how much; `minutes` how long it will take.
    """

    title: str
    text: str
    action: str
    url: str
    area: str = ""
    due_at: datetime | None = None
    whom: str = ""
    second: tuple[str, str] | None = None
    progress: tuple[int, int] | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """Something that somebody or their organisation has joined. `starts_at` sorts, `when` is read."""

    area: str
    title: str
    url: str
    when: str
    starts_at: datetime | None = None
    state: str = ""
    where: str = ""
    is_void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided lately about somebody or their organisation."""

    at: datetime
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """All that a room puts on a desk, where it reads it at once."""

    due: tuple[Due, ...] = ()
    upcoming: tuple[Upcoming, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A line of things that waits for the secretariat: how many, since when, who owns it, where to work on it."""

    name: str
    count: int
    url: str
    oldest_at: datetime | None = None
    owner: str = ""
    late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Somebody who was asked something and has not answered: `who`, for which organisation, since and until when."""

    who: str
    about: str
    url: str
    whom: str = ""
    since_at: datetime | None = None
    until_at: datetime | None = None
