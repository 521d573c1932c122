"""What a room keeps of people: said once, so that each can take it along, have it erased, and see how long it stays.

Every room with personal data has a `personal.py`. The holdings of its `ROOM` name the tables, and for each whose rows they are, what
becomes of them on erasure, and how long which fields are kept and why. The top floor reads them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.functional import Promise

from hanse.audit.operations import forget_things

Words = str | Promise
WHOLE = "*"  # the row itself, not only some of its fields


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data: an e-mail address that is known to be theirs, and the key of their account where they have one."""

    email: str
    person: int | None = None


class Fate(StrEnum):
    """What becomes of rows on erasure."""

    GOES = "goes"
    BLANKED = "blanked"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long some fields are kept, and why. `months` is empty where something else ends it; `since` says from when.

    `due` tells which rows have reached their time, given the moment that lies `months` back; without it nothing is
    done by the clock. `fields` is `(WHOLE,)` where the rows themselves go then. With `forgets`, what the record of acts
    holds of these rows goes, too.
    """

    fields: tuple[str, ...]
    since: Words
    reason: Words
    months: int | None = None
    due: Callable[[datetime], Q] | None = None
    forgets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One table in which something stands of people.

    `model` is its label, such as "post.Message". `blanks` gives the fields that are emptied by `Fate.BLANKED` and by
    periods, with what then stands there; `keeps` those texts that stay, with `why`. `withheld` is not for the export:
    digests of secrets, and what tells of others. `told` adds columns to the export by their path, in place of foreign
    keys. `recorded` is the kind under which acts on these rows are on record, by their `uid`. `file` names a field with
    a file, `content` one with octets; `called` the field with the file's name.
    """

    model: str
    name: Words
    whose: Callable[[Subject], Q]
    fate: Fate
    why: Words = ""
    blanks: Mapping[str, Any] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    recorded: str = ""
    file: str = ""
    content: str = ""
    called: str = "name"
    periods: tuple[Period, ...] = ()

    @property
    def table(self) -> type[models.Model] | None:
        """The model, or nothing where its room is not installed."""
        try:
            return apps.get_model(self.model)
        except LookupError:
            return None

    def rows(self, subject: Subject) -> QuerySet[Any]:
        """What stands there of somebody."""
        table = self.table
        assert table is not None, self.model
        return table._default_manager.filter(self.whose(subject)).order_by("pk")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table that tell of somebody, with the words for its columns."""

    key: str
    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that somebody handed in, or that was made for them; `read` opens it only when it is asked for."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes, or became, of some rows; `why` where something of them stays."""

    name: str
    fate: Fate
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Expired:
    """Fields whose time was over."""

    model: str
    fields: tuple[str, ...]
    count: int


def with_account(person: str = "person", email: str = "email") -> Callable[[Subject], Q]:
    """Rows of somebody's account, and rows without an account that carry their address."""

    def whose(subject: Subject) -> Q:
        strangers = Q(**{person: None, f"{email}__iexact": subject.email})
        return strangers if subject.person is None else strangers | Q(**{person: subject.person})

    return whose


def of_account(person: str) -> Callable[[Subject], Q]:
    """Rows of somebody's account; none where they have no account."""
    return lambda subject: Q(pk__in=()) if subject.person is None else Q(**{person: subject.person})


def of_address(email: str = "email") -> Callable[[Subject], Q]:
    """Rows that carry somebody's address, account or not."""
    return lambda subject: Q(**{f"{email}__iexact": subject.email})


@dataclass(frozen=True, slots=True)
class Room:
    """What a room's `personal.py` offers; a room that does more on erasure has a class of its own."""

    holdings: tuple[Holding, ...]

    def export_of(self, subject: Subject) -> list[Sheet]:
        """All that the room keeps of somebody, one query for each table."""
        return [sheet for holding in self.installed() if (sheet := _sheet(holding, subject)).rows]

    def files_of(self, subject: Subject) -> Iterator[KeptFile]:
        """The files among it."""
        for holding in self.installed():
            if holding.file:
                for row in holding.rows(subject):
                    stored = getattr(row, holding.file)
                    if stored and stored.storage.exists(stored.name):
                        name = f"{row.pk}-{getattr(row, holding.called)}"
                        yield KeptFile(name, stored.size, _reading(stored.storage, stored.name))
            if holding.content:
                sizes = holding.rows(subject).annotate(octets=Length(holding.content))
                for pk, name, octets in sizes.values_list("pk", holding.called, "octets"):
                    yield KeptFile(f"{pk}-{name}", octets, _fetching(holding.rows(subject), holding.content, pk))

    def foresee(self, subject: Subject) -> list[Outcome]:
        """What erasing somebody would do, as `erase` will say it."""
        counts = [(holding, holding.rows(subject).count()) for holding in self.installed()]
        return [_outcome(holding, count) for holding, count in counts if count]

    def erase(self, subject: Subject, *, now: datetime, stamp: datetime) -> list[Outcome]:
        """Delete or empty what stands there of somebody; files go when the transaction is through.

        `now` decides what is still to come, `stamp` is the true instant for what is recorded.
        """
        outcomes = []
        for holding in self.installed():
            rows = holding.rows(subject)
            count = rows.count()
            if count:
                outcomes.append(_outcome(holding, count))
                _carry_out(holding, rows)
        return outcomes

    def expire(self, *, now: datetime, dry_run: bool = False) -> list[Expired]:
        """Empty the fields, and delete the rows, whose time is over."""
        found = []
        for holding in self.installed():
            for period in holding.periods:
                if period.due is not None and period.months is not None:
                    count = _expire(holding, period, months_before(now, period.months), dry_run=dry_run)
                    if count:
                        found.append(Expired(holding.model, period.fields, count))
        return found

    def installed(self) -> list[Holding]:
        """The holdings whose tables there are."""
        return [holding for holding in self.holdings if holding.table is not None]


def months_before(moment: datetime, months: int) -> datetime:
    """The same day of the month so many months earlier, or the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)


def _sheet(holding: Holding, subject: Subject) -> Sheet:
    table = holding.table
    assert table is not None
    shown = [f for f in table._meta.concrete_fields if not f.is_relation and f.name not in holding.withheld]
    named = [f for f in shown if not isinstance(f, models.BinaryField)]
    extra = {f"told_{name}": models.F(path) for name, path in holding.told.items()}
    names = [(f.name, str(f.verbose_name)) for f in named]
    columns = (*names, *((name, name.replace("_", " ")) for name in holding.told))
    rows = [
        {name.removeprefix("told_") if name in extra else name: value for name, value in row.items()}
        for row in holding.rows(subject).values(*(f.name for f in named), **extra)
    ]
    return Sheet(holding.model, str(holding.name), columns, rows)


def _outcome(holding: Holding, count: int) -> Outcome:
    return Outcome(str(holding.name), holding.fate, count, str(holding.why) if holding.fate != Fate.GOES else "")


def _carry_out(holding: Holding, rows: QuerySet[Any]) -> None:
    if holding.fate != Fate.STAYS:
        _forget_around(holding, rows)
    if holding.fate == Fate.GOES:
        rows.delete()
    elif holding.fate == Fate.BLANKED:
        rows.order_by().update(**_present(holding, holding.blanks))


def _expire(holding: Holding, period: Period, limit: datetime, *, dry_run: bool) -> int:
    assert period.due is not None
    table = holding.table
    assert table is not None
    rows = table._default_manager.filter(period.due(limit)).order_by()
    whole = period.fields == (WHOLE,)
    blanks = {} if whole else _present(holding, {name: holding.blanks[name] for name in period.fields})
    if not whole:
        left = Q()
        for name, value in blanks.items():
            left |= Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})
        rows = rows.filter(left) if blanks else rows.none()
    count = rows.count()
    if count and not dry_run:
        if whole or period.forgets:
            _forget_around(holding, rows)
        if whole:
            rows.delete()
        else:
            rows.update(**blanks)
    return count


def _present(holding: Holding, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of some values for which the table has a field."""
    table = holding.table
    assert table is not None
    names = {f.name for f in table._meta.concrete_fields}
    return {name: value for name, value in values.items() if name in names}


def _forget_around(holding: Holding, rows: QuerySet[Any]) -> None:
    """What hangs on rows that go: what the record of acts holds of them, and their files."""
    if holding.recorded:
        forget_things(kind=holding.recorded, keys=[str(uid) for uid in rows.values_list("uid", flat=True)])
    for row in rows if holding.file else ():
        stored = getattr(row, holding.file)
        if stored:
            transaction.on_commit(_deletion(stored.storage, stored.name))


def _deletion(storage: Storage, path: str) -> Callable[[], None]:
    return lambda: storage.delete(path)


def _reading(storage: Storage, path: str) -> Callable[[], bytes]:
    def read() -> bytes:
        with storage.open(path) as file:
            return bytes(file.read())

    return read


def _fetching(rows: QuerySet[Any], column: str, pk: int) -> Callable[[], bytes]:
    return lambda: bytes(rows.values_list(column, flat=True).get(pk=pk))
