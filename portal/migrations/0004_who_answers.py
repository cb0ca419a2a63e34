"""Who reads, answers and erases what readers write: those who write and approve; nobody else reads their addresses."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {"Rédaction": ["view", "change"], "Approbation": ["view", "change", "delete"]}


def give_rights(apps, schema_editor):
    """Give the groups their rights; the permissions are made here, for Django makes them after the last migration."""
    create_permissions(installed.get_app_config("portal"), verbosity=0, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="portal")
    for name, verbs in RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=[f"{verb}_message" for verb in verbs]))


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_messages")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
