"""What recurs, seen from one of its editions: when it was held before, whether that kept the rule, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from hanse.calendar.models import Activity, Duty, Occasion
from hanse.engines.when import Cadence, Rhythm, format, rhythm

CADENCES = {"annual": Cadence.ANNUAL, "biennial": Cadence.BIENNIAL, "triennial": Cadence.TRIENNIAL}
Dated = tuple[tuple[Occasion, str], ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A duty around one edition: real dates before it, those held since, and those agreed for a day to come.

    The edition itself stands on its page already. `rhythm` counts what has been held, and nothing that is planned.
    """

    duty: Duty
    before: Dated
    since: Dated
    ahead: Dated
    rhythm: Rhythm

    @property
    def is_empty(self) -> bool:
        """Whether the record knows of this edition only."""
        return not (self.before or self.since or self.ahead)


def recurrences(activity: Activity, *, now: datetime, language: str) -> tuple[Recurrence, ...]:
    """The duties of an activity that is loaded with their occasions."""
    if not activity.pk:
        return ()
    found = (_recurrence(duty, activity, now, language) for duty in activity.duties.all())
    return tuple(one for one in found if not one.is_empty)


def _recurrence(duty: Duty, activity: Activity, now: datetime, language: str) -> Recurrence:
    before, since, ahead = [], [], []
    held = []
    for occasion in sorted(duty.occasions.all(), key=_starts):
        worded = (occasion, format(occasion.when, language, style="long"))
        is_held = _ends(occasion) <= now
        if is_held:
            held.append(_year(occasion))
        if _is_edition(occasion, activity):
            continue
        if not is_held:
            ahead.append(worded)
        elif _ends(occasion) <= _bounds(activity)[0]:
            before.append(worded)
        else:
            since.append(worded)
    return Recurrence(duty, tuple(before), tuple(since), tuple(ahead), rhythm(CADENCES[duty.rule], held))


def _is_edition(occasion: Occasion, activity: Activity) -> bool:
    lower, upper = _bounds(activity)
    return _starts(occasion) < upper and _ends(occasion) > lower


def _bounds(activity: Activity) -> tuple[datetime, datetime]:
    """The instants between which an activity lies, or those of its year where nothing is known."""
    year = activity.year.number
    first, after = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    lower = activity.when_lower or (min(first, activity.when_upper) if activity.when_upper else first)
    return lower, activity.when_upper or max(after, lower)


def _starts(occasion: Occasion) -> datetime:
    """Its first instant; where only the end is on record, that."""
    return occasion.when_lower or occasion.when_upper or datetime.max.replace(tzinfo=UTC)


def _ends(occasion: Occasion) -> datetime:
    return occasion.when_upper or occasion.when_lower or datetime.max.replace(tzinfo=UTC)


def _year(occasion: Occasion) -> int:
    return int(occasion.when_edtf.replace("../", "")[:4])
