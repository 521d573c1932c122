"""What ends keeps the category that is on record, an empty one, too: nobody has to invent one."""

from django.db import migrations, models

from hanse.members.no_overlap import NoOverlapAnew

CATEGORIES = ["full", "associate", "friendship", "corporate"]


class Migration(migrations.Migration):
    """An ended period may be without a category."""

    dependencies = [("members", "0014_doubles_apart")]
    operations = [
        NoOverlapAnew("membership"),
        migrations.RemoveConstraint(model_name="membership", name="members_period_category_known"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", CATEGORIES))
                | models.Q(("category", ""), ("is_on_record", True))
                | models.Q(("category", ""), ("status", "ended")),
                name="members_period_category_known",
            ),
        ),
        NoOverlapAnew("membership"),
    ]
