"""Days and hours of a desk as its reader says them: Today by 18:00; Fri 19 May, in 3 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in two parts, and whether it presses: "today" or "late"."""

    day: str
    rest: str
    presses: str = ""


def deadline(due_at: datetime | None, *, now: datetime, zone: str, language: str) -> Deadline:
    """Word an instant on the reader's clock."""
    if due_at is None:
        return Deadline(_("Any time"), "")
    local, today = due_at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    days = (local.date() - today).days
    hour = f"{local:%H:%M}"
    if due_at < now:
        ago = -days
        since = ngettext("was due %(days)s day ago", "was due %(days)s days ago", ago) % {"days": ago}
        return Deadline(
            short_day(local.date(), language), since if ago else _("was due at %(hour)s") % {"hour": hour}, "late"
        )
    if days == 0:
        return Deadline(_("Today"), _("by %(hour)s") % {"hour": hour}, "today")
    if days == 1:
        return Deadline(_("Tomorrow"), _("by %(hour)s") % {"hour": hour})
    left = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return Deadline(short_day(local.date(), language), left if days > 7 else f"{left}, {hour}")


def short_day(day: date, language: str) -> str:
    """A weekday and a day: Fri 19 May."""
    return str(format_skeleton("MMMEd", day, locale="en_GB" if language == "en" else language)).replace(",", "")


def greeting(now: datetime, zone: str) -> str:
    """Good morning, afternoon or evening, by the reader's clock."""
    hour = now.astimezone(ZoneInfo(zone)).hour
    if 4 <= hour < 12:
        return _("Good morning")
    return _("Good afternoon") if 12 <= hour < 18 else _("Good evening")


def effort(minutes: int) -> str:
    """How long things take together, as people say it."""
    if minutes < 50:
        rounded = max(5, 5 * round(minutes / 5))
        return ngettext("about %(count)s minute", "about %(count)s minutes", rounded) % {"count": rounded}
    hours = max(1, round(minutes / 60))
    return ngettext("about %(count)s hour", "about %(count)s hours", hours) % {"count": hours}
