"""The database itself refuses to change the record: triggers on its tables.

A migration that alters one of these tables ends with `stand`: SQLite makes such a table anew and loses its triggers.
Whoever owns the database can take the triggers away; the chain shows what they did then.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

# Table: what is refused. Personal parts may be deleted, and only that.
REFUSED = {
    "audit_entry": ("UPDATE", "DELETE"),
    "audit_seal": ("UPDATE", "DELETE"),
    "audit_secret": ("UPDATE",),
}
WORDS = "The record can be added to, and nothing else."


def stand(connection: BaseDatabaseWrapper) -> None:
    """Set up the guards; those that stand are replaced."""
    fall(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$"
            )
        for table, acts in REFUSED.items():
            for act in acts:
                cursor.execute(_one(connection.vendor, table, act))
        if connection.vendor == "postgresql":
            for table in REFUSED:
                cursor.execute(
                    f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
                )


def fall(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: for `hanse flush`, which empties every table, and before they stand anew."""
    with connection.cursor() as cursor:
        for table, acts in REFUSED.items():
            for act in (*acts, "TRUNCATE"):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{act.lower()}{where}")


def _one(vendor: str, table: str, act: str) -> str:
    name = f"{table}_{act.lower()}"
    if vendor == "postgresql":
        return f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    return f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
