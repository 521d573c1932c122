"""The index of words: what an organisation is called, and all that is said of it."""

from django.db import migrations

from hanse.ui.word_index import WordIndex


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [WordIndex("organisation", columns=("folded_names", "folded"))]
