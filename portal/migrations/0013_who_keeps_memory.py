"""Who notes exchanges, keeps gifts and office-holders: as for partners; office-holders are people, as contacts are."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITES = ["view", "add", "change", "delete"]
RIGHTS = {
    "Rédaction": {"exchange": WRITES, "gift": WRITES, "officeholder": WRITES},
    "Approbation": {"exchange": WRITES, "gift": WRITES, "officeholder": WRITES},
    "Gestion": {"exchange": ["view"], "gift": ["view"]},
}


def give_rights(apps, schema_editor):
    """Give the groups their rights; the permissions are made here, for Django makes them after the last migration."""
    create_permissions(installed.get_app_config("partners"), verbosity=0, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="partners")
    for name, rights in RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        for model, verbs in rights.items():
            group.permissions.add(*permissions.filter(codename__in=[f"{verb}_{model}" for verb in verbs]))


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0012_who_approves_sources"),
        ("partners", "0003_memory"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
