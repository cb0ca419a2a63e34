"""A stand-in longer than a year, which is refused from now on, ends after a year."""

import datetime as dt

from django.db import migrations

LONGEST_ABSENCE = dt.timedelta(days=366)


def shorten(apps, _editor):
    """End after a year what was to last longer."""
    rows = apps.get_model("portal", "StandIn").objects
    for row in rows.all():
        if row.ends_on - row.starts_on > LONGEST_ABSENCE:
            rows.filter(pk=row.pk).update(ends_on=row.starts_on + LONGEST_ABSENCE)


class Migration(migrations.Migration):
    dependencies = [("portal", "0017_saved_views")]
    operations = [migrations.RunPython(shorten, migrations.RunPython.noop)]
