"""The register: decisions, periods of membership that never overlap, and facts on dues."""

import django.db.models.deletion
from django.db import migrations, models

from hanse.members.no_overlap import NoOverlap


class Migration(migrations.Migration):

    dependencies = [('members', '0004_invitations')]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('executive-committee', 'Executive Committee'), ('general-assembly', 'General Assembly'), ('secretariat', 'Secretariat'), ('organisation', 'The organisation itself')], max_length=30, verbose_name='who decided')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('minute', models.CharField(blank=True, max_length=200, verbose_name='reference in the minutes')),
                ('document', models.URLField(blank=True, max_length=500, verbose_name='document')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('recorded_by', models.CharField(max_length=254, verbose_name='recorded by')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-decided_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['executive-committee', 'general-assembly', 'secretariat', 'organisation'])), name='members_decision_body_known')],
            },
        ),
        migrations.CreateModel(
            name='DuesFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('state', models.CharField(choices=[('paid', 'Paid'), ('partly', 'Partly paid'), ('owed', 'Owed'), ('waived', 'Waived')], max_length=20, verbose_name='state')),
                ('on', models.DateField(verbose_name='known on')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('recorded_by', models.CharField(max_length=254, verbose_name='recorded by')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='members.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'fact on dues',
                'verbose_name_plural': 'facts on dues',
                'ordering': ['organisation', '-year', '-on', '-id'],
                'indexes': [models.Index(fields=['organisation', 'year', 'on'], name='members_dues_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['paid', 'partly', 'owed', 'waived'])), name='members_dues_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(blank=True, choices=[('full', 'Full member'), ('associate', 'Associate member'), ('friendship', 'Friendship member'), ('corporate', 'Corporate member')], max_length=20, verbose_name='category')),
                ('status', models.CharField(choices=[('applied', 'Applied'), ('associate', 'Accepted, approval pending'), ('active', 'Active'), ('suspended', 'Suspended'), ('ended', 'Ended')], max_length=20, verbose_name='status')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until and including')),
                ('is_on_record', models.BooleanField(default=False, verbose_name='known from the public record only')),
                ('source', models.TextField(blank=True, verbose_name='source')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='members.decision', verbose_name='decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'period of membership',
                'verbose_name_plural': 'periods of membership',
                'ordering': ['organisation', 'starts_on'],
                'indexes': [models.Index(fields=['starts_on', 'ends_on'], name='members_in_force')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['applied', 'associate', 'active', 'suspended', 'ended'])), name='members_period_status_known'), models.CheckConstraint(condition=models.Q(('category__in', ['full', 'associate', 'friendship', 'corporate']), models.Q(('category', ''), ('is_on_record', True)), _connector='OR'), name='members_period_category_known'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='members_period_ends_after_start'), models.CheckConstraint(condition=models.Q(('is_on_record', True), ('decision__isnull', False), _connector='OR'), name='members_period_has_its_decision'), models.UniqueConstraint(fields=('organisation', 'starts_on'), name='members_one_period_begins'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('organisation',), name='members_one_open_period')],
            },
        ),
        NoOverlap('membership'),
    ]
