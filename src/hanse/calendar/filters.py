"""Which activities an address asks for. Pages, feeds and the API all read it here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from hanse.calendar.choices import ORGANISING, AreaKey, Audience, Mode, Status
from hanse.calendar.models import Activity, Involvement
from hanse.members.choices import Region
from hanse.members.geography import is_country
from hanse.members.queries.directory import unknown_slugs
from hanse.ui.filters import BadFilter, no_country, raise_together, words_of, wrong_names

# Names an address may carry that are not filters: paging, language, what htmx adds.
PASSING = ("page", "lang", "all-year", "format", "limit", "offset", "next", "show")
MOST_VALUES = 20

_VOCABULARIES: dict[str, tuple[str, ...]] = {
    "area": tuple(AreaKey.values),
    "audience": tuple(Audience.values),
    "mode": tuple(Mode.values),
    "status": tuple(Status.values),
}


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """A combination of filters: any of the values within one, all of the filters together."""

    area: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    organiser: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict, networks: tuple[str, ...] = ()) -> ActivityFilter:
        """Read an address; raise `BadFilter` for a name or value that nobody offered.

        `networks` are the codes of the regional networks, which stand beside the world's regions.
        """
        known = {f.name for f in fields(cls)}
        faults = wrong_names(query, sorted(known), passing=PASSING)
        values = {name: _values(query, name) for name in known - {"q"}}
        for name, vocabulary in {**_VOCABULARIES, "region": (*Region.values, *networks)}.items():
            faults += _wrong(name, values[name], vocabulary)
        for name in ("programme", "organiser"):
            faults += _wrong(name, values[name], tuple(v for v in values[name] if "\x00" not in v))
        values["country"] = tuple(code.upper() for code in values["country"])
        faults += [no_country(code) for code in values["country"] if not is_country(code)]
        raise_together(faults)
        for slug in unknown_slugs(values["organiser"]):
            words = gettext("There is no organisation “%(slug)s” in the directory.")
            faults.append(BadFilter("organiser", slug, says=words % {"slug": slug[:60]}))
        raise_together(faults)
        return cls(q=words_of(query.get("q", "")), **values)

    def apply(self, activities: QuerySet[Activity]) -> QuerySet[Activity]:
        """Narrow a queryset down to what is asked; never duplicates a row."""
        for name, column in (
            ("area", "area__key"),
            ("programme", "programme__slug"),
            ("audience", "audience"),
            ("mode", "mode"),
            ("status", "status"),
            ("country", "country"),
        ):
            if chosen := getattr(self, name):
                activities = activities.filter(**{f"{column}__in": chosen})
        if self.region:
            in_network = Activity.objects.filter(networks__code__in=self.region).values("pk")
            activities = activities.filter(Q(region__in=self.region) | Q(pk__in=in_network))
        if self.organiser:
            involved = Involvement.objects.filter(organisation__slug__in=self.organiser, part__in=ORGANISING)
            activities = activities.filter(pk__in=involved.values("activity_id"))
        if self.q:
            activities = activities.filter(folded__begins=self.q)
        return activities

    @property
    def count(self) -> int:
        """How many values are asked for in all."""
        return sum(len(getattr(self, f.name)) for f in fields(self) if f.name != "q") + bool(self.q)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for in particular."""
        return self == ActivityFilter()

    @property
    def query_string(self) -> str:
        """The same filters as an address, in one order, so that equal filters have equal addresses."""
        pairs = [(f.name, v) for f in fields(self) if f.name != "q" for v in getattr(self, f.name)]
        return urlencode([*pairs, *([("q", self.q)] if self.q else [])])


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(v for v in query.getlist(name) if v))
    if len(chosen) > MOST_VALUES:
        words = gettext("Choose at most %(most)s values for “%(name)s”.")
        raise BadFilter(name, chosen[0][:60], says=words % {"most": MOST_VALUES, "name": name})
    return chosen


def _wrong(name: str, chosen: tuple[str, ...], offered: tuple[str, ...]) -> list[BadFilter]:
    return [BadFilter(name, value[:60], offered) for value in chosen if value not in offered]
