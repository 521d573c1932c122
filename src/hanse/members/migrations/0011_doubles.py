"""Which look-alikes are two, and which accounts went into another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0010_coordinators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DistinctOrganisations',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_by', models.CharField(max_length=254, verbose_name='said by')),
                ('said_at', models.DateTimeField(verbose_name='said at')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='members_two_organisations_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='members_two_organisations_ordered')],
            },
        ),
        migrations.CreateModel(
            name='DistinctPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_by', models.CharField(max_length=254, verbose_name='said by')),
                ('said_at', models.DateTimeField(verbose_name='said at')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='members_two_people_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='members_two_people_ordered')],
            },
        ),
        migrations.CreateModel(
            name='MergedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('merged_by', models.CharField(max_length=254, verbose_name='merged by')),
                ('merged_at', models.DateTimeField(verbose_name='merged at')),
                ('double', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='merged_into', to=settings.AUTH_USER_MODEL, verbose_name='double')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doubles', to=settings.AUTH_USER_MODEL, verbose_name='kept')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('double', models.F('kept')), _negated=True), name='members_merged_person_into_another')],
            },
        ),
    ]
