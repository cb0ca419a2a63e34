"""After a test that really writes, the database is as the migrations made it."""

from django.contrib.auth.models import Group, Permission, User
from django.db import connection

from portal.journal.writing import note_event
from portal.models import JournalEntry, JournalEvent
from records.models import SearchEntry
from tests.at_once import really_written
from tests.portal.public_record import make_record


def held():
    """Return the rows of every table ({name: a list of str})."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


@really_written
def test_rows_made_changed_and_deleted_are_given_back_as_they_were(django_db_setup):
    before = held()
    make_record("publique", published=True)
    note_event(JournalEvent.SIGNED_IN, "redaction")
    User.objects.create_user("redaction").groups.add(Group.objects.first())
    Group.objects.last().delete()
    Permission.objects.update(name="Autre")
    assert SearchEntry.objects.exists()
    django_db_setup.give_back()
    after = held()
    assert {table for table, rows in after.items() if rows != before[table]} == set()
    assert Group.objects.exists()
    assert not JournalEntry.objects.exists()
