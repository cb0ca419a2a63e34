"""What follows a write: what is found of the rows is written again and kept pages are stale, after the commit."""

import logging
from unittest.mock import patch

import pytest
from django.db import connection, transaction

from records.models import SearchEntry
from records.page_cache.version import shared_version
from records.publication import after_write
from records.publication.after_write import FOLLOWERS, Follower, note_written
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits", "_found_books", "_nothing_noted")]


@pytest.fixture
def _nothing_noted():
    """Start with nothing to follow, as a thread that begins."""
    after_write._noted.changes = None
    yield
    after_write._noted.changes = None


class Witness:
    """A follower that tells what it was asked: of which rows, and how many times to rewrite."""

    def __init__(self):
        self.asked, self.rewritten, self.options = [], [], []
        self.follower = Follower(self.affected_by, self.rewrite)

    def affected_by(self, keys):
        """Say that each row has one thing made of it, named after its model."""
        self.asked.append({model.__name__: set(some) for model, some in keys.items()})
        return {model.__name__: set(some) for model, some in keys.items()}

    def rewrite(self, found, **options):
        """Note what is made again."""
        self.rewritten.append({name: keys for name, keys in found.items() if keys})
        self.options.append(options)


@pytest.fixture
def witness():
    """A witness of all that is followed, and the only one."""
    witness = Witness()
    with patch.object(after_write, "FOLLOWERS", [witness.follower]):
        yield witness


def titles():
    """Return the French titles that are found (a set)."""
    return set(SearchEntry.objects.filter(language="fr-ca").values_list("title", flat=True))


def test_a_row_saved_is_found_and_kept_pages_are_stale():
    before = shared_version()
    with transaction.atomic():
        AuthorFactory(name="Anne Hébert")
        assert (titles(), shared_version()) == (set(), before), "nothing happens before the commit"
    assert titles() == {"Anne Hébert"}
    assert shared_version() != before


def test_a_row_saved_again_is_found_as_it_is_now():
    with transaction.atomic():
        author = AuthorFactory(name="Anne")
    before = shared_version()
    with transaction.atomic():
        author.name = "Anne Hébert"
        author.save()
    assert titles() == {"Anne Hébert"}
    assert shared_version() != before


def test_a_row_deleted_is_found_no_more():
    with transaction.atomic():
        author = AuthorFactory(name="Anne Hébert")
    before = shared_version()
    with transaction.atomic():
        author.delete()
        assert (titles(), shared_version()) == ({"Anne Hébert"}, before)
    assert titles() == set()
    assert shared_version() != before


def test_what_named_a_deleted_row_is_followed_too():
    with transaction.atomic():
        chapter = ChapterFactory(text="Un torrent", book__title="Le Torrent")
    assert "torrent" in SearchEntry.objects.get(language="fr-ca", title="Le Torrent").body
    with transaction.atomic():
        chapter.delete()
    assert "torrent" not in SearchEntry.objects.get(language="fr-ca", title="Le Torrent").body


def test_rows_written_in_bulk_are_followed_once_noted():
    with transaction.atomic():
        author = AuthorFactory(name="Anne")
    before = shared_version()
    with transaction.atomic():
        Author.objects.update(name="Anne Hébert")
    assert (titles(), shared_version()) == ({"Anne"}, before), "nobody noted them"
    with transaction.atomic():
        Author.objects.update(name="Anne Hébert")
        note_written(Author, [author.pk])
    assert titles() == {"Anne Hébert"}
    assert shared_version() != before


def test_what_the_rewriting_takes_besides_is_handed_on(witness):
    with transaction.atomic():
        note_written(Author, [1], progress="shown")
    assert witness.options == [{"progress": "shown"}]


def save_and_fail():
    """Save an author in a transaction that does not end well."""
    with transaction.atomic():
        AuthorFactory(name="Personne")
        raise RuntimeError


def test_a_write_rolled_back_leaves_no_trace():
    before = shared_version()
    with pytest.raises(RuntimeError):
        save_and_fail()
    assert (Author.objects.count(), titles(), shared_version()) == (0, set(), before)


def test_what_was_noted_of_a_write_rolled_back_does_no_harm_to_the_next_one():
    with pytest.raises(RuntimeError):
        save_and_fail()
    with transaction.atomic():
        AuthorFactory(name="Anne Hébert")
    assert titles() == {"Anne Hébert"}


def test_a_savepoint_rolled_back_takes_only_its_own_writes_along():
    with transaction.atomic():
        AuthorFactory(name="Anne Hébert")
        with pytest.raises(RuntimeError):
            save_and_fail()
    assert titles() == {"Anne Hébert"}


def test_a_transaction_whose_only_write_was_in_a_savepoint_rolled_back_makes_nothing_stale():
    before = shared_version()
    with transaction.atomic(), pytest.raises(RuntimeError):
        save_and_fail()
    assert (titles(), shared_version()) == (set(), before)


def test_a_row_deleted_in_a_savepoint_rolled_back_is_still_found():
    with transaction.atomic():
        author = AuthorFactory(name="Anne Hébert")

    def delete_and_fail():
        with transaction.atomic():
            author.delete()
            raise RuntimeError

    with transaction.atomic():
        with pytest.raises(RuntimeError):
            delete_and_fail()
        AuthorFactory(name="Gabrielle Roy")
    assert titles() == {"Anne Hébert", "Gabrielle Roy"}


def test_two_writes_of_one_transaction_are_followed_once(witness):
    with transaction.atomic():
        one, other = AuthorFactory(), AuthorFactory()
        one.save()
    assert witness.asked == [{"Author": {one.pk, other.pk}}]
    assert witness.rewritten == [{"Author": {one.pk, other.pk}}]


def test_the_version_is_renewed_once_for_a_transaction(monkeypatch):
    renewed = []
    monkeypatch.setattr(after_write, "renew_version", lambda: renewed.append(1))
    with transaction.atomic():
        AuthorFactory.create_batch(3)
    assert len(renewed) == 1


def test_two_transactions_are_followed_each_in_its_turn(witness):
    with transaction.atomic():
        one = AuthorFactory()
    with transaction.atomic():
        other = AuthorFactory()
    assert witness.rewritten == [{"Author": {one.pk}}, {"Author": {other.pk}}]


def test_every_follower_follows(witness):
    other = Witness()
    after_write.FOLLOWERS.append(other.follower)
    with transaction.atomic():
        author = AuthorFactory()
    assert witness.rewritten == other.rewritten == [{"Author": {author.pk}}]


def break_down(*_args, **_options):
    """Fail, as what follows may."""
    raise ConnectionError("the index is gone")


@pytest.mark.parametrize("step", ["affected_by", "rewrite"])
def test_a_follower_that_fails_is_logged_and_stops_neither_the_write_nor_the_new_version(caplog, step):
    before = shared_version()
    broken = Follower(**{"affected_by": lambda keys: {}, "rewrite": lambda found: None, step: break_down})
    with (
        patch.object(after_write, "FOLLOWERS", [broken]),
        caplog.at_level(logging.ERROR, logger="records.publication.after_write"),
        transaction.atomic(),
    ):
        AuthorFactory(name="Anne Hébert")
    assert "the index is gone" in caplog.text
    assert Author.objects.get().name == "Anne Hébert"
    assert shared_version() != before


def test_what_could_not_be_followed_once_does_not_come_back(witness):
    with patch.object(after_write, "FOLLOWERS", [Follower(break_down, break_down)]), transaction.atomic():
        AuthorFactory()
    with transaction.atomic():
        later = AuthorFactory()
    assert witness.rewritten == [{"Author": {later.pk}}]


def test_the_search_is_a_follower():
    assert [follower.rewrite.__module__ for follower in FOLLOWERS] == ["records.search.indexing"]


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_each_write_is_followed_at_once():
    assert connection.get_autocommit()
    before = shared_version()
    author = AuthorFactory(name="Anne Hébert")
    assert titles() == {"Anne Hébert"}
    assert shared_version() != before
    author.delete()
    assert titles() == set()


@pytest.mark.django_db(transaction=True)
def test_a_true_transaction_is_followed_at_its_commit_and_a_rollback_is_not():
    with pytest.raises(RuntimeError):
        save_and_fail()
    assert titles() == set()
    with transaction.atomic():
        BookFactory(title="Kamouraska", author__name="Anne Hébert")
        assert titles() == set()
    assert titles() == {"Kamouraska", "Anne Hébert"}
