"""The day itself: how somebody came, links to the door, certificates, and feedback that says nothing of its author."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registration", "0001_initial")]

    operations = [
        # Nobody has given any yet: its identifiers become random, and a number does not become one.
        migrations.DeleteModel(name="Feedback"),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True, verbose_name='code')),
                ('issued_at', models.DateTimeField(verbose_name='given at')),
            ],
            options={
                'verbose_name': 'certificate of attendance',
                'verbose_name_plural': 'certificates of attendance',
            },
        ),
        migrations.CreateModel(
            name='DoorLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100, verbose_name='for whom')),
                ('created_at', models.DateTimeField(verbose_name='made at')),
                ('created_by', models.CharField(max_length=254, verbose_name='made by')),
                ('expires_at', models.DateTimeField(verbose_name='good until')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='last opened at')),
            ],
            options={
                'verbose_name': 'link to the door',
                'verbose_name_plural': 'links to the door',
                'ordering': ['intake', '-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('given_on', models.DateField(verbose_name='given on')),
            ],
            options={
                'verbose_name': 'feedback',
                'verbose_name_plural': 'feedback',
                'ordering': ['intake', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, verbose_name='key')),
                ('kind', models.CharField(choices=[('scale', 'One to five'), ('text', 'Words')], default='scale', max_length=20, verbose_name='kind')),
                ('label', models.CharField(max_length=300, verbose_name='question')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('translations', models.JSONField(blank=True, default=dict, verbose_name='translations')),
            ],
            options={
                'verbose_name': 'question for feedback',
                'verbose_name_plural': 'questions for feedback',
                'ordering': ['intake', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('is_answered', models.BooleanField(default=False, verbose_name='has answered')),
            ],
            options={
                'verbose_name': 'request for feedback',
                'verbose_name_plural': 'requests for feedback',
            },
        ),
        migrations.AlterModelOptions(
            name='checkin',
            options={'ordering': ['at', 'id'], 'verbose_name': 'check-in', 'verbose_name_plural': 'check-ins'},
        ),
        migrations.RemoveConstraint(
            model_name='checkin',
            name='registration_let_in_once',
        ),
        migrations.AddField(
            model_name='checkin',
            name='attendance',
            field=models.CharField(choices=[('in-person', 'In person'), ('online', 'Online')], default='in-person', max_length=20, verbose_name='how'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='why, where it was an exception'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='skew_seconds',
            field=models.IntegerField(default=0, verbose_name='clock of the device, seconds ahead of ours'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='undone_by',
            field=models.CharField(blank=True, max_length=254, verbose_name='taken back by'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='way',
            field=models.CharField(choices=[('scanned', 'Ticket read'), ('found', 'Found by name'), ('walk-in', 'Came without registering'), ('joined', 'Opened the link'), ('marked', 'Marked by the secretariat')], default='scanned', max_length=20, verbose_name='how we know'),
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(fields=['registration', 'undone_at'], name='registration_who_is_in'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('registration', 'attendance'), name='registration_let_in_once'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['scanned', 'found', 'walk-in', 'joined', 'marked'])), name='registration_way_known'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('attendance__in', ['in-person', 'online'])), name='registration_came_how_known'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='registration',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='registration.registration'),
        ),
        migrations.AddField(
            model_name='doorlink',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='door_links', to='registration.intake'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='registration.intake'),
        ),
        migrations.AddField(
            model_name='feedbackquestion',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_questions', to='registration.intake'),
        ),
        migrations.AddField(
            model_name='feedbackrequest',
            name='registration',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_request', to='registration.registration'),
        ),
        migrations.AddConstraint(
            model_name='feedbackquestion',
            constraint=models.UniqueConstraint(fields=('intake', 'key'), name='registration_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='feedbackquestion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['scale', 'text'])), name='registration_feedback_kind_known'),
        ),
    ]
