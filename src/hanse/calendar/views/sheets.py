"""The form of an activity with the rows that hang on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.http import QueryDict

from hanse.calendar.choices import PART_COLUMNS
from hanse.calendar.drafts import Draft
from hanse.calendar.forms.activity import ActivityForm, initial_of
from hanse.calendar.forms.rows import HEADINGS, KINDS, ask_of_sessions, draft_of_rows, initial_rows, rows_of
from hanse.calendar.queries.choices import Offered, organisation_names


@dataclass(slots=True)
class Sheet:
    """The form of an activity with its rows, as one."""

    form: ActivityForm
    rows: dict[str, Any]
    offered: Offered

    @property
    def is_valid(self) -> bool:
        """Whether everything on it can be written; all of it is checked, so that all faults show at once."""
        parts = [self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        return all(parts) and not ask_of_sessions(self.form, self.rows["sessions"])

    @property
    def row_faults(self) -> list[tuple[str, str, str]]:
        """What needs a change in the rows: the identifier of the field, its row in words, and why."""
        if not self.form.is_bound:
            return []
        found = []
        for kind, heading, _help, rows in self.groups:
            found += [(kind, str(heading), str(error)) for error in rows.non_form_errors()]
            for number, row in enumerate(rows.forms, start=1):
                for name, errors in row.errors.items():
                    field = row[name] if name in row.fields else None
                    words = f"{heading} {number}" + (f", {field.label}" if field else "")
                    found.append((field.auto_id if field else kind, words, str(errors[0])))
        return found

    @property
    def draft(self) -> Draft:
        """What it says."""
        return {**self.form.draft(), **draft_of_rows(self.rows)}

    @property
    def zones(self) -> list[str]:
        """Time zones by their places, for the browser to complete."""
        return sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
        )

    @property
    def groups(self) -> list[tuple[str, Any, Any, Any]]:
        """Kind, heading, help and rows."""
        return [(kind, *HEADINGS[kind], self.rows[kind]) for kind in KINDS]


def sheet_of(offers: Offered, draft: Draft | None, data: QueryDict | None = None, *, adds: bool = False) -> Sheet:
    """The sheet of a draft, or of what somebody sent; `adds` for a new activity."""
    names = organisation_names(_organisations_in(draft)) if draft else {}
    initial = initial_of({**draft, "parent": _title_of(draft["parent"], offers)}, offers.zone) if draft else {}
    more = data.get("more", "") if data else ""
    form = ActivityForm(data, initial=initial, offered=offers, adds=adds)
    return Sheet(form, rows_of(initial_rows(draft or {}, names), data, more), offers)


def _organisations_in(draft: Draft) -> list[str]:
    parts = [slug for name in PART_COLUMNS.values() for slug in draft[name].split(";")]
    return [*parts, *(row["organisation"] for row in draft["speakers"])]


def _title_of(slug: str, offers: Offered) -> str:
    return dict(offers.activities).get(slug, slug)
