"""The words of the lists of this app are found by an index (hand-written)."""

from django.db import migrations

from records.search.trigrams import index_trigrams


class Migration(migrations.Migration):
    dependencies = [("missions", "0003_requests_of_readers")]
    operations = [index_trigrams("missions_mission", "missions_action")]
