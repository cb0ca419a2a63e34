"""The journal stands: PostgreSQL refuses to change or erase an entry, but its address; managers read it."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

STANDS = """
CREATE FUNCTION portal_journal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.network IS NULL AND to_jsonb(NEW) - 'network' = to_jsonb(OLD) - 'network' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An entry of the journal is written once.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER portal_journal_stands BEFORE UPDATE OR DELETE ON portal_journalentry
    FOR EACH ROW EXECUTE FUNCTION portal_journal_stands();
"""
FALLS = """
DROP TRIGGER portal_journal_stands ON portal_journalentry;
DROP FUNCTION portal_journal_stands();
"""


def refuse_changes(apps, schema_editor):
    """Have the database refuse; SQLite, for demonstrations, leaves it to the model."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(STANDS)


def accept_changes(apps, schema_editor):
    """Have the database accept again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FALLS)


def give_rights(apps, schema_editor):
    """Let managers read the journal; the permission is made here, for Django makes it after the last migration."""
    create_permissions(installed.get_app_config("portal"), verbosity=0, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="portal", codename="view_journalentry"
    )
    apps.get_model("auth", "Group").objects.get(name="Gestion").permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_journal")]

    operations = [
        migrations.RunPython(refuse_changes, accept_changes),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
