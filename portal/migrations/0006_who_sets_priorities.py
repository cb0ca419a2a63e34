"""Who writes, approves and reads the priorities and the indicators: as for every published record."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = {"axes": "indicator", "missions": "priority"}
RIGHTS = {
    "Rédaction": ["view", "add", "change", "delete"],
    "Approbation": ["view", "add", "change", "delete", "publish"],
    "Gestion": ["view"],
}


def give_rights(apps, schema_editor):
    """Give the groups their rights; the permissions are made here, for Django makes them after the last migration."""
    for label, model in MODELS.items():
        create_permissions(installed.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
        permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=label)
        for name, verbs in RIGHTS.items():
            group = apps.get_model("auth", "Group").objects.get(name=name)
            group.permissions.add(*permissions.filter(codename__in=[f"{verb}_{model}" for verb in verbs]))


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_subscriptions"),
        ("axes", "0002_strategy"),
        ("missions", "0006_addresses_of_services"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
