"""By what a feed knows that nothing has changed, without reading what it would say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import Aggregate, Count, Func, Max, Model, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast

from hanse.audit.queries import newest_at
from hanse.calendar.models import Activity, Area, Programme, Year
from hanse.members.models import Organisation, RegionalNetwork


@dataclass(frozen=True, slots=True)
class Changes:
    """When a feed last changed.

    `changed_at` is the newest real change of what it shows, the end of an embargo included; `touched_at` is no
    earlier than any change at all, also of a name and of what is no longer shown.
    """

    changed_at: datetime | None
    touched_at: datetime | None


class _Gathered(Aggregate):
    """All values of a column in one text, so that the database need not hand over a row for each."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "STRING_AGG(%(expressions)s, ',' ORDER BY %(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **extra)


def fingerprint(activities: QuerySet[Activity], *, now: datetime, language: str) -> str:
    """What moves with anything that a reader of these activities could see; empty where there is none.

    Whatever belongs to an activity moves its `modified_at` and `revision` (operations see to that). What comes and
    goes moves the count and the sum of keys: publication, an embargo that ends, deletion. A parent may do so by
    itself. The names that other rows lend (years, areas, programmes, networks, organisations) are read as they are:
    they are short, and have no date of change.
    """
    state = activities.order_by().aggregate(
        count=Count("pk"),
        keys=Sum("pk"),
        revisions=Sum("revision"),
        modified_at=Max("modified_at"),
        parents_modified_at=Max("parent__modified_at"),
        parents_released=Count("pk", filter=Q(parent__embargo_until__lte=now)),
    )
    told = repr(([*state.values()], _borrowed_names(language))).encode()
    return blake2b(told, digest_size=12).hexdigest() if state["count"] else ""


def changes(activities: QuerySet[Activity]) -> Changes:
    """When these activities last changed."""
    newest = activities.order_by().aggregate(modified_at=Max("modified_at"), embargo_until=Max("embargo_until"))
    changed_at = _newest(newest["modified_at"], newest["embargo_until"])
    return Changes(changed_at, _newest(changed_at, newest_at()))


def _borrowed_names(language: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(*_names_query(connection.vendor, language))
        rows: list[Any] = cursor.fetchall()
    return rows


@cache
def _names_query(vendor: str, language: str) -> tuple[str, tuple[Any, ...]]:
    """One query for all names. Django needs 1 ms to put it into words, the database 0.1 ms to answer: kept."""
    columns: dict[type[Model], tuple[str, ...]] = {
        Year: ("number", "theme", "network", "translations"),
        Area: ("name", "translations"),
        Programme: ("name", "translations"),
        RegionalNetwork: ("name", "translations"),
        # Organisations are thousands: their translations are read only for readers who see them.
        Organisation: ("name", "translations") if language != "en" else ("name",),
    }
    first, *others = (_gathered(model, names) for model, names in columns.items())
    sql, values = first.union(*others, all=True).query.sql_with_params()
    return sql, values


def _gathered(model: type[Model], columns: tuple[str, ...]) -> Any:
    joined = Func(
        *(Cast(column, TextField()) for column in ("pk", *columns)),
        template="(%(expressions)s)",
        arg_joiner=" || ' ' || ",
        output_field=TextField(),
    )
    return model._default_manager.order_by().values(one=Value(1)).annotate(told=_Gathered(joined)).values_list("told")


def _newest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
