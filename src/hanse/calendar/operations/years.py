"""Opening a year, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.audit.operations import record
from hanse.calendar.drafts import differences
from hanse.calendar.models import Activity, Area, Programme, Year
from hanse.calendar.operations.keeping import Refused, SavedByOthers
from hanse.calendar.queries.years import state_of, words_of
from hanse.members.operations import untranslated


@transaction.atomic
def open_year(*, number: int, like: int, by: By, now: datetime) -> Year:
    """Open a year in the likeness of another: its network, secretariat, areas and programmes; no theme yet."""
    if Year.objects.filter(number=number).exists():
        raise Refused("into", _("That year is open already."))
    source = Year.objects.get(number=like)
    kept = {
        language: {name: text for name, text in texts.items() if name.startswith("network.")}
        for language, texts in source.translations.items()
    }
    year = Year.objects.create(number=number, network=source.network, secretariat=source.secretariat, translations=kept)
    for area in Area.objects.filter(year=source):
        _carry_area(area, year)
    record(at=now, by=by, verb="open", kind="year", key=str(number), label=str(number))
    return year


@transaction.atomic
def revise_year(*, number: int, seen: str, values: dict[str, Any], by: By, now: datetime) -> bool:
    """Change a year's theme, opening sentences and edition; whether anything changed.

    `seen` is what `state_of` said when the form was opened; raises `SavedByOthers` when that is no longer so.
    """
    year = Year.objects.select_for_update().get(number=number)
    if state_of(year) != seen:
        raise SavedByOthers(str(number))
    changes = differences(words_of(year), {name: value for name, value in values.items() if value or "@" not in name})
    if not changes:
        return False
    year.theme, year.lead, year.edition = values["theme"], values["lead"], values["edition"]
    year.published_on = date.fromisoformat(values["published_on"]) if values["published_on"] else None
    written = untranslated(values)
    year.translations = {
        code: {
            **{name: text for name, text in year.translations.get(code, {}).items() if name not in ("theme", "lead")},
            **written.get(code, {}),
        }
        for code in {**year.translations, **written}
    }
    year.save()
    record(at=now, by=by, verb="revise", kind="year", key=str(number), label=str(number), changes=changes)
    return True


def carry_areas(target: Year, sources: Sequence[Activity]) -> None:
    """Areas and programmes that the target has not got yet, as the sources' year has them."""
    for area in Area.objects.filter(activities__in=sources).exclude(year=target).distinct():
        _carry_area(area, target)


def _carry_area(area: Area, target: Year) -> None:
    values = {name: getattr(area, name) for name in ("name", "summary", "position", "translations")}
    mine, _made = Area.objects.get_or_create(year=target, key=area.key, defaults=values)
    for programme in area.programmes.all():
        values = {name: getattr(programme, name) for name in ("name", "summary", "position", "translations")}
        Programme.objects.get_or_create(area=mine, slug=programme.slug, defaults=values)
