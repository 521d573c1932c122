"""The register of agreements."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_applications'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('kind', models.CharField(choices=[('mou', 'Memorandum of understanding'), ('partnership', 'Partnership'), ('hosting', 'Hosting')], max_length=20, verbose_name='kind')),
                ('starts_on', models.DateField(verbose_name='since')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until and including')),
                ('document', models.URLField(blank=True, max_length=500, verbose_name='document')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('lapsed_at', models.DateTimeField(blank=True, null=True, verbose_name='let go at')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='revision')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='members.organisation', verbose_name='partner')),
                ('renews', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='members.agreement', verbose_name='renews')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['partner', '-starts_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['mou', 'partnership', 'hosting'])), name='members_agreement_kind'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='members_agreement_ends_after_start')],
            },
        ),
    ]
