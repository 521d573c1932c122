"""Organisations from a table: added, or their profiles revised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.audit.actor import Actor
from hanse.members.choices import Kind, Subkind
from hanse.members.forms.profiles import ProfileForm, initial_of
from hanse.members.geography import country_codes, country_words
from hanse.members.models import Organisation
from hanse.members.operations.profiles import add_organisation, revise_profile
from hanse.ui.folding import sort_key
from hanse.ui.tables import Line
from hanse.year.importing.choices import Fate
from hanse.year.importing.columns import Field
from hanse.year.importing.kinds.lookup import Ambiguous, Directory
from hanse.year.importing.models import Run
from hanse.year.importing.plans import Made, Step

FIELDS = (
    Field("name", gettext_lazy("Name"), ("organisation", "organization", "member", "institution", "기관명", "기관", "이름", "단체명", "도시명"), True),
    Field("kind", gettext_lazy("Kind"), ("type", "종류", "유형", "구분"), True),
    Field("slug", gettext_lazy("Address on this site"), ("slug", "id", "주소")),
    Field("native_name", gettext_lazy("Name in its own script"), ("native name", "local name", "현지명", "원어명")),
    Field("subkind", gettext_lazy("Sort of institution"), ("subkind", "기관 유형")),
    Field("city", gettext_lazy("City"), ("town", "도시", "시")),
    Field("country", gettext_lazy("Country"), ("country code", "nation", "국가", "나라")),
    Field("subdivision", gettext_lazy("State or province"), ("state", "province", "주", "도")),
    Field("latitude", gettext_lazy("Latitude, degrees"), ("lat", "위도")),
    Field("longitude", gettext_lazy("Longitude, degrees"), ("lon", "lng", "long", "경도")),
    Field("population", gettext_lazy("Population"), ("inhabitants", "인구")),
    Field("website", gettext_lazy("Website"), ("url", "web", "homepage", "홈페이지", "웹사이트")),
    Field("wikidata", gettext_lazy("Wikidata item"), ("qid", "위키데이터")),
    Field("geonames", gettext_lazy("GeoNames identifier"), ("geonames id",)),
    Field("ror", gettext_lazy("ROR identifier"), ("ror id",)),
    Field("languages", gettext_lazy("Languages one can write in"), ("language", "언어")),
    Field("summary", gettext_lazy("About"), ("description", "소개", "설명")),
    Field("aliases", gettext_lazy("Other names"), ("also known as", "aka", "별칭")),
)  # fmt: skip
_WORDS = {
    Kind.CITY: ("city", "local government", "municipality", "government", "도시", "지방정부", "시"),
    Kind.COMPANY: ("company", "corporate", "business", "기업", "회사"),
    Kind.INSTITUTION: ("institution", "institute", "university", "agency", "기관", "대학교"),
}


def fields_for(run: Run) -> tuple[Field, ...]:
    """The same in every import."""
    return FIELDS


class Planner:
    """Knows the directory, and judges row after row."""

    def __init__(self, run: Run, *, now: datetime) -> None:
        self.directory = Directory()
        self._form = ProfileForm({})
        self._kinds = {sort_key(w): k for k, words in _WORDS.items() for w in (*words, k, str(Kind(k).label))}
        self._subkinds = {sort_key(w): k for k in Subkind for w in (k.value, str(k.label))}
        self._countries = {sort_key(w): c for c in country_codes() for w in (c, *country_words(c).split("\n")) if w}
        self._seen: dict[str, int] = {}

    def plan(self, line: Line, given: Mapping[str, str]) -> Step:
        """What becomes of a row. An empty cell changes nothing."""
        step = Step(line, label=given.get("name", "")[:300])
        cells = {name: text for name, text in self._translated(given, step).items() if text}
        one = self._there(cells, step)
        if step.faults:
            return step
        self._check(cells, one, step)
        if step.faults:
            return step
        key = one.slug if one else f"{sort_key(cells['name'])}|{cells.get('country', '')}"
        if key in self._seen:
            step.refuse("name", _("The same as in line %(line)s. Keep one of the two.") % {"line": self._seen[key]})
            return step
        self._seen[key] = line.number
        if one is None:
            step.fate = Fate.CREATE
            step.hints = self.directory.alike(cells["name"], country=cells.get("country", ""))
            return step
        step.values |= {"slug": one.slug, "seen": one.revision}
        before = {name: getattr(one, name) for name in step.values["fields"]}
        after = step.values["fields"]
        step.changes = {n: (_words(before[n]), _words(after[n])) for n in after if before[n] != after[n]}
        step.values["before"] = {name: before[name] for name in step.changes}
        step.fate = Fate.CHANGE if step.changes else Fate.LEAVE
        return step

    def _translated(self, given: Mapping[str, str], step: Step) -> dict[str, str]:
        """Cells as the form of a profile takes them: codes for words, points for decimal commas."""
        cells = dict(given)
        for name, known, says in (
            ("kind", self._kinds, _("Write city, company or institution.")),
            ("subkind", self._subkinds, _("Write academia, agency or international.")),
            ("country", self._countries, _("There is no such country. Write its name, or two letters such as KR.")),
        ):
            if text := cells.get(name, ""):
                cells[name] = known.get(sort_key(text), "")
                if not cells[name]:
                    step.refuse(name, says)
        for name in ("latitude", "longitude"):
            if re.fullmatch(r"[-+]?\d+,\d+", cells.get(name, "")):
                cells[name] = cells[name].replace(",", ".")
        if re.fullmatch(r"\d{1,3}([ ,.'\u00a0\u202f]\d{3})+", cells.get("population", "")):
            cells["population"] = re.sub(r"\D", "", cells["population"])
        return cells

    def _there(self, cells: Mapping[str, str], step: Step) -> Organisation | None:
        if slug := cells.get("slug"):
            if slug not in self.directory.by_slug:
                step.refuse("slug", _("No organisation has this address. Leave it empty to add a new one."))
            return self.directory.by_slug.get(slug)
        for sort in ("wikidata", "ror", "geonames"):
            if found := self.directory.identified(sort, cells.get(sort, "").rpartition("/")[2]):
                return found
        if not cells.get("name"):
            step.refuse("name", _("A row needs a name."))
            return None
        try:
            return self.directory.find(cells["name"], country=cells.get("country", ""))
        except Ambiguous:
            step.refuse("name", _("Several organisations are called so. Say which one by its address on this site."))
            return None

    def _check(self, cells: Mapping[str, str], one: Organisation | None, step: Step) -> None:
        """Let the form of a profile judge the values."""
        data: dict[str, Any] = {k: v for k, v in (initial_of(one) if one else {}).items() if v is not None}
        for name, text in cells.items():
            data[name] = _parts(text) if name == "languages" else "\n".join(_parts(text)) if name == "aliases" else text
        self._form.data = data
        self._form.full_clean()
        for name, says in self._form.errors.items():
            for sentence in says:
                step.refuse(name, sentence)
        if not step.faults:
            clean = self._form.values()
            step.values["fields"] = {name: clean[name] for name in cells if name in clean}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;|\n]" if ";" in text or "|" in text or "\n" in text else ",", text)]


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def carry_out(step: Step, run: Run, *, by: Actor, now: datetime) -> Sequence[Made]:
    """Add or revise; raises what `members` raises for it."""
    values = step.values["fields"]
    if step.fate == Fate.CREATE:
        made = add_organisation(values=values, by=by, now=now)
        return [Made("organisation", made.slug, True, {"revision": made.revision})]
    slug, seen = step.values["slug"], step.values["seen"]
    revise_profile(slug=slug, seen=seen, values=values, may_all=True, by=by, now=now)
    return [Made("organisation", slug, False, {"revision": seen + 1}, step.values["before"])]
