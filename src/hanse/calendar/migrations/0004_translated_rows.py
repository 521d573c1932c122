"""Contacts, links, documents and past dates have their texts in other languages, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendar", "0003_participant")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="translations",
            field=models.JSONField(blank=True, default=dict, verbose_name="translations"),
        )
        for name in ("contact", "document", "link", "occasion")
    ]
