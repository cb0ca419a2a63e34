"""The three groups of the bureau and what each may do."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

PUBLISHED = ["axes.vision", "axes.axis", "partners.partner", "partners.agreement", "missions.mission", "missions.action"]
LISTS = [
    "axes.theme",
    "missions.service",
    "missions.rule",
    "missions.emissionfactor",
    "missions.airport",
    "records.source",
]
REQUESTS = "missions.delegationrequest"
# People's details: for those who write to them, not for every reader.
CONTACTS = {"partners.contact": ["view", "add", "change", "delete"]}

# Group → what it may do, by kind of model. A draft is anyone's to edit; what is online takes "publish".
GROUPS = {
    "Rédaction": {**dict.fromkeys(PUBLISHED, ["view", "add", "change", "delete"]), **dict.fromkeys(LISTS, ["view"])}
    | {"records.source": ["view", "add", "change"], REQUESTS: ["view", "add", "change"]}
    | CONTACTS,
    "Approbation": {
        **dict.fromkeys(PUBLISHED, ["view", "add", "change", "delete", "publish"]),
        **dict.fromkeys(LISTS, ["view", "add", "change"]),
        **CONTACTS,
        REQUESTS: ["view", "add", "change", "decide"],
    },
    "Gestion": dict.fromkeys([*PUBLISHED, *LISTS, REQUESTS], ["view"]),
}


def create_groups(apps, schema_editor):
    """Create the groups; their permissions are made here, for Django makes them only after the last migration."""
    for label in {model.split(".")[0] for model in PUBLISHED + LISTS}:
        create_permissions(installed.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
    for name, rights in GROUPS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set([permission for model, verbs in rights.items() for permission in _find(apps, model, verbs)])


def _find(apps, model, verbs):
    label, name = model.split(".")
    wanted = [f"{verb}_{name}" for verb in verbs]
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label=label, codename__in=wanted)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("records", "0001_initial"),
        ("axes", "0001_record"),
        ("partners", "0001_record"),
        ("missions", "0001_record"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
