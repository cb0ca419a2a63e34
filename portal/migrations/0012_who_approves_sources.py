"""Who approves what is online approves what proves it too."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_rights(apps, schema_editor):
    """Let approvers put a change of a source online; the permission is made here, for Django makes it afterwards."""
    create_permissions(installed.get_app_config("records"), verbosity=0, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="records", codename="publish_source"
    )
    apps.get_model("auth", "Group").objects.get(name="Approbation").permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("portal", "0011_journal_erases"), ("records", "0007_source_proposals")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
