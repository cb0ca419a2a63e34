"""Which entries of the index a write concerns, and what an index made again holds."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from records.models import SearchEntry
from records.search.indexing import ENTRY_BATCH, batches, entries_affected_by, rebuild, rewrite_entries
from records.search.kinds import KINDS
from records.search.pages import PageKind, SitePage
from records.search.trigrams import index_trigrams
from records.words.dates import UNDATED
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, SearchEntryFactory, TagFactory

FRENCH, ENGLISH = "fr-ca", "en"
TODAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("number", "sizes"),
    [
        (0, []),
        (1, [1]),
        (ENTRY_BATCH, [ENTRY_BATCH]),
        (ENTRY_BATCH + 1, [ENTRY_BATCH, 1]),
    ],
)
def test_keys_are_read_sorted_a_thousand_at_once(number, sizes):
    found = batches({*range(number)} if number < 9 else reversed(range(number)))
    assert [len(each) for each in found] == sizes
    assert [key for each in found for key in each] == list(range(number))


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_a_write_concerns_the_entries_of_the_row_and_of_what_names_it():
    author, tag = AuthorFactory(), TagFactory()
    book, other = BookFactory(author=author), BookFactory()
    book.tags.add(tag)
    chapter = ChapterFactory(book=other)
    cases = [
        ({Author: {author.pk}}, {"auteurs": {author.pk}, "livres": {book.pk}}),
        ({Tag: {tag.pk}}, {"livres": {book.pk}}),
        ({Chapter: {chapter.pk}}, {"livres": {other.pk}}),
        ({Series: {book.series_id, other.series_id}}, {"livres": {book.pk, other.pk}}),
        ({Book: {book.pk}, Chapter: {chapter.pk}}, {"livres": {book.pk, other.pk}}),
        ({Book: {-1}}, {"livres": {-1}}),  # gone: its entry is to go
        ({User: {1}}, {}),
        ({}, {}),
    ]
    for keys, concerned in cases:
        found = entries_affected_by(keys)
        assert {name: some for name, some in found.items() if some} == concerned, keys


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_pages_are_written_again_together_when_a_row_they_tell_changes():
    KINDS["pages"] = PageKind("pages", "Pages", "page", told_pages, depends_on=(Author,))
    assert entries_affected_by({Author: {1}})["pages"] == {0}
    assert "pages" not in entries_affected_by({Author: set()})
    assert "pages" not in entries_affected_by({Tag: {1}})


def told_pages(day):
    """Two pages, the second of a day."""
    yield SitePage("glossaire", "Glossaire", ["Des mots.", "D’autres."])
    yield SitePage("bilan", f"Bilan {day.year}", [], sorts_on=day)


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_the_entries_of_pages_are_one_a_language_and_go_with_their_page():
    KINDS["pages"] = PageKind("pages", "Pages", "page", told_pages)
    rebuild(today=TODAY)
    told = SearchEntry.objects.filter(language=FRENCH).values_list("key", "slug", "title", "body", "sorts_on")
    assert list(told) == [
        (1, "glossaire", "Glossaire", "Des mots.\nD’autres.", UNDATED),
        (2, "bilan", "Bilan 2026", "", TODAY),
    ]
    assert SearchEntry.objects.filter(language=ENGLISH, public_since=UNDATED).count() == 2
    KINDS["pages"] = PageKind("pages", "Pages", "page", lambda day: list(told_pages(day))[:1])
    rewrite_entries({"pages": {0}}, today=TODAY)
    assert set(SearchEntry.objects.values_list("slug", flat=True)) == {"glossaire"}


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_an_index_made_again_has_the_entries_of_what_is_there_and_no_other():
    SearchEntryFactory(kind="disparue")
    SearchEntryFactory(kind="livres", key=999_999)
    book = BookFactory(title="Rives", title_en="Shores")
    BookFactory(status="archived")
    number = rebuild(today=TODAY)
    found = SearchEntry.objects.filter(kind="livres").order_by("language").values_list("key", "language", "title")
    assert list(found) == [(book.pk, "en", "Shores"), (book.pk, "fr-ca", "Rives")]
    assert number == SearchEntry.objects.count()
    assert not SearchEntry.objects.filter(kind="disparue").exists()


class Editor:
    """What a migration writes its statements to, on a database of this vendor."""

    def __init__(self, vendor):
        self.connection, self.said = type("Connection", (), {"vendor": vendor}), []

    def execute(self, statement):
        """Note a statement."""
        self.said.append(statement)


@pytest.mark.parametrize(("vendor", "made", "dropped"), [("postgresql", 3, 2), ("sqlite", 0, 0)])
def test_words_are_indexed_by_trigrams_where_the_database_has_them(vendor, made, dropped):
    operation, forwards, backwards = index_trigrams("livres", "auteurs"), Editor(vendor), Editor(vendor)
    operation.code(None, forwards)
    operation.reverse_code(None, backwards)
    assert (len(forwards.said), len(backwards.said)) == (made, dropped)
    for name in ("livres", "auteurs") if made else ():
        assert f"CREATE INDEX {name}_search_text_trigrams ON {name} " in "\n".join(forwards.said)
        assert f"DROP INDEX {name}_search_text_trigrams" in backwards.said
