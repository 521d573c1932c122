"""Which registrations an address asks for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from hanse.calendar.registration.choices import ENTERED, State
from hanse.calendar.registration.models import Registration
from hanse.ui.filters import BadFilter, whole_number

PASSING = ("page", "pick", "do", "reason")
LONGEST_TEXT = 100
UNNAMED = "unnamed"
ALIVE = "alive"
# No drafts: a stranger's is nobody's yet, and others are their authors' own.
STATES = (ALIVE, *(state for state in State.values if state != State.DRAFT), UNNAMED)
NONE = "none"


@dataclass(frozen=True, slots=True)
class RegistrationFilter:
    """One value of each, or nothing; all of them together. `quota` is a key, or "none" for the seats of no quota."""

    state: str = ""
    quota: str = ""
    organisation: str = ""
    activity: str = ""
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> RegistrationFilter:
        """Read an address; raise `BadFilter` for a name or value that nobody offered."""
        known = [f.name for f in fields(cls)]
        for name in query:
            if name not in known and name not in PASSING:
                raise BadFilter(name, "", known)
        values = {name: query.get(name, "").strip() for name in known}
        if values["state"] and values["state"] not in STATES:
            raise BadFilter("state", values["state"][:60], STATES)
        if values["quota"] and values["quota"] != NONE and whole_number(values["quota"]) is None:
            raise BadFilter("quota", values["quota"][:60], (NONE, "1"))
        for name in ("q", "organisation", "activity"):
            if len(values[name]) > LONGEST_TEXT:
                raise BadFilter(name, values[name][:30] + "…", (f"up to {LONGEST_TEXT} characters",))
        return cls(**values)

    def apply(self, rows: QuerySet[Registration]) -> QuerySet[Registration]:
        """Narrow registrations down to what is asked."""
        match self.state:
            case "":
                rows = rows.exclude(state=State.DRAFT)
            case "alive":
                rows = rows.filter(state__in=ENTERED)
            case "unnamed":
                rows = rows.filter(state__in=ENTERED, delegation__isnull=False, name="")
            case state:
                rows = rows.filter(state=state)
        if self.quota == NONE:
            rows = rows.filter(quota__isnull=True)
        elif self.quota:
            rows = rows.filter(quota=int(self.quota))
        if self.organisation:
            rows = rows.filter(organisation__slug=self.organisation)
        if self.activity:
            rows = rows.filter(intake__activity__slug=self.activity)
        for word in self.q.split():
            rows = rows.filter(
                Q(name__icontains=word)
                | Q(email__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(organisation_name__icontains=word)
            )
        return rows

    @property
    def query_string(self) -> str:
        """The same filter as an address."""
        return urlencode([(f.name, getattr(self, f.name)) for f in fields(self) if getattr(self, f.name)])
