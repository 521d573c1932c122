"""Which ticket went to whom."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registration", "0010_the_day")]

    operations = [
        migrations.CreateModel(
            name='SentTicket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=8, verbose_name='version, hex')),
                ('revision', models.PositiveIntegerField(verbose_name='revision of the registration')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sent_ticket', to='registration.registration')),
            ],
            options={
                'verbose_name': 'ticket that was sent',
                'verbose_name_plural': 'tickets that were sent',
            },
        ),
    ]
