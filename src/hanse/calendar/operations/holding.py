"""Keeping others from writing for a moment, while a year is compared and written as a whole."""

from __future__ import annotations

from django.db import connection

from hanse.calendar.models import Activity, Area, Disagreement, Duty, LoadedRow, Programme, Year
from hanse.members.models import NetworkPlace, Organisation, Person, RegionalNetwork

# In the order in which the writes of the browser reach for them: an activity, then its year and area, then
# organisations. Whoever takes locks in one order never waits in a circle.
_HELD = (
    Activity,
    Year,
    Area,
    Programme,
    LoadedRow,
    Duty,
    Disagreement,
    Organisation,
    Person,
    RegionalNetwork,
    NetworkPlace,
)


def hold_years() -> None:
    """Let nobody else write what a year consists of until the transaction ends; everybody may read.

    SQLite holds its one lock from the start of a transaction (`transaction_mode` in the settings). PostgreSQL is asked
    for EXCLUSIVE, which also keeps others from locking rows (SELECT FOR UPDATE): somebody who had locked a row and
    then waited for the table would be waited for by us.
    """
    if connection.vendor != "postgresql":
        return
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _HELD)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
