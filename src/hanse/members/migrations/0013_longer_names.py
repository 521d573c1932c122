"""Names of people as long as names are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0012_sorted_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='contact',
            field=models.CharField(max_length=300, verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='application',
            name='signatory',
            field=models.CharField(max_length=300, verbose_name='who signed the letter'),
        ),
        migrations.AlterField(
            model_name='expert',
            name='name',
            field=models.CharField(max_length=300, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='name',
            field=models.CharField(blank=True, max_length=300, verbose_name='name'),
        ),
    ]
