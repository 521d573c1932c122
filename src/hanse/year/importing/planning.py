"""From a file to the plan of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from defusedcsv import csv
from django.utils.translation import gettext as _

from hanse.ui.tables import Table, read_table
from hanse.year.importing.choices import Fate, What
from hanse.year.importing.columns import Field, guess, missing
from hanse.year.importing.kinds import organisations, people, registrations
from hanse.year.importing.models import Run
from hanse.year.importing.plans import Step, counts_of

ROOMS: dict[What, Any] = {What.ORGANISATIONS: organisations, What.PEOPLE: people, What.REGISTRATIONS: registrations}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    table: Table
    steps: tuple[Step, ...]
    counts: Mapping[str, int]

    @property
    def good(self) -> int:
        """How many rows would be carried out."""
        return self.counts[Fate.CREATE] + self.counts[Fate.CHANGE]


def fields_of(run: Run) -> Sequence[Field]:
    """What a row of a table can say."""
    fields: Sequence[Field] = ROOMS[What(run.what)].fields_for(run)
    return fields


def table_of(run: Run) -> Table:
    """The table of an import that was not carried out yet; raises what `read_table` raises."""
    return read_table(bytes(run.content or b""), name=run.file_name, encoding=run.encoding, sheet=run.sheet)


def mapping_of(run: Run, table: Table) -> dict[str, int]:
    """Which column is which field: as somebody said, or as the headings say."""
    return dict(run.mapping) if run.mapping else guess(fields_of(run), table.headings)


def plan_of(run: Run, *, now: datetime) -> Plan:
    """Judge every row; a fixed number of queries whatever their number."""
    table = table_of(run)
    fields = {field.name: field for field in fields_of(run)}
    mapping = {name: place for name, place in mapping_of(run, table).items() if name in fields}
    planner = ROOMS[What(run.what)].Planner(run, now=now)
    lacking = missing(tuple(fields.values()), mapping)
    steps = []
    for line in table.lines:
        if lacking:
            step = Step(line)
            step.refuse("", _("No column is mapped to %(field)s.") % {"field": lacking[0].label})
        elif line.faults:
            step = Step(line, label=line.at(mapping.get("name", 0))[:300])
            for place, says in line.faults.items():
                step.refuse(table.headings[place] if place < len(table.headings) else "", says)
        else:
            step = planner.plan(line, {name: line.at(place) for name, place in mapping.items()})
            _name_columns(step, table, mapping)
        steps.append(step)
    return Plan(table, tuple(steps), counts_of(steps))


def _name_columns(step: Step, table: Table, mapping: Mapping[str, int]) -> None:
    """Faults name the column by its heading in the file."""
    step.faults = [
        type(one)(table.headings[mapping[one.column]] if one.column in mapping else one.column, one.says)
        for one in step.faults
    ]


class _Line:
    """Takes what a writer writes and hands it back."""

    def write(self, text: str) -> str:
        return text


def refused_rows(table: Table, steps: Iterable[Step], *, goes_on: bool = False) -> str:
    """The rows that were refused, as CSV with a column that says why; empty where none was.

    With `goes_on` they follow on others, so there is no line of headings.
    """
    refused = [step for step in steps if step.fate == Fate.REFUSE]
    if not refused:
        return ""
    writer = csv.writer(_Line())
    heads = [] if goes_on else ["\ufeff", writer.writerow([*table.headings, _("Line"), _("Why it was refused")])]
    rows = []
    for step in refused:
        cells = [step.line.at(n) for n in range(len(table.headings))]
        why = " ".join(f"{one.column}: {one.says}" if one.column else one.says for one in step.faults)
        rows.append(writer.writerow([*cells, str(step.line.number), why]))
    return "".join([*heads, *rows])
