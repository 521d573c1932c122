"""The index of words behind a `FoldedField`, made in a migration: FTS5 on SQLite, GIN on PostgreSQL.

Both are kept in step by the database itself, so that bulk writes, edits and repairs by hand all are found:
SQLite by three triggers, PostgreSQL by a generated column. When Django has to rebuild a table on SQLite, which it
does for many changes of a column, the triggers go with the old table: such a migration ends with `WordIndex` anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class WordIndex(Operation):
    """Index the folded columns of a model, all in one."""

    reversible = True

    def __init__(self, model_name: str, columns: Iterable[str]) -> None:
        self.model_name = model_name
        self.columns = tuple(columns)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The index is the database's own matter; models know nothing of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make it."""
        sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in (self._sqlite if sqlite else self._postgresql)(self._table(app_label, to_state.apps)):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take it away."""
        table = self._table(app_label, from_state.apps)
        if schema_editor.connection.vendor == "sqlite":
            for moment in ("insert", "delete", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{moment}")
            schema_editor.execute(f"DROP TABLE {table}_words")
        else:
            for column in self.columns:
                schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}_words")

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Index the words of {self.model_name}"

    def _table(self, app_label: str, apps: Apps) -> str:
        return str(apps.get_model(app_label, self.model_name)._meta.db_table)

    def _sqlite(self, table: str) -> list[str]:
        index, columns = f"{table}_words", ", ".join(self.columns)
        old, new = (", ".join(f"{row}.{column}" for column in self.columns) for row in ("old", "new"))
        changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in self.columns)
        enter = f"INSERT INTO {index}(rowid, {columns}) VALUES (new.id, {new});"  # our own names
        leave = f"INSERT INTO {index}({index}, rowid, {columns}) VALUES ('delete', old.id, {old});"  # our own names
        return [
            # The words are folded and parted already: to the tokenizer `ascii` whatever is not ASCII is a letter.
            f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, content='{table}', content_rowid='id', "
            "tokenize='ascii', prefix='1 2 3', detail=column, columnsize=0)",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {enter} END",
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {leave} END",
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF {columns} ON {table} WHEN {changed} BEGIN {leave} {enter} END",
            f"INSERT INTO {index}({index}) VALUES ('rebuild')",  # our own names
        ]

    def _postgresql(self, table: str) -> list[str]:
        statements = []
        for column in self.columns:
            words = f"array_to_tsvector(string_to_array({column}, ' '))"
            statements += [
                f"ALTER TABLE {table} ADD COLUMN {column}_words tsvector GENERATED ALWAYS AS ({words}) STORED",
                f"CREATE INDEX {table}_{column}_words ON {table} USING gin ({column}_words)",
            ]
        return statements


class WordIndexAnew(WordIndex):
    """The index of a table that the same migration makes Django rebuild on SQLite; PostgreSQL keeps its own.

    It stands at both ends of such a migration: the last one serves the way forwards, the first one the way back.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make it again."""
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, to_state, to_state)
            super().database_forwards(app_label, schema_editor, to_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make it again."""
        self.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Index the words of {self.model_name} anew"
