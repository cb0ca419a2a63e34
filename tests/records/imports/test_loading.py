"""The second reading writes what the files say, tells what it left, and leaves the history that saving would."""

import datetime as dt
from dataclasses import replace

import pytest

from records.imports.faults import RecordError
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag
from tests.records.factories import BookFactory, RecordMergeFactory, TagFactory
from tests.records.imports.shelf_files import (
    AUTHOR_FILE,
    LOADED_ON,
    SHELF,
    TAG_FILE,
    ShelfFolder,
    read_line,
)

pytestmark = pytest.mark.django_db
EDITED_AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def tags(tmp_path):
    """The file of tags alone."""
    return ShelfFolder(tmp_path, [TAG_FILE])


def told(summary):
    """Return what a Summary tells of rows, in order: numbers, then identifiers."""
    numbers = summary.created, summary.updated, summary.unchanged
    return [*numbers, summary.edited, summary.final, summary.gone, summary.deleted]


def test_a_line_becomes_a_row_with_all_it_names(shelf):
    summaries = shelf.load()
    book = Book.objects.get()
    assert {file: summary.created for file, summary in summaries.items()} == {table.file: 1 for table in SHELF}
    assert (book.record_id, book.title, book.title_en, book.confidence) == ("L1", "L’hiver", "Winter", "high")
    assert (book.author.record_id, book.series.record_id) == ("A1", "C1")
    assert [tag.name for tag in book.tags.all()] == ["Neige"]
    assert [source.url for source in book.sources.all()] == ["https://exemple.org/a|b"]
    assert list(book.chapters.values_list("position", "text", "text_en")) == [
        (1, "Le froid", "Cold"),
        (2, "La neige", "Snow"),
    ]


def test_what_derives_from_a_line_is_stored_with_it(shelf):
    shelf.load()
    book, author = Book.objects.get(), Author.objects.get()
    assert (book.slug, book.sorts_on, book.search_text) == ("l-hiver", dt.date(2024, 1, 1), "l hiver")
    assert (author.slug, author.search_text, author.country) == ("anne-elie", "anne elie", "BE")
    assert set(book.english_written_for) == {"title_en"}


def test_a_new_row_is_online_from_the_day_of_the_load_unless_it_is_a_draft(shelf):
    shelf.load()
    assert list(Book.objects.values_list("status", "published_on")) == [(PublicationStatus.PUBLISHED, LOADED_ON)]
    shelf.add("books.csv", book_id="L2").load(as_drafts=True)
    assert Book.objects.filter(record_id="L2", status=PublicationStatus.DRAFT, published_on=None).exists()


def test_a_second_load_changes_nothing(shelf):
    shelf.load()
    history = Book.history.count(), Chapter.history.count()
    assert [told(summary) for summary in shelf.load().values()] == [[0, 0, 1, [], [], [], []]] * len(SHELF)
    assert (Book.history.count(), Chapter.history.count()) == history


def test_a_changed_line_changes_its_row_and_nothing_it_does_not_say(shelf):
    shelf.load()
    Book.objects.update(status=PublicationStatus.ARCHIVED, summary="Dit au bureau.")
    summary = shelf.change("books.csv", title_fr="L’été", tag_ids="", printed="").load()["books.csv"]
    book = Book.objects.get()
    assert told(summary) == [0, 1, 0, [], [], [], []]
    assert (book.title, book.search_text, book.printed_on) == ("L’été", "l ete dit au bureau", None)
    assert (book.slug, book.status, book.summary) == ("l-hiver", PublicationStatus.ARCHIVED, "Dit au bureau.")
    assert not book.tags.exists()


def test_english_left_as_it_was_is_older_than_a_changed_text(shelf):
    shelf.load()
    shelf.change("books.csv", title_fr="L’été").load()
    assert Book.objects.get().outdated_english == "title"


def test_children_follow_their_line(shelf):
    shelf.load()
    kept = Chapter.objects.get(position=1).pk
    shelf.change("books.csv", chapters_fr="Le gel", chapters_en="").load()
    assert list(Chapter.objects.values_list("pk", "position", "text", "text_en")) == [(kept, 1, "Le gel", "")]
    history = Chapter.history.order_by("history_id").values_list("history_type", "text", "history_change_reason")
    assert list(history) == [
        ("+", "Le froid", "Chargement du registre"),
        ("+", "La neige", "Chargement du registre"),
        ("-", "La neige", "Chargement du registre"),
        ("~", "Le gel", "Chargement du registre"),
    ]


def test_the_history_of_a_load_holds_what_each_row_was_tied_to(shelf):
    shelf.load()
    shelf.add("tags.csv", tag_id="T2", name_fr="Nord").change("books.csv", tag_ids="T2|T1").load()
    made, changed = Book.history.order_by("history_id")
    assert [held.tag.name for held in made.tags.all()] == ["Neige"]
    assert {held.tag.name for held in changed.tags.all()} == {"Neige", "Nord"}
    assert [held.source.publisher for held in changed.sources.all()] == ["Le Jour"]
    assert {each.history_user for each in (made, changed)} == {None}


def test_a_dry_run_counts_what_a_load_would_do(shelf):
    assert [told(summary) for summary in shelf.load(dry_run=True).values()] == [[1, 0, 0, [], [], [], []]] * len(SHELF)
    assert not Book.objects.exists()
    shelf.load()
    summary = shelf.change("books.csv", title_fr="L’été").load(dry_run=True)["books.csv"]
    assert told(summary) == [0, 1, 0, [], [], [], []]
    assert Book.objects.get().title == "L’hiver"


def test_a_fault_keeps_everything_out(shelf):
    with pytest.raises(RecordError):
        shelf.change("books.csv", title_fr="").load()
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    ("row", "summary"),
    [
        ({"edited_at": EDITED_AT}, [0, 0, 0, ["T1"], [], [], []]),
        ({"record_hash": TAG_FILE.digest(read_line(TAG_FILE))}, [0, 0, 1, [], [], [], []]),
        ({"record_hash": "of another line"}, [0, 1, 0, [], [], [], []]),
        ({"record_id": "T8"}, [1, 0, 0, [], [], ["T8"], []]),
        ({"record_id": "T8", "edited_at": EDITED_AT}, [1, 0, 0, [], [], ["T8"], []]),
        ({"record_id": None}, [1, 0, 0, [], [], [], []]),  # the bureau's own
    ],
)
def test_what_a_load_does_of_a_row_that_is_there(tags, row, summary):
    TagFactory(**{"record_id": "T1", "name": "Nord"} | row)
    assert told(tags.load()["tags.csv"]) == summary
    assert Tag.objects.filter(name="Neige").exists() is bool(summary[0] or summary[1])


def test_what_was_deleted_at_the_bureau_does_not_come_back(tags):
    TagFactory(record_id="T1").delete()
    assert told(tags.load()["tags.csv"]) == [0, 0, 0, [], [], [], ["T1"]]
    assert not Tag.objects.exists()


def test_a_line_whose_row_was_merged_names_the_one_that_was_kept(tmp_path):
    kept, former = TagFactory(record_id="T2", name="Nord"), TagFactory(record_id="T1")
    RecordMergeFactory(model="bookshelf.tag", record_id="T1", former_key=former.pk, kept_key=kept.pk)
    former.delete()
    shelf = ShelfFolder(tmp_path).add("tags.csv", tag_id="T2", name_fr="Nord")
    summary = shelf.load()["tags.csv"]
    assert told(summary) == [0, 1, 0, ["T1"], [], [], []]
    assert list(Book.objects.get().tags.all()) == [kept]


def test_rows_gone_are_told_once_by_the_last_file_of_their_model(tmp_path):
    for identifier in ("T7", "T9", "T8"):
        TagFactory(record_id=identifier)
    tables = [TAG_FILE, replace(TAG_FILE, file="mots.csv")]
    summaries = ShelfFolder(tmp_path, tables).add("mots.csv", tag_id="T8", name_fr="Sud").load()
    assert [summaries[table.file].gone for table in tables] == [[], ["T7", "T9"]]


def test_an_address_that_is_taken_is_numbered(shelf):
    BookFactory(title="L’hiver")
    shelf.add("books.csv", book_id="L2").load()
    assert list(Book.objects.order_by("pk").values_list("slug", flat=True)) == ["l-hiver", "l-hiver-2", "l-hiver-3"]


def test_what_depends_on_several_tables_is_told_the_rows_written_once_all_are(tmp_path):
    asked = []

    def afterwards(keys, *, today):
        asked.append((keys, today, Series.objects.count()))

    tables = [replace(table, afterwards=afterwards if table is AUTHOR_FILE else None) for table in SHELF]
    shelf = ShelfFolder(tmp_path, tables)
    shelf.load()
    assert asked == [({Author.objects.get().pk}, LOADED_ON, 1)]
    shelf.load()
    assert len(asked) == 1  # nothing was written


def test_progress_and_reports_come_table_by_table(shelf):
    shown, reported, warned = [], [], []

    def progress(rows, label, total=None):
        shown.append((label, total))
        return rows

    shelf.load(progress=progress, report=lambda summary: reported.append(summary.table.file), warn=warned.append)
    files = [table.file for table in SHELF]
    assert shown[: len(files)] == [(file, None) for file in files]
    assert shown[len(files) :][: len(files)] == [(file, 1) for file in files]
    assert (reported, warned) == (files, [[]])


def test_doubts_are_told_and_refused_where_it_is_strict(tmp_path):
    doubting = [lambda rows, earlier: [(row, "name_fr", "déjà là?") for row in rows]]
    shelf, warned = ShelfFolder(tmp_path, [replace(TAG_FILE, doubts=doubting)]), []
    shelf.load(warn=lambda doubts: warned.extend(map(str, doubts)))
    assert warned == ["tags.csv:2: name_fr: déjà là? (Neige)"]
    with pytest.raises(RecordError):
        shelf.load(strict=True)
