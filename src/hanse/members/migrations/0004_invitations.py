"""People are invited to act for an organisation, mandates are confirmed, and people say what may be shown of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0003_mandate'),
    ]

    operations = [
        migrations.AddField(
            model_name='mandate',
            name='awaits_confirmation',
            field=models.BooleanField(default=False, verbose_name='gives no right until it is confirmed'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='confirmed at'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='confirmed_by',
            field=models.CharField(blank=True, max_length=254, verbose_name='confirmed by'),
        ),
        migrations.CreateModel(
            name='DirectoryConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows_name', models.BooleanField(default=False, verbose_name='name')),
                ('shows_office', models.BooleanField(default=False, verbose_name='office')),
                ('shows_email', models.BooleanField(default=False, verbose_name='e-mail')),
                ('text', models.TextField(verbose_name='what was agreed to, in words')),
                ('agreed_at', models.DateTimeField(verbose_name='agreed at')),
                ('mandate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='consent', to='members.mandate', verbose_name='mandate')),
            ],
            options={
                'verbose_name': 'consent to be shown',
                'verbose_name_plural': 'consents to be shown',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('role', models.CharField(choices=[('head', 'Mayor or head'), ('cio', 'Chief information officer'), ('contact', 'Contact'), ('delegate', 'Delegate'), ('staff', 'Staff')], default='staff', max_length=20, verbose_name='role')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('is_administrator', models.BooleanField(default=False, verbose_name='may grant mandates and edit the profile')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='the mandate ends on')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('nonce', models.CharField(max_length=40, verbose_name='part of the link that makes it this one')),
                ('invited_by', models.CharField(max_length=254, verbose_name='invited by')),
                ('invited_at', models.DateTimeField(verbose_name='invited at')),
                ('expires_at', models.DateTimeField(verbose_name='good until')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('withdrawn_by', models.CharField(blank=True, max_length=254, verbose_name='withdrawn by')),
                ('mandate', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitation', to='members.mandate', verbose_name='mandate')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='members.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-invited_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['head', 'cio', 'contact', 'delegate', 'staff'])), name='members_invitation_role_known'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='members_invitation_ends_once')],
            },
        ),
    ]
