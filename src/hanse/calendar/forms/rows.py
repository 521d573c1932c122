"""Rows that hang on an activity: organisations, contacts, links, documents, the agenda with its speakers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import PART_COLUMNS, Part, SessionKind
from hanse.calendar.doubts import is_on_another_day
from hanse.calendar.drafts import Draft
from hanse.calendar.forms.activity import ActivityForm, languages
from hanse.calendar.forms.fields import LocalMoment, NameField, WebField
from hanse.calendar.queries.choices import NotFound, find_organisation
from hanse.ui.filters import whole_number

MOST_ROWS = 200
SPARE = 1


class TranslatedRow(forms.Form):
    """A row with one text that is also written in other languages."""

    translated = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields[self.translated]
        for code, name in languages():
            longest = getattr(source, "max_length", None)
            self.fields[f"{self.translated}_{code}"] = forms.CharField(
                label=f"{source.label} ({name})", max_length=longest, required=False
            )

    @property
    def others(self) -> dict[str, str]:
        """What the row has in languages that the form does not show; it stays as it is."""
        start = f"{self.translated}_"
        return {
            name.replace("_", "@"): value
            for name, value in self.initial.items()
            if name.startswith(start) and name not in self.fields
        }


class InvolvementRow(forms.Form):
    """An organisation and its part."""

    organisation = NameField(label=_("Organisation"), find=find_organisation, datalist="organisations")
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, required=False)


class ContactRow(TranslatedRow):
    """Whom to ask."""

    translated = "label"
    label = forms.CharField(label=_("Who"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    url = WebField(label=_("On the web"))

    def clean(self) -> dict[str, Any]:
        """A contact has a name."""
        return _named(self, "label", gettext("Say whom one reaches there, such as “Secretariat”."))


class LinkRow(TranslatedRow):
    """Where to read more."""

    translated = "label"
    label = forms.CharField(label=_("Words"), max_length=120, required=False)
    url = WebField(label=_("Address"))

    def clean(self) -> dict[str, Any]:
        """A link has words and an address."""
        _named(self, "url", gettext("Where does it lead? Write the address, or empty the words."))
        return _named(self, "label", gettext("Say in a few words what is there."))


class DocumentRow(TranslatedRow):
    """Something to read or to fill in."""

    translated = "title"
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    url = WebField(label=_("Address"))
    language = forms.CharField(label=_("Language"), max_length=20, required=False)

    def clean(self) -> dict[str, Any]:
        """A document has a title and an address."""
        _named(self, "url", gettext("Where is it? Write the address, or empty the title."))
        return _named(self, "title", gettext("Say what the document is called."))


class SessionRow(forms.Form):
    """A line of the agenda with those who speak."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    starts = LocalMoment(label=_("Starts"), required=False)
    ends = LocalMoment(label=_("Ends"), required=False)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    summary = forms.CharField(
        label=_("Summary"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices, required=False)
    speakers = forms.CharField(
        label=_("Speakers"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: name; office; organisation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in languages():
            self.fields[f"title_{code}"] = forms.CharField(
                label=f"{self.fields['title'].label} ({name})", max_length=200, required=False
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=f"{self.fields['summary'].label} ({name})",
                max_length=5000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean_speakers(self) -> list[dict[str, str]]:
        """Each line as name, office and the slug of an organisation."""
        rows = []
        for line in self.cleaned_data["speakers"].splitlines():
            name, _one, rest = line.partition(";")
            office, _two, organisation = rest.partition(";")
            if not name.strip():
                continue
            if len(name) > 200 or len(office) > 200:
                raise ValidationError(gettext("A name or an office has more than 200 characters. Shorten it."))
            try:
                slug = find_organisation(organisation.strip()) if organisation.strip() else ""
            except NotFound:
                says = gettext("There is no organisation “%(name)s” in the directory. Correct it, or leave it out.")
                raise ValidationError(says, params={"name": organisation.strip()[:60]}) from None
            rows.append({"name": name.strip(), "office": office.strip(), "organisation": slug})
        return rows

    def clean(self) -> dict[str, Any]:
        """A session has a title and a start, and ends no earlier."""
        found: dict[str, Any] = super().clean() or {}
        said = [name for name, value in found.items() if value and name not in ("kind", "key")]
        if said and not found.get("title") and "title" not in self.errors:
            self.add_error("title", gettext("Say what the session is called, or empty the whole row."))
        if said and not found.get("starts") and "starts" not in self.errors:
            self.add_error(
                "starts", gettext("When does it start? Write the day and the hour, such as 2023-09-25 18:00.")
            )
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and datetime.fromisoformat(ends) < datetime.fromisoformat(starts):
            self.add_error("ends", gettext("The session ends before it starts. Swap the two."))
        return found


def _named(form: forms.Form, name: str, says: str) -> dict[str, Any]:
    """Refuse a row that says something, but not its name."""
    found = dict(form.cleaned_data)
    if any(found.values()) and not found.get(name) and name not in form.errors:
        form.add_error(name, says)
    return found


class _Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic for the checker only
    """Rows of one kind; an emptied row is gone, and empty rows at the end are there to be filled."""

    def filled(self) -> list[dict[str, Any]]:
        """The cleaned rows that say something."""
        ignored = ("kind", "key", "part", "others", "DELETE")
        rows = [
            {**form.cleaned_data, "others": getattr(form, "others", {})}
            for form in self.forms
            if getattr(form, "cleaned_data", None)
        ]
        return [row for row in rows if any(value for name, value in row.items() if name not in ignored)]


KINDS: dict[str, type[forms.Form]] = {
    "involvements": InvolvementRow,
    "contacts": ContactRow,
    "links": LinkRow,
    "documents": DocumentRow,
    "sessions": SessionRow,
}
HEADINGS: dict[str, tuple[Any, Any]] = {
    "involvements": (_("With whom"), _("Organisations of the directory, by their names.")),
    "contacts": (_("Contacts"), _("Whom to ask about it.")),
    "links": (_("Links"), _("Where to read more.")),
    "documents": (_("Documents"), _("What to read or to fill in.")),
    "sessions": (_("Agenda"), _("Hours on the clock of the place.")),
}


def rows_of(
    initial: Mapping[str, list[dict[str, Any]]], data: QueryDict | None = None, more: str = ""
) -> dict[str, _Rows]:
    """A formset for each kind of row; `more` names the kind that gets further empty rows."""
    sets: dict[str, Any] = {}
    for kind, form in KINDS.items():
        made = forms.formset_factory(form, formset=_Rows, extra=SPARE, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
        given = data
        if data is not None and kind == more:
            given = data.copy()
            total = whole_number(data.get(f"{kind}-TOTAL_FORMS", "")) or 0
            given[f"{kind}-TOTAL_FORMS"] = str(min(total + 2, MOST_ROWS))
        sets[kind] = made(given, initial=initial.get(kind, []), prefix=kind)
    return sets


def ask_of_sessions(form: ActivityForm, sessions: _Rows) -> bool:
    """Ask about new or moved lines of the agenda that lie on other days than the activity; whether anything is asked."""
    if form.when_read is None or form.is_sure:
        return False
    # What was settled once is not asked about again while the date and the line stay as they are kept.
    is_moved = "when" in form.changed_data
    kept = {(row["starts"], row["ends"]) for row in sessions.initial or []}
    for row in sessions.forms:
        starts, ends = row.cleaned_data.get("starts"), row.cleaned_data.get("ends") or ""
        if not starts or not (is_moved or (starts, ends) not in kept):
            continue
        begins, over = is_on_another_day(form.when_read, starts, ends, form.place_zone)
        if begins or over:
            says = gettext("The activity is on “%(when)s”. Correct the day, or say at the top that it is meant.")
            row.add_error("starts" if begins else "ends", says % {"when": form.when_read.text})
            form.ask()
    return form.asks


def initial_rows(draft: Draft, names: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of a draft as first values; `names` are the organisations' by their slugs."""
    involved = [
        {"organisation": names.get(slug, slug), "part": part}
        for part, column in PART_COLUMNS.items()
        for slug in draft.get(column, "").split(";")
        if slug
    ]
    sessions = []
    for row in draft.get("sessions", []):
        texts = {
            f"{field}_{code}": draft.get(f"sessions.{row['key']}.{field}@{code}", "")
            for code, _name in languages()
            for field in ("title", "summary")
        }
        spoken = [
            "; ".join(filter(None, [s["name"], s["office"], names.get(s["organisation"], s["organisation"])]))
            if s["office"] or not s["organisation"]
            else f"{s['name']}; ; {names.get(s['organisation'], s['organisation'])}"
            for s in draft.get("speakers", [])
            if s["session"] == row["key"]
        ]
        sessions.append({**row, **texts, "speakers": "\n".join(spoken)})
    simple = {
        kind: [{name.replace("@", "_"): value for name, value in row.items()} for row in draft.get(kind, [])]
        for kind in ("contacts", "links", "documents")
    }
    return {"involvements": involved, "sessions": sessions, **simple}


def draft_of_rows(sets: Mapping[str, _Rows]) -> Draft:
    """The cleaned rows as the part of a draft that they are."""
    draft: Draft = {}
    involved = sets["involvements"].filled()
    for part, column in PART_COLUMNS.items():
        mine = (row["organisation"] for row in involved if (row["part"] or Part.ORGANISER) == part)
        draft[column] = ";".join(dict.fromkeys(mine))
    for kind, names in (
        ("contacts", ("label", "email", "phone", "url")),
        ("links", ("label", "url")),
        ("documents", ("title", "url", "language")),
    ):
        draft[kind] = [
            {name: row[name] for name in names}
            | {f"{names[0]}@{code}": text for code, _ in languages() if (text := row[f"{names[0]}_{code}"])}
            | row["others"]
            for row in sets[kind].filled()
        ]
    return draft | _agenda(sets["sessions"].filled())


def _agenda(rows: list[dict[str, Any]]) -> Draft:
    draft: Draft = {"sessions": [], "speakers": []}
    taken: set[str] = set()
    for row in sorted(rows, key=lambda row: row["starts"]):
        key = _key(row, taken)
        taken.add(key)
        kept = {name: row[name] for name in ("starts", "ends", "title")}
        summary = row["summary"].replace("\r\n", "\n")
        draft["sessions"].append({"key": key, **kept, "summary": summary, "kind": row["kind"] or SessionKind.SESSION})
        draft["speakers"] += [{"session": key, **speaker} for speaker in row["speakers"]]
        for code, _name in languages():
            for field in ("title", "summary"):
                text = row[f"{field}_{code}"].replace("\r\n", "\n")
                if text:
                    draft[f"sessions.{key}.{field}@{code}"] = text
    return draft


def _key(row: Mapping[str, Any], taken: set[str]) -> str:
    """The key that a session has had, or one made from its title."""
    wanted = row["key"] if slugify(row["key"]) == row["key"] and row["key"] else slugify(row["title"])[:50].strip("-")
    wanted = wanted or "session"
    candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)
