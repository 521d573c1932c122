"""Organisations sorted by their names without accents and capitals."""

from typing import Any

from django.db import migrations, models

from hanse.ui.folding import SortField, sort_key

BATCH = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    """Give every organisation its key."""
    organisations = apps.get_model("members", "Organisation").objects.order_by()
    rows = list(organisations.only("pk", "name"))
    for row in rows:
        row.sorted_name = sort_key(row.name)
    organisations.bulk_update(rows, ["sorted_name"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("members", "0011_doubles")]
    operations = [
        migrations.AddField("organisation", "sorted_name", SortField(source="name")),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("organisation", "members_by_name"),
        migrations.RemoveIndex("organisation", "members_by_region"),
        migrations.RemoveIndex("organisation", "members_by_country"),
        migrations.AddIndex("organisation", models.Index(fields=["sorted_name", "id"], name="members_by_name")),
        migrations.AddIndex("organisation", models.Index(fields=["region", "sorted_name"], name="members_by_region")),
        migrations.AddIndex("organisation", models.Index(fields=["country", "sorted_name"], name="members_by_country")),
        migrations.AlterModelOptions(
            "organisation",
            {"ordering": ["sorted_name", "id"], "verbose_name": "organisation", "verbose_name_plural": "organisations"},
        ),
        migrations.AlterModelOptions("networkplace", {"ordering": ["network", "organisation__sorted_name", "role"]}),
    ]
