"""Applications for membership, with their letters and steps."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_organisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, unique=True, verbose_name='reference')),
                ('category', models.CharField(choices=[('full', 'Full member'), ('associate', 'Associate member'), ('friendship', 'Friendship member'), ('corporate', 'Corporate member')], max_length=20, verbose_name='category')),
                ('state', models.CharField(choices=[('submitted', 'With the secretariat'), ('asked', 'Question to the applicant'), ('screened', 'Before the committee'), ('approved', 'Approved'), ('welcomed', 'Member'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='submitted', max_length=20, verbose_name='state')),
                ('name', models.CharField(max_length=200, verbose_name='name of the organisation')),
                ('native_name', models.CharField(blank=True, max_length=200, verbose_name='name in its own script')),
                ('kind', models.CharField(choices=[('city', 'City or local government'), ('company', 'Company'), ('institution', 'Institution')], max_length=20, verbose_name='kind')),
                ('subkind', models.CharField(blank=True, choices=[('academia', 'University or research'), ('agency', 'Agency or public body'), ('international', 'International organisation')], max_length=20, verbose_name='sort of institution')),
                ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                ('country', models.CharField(max_length=2, verbose_name='country, ISO 3166-1 alpha-2')),
                ('population', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='population')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('reasons', models.TextField(verbose_name='why it wants to join')),
                ('signatory', models.CharField(max_length=200, verbose_name='who signed the letter')),
                ('signatory_office', models.CharField(max_length=200, verbose_name='office of who signed')),
                ('contact', models.CharField(max_length=120, verbose_name='contact')),
                ('contact_office', models.CharField(blank=True, max_length=200, verbose_name='office of the contact')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail of the contact')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('consent', models.TextField(verbose_name='what the contact agreed to')),
                ('checks', models.JSONField(blank=True, default=list, verbose_name='what was checked')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='member from')),
                ('submitted_at', models.DateTimeField(verbose_name='submitted at')),
                ('state_at', models.DateTimeField(verbose_name='in this state since')),
                ('screener', models.CharField(blank=True, max_length=254, verbose_name='screened by')),
                ('is_example', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='revision')),
                ('applicant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to=settings.AUTH_USER_MODEL, verbose_name='account of the contact')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='members.decision', verbose_name='decision')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='members.organisation', verbose_name='organisation of the directory')),
            ],
            options={
                'verbose_name': 'application for membership',
                'verbose_name_plural': 'applications for membership',
                'ordering': ['submitted_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name of the file')),
                ('media_type', models.CharField(max_length=100, verbose_name='media type')),
                ('content', models.BinaryField(verbose_name='content')),
                ('size', models.PositiveIntegerField(verbose_name='size, octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letter', to='members.application')),
            ],
            options={
                'verbose_name': 'signed letter',
                'verbose_name_plural': 'signed letters',
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('submitted', 'Submitted'), ('asked', 'The secretariat asked'), ('answered', 'The applicant answered'), ('note', 'Note'), ('screened', 'Screened'), ('approved', 'Approved'), ('declined', 'Declined'), ('welcomed', 'Welcomed'), ('withdrawn', 'Withdrawn')], max_length=20, verbose_name='what happened')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.CharField(max_length=254, verbose_name='by')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('is_internal', models.BooleanField(default=False, verbose_name='for the secretariat only')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='members.application')),
            ],
            options={
                'verbose_name': 'step of an application',
                'verbose_name_plural': 'steps of applications',
                'ordering': ['application', 'at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', 'state_at'], name='members_to_screen'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'asked', 'screened', 'approved', 'welcomed', 'declined', 'withdrawn'])), name='members_application_state_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['full', 'associate', 'friendship', 'corporate'])), name='members_application_category_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'welcomed']), _negated=True), ('decision__isnull', False), _connector='OR'), name='members_approved_by_decision'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['submitted', 'asked', 'answered', 'note', 'screened', 'approved', 'declined', 'welcomed', 'withdrawn'])), name='members_step_kind_known'),
        ),
    ]
