"""What records are found by, and the index of its words, made by each database in its own way.

SQLite: an FTS5 table beside the entries, kept by triggers. PostgreSQL: a generated column and its GIN index. The words
come ready from Python (letters a to z and digits, parted by spaces): neither database interprets them.
"""

from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE records_searchindex USING fts5(
        title_words, body_words, content='records_searchentry', content_rowid='id', tokenize='ascii', detail='column'
    )""",
    """CREATE TRIGGER records_searchentry_added AFTER INSERT ON records_searchentry BEGIN
        INSERT INTO records_searchindex(rowid, title_words, body_words)
        VALUES (new.id, new.title_words, new.body_words);
    END""",
    """CREATE TRIGGER records_searchentry_removed AFTER DELETE ON records_searchentry BEGIN
        INSERT INTO records_searchindex(records_searchindex, rowid, title_words, body_words)
        VALUES ('delete', old.id, old.title_words, old.body_words);
    END""",
    """CREATE TRIGGER records_searchentry_changed AFTER UPDATE ON records_searchentry BEGIN
        INSERT INTO records_searchindex(records_searchindex, rowid, title_words, body_words)
        VALUES ('delete', old.id, old.title_words, old.body_words);
        INSERT INTO records_searchindex(rowid, title_words, body_words)
        VALUES (new.id, new.title_words, new.body_words);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER records_searchentry_added",
    "DROP TRIGGER records_searchentry_removed",
    "DROP TRIGGER records_searchentry_changed",
    "DROP TABLE records_searchindex",
]
POSTGRESQL = [
    """ALTER TABLE records_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', body_words), 'D')
    ) STORED""",
    "CREATE INDEX records_searchentry_vector ON records_searchentry USING gin (vector)",
]
POSTGRESQL_BACK = ["DROP INDEX records_searchentry_vector", "ALTER TABLE records_searchentry DROP COLUMN vector"]


def index(apps, schema_editor):
    """Have the database index the words of the entries."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unindex(apps, schema_editor):
    """Undo it."""
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='sorte')),
                ('key', models.BigIntegerField(verbose_name='clé')),
                ('slug', models.CharField(max_length=100, verbose_name='adresse')),
                ('language', models.CharField(max_length=8, verbose_name='langue')),
                ('title', models.TextField(verbose_name='titre')),
                ('title_is_french', models.BooleanField(verbose_name='titre en français')),
                ('body', models.TextField(verbose_name='texte')),
                ('french_body', models.TextField(verbose_name='texte non traduit')),
                ('title_words', models.TextField(verbose_name='mots du titre')),
                ('body_words', models.TextField(verbose_name='mots du texte')),
                ('sorts_on', models.DateField(verbose_name='date de tri')),
                ('public_since', models.DateField(null=True, verbose_name='public depuis')),
            ],
            options={
                'verbose_name': 'entrée de recherche',
                'verbose_name_plural': 'entrées de recherche',
                'ordering': ['kind', 'key', 'language', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'language'), name='records_searchentry_once_a_language', violation_error_message='Une fiche n’a qu’une entrée par langue.')],
            },
        ),
        migrations.RunPython(index, unindex),
    ]
