"""The index for words: FTS5 on SQLite, kept in step by triggers; an index on an expression on PostgreSQL."""

from django.db import migrations

TABLE = "calendar_activity"
SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(folded, content='{TABLE}', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')",
    f"CREATE TRIGGER {TABLE}_fts_insert AFTER INSERT ON {TABLE} BEGIN INSERT INTO {TABLE}_fts(rowid, folded) VALUES (new.id, new.folded); END",
    f"CREATE TRIGGER {TABLE}_fts_delete AFTER DELETE ON {TABLE} BEGIN INSERT INTO {TABLE}_fts({TABLE}_fts, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    f"CREATE TRIGGER {TABLE}_fts_update AFTER UPDATE OF folded ON {TABLE} WHEN old.folded IS NOT new.folded BEGIN INSERT INTO {TABLE}_fts({TABLE}_fts, rowid, folded) VALUES ('delete', old.id, old.folded); INSERT INTO {TABLE}_fts(rowid, folded) VALUES (new.id, new.folded); END",
    f"INSERT INTO {TABLE}_fts({TABLE}_fts) VALUES ('rebuild')",
)
POSTGRESQL = (f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (to_tsvector('simple', folded))",)


def make_index(apps, schema_editor):
    """Make the index of this database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_fts_{trigger}")
        schema_editor.execute(f"DROP TABLE {TABLE}_fts")
    else:
        schema_editor.execute(f"DROP INDEX {TABLE}_words")


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
