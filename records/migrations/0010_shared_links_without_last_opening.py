from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_last_openings_are_rows'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sharedlink',
            name='records_sharedlink_opened_at_in_calendar',
        ),
        migrations.RemoveField(
            model_name='sharedlink',
            name='opened_at',
        ),
    ]
