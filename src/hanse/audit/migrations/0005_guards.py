"""From here on the database refuses to change what was recorded."""

from django.db import migrations

from hanse.audit import guards


def stand(apps, schema_editor):
    guards.stand(schema_editor.connection)


def fall(apps, schema_editor):
    guards.fall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_personal_parts_of_before")]

    operations = [migrations.RunPython(stand, fall)]
