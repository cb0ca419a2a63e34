"""What a published amount states stays: the database refuses to change it or to delete it, in its own way.

An amount is published with its mission, once that has been online. Its sources, its confidence, its note and its
translations may change.

SQLite reads its triggers again whenever it renames a table, and drops them with the table they watch. A migration that
copies missions_mission or missions_costfact (AlterField, AddConstraint…) therefore begins with `take_down` and ends with
`put_up`, both taken from here by `import_module`.
"""

from django.db import migrations

REFUSAL = "missions_costfact_published_stays : un montant publié ne se modifie pas et ne se supprime pas, il se corrige par un autre."
STATED = [
    "mission_id", "fact_type", "category", "amount", "is_approximate", "scope_code", "scope", "participant_id", "payer", "payer_name",
    "made_public_on", "corrects_id", "correction_reason",
]
IS_PUBLISHED = "EXISTS (SELECT 1 FROM missions_mission WHERE id = OLD.mission_id AND published_on IS NOT NULL)"

SQLITE = [
    f"""CREATE TRIGGER missions_costfact_published_stays BEFORE UPDATE ON missions_costfact
        WHEN ({" OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in STATED)}) AND {IS_PUBLISHED}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER missions_costfact_published_is_kept BEFORE DELETE ON missions_costfact WHEN {IS_PUBLISHED}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER IF EXISTS missions_costfact_published_stays",
    "DROP TRIGGER IF EXISTS missions_costfact_published_is_kept",
]
POSTGRESQL = [
    f"""CREATE FUNCTION missions_costfact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {IS_PUBLISHED} THEN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE TRIGGER missions_costfact_published_stays BEFORE UPDATE ON missions_costfact FOR EACH ROW
        WHEN (({", ".join(f"OLD.{name}" for name in STATED)})
            IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in STATED)}))
        EXECUTE FUNCTION missions_costfact_refuse()""",
    """CREATE TRIGGER missions_costfact_published_is_kept BEFORE DELETE ON missions_costfact FOR EACH ROW
        EXECUTE FUNCTION missions_costfact_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER missions_costfact_published_stays ON missions_costfact",
    "DROP TRIGGER missions_costfact_published_is_kept ON missions_costfact",
    "DROP FUNCTION missions_costfact_refuse()",
]


def put_up(apps, schema_editor):
    """Have the database refuse."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    """Undo it."""
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ("missions", "0001_record"),
    ]

    operations = [
        migrations.RunPython(put_up, take_down),
    ]
