"""What more is kept of an organisation; places in networks from one day until another."""

import django.db.models.deletion
from django.db import migrations, models

from hanse.ui.word_index import WordIndexAnew


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_register'),
    ]

    operations = [
        WordIndexAnew('organisation', columns=('folded_names', 'folded')),
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField(verbose_name='picture')),
                ('media_type', models.CharField(max_length=40, verbose_name='media type')),
                ('width', models.PositiveSmallIntegerField(verbose_name='width, pixels')),
                ('height', models.PositiveSmallIntegerField(verbose_name='height, pixels')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('uploaded_by', models.CharField(max_length=254, verbose_name='uploaded by')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
            ],
            options={
                'verbose_name': 'logo',
                'verbose_name_plural': 'logos',
            },
        ),
        migrations.RemoveConstraint(
            model_name='networkplace',
            name='members_place_once',
        ),
        migrations.AddField(
            model_name='networkplace',
            name='ends_on',
            field=models.DateField(blank=True, null=True, verbose_name='until and including'),
        ),
        migrations.AddField(
            model_name='networkplace',
            name='starts_on',
            field=models.DateField(blank=True, null=True, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='geonames',
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name='GeoNames identifier'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='languages',
            field=models.JSONField(blank=True, default=list, verbose_name='languages one can write in, BCP 47'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubles', to='members.organisation', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='revision',
            field=models.PositiveIntegerField(default=1, verbose_name='revision'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='ror',
            field=models.CharField(blank=True, max_length=9, verbose_name='ROR identifier'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='subdivision',
            field=models.CharField(blank=True, max_length=6, verbose_name='state or province, ISO 3166-2'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='subkind',
            field=models.CharField(blank=True, choices=[('academia', 'University or research'), ('agency', 'Agency or public body'), ('international', 'International organisation')], max_length=20, verbose_name='sort of institution'),
        ),
        migrations.AddConstraint(
            model_name='networkplace',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('network', 'organisation', 'role'), name='members_open_place_once'),
        ),
        migrations.AddConstraint(
            model_name='networkplace',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='members_place_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('subkind__in', ['', 'academia', 'agency', 'international']), models.Q(('subkind', ''), ('kind', 'institution'), _connector='OR')), name='members_subkind_of_institutions'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='members_merged_into_another'),
        ),
        migrations.AddField(
            model_name='logo',
            name='organisation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='logo', to='members.organisation', verbose_name='organisation'),
        ),
        WordIndexAnew('organisation', columns=('folded_names', 'folded')),
    ]
