"""The Advisory Board."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_agreements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('field', models.CharField(max_length=200, verbose_name='field')),
                ('bio', models.TextField(blank=True, verbose_name='who this is')),
                ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('americas', 'Americas'), ('central-asia', 'Central Asia'), ('east-asia', 'East Asia'), ('europe', 'Europe'), ('middle-east', 'Middle East'), ('oceania', 'Oceania'), ('south-asia', 'South Asia'), ('south-east-asia', 'South-East Asia')], max_length=20, verbose_name='region')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until and including')),
                ('translations', models.JSONField(blank=True, default=dict, verbose_name='translations')),
                ('shows_name', models.BooleanField(default=False, verbose_name='name and field are shown')),
                ('shows_bio', models.BooleanField(default=False, verbose_name='the text is shown')),
                ('agreed_to', models.TextField(blank=True, verbose_name='what was agreed to, in words')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed at')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='revision')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expertise', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'expert',
                'verbose_name_plural': 'experts',
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='members_term_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('shows_bio', False), ('shows_name', False)), ('agreed_at__isnull', False), _connector='OR'), name='members_expert_agreed')],
            },
        ),
    ]
