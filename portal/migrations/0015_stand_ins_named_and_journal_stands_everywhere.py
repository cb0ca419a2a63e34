"""Who names stand-ins; SQLite too refuses to change an entry of the journal, but to erase an address or somebody.

SQLite makes a table anew when a constraint of it changes, and forgets its triggers: whatever migration comes later and
changes the journal calls `refuse_changes` again (tests/portal/test_journal.py says so if it does not).
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

# As in PostgreSQL (0011_journal_erases): words may only become others in which something was erased.
STANDS = """
CREATE TRIGGER portal_journal_stands_changed BEFORE UPDATE ON portal_journalentry FOR EACH ROW
WHEN NOT (NEW.network IS NULL OR NEW.network IS OLD.network)
    OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.event IS NOT OLD.event
    OR NOT (NEW.person = OLD.person OR NEW.person GLOB 'compte-efface-[0-9]*' OR NEW.person LIKE '%(effacé)%')
    OR NOT (NEW.what = OLD.what OR NEW.what GLOB 'compte-efface-[0-9]*' OR NEW.what LIKE '%(effacé)%')
    OR NOT (NEW.page = OLD.page OR NEW.page LIKE '%(effacé)%')
BEGIN SELECT RAISE(ABORT, 'An entry of the journal is written once.'); END;
""", """
CREATE TRIGGER portal_journal_stands_erased BEFORE DELETE ON portal_journalentry FOR EACH ROW
BEGIN SELECT RAISE(ABORT, 'An entry of the journal is written once.'); END;
"""
RIGHTS = {
    "Rédaction": ["view_standin"],
    "Approbation": ["view_standin", "add_standin", "change_standin"],
    "Gestion": ["view_standin", "add_standin", "change_standin", "name_any_standin"],
}


def refuse_changes(apps, schema_editor):
    """Have SQLite refuse, as PostgreSQL does."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in STANDS:
            schema_editor.execute(statement, params=None)


def accept_changes(apps, schema_editor):
    """Have SQLite accept again."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("changed", "erased"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS portal_journal_stands_{name}")


def give_rights(apps, schema_editor):
    """Give the groups their rights; the permissions are made here, for Django makes them after the last migration."""
    create_permissions(installed.get_app_config("portal"), verbosity=0, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="portal")
    for name, codenames in RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("portal", "0014_stand_ins_and_journal_of_deeds")]

    operations = [
        migrations.RunPython(refuse_changes, accept_changes),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
