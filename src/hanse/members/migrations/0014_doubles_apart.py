"""An index of the doubles alone, so that lists of all others come from the index by name."""

import django.db.models.deletion
from django.db import migrations, models

from hanse.ui.word_index import WordIndexAnew


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0013_longer_names'),
    ]

    operations = [
        WordIndexAnew('organisation', columns=('folded_names', 'folded')),
        migrations.AlterField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubles', to='members.organisation', verbose_name='merged into'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='members_doubles'),
        ),
        WordIndexAnew('organisation', columns=('folded_names', 'folded')),
    ]
