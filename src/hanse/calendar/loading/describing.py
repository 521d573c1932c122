"""The files of a year as a page of the handbook; `docs/reference/files.md` holds just this."""

from __future__ import annotations

from collections.abc import Iterator

from hanse.calendar.loading.schema import FILES, LANGUAGES, TRANSLATABLE, TRANSLATIONS, File
from hanse.calendar.loading.yearfile import SCHEMA, Group, Many, One

HEAD = """# The files of a year

A folder such as `years/2023` holds one year: `year.yaml` and the CSV files below, all of them but `translations.csv`, which
may be missing. `hanse load FOLDER` reads them, `hanse export YEAR FOLDER` writes them.

- `base.json`, which an export adds, holds what the files were made from. A load compares with it and renews it. It is not to be
  edited; without it the last load is compared with.
- Files are UTF-8, with or without a mark at the start. Values stand between commas, semicolons or tabs; the first line names
  the columns, in any order. A line `sep=;` before it, as spreadsheets on Windows write it, is passed over.
- Columns marked “must be there” are demanded. Of the others, one that is not there leaves what is kept in it as it is, and the
  load says so; an empty value empties. The same holds for names of `year.yaml`, and for `translations.csv`.
- Where it says “rows of one …”, a row has no name of its own: all rows of one activity, network or duty are compared as one.
- A thing that vanishes from its file stays as it is with all its rows, and the load says so. Rows that vanish from a thing that
  is still there are taken out.
- Control characters, such as escapes for a terminal, stand in no text.
- An address (`slug`) and a `uid` are for ever: they are not used again in another year.
- `when` is written as people write dates: “Sep”, “Mar 13-17”, “Feb 21, 14:00 (GMT+9)”, “from Nov 30”, “Year-round”, “TBC”.
- What can hardly be meant is loaded, and said in a line that begins with LOOK AGAIN: a date in another year, a line of an
  agenda on another day than its activity, hours in a country of several clocks without a zone, a step that has not come yet or
  stands out of order.
"""
MEANINGS = {
    "slug": "last part of its address",
    "uid": "lasting identifier, which calendars go by",
    "label": "short name for the picture of the year",
    "aliases": "other names; search finds them",
    "when": "date, as people write it",
    "zone": "time zone of the place; left empty, that of the date, of the country where it has one clock, or the network's",
    "audience_note": "who exactly",
    "length_days": "how long it takes, where the days are not fixed",
    "parent": "address of the activity during which it happens",
    "networks": "codes of regional networks",
    "organisers": "addresses of organisations",
    "co_organisers": "addresses of organisations",
    "partners": "addresses of organisations",
    "participants": "addresses of organisations",
    "overview": "its place in the printed overview",
    "embargo_until": "not public before",
    "join_link": "shown to the registered only",
    "action_label": "words on the button",
    "action_url": "where the button leads",
    "note": "for the secretariat alone",
    "source": "from where it is known",
    "rule": "how often it falls due",
    "activity": "address of an activity",
    "statement": "what the page shows",
    "other": "what another source says",
    "key": "its name within the activity",
    "session": "`key` of a session of the activity",
    "on": "the day of the step",
}
APART = {
    ("contacts.csv", "label"): "whom one reaches",
    ("links.csv", "label"): "the words of the link",
    ("statuses.csv", "note"): "why",
    ("occasions.csv", "note"): "what is worth telling of it",
    ("duties.csv", "activity"): "address of this year's activity",
    ("translations.csv", "key"): "address or code of the thing; `activity/key` of a session; the year",
    ("translations.csv", "field"): "name of the column, see below",
}
LANGUAGE_LIST = ", ".join(f"`{code}`" for code in LANGUAGES)


def reference() -> str:
    """All files with their columns."""
    parts = [HEAD, "## year.yaml\n", *_table_of_year(), ""]
    for file in (*FILES, TRANSLATIONS):
        parts += [f"## {file.name}\n", *_table(file), ""]
    parts.append("| kind | translated fields |\n| --- | --- |")
    parts += [f"| `{kind}` | {', '.join(f'`{name}`' for name in names)} |" for kind, names in TRANSLATABLE.items()]
    return "\n".join(parts) + "\n"


def _table(file: File) -> Iterator[str]:
    if file.group:
        yield f"Rows of one {file.group}, in their order.\n"
    yield "| column | | takes | is |\n| --- | --- | --- | --- |"
    for column in file.columns:
        if "@" in column.name:
            continue
        must = "must be there" if column.required else ""
        means = APART.get((file.name, column.name), MEANINGS.get(column.name, ""))
        yield f"| `{column.name}` | {must} | {column.check.says} | {means} |"
    for name in dict.fromkeys(column.name.partition("@")[0] for column in file.columns if "@" in column.name):
        yield f"| `{name}@{LANGUAGES[0]}` … |  | as `{name}` | in another language: {LANGUAGE_LIST} |"


def _table_of_year() -> Iterator[str]:
    yield "| name | | takes |\n| --- | --- | --- |"
    for path, entry in _names(SCHEMA, ""):
        must = "must be there" if entry.required else ""
        match entry:
            case One():
                takes = entry.check.says
            case Many(of=One() as one):
                takes = f"a list, each {one.check.says}"
            case Many():
                takes = "a list of names with values, of each:"
            case Group():
                takes = "names with values:"
        yield f"| `{path}` | {must} | {takes} |"


def _names(shape: Group, path: str) -> Iterator[tuple[str, One | Many | Group]]:
    for name, entry in shape.entries.items():
        if "@" in name and not name.endswith(f"@{LANGUAGES[0]}"):
            continue
        below = f"{path}.{name}" if path else name
        yield below, entry
        inner = entry.of if isinstance(entry, Many) else entry
        if isinstance(inner, Group):
            yield from _names(inner, below)
