"""The rule that periods of one organisation never overlap, kept by the database itself, made in a migration.

PostgreSQL has exclusion constraints; two ranges of one number stand in for the equality of organisations, so that no
extension is needed. SQLite has triggers. When Django rebuilds the table on SQLite, the triggers go with the old one:
such a migration begins and ends with `NoOverlapAnew`, so that the rule stands in both directions.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class NoOverlap(Operation):
    """Refuse a period that overlaps another one of the same organisation; the last day is part of a period."""

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The rule is the database's own matter; models know nothing of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make it."""
        table = self._table(app_label, to_state.apps)
        sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in _sqlite(table) if sqlite else _postgresql(table):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take it away."""
        table = self._table(app_label, from_state.apps)
        if schema_editor.connection.vendor == "sqlite":
            for moment in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_overlap_{moment}")
        else:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_no_overlap")

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Let no two periods of {self.model_name} overlap"

    def _table(self, app_label: str, apps: Apps) -> str:
        return str(apps.get_model(app_label, self.model_name)._meta.db_table)


class NoOverlapAnew(NoOverlap):
    """The same rule after a migration that may have lost it; whichever way one goes, it stands afterwards."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make it where it is not."""
        table = self._table(app_label, to_state.apps)
        if schema_editor.connection.vendor == "sqlite":
            for moment in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_overlap_{moment}")
            for statement in _sqlite(table):
                schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The same."""
        self.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"See that no two periods of {self.model_name} overlap"


def _postgresql(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist ("
        "int8range(organisation_id, organisation_id, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&)"
    ]


def _sqlite(table: str) -> list[str]:
    # Days are text such as 2023-05-16, so that comparing them as text compares the days.
    other = (
        f"SELECT 1 FROM {table} AS other WHERE other.organisation_id = new.organisation_id AND other.id IS NOT new.id "  # noqa: S608  # our own name
        "AND other.starts_on <= coalesce(new.ends_on, '9999-12-31') "
        "AND new.starts_on <= coalesce(other.ends_on, '9999-12-31')"
    )
    refuse = f"SELECT RAISE(ABORT, '{table}_no_overlap') WHERE EXISTS ({other});"
    return [
        f"CREATE TRIGGER {table}_no_overlap_insert BEFORE INSERT ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_overlap_update BEFORE UPDATE OF organisation_id, starts_on, ends_on ON {table} "
        f"BEGIN {refuse} END",
    ]
