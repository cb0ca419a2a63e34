"""The journal lets somebody be erased from its words; managers find, give and erase people, and keep incidents."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

# The words of an entry may only become others in which something was erased, or the number of an erased account.
ERASES = """
CREATE OR REPLACE FUNCTION portal_journal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.network IS NULL OR NEW.network IS NOT DISTINCT FROM OLD.network)
        AND (NEW.person = OLD.person OR NEW.person ~ '^compte-efface-[0-9]+$' OR NEW.person LIKE '%(effacé)%')
        AND (NEW.what = OLD.what OR NEW.what ~ '^compte-efface-[0-9]+' OR NEW.what LIKE '%(effacé)%')
        AND (NEW.page = OLD.page OR NEW.page LIKE '%(effacé)%')
        AND to_jsonb(NEW) - '{network,person,what,page}'::text[] = to_jsonb(OLD) - '{network,person,what,page}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An entry of the journal is written once.' USING ERRCODE = 'restrict_violation';
END $$;
"""
STANDS = """
CREATE OR REPLACE FUNCTION portal_journal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.network IS NULL AND to_jsonb(NEW) - 'network' = to_jsonb(OLD) - 'network' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An entry of the journal is written once.' USING ERRCODE = 'restrict_violation';
END $$;
"""
RIGHTS = ["view_incident", "add_incident", "change_incident", "handle_people"]


def let_erase(apps, schema_editor):
    """Have the database let what names somebody be erased, and nothing else."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ERASES, params=None)


def refuse_again(apps, schema_editor):
    """Have the database refuse all but the erasing of addresses."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(STANDS, params=None)


def give_rights(apps, schema_editor):
    """Let managers do it; the permissions are made here, for Django makes them after the last migration."""
    create_permissions(installed.get_app_config("portal"), verbosity=0, using=schema_editor.connection.alias)
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="portal", codename__in=RIGHTS
    )
    apps.get_model("auth", "Group").objects.get(name="Gestion").permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("portal", "0010_incidents")]

    operations = [
        migrations.RunPython(let_erase, refuse_again),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
