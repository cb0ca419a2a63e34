"""The words of the lists of this app are found by an index (hand-written)."""

from django.db import migrations

from records.search.trigrams import index_trigrams


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_record")]
    operations = [index_trigrams("partners_partner", "partners_agreement")]
