"""The files of a year and their columns, in the order in which they are written."""

from __future__ import annotations

from dataclasses import dataclass

from hanse.calendar.choices import AreaKey, Audience, Mode, Rule, SessionKind, Status
from hanse.calendar.loading import columns as c
from hanse.calendar.loading.columns import Column
from hanse.members.choices import PROFILE_LANGUAGES, Category, Kind, Place, Relation, Standing, Subkind

LANGUAGES = PROFILE_LANGUAGES


@dataclass(frozen=True, slots=True)
class File:
    """A CSV file: what its rows are, which columns name a row, and how they hang together.

    `kind` is the thing a row is. Where `group` is set, a row has no name of its own: all rows of one value of
    `group` belong together, in their order, and are compared as one list.
    """

    name: str
    kind: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    group: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that must be there."""
        return tuple(column.name for column in self.columns if column.required)


def _in_other_languages(*columns: Column) -> tuple[Column, ...]:
    """Columns such as `label@ko`, for rows that have no name by which translations.csv could call them."""
    return tuple(
        Column(f"{column.name}@{code}", column.check, optional=True) for column in columns for code in LANGUAGES
    )


_SLUG = Column("slug", c.slug, required=True)
_ACTIVITY = Column("activity", c.slug, required=True)
_SOURCE = Column("source", c.text(2000))
_LAT = Column("latitude", c.number(-90, 90))
_LON = Column("longitude", c.number(-180, 180))
_LONG = c.text(20_000)

ORGANISATIONS = File("organisations.csv", "organisation", (
    _SLUG, Column("name", c.text(200), required=True), Column("native_name", c.text(200)),
    Column("kind", c.one_of(Kind.values), required=True), Column("standing", c.one_of(Standing.values), required=True),
    Column("category", c.one_of(Category.values)), Column("city", c.text(120)), Column("country", c.country),
    _LAT, _LON, Column("population", c.number(0, 10**9, whole=True)), Column("website", c.url),
    Column("wikidata", c.text(20)), Column("summary", _LONG), Column("aliases", c.several(c.text(200))),
    Column("evidence", c.text(2000)), Column("evidence_year", c.number(1900, 2200, whole=True)), _SOURCE,
    Column("subkind", c.one_of(Subkind.values), optional=True), Column("subdivision", c.subdivision, optional=True),
    Column("geonames", c.number(1, 10**12, whole=True), optional=True), Column("ror", c.ror, optional=True),
    Column("languages", c.several(c.language), optional=True), Column("merged_into", c.slug, optional=True),
), key=("slug",))  # fmt: skip

PEOPLE = File("people.csv", "person", (
    _SLUG, Column("name", c.text(200), required=True), Column("office", c.text(200), required=True),
    Column("organisation", c.slug), Column("summary", _LONG), _SOURCE,
), key=("slug",))  # fmt: skip

NETWORKS = File("networks.csv", "network", (
    Column("code", c.slug, required=True), Column("name", c.text(200), required=True),
    Column("short_name", c.text(40), required=True), Column("relation", c.one_of(Relation.values), required=True),
    Column("launched", c.number(1900, 2200, whole=True)), Column("summary", _LONG),
    Column("countries", c.several(c.country)), Column("partners", c.several(c.slug)), _SOURCE,
), key=("code",))  # fmt: skip

PLACES = File("network_places.csv", "places", (
    Column("network", c.slug, required=True), Column("organisation", c.slug, required=True),
    Column("role", c.one_of(Place.values), required=True), Column("since", c.text(40)), _SOURCE,
    Column("starts_on", c.day, optional=True), Column("ends_on", c.day, optional=True),
), group="network")  # fmt: skip

ACTIVITIES = File("activities.csv", "activity", (
    _SLUG, Column("uid", c.uid), Column("title", c.text(200), required=True), Column("label", c.text(40)),
    Column("aliases", c.several(c.text(200))), Column("area", c.one_of(AreaKey.values), required=True),
    Column("programme", c.slug), Column("summary", c.text(2000)), Column("description", _LONG),
    Column("when", c.text(200), required=True), Column("status", c.one_of(Status.values), required=True),
    Column("mode", c.one_of(Mode.values)), Column("venue", c.text(200)), Column("hall", c.text(200)),
    Column("city", c.text(120)), Column("country", c.country), _LAT, _LON, Column("zone", c.zone),
    Column("audience", c.one_of(Audience.values), required=True), Column("audience_note", c.text(300)),
    Column("length_days", c.number(1, 3660, whole=True)), Column("parent", c.slug),
    Column("networks", c.several(c.slug)), Column("organisers", c.several(c.slug)),
    Column("co_organisers", c.several(c.slug)), Column("partners", c.several(c.slug)),
    Column("participants", c.several(c.slug), optional=True),
    Column("overview", c.number(1, 999, whole=True)), Column("embargo_until", c.instant),
    Column("join_link", c.url), Column("action_label", c.text(60)), Column("action_url", c.url),
    Column("note", _LONG), _SOURCE,
), key=("slug",))  # fmt: skip

SESSIONS = File("sessions.csv", "sessions", (
    _ACTIVITY, Column("key", c.slug, required=True), Column("starts", c.local_hour, required=True),
    Column("ends", c.local_hour), Column("title", c.text(200), required=True), Column("summary", c.text(5000)),
    Column("kind", c.one_of(SessionKind.values), required=True),
), group="activity")  # fmt: skip

SPEAKERS = File("speakers.csv", "speakers", (
    _ACTIVITY, Column("session", c.slug, required=True), Column("name", c.text(200), required=True),
    Column("office", c.text(200)), Column("organisation", c.slug),
), group="activity")  # fmt: skip

_LABEL = Column("label", c.text(120), required=True)
CONTACTS = File("contacts.csv", "contacts", (
    _ACTIVITY, _LABEL, Column("email", c.email), Column("phone", c.text(40)), Column("url", c.url),
    *_in_other_languages(_LABEL),
), group="activity")  # fmt: skip

LINKS = File("links.csv", "links", (
    _ACTIVITY, _LABEL, Column("url", c.url, required=True), *_in_other_languages(_LABEL),
), group="activity")  # fmt: skip

_TITLE = Column("title", c.text(200), required=True)
DOCUMENTS = File("documents.csv", "documents", (
    _ACTIVITY, _TITLE, Column("url", c.url, required=True), Column("language", c.text(20)),
    *_in_other_languages(_TITLE),
), group="activity")  # fmt: skip

STATUSES = File("statuses.csv", "statuses", (
    _ACTIVITY, Column("status", c.one_of(Status.values), required=True), Column("on", c.day, required=True),
    Column("note", c.text(2000)),
), group="activity")  # fmt: skip

DUTIES = File("duties.csv", "duty", (
    _SLUG, Column("name", c.text(200), required=True), Column("rule", c.one_of(Rule.values), required=True),
    Column("body", c.text(200)), Column("activity", c.slug), Column("summary", _LONG), _SOURCE,
), key=("slug",))  # fmt: skip

_CITY, _THEME, _NOTE = Column("city", c.text(120)), Column("theme", c.text(300)), Column("note", c.text(2000))
OCCASIONS = File("occasions.csv", "occasions", (
    Column("duty", c.slug, required=True), Column("edition", c.text(20)), Column("when", c.text(200), required=True),
    _CITY, Column("country", c.country), Column("mode", c.one_of(Mode.values)), _THEME, _NOTE, _SOURCE,
    *_in_other_languages(_CITY, _THEME, _NOTE),
), group="duty")  # fmt: skip

DISAGREEMENTS = File("disagreements.csv", "disagreement", (
    Column("number", c.number(1, 9999, whole=True), required=True), Column("activity", c.slug),
    Column("statement", c.text(2000), required=True), Column("other", c.text(2000)), _SOURCE,
), key=("number",))  # fmt: skip

TRANSLATABLE: dict[str, tuple[str, ...]] = {
    "year": ("theme", "lead", "network.name", "network.summary"),
    "area": ("name", "summary"),
    "programme": ("name", "summary"),
    "activity": ("title", "label", "summary", "description", "audience_note", "venue", "hall", "city", "action_label"),
    "organisation": ("name", "city", "summary", "evidence"),
    "network": ("name", "summary"),
    "session": ("title", "summary"),
    "duty": ("name", "summary"),
    "person": ("name", "office", "summary"),
}

TRANSLATIONS = File("translations.csv", "translation", (
    Column("kind", c.one_of(TRANSLATABLE), required=True), Column("key", c.text(200), required=True),
    Column("field", c.text(40), required=True), Column("locale", c.one_of(LANGUAGES), required=True),
    Column("text", _LONG, required=True),
), key=("kind", "key", "field", "locale"))  # fmt: skip

FILES = (
    ORGANISATIONS, PEOPLE, NETWORKS, PLACES, ACTIVITIES, SESSIONS, SPEAKERS, CONTACTS, LINKS, DOCUMENTS, STATUSES,
    DUTIES, OCCASIONS, DISAGREEMENTS,
)  # fmt: skip
