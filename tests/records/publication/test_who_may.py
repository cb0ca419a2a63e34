"""Who may read what, who wrote it and who handed it over."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User

from records.publication import operations
from records.publication.history import author_of
from records.publication.status import PublicationStatus, first_online, may_see, visible
from records.publication.to_do import ToDo
from records.publication.written_by import handing_over, touched_by, written_by
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory

DAY = dt.date(2026, 3, 2)


def with_permissions(user, *names):
    """Give somebody these permissions; return them as they are read again."""
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("names", "seen"),
    [
        ((), set()),
        (("view_author",), {"bookshelf.view_author"}),
        (("change_author", "publish_author"), set()),  # who may write and not read sees what anyone sees
        (("view_author", "view_book"), {"bookshelf.view_author", "bookshelf.view_book"}),
    ],
)
def test_two_readers_who_may_read_the_same_see_the_same(writer, approver, names, seen):
    assert may_see(with_permissions(writer, *names)) == may_see(with_permissions(approver, *names)) == seen


def test_the_public_sees_what_anyone_sees():
    assert may_see(AnonymousUser()) == frozenset()


def test_who_may_do_everything_sees_everything_and_an_account_that_is_closed_nothing(admin_user):
    assert {"bookshelf.view_author", "bookshelf.view_book"} <= may_see(admin_user)
    closed = User(username="ancienne", is_superuser=True, is_active=False)
    assert may_see(closed) == frozenset()


def test_what_somebody_may_see_is_asked_once_of_them(writer, django_assert_num_queries):
    reader = with_permissions(writer, "view_book")
    may_see(reader)
    with django_assert_num_queries(0):
        assert may_see(reader) == {"bookshelf.view_book"}


def test_drafts_of_one_kind_are_not_those_of_another(writer):
    AuthorFactory()
    reader = with_permissions(writer, "view_book")
    assert not Author.objects.filter(visible(Author, reader, DAY)).exists()
    assert Author.objects.filter(visible(Author, with_permissions(writer, "view_author"), DAY)).exists()


@pytest.mark.parametrize(
    ("known", "on", "kept"),
    [
        (None, DAY, DAY),
        (DAY, DAY + dt.timedelta(days=9), DAY),
        (DAY, DAY - dt.timedelta(days=9), DAY),  # the day it was, even later
    ],
)
def test_something_is_online_from_the_first_day_it_was(known, on, kept):
    assert first_online(known, on) == kept


@pytest.mark.parametrize(
    ("due_on", "done_on", "is_late"),
    [
        (None, None, False),  # no day was said
        (DAY, None, False),  # its very day
        (DAY - dt.timedelta(days=1), None, True),
        (DAY - dt.timedelta(days=1), DAY, False),  # done late is done
        (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1), False),
    ],
)
def test_what_is_to_be_done_is_late_the_day_after(due_on, done_on, is_late):
    assert ToDo.is_late(SimpleNamespace(due_on=due_on, done_on=done_on), DAY) is is_late


def write(record, person=None, reason=None):
    """Save a record as somebody who wrote in it, or moved it for a reason."""
    record._history_user, record._change_reason = person, reason
    record.save()
    return record


@pytest.mark.parametrize(
    ("steps", "wrote", "touched"),
    [
        ([("writer", None)], True, True),
        ([(None, None)], False, False),
        ([("approver", None)], False, False),
        ([("approver", None), ("writer", None)], True, True),  # whoever began it
        ([("approver", None), ("writer", "Mise en ligne")], False, True),  # a step writes nothing
        ([("writer", "Importation")], True, True),  # but making a record does, whatever the reason
        ([("writer", None), ("approver", None)], True, True),  # whoever went on
    ],
)
def test_a_record_is_of_who_wrote_it_and_touched_by_who_moved_it(request, db, steps, wrote, touched):
    people = {name: request.getfixturevalue(name) for name in ("writer", "approver")}
    author = Author(name="Anne")
    for name, reason in steps:
        write(author, people.get(name), reason)
    AuthorFactory()
    for found, is_found in ((written_by, wrote), (touched_by, touched)):
        assert list(Author.objects.filter(found(Author, people["writer"]))) == [author] * is_found


def handed_over_by(author):
    """Return who handed an author over for the approval it waits for."""
    row = handing_over(Author).values("history_user__username")[:1]
    return Author.objects.filter(pk=author.pk).values_list(row, flat=True).get()


def test_a_record_was_handed_over_by_who_last_submitted_it_and_not_by_who_corrected_it_since(writer, approver):
    author = AuthorFactory()
    assert handed_over_by(author) is None
    author = operations.submit(author, by=approver)
    author = operations.submit(operations.send_back(author, by=approver, comment="Encore."), by=writer)
    write(author, approver)
    assert handed_over_by(author) == "ecriture"
    assert handed_over_by(operations.recall(author, by=writer)) is None


def test_what_waits_for_approval_is_told_with_when_and_by_whom_the_oldest_first(writer, time_machine):
    AuthorFactory()
    made = [AuthorFactory(name=each) for each in "ab"]
    for hour, author in zip((10, 9), made, strict=True):
        time_machine.move_to(dt.datetime(2026, 3, 2, hour, tzinfo=dt.UTC), tick=False)
        operations.submit(author, by=writer)
    waiting = Author.objects.awaiting_approval()
    assert [(each.name, each.submitted_at.hour, each.submitted_by) for each in waiting] == [
        ("b", 9, "ecriture"),
        ("a", 10, "ecriture"),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("not_archived", {"draft", "review", "published"}),
        ("not_online", {"draft", "review", "archived"}),
    ],
)
def test_a_table_is_asked_by_where_its_records_stand(db, asked, found):
    for status in PublicationStatus:
        AuthorFactory(status=status, published_on=DAY)
    assert {author.status for author in getattr(Author.objects, asked)()} == found


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (SimpleNamespace(history_user=User(username="redaction"), history_change_reason="Soumis"), "redaction"),
        (SimpleNamespace(history_user=None, history_change_reason="Chargement"), "Chargement"),
        (SimpleNamespace(history_user=None, history_change_reason=None), "hors du bureau"),
    ],
)
def test_a_change_is_of_somebody_or_of_what_made_it(row, told):
    assert author_of(row) == told
