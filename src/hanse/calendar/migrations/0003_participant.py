"""A fourth part in an activity: an organisation that takes part in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendar", "0002_search")]
    operations = [
        migrations.RemoveConstraint(model_name="involvement", name="calendar_part_known"),
        migrations.AlterField(
            model_name="involvement",
            name="part",
            field=models.CharField(
                choices=[
                    ("organiser", "Organiser"),
                    ("co-organiser", "Co-organiser"),
                    ("partner", "Partner"),
                    ("participant", "Takes part"),
                ],
                max_length=20,
                verbose_name="part",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["organiser", "co-organiser", "partner", "participant"])),
                name="calendar_part_known",
            ),
        ),
    ]
