"""What belongs to rows is made as it is wanted: what is there is kept, the rest made or deleted, with its history."""

import pytest

from records.imports.history_rows import Cause, write_history
from records.imports.relations import sync_children, sync_many_to_many
from tests.records.bookshelf.models import Author, Book, Chapter
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, SourceFactory, TagFactory

pytestmark = pytest.mark.django_db
TAGS = Book._meta.get_field("tags")


def held():
    """Return {key of the row that holds it: (book, tag)}."""
    return {row.pk: (row.book_id, row.tag_id) for row in Book.tags.through.objects.all()}


def test_a_tie_that_is_wanted_and_there_is_left_as_it_is():
    (book, other), (one, two) = BookFactory.create_batch(2), TagFactory.create_batch(2)
    for each in (book, other):
        each.tags.set([one])
    before = held()
    sync_many_to_many(TAGS, {book.pk: [one.pk, two.pk]}, are_new=False)
    assert before.items() <= held().items()
    assert sorted(held().values()) == sorted([(book.pk, one.pk), (book.pk, two.pk), (other.pk, one.pk)])


@pytest.mark.parametrize("wanted", [[], [1]], ids=["none", "another"])
def test_a_tie_that_is_no_longer_wanted_goes_and_those_of_other_rows_stay(wanted):
    (book, other), tags = BookFactory.create_batch(2), TagFactory.create_batch(2)
    for each in (book, other):
        each.tags.set(tags[:1])
    sync_many_to_many(TAGS, {book.pk: [tags[rank].pk for rank in wanted]}, are_new=False)
    assert list(book.tags.all()) == [tags[rank] for rank in wanted]
    assert list(other.tags.all()) == tags[:1]


def test_the_ties_of_new_rows_are_written_without_looking(django_assert_num_queries):
    books, tags = BookFactory.create_batch(2), TagFactory.create_batch(2)
    with django_assert_num_queries(1):
        sync_many_to_many(TAGS, {book.pk: [tag.pk for tag in tags] for book in books}, are_new=True)
    assert len(held()) == 4


def sync(wanted, *, identified_by=("position",), **options):
    """Make the chapters of books as wanted; return {book: [(rank, text)]}, and what their history gained."""
    before = Chapter.history.count()
    sync_children(Chapter, "book", identified_by, wanted, **{"are_new": False} | options)
    rows = Chapter.objects.order_by("book", "position").values_list("position", "text")
    return list(rows), list(Chapter.history.order_by("history_id").values_list("history_type", "text")[before:])


def test_children_are_corrected_made_and_deleted():
    book = BookFactory()
    for rank, text in ((1, "Un"), (2, "Deux"), (4, "Quatre")):
        ChapterFactory(book=book, position=rank, text=text)
    wanted = [{"position": 1, "text": "Un"}, {"position": 2, "text": "Second"}, {"position": 3, "text": "Trois"}]
    rows, history = sync({book.pk: wanted})
    assert rows == [(1, "Un"), (2, "Second"), (3, "Trois")]
    assert history == [("-", "Quatre"), ("+", "Trois"), ("~", "Second")]  # the first says the same: nothing


def test_children_are_told_apart_by_what_identifies_them():
    book = BookFactory()
    kept = ChapterFactory(book=book, position=1, text="Un")
    rows, history = sync({book.pk: [{"position": 7, "text": "Un"}]}, identified_by=("text",))
    assert (rows, history) == ([(7, "Un")], [("~", "Un")])
    assert Chapter.objects.get() == kept


def test_children_of_two_parents_are_not_taken_for_one_another():
    books = BookFactory.create_batch(2)
    for book in books:
        ChapterFactory(book=book, position=1, text="Un")
    rows, _history = sync({books[0].pk: [{"position": 1, "text": "Premier"}], books[1].pk: []})
    assert rows == [(1, "Premier")]
    assert Chapter.objects.get().book == books[0]


def test_children_of_parents_that_nobody_spoke_of_stay():
    ChapterFactory(text="Un", position=1)
    assert sync({BookFactory().pk: []}) == ([(1, "Un")], [])


def test_what_derives_from_a_child_follows():
    book = BookFactory()
    ChapterFactory(book=book, position=1, text="Un", text_en="One")
    sync({book.pk: [{"position": 1, "text": "Été"}, {"position": 2, "text": "Noël", "text_en": "Christmas"}]})
    first, second = Chapter.objects.order_by("position")
    assert (first.search_text, first.outdated_english) == ("ete", "text")
    assert (second.search_text, second.outdated_english, set(second.english_written_for)) == ("noel", "", {"text_en"})


def test_new_parents_have_their_children_written_without_looking(django_assert_num_queries):
    book = BookFactory()
    with django_assert_num_queries(3):  # the chapters, their history, the sources it keeps
        sync_children(Chapter, "book", ("position",), {book.pk: [{"position": 1, "text": "Un"}]}, are_new=True)


def test_the_history_of_children_says_why_and_by_whom(writer):
    book = BookFactory()
    ChapterFactory(book=book, position=2)
    cause = Cause("Importé de « a.xlsx »", writer.pk)
    sync({book.pk: [{"position": 1, "text": "Un"}]}, cause=cause)
    made, deleted = (Chapter.history.filter(history_type=kind).latest("history_id") for kind in "+-")
    assert (made.history_change_reason, made.history_user) == (cause.reason, writer)
    assert deleted.history_change_reason == cause.reason


@pytest.mark.parametrize("kind", ["+", "~"])
def test_history_written_in_bulk_is_what_saving_leaves(kind):
    book, other = BookFactory(published=True, title="L’été", title_en="Summer"), BookFactory()
    book.tags.set(TagFactory.create_batch(2))
    book.sources.set([SourceFactory()])
    other.tags.set([TagFactory()])
    book.save()  # its history by the ordinary way
    told_of_other = other.history.count()
    write_history(Book, [book.pk], kind)
    written, saved = book.history.order_by("-history_id")[:2]
    kept = [field.attname for field in Book.history.model.tracked_fields]
    assert [getattr(written, name) for name in kept] == [getattr(saved, name) for name in kept]
    assert (written.history_type, written.history_change_reason) == (kind, "Chargement du registre")
    for name in ("tags", "sources"):
        said = [sorted(getattr(row, name).values_list(f"{name[:-1]}_id", flat=True)) for row in (written, saved)]
        assert said[0] == said[1]
    assert other.history.count() == told_of_other


def test_the_history_of_no_row_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_history(Author, [], "+")


def test_the_history_of_many_rows_follows_their_keys(django_assert_num_queries):
    authors = AuthorFactory.create_batch(3)
    with django_assert_num_queries(2):  # the rows, the sources they had
        write_history(Author, [author.pk for author in reversed(authors)], "~")
    written = Author.history.filter(history_type="~").order_by("history_id")
    assert [row.name for row in written] == [author.name for author in authors]
