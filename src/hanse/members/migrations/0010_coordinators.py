"""Coordinators of regional networks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0009_experts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Coordination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until and including')),
                ('named_by', models.CharField(max_length=254, verbose_name='named by')),
                ('named_at', models.DateTimeField(verbose_name='named at')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coordinations', to='members.regionalnetwork', verbose_name='network')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coordinations', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'coordinator',
                'verbose_name_plural': 'coordinators',
                'ordering': ['network', 'starts_on', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('network', 'person'), name='members_coordinates_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='members_coordination_ends_after_start')],
            },
        ),
    ]
