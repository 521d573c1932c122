"""The index of words: what an activity is called, and all that is said of it."""

from django.db import migrations

from hanse.ui.word_index import WordIndex


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [WordIndex("activity", columns=("folded_names", "folded"))]
