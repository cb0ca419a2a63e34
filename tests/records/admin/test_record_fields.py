"""What the form of a record holds: what its admin places, then what nobody placed, then the English."""

import pytest
from django.contrib.admin.utils import flatten
from django.db import connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps

from records.admin.editing import editable_fields, is_through
from records.admin.translations import OutdatedFilter
from records.models import Source
from tests.records.admin.book_desk import BOOKS, SITE, TAGS, BookAdmin, NamedAdmin
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Book, BookDocument, Chapter, Tag
from tests.records.factories import BookFactory, ChapterFactory, TagFactory


def titles(model_admin, record=None):
    """Return {title of a fieldset: names of its fields} of the form of a record."""
    return {
        str(title or ""): flatten(options["fields"])
        for title, options in model_admin.get_fieldsets(request_of(), record)
    }


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (Tag, ["confidence", "note", "note_en", "editor_note", "name", "name_en", "slug", "sources"]),
        (Source, ["url", "publisher", "publisher_en", "kind", "published_on", "published_precision"]),
    ],
)
def test_a_form_can_hold_what_people_write(model, names):
    assert [field.name for field in editable_fields(model)] == names


@pytest.mark.parametrize(
    ("model", "left_out"),
    [
        (
            Book,
            {"id", "status", "published_on", "sorts_on", "search_text", "record_id"},
        ),  # what verbs or the loader write
        (BookDocument, {"id", "slug", "file", "size"}),
        (Chapter, {"id", "english_written_for"}),
    ],
)
def test_a_form_does_not_hold_what_nobody_writes(model, left_out):
    assert left_out.isdisjoint(field.name for field in editable_fields(model))


def test_rows_edited_as_parts_are_no_list_of_the_form():
    with isolate_apps("tests.records.bookshelf"):

        class Club(models.Model):
            """Readers, by way of their cards, and books."""

            readers = models.ManyToManyField(Tag, through="Card")
            books = models.ManyToManyField(Book)

            class Meta:
                app_label = "bookshelf"

            def __str__(self):
                return ""

        class Card(models.Model):
            """The card of a reader."""

            club = models.ForeignKey(Club, models.CASCADE)
            reader = models.ForeignKey(Tag, models.CASCADE)

            class Meta:
                app_label = "bookshelf"

            def __str__(self):
                return ""

        assert [is_through(Club._meta.get_field(name)) for name in ("readers", "books", "id")] == [True, False, False]
        assert [field.name for field in editable_fields(Club)] == ["books"]


def test_what_nobody_placed_ends_the_form_and_then_the_english():
    assert titles(BOOKS) == {
        "": ["title", "summary", "series", "author", "tags"],
        "Autres renseignements": [
            "confidence",
            "note",
            "editor_note",
            "slug",
            "printed_on",
            "printed_precision",
            "embargo_until",
            "sources",
        ],
        "Traduction anglaise": ["note_en", "title_en", "summary_en"],
    }


class PlacedAdmin(BookAdmin):
    """Places the English of a title itself, and leaves fields to some cases."""

    fieldsets = [(None, {"fields": [("title", "title_en")]})]
    placed_apart = ("slug", "summary_en", "confidence")


def test_what_an_admin_places_is_placed_once_and_what_it_keeps_apart_is_not():
    placed = titles(PlacedAdmin(Book, SITE))
    assert placed[""] == ["title", "title_en"]
    assert placed["Traduction anglaise"] == ["note_en", "summary_en"]
    assert {"title", "slug", "confidence"}.isdisjoint(placed["Autres renseignements"])
    assert {"summary", "author"} <= set(placed["Autres renseignements"])


class WholeAdmin(NamedAdmin):
    """Places all that a tag has."""

    fieldsets = [(None, {"fields": [field.name for field in editable_fields(Tag)]})]


def test_a_form_that_places_all_has_no_empty_end():
    assert list(titles(WholeAdmin(Tag, SITE))) == [""]


def test_the_english_is_folded():
    folded = {str(title): options.get("classes", []) for title, options in BOOKS.get_fieldsets(request_of())}
    assert (folded["Autres renseignements"], folded["Traduction anglaise"]) == ([], ["collapse"])


def outdated(make, **texts):
    """Return a row whose English is older than its French."""
    row = make(**texts)
    for name in texts:
        if not name.endswith("_en"):
            setattr(row, name, "Neuf <b>")
    row.save()
    return row


@pytest.mark.django_db
def test_an_english_older_than_its_french_is_told_with_its_box():
    tag = outdated(TagFactory, name="Eau", name_en="Water")
    shown = TAGS.get_fieldsets(request_of(), tag)
    title, options = next(each for each in shown if "english_was_read" in each[1]["fields"])
    assert str(title) == "Traduction à revoir"
    assert options["description"] == "Le français a changé depuis\u00a0: nom."
    assert "english_was_read" in TAGS.get_form(request_of(), tag, change=True).base_fields


@pytest.mark.django_db
def test_the_english_of_its_parts_is_told_too_and_what_people_wrote_is_escaped():
    chapter = outdated(ChapterFactory, text="Un", text_en="One")
    shown = BOOKS.get_fieldsets(request_of(), chapter.book)
    told = next(options["description"] for _title, options in shown if "description" in options)
    assert told == "Le français a changé depuis\u00a0: Neuf &lt;b&gt; (texte)."


@pytest.mark.django_db
def test_what_is_outdated_is_asked_once_of_a_record():
    book = outdated(ChapterFactory, text="Un", text_en="One").book
    with CaptureQueriesContext(connection) as first:
        BOOKS.get_fieldsets(request_of(), book)
    with CaptureQueriesContext(connection) as again:
        BOOKS.get_fieldsets(request_of(), book)
        BOOKS.get_form(request_of(), book, change=True)
    assert (len(first) > 0, len(again)) == (True, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [lambda: None, Tag, lambda: TagFactory(name="Eau", name_en="Water")])
def test_nothing_is_asked_where_no_english_is_older(make):
    tag = make()
    assert "Traduction à revoir" not in titles(TAGS, tag)
    assert "english_was_read" not in TAGS.get_form(request_of(), tag).base_fields


@pytest.mark.django_db
def test_the_form_of_another_record_still_asks():
    old = outdated(TagFactory, name="Eau", name_en="Water")
    TAGS.get_form(request_of(), TagFactory())
    assert "english_was_read" in TAGS.get_form(request_of(), old, change=True).base_fields


class FilteredAdmin(NamedAdmin):
    """Narrows by confidence."""

    list_filter = ["confidence"]


@pytest.mark.parametrize(
    ("model_admin", "filters"),
    [
        (FilteredAdmin(Tag, SITE), ["confidence", OutdatedFilter]),
        (NamedAdmin(Tag, SITE), [OutdatedFilter]),
        (NamedAdmin(Source, SITE), []),  # nothing there remembers what its English was written for
    ],
)
def test_the_filters_end_with_the_translations_to_read_again(model_admin, filters):
    assert model_admin.get_list_filter(request_of()) == filters


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Récit", "Étés"]),
        ("  ", ["Récit", "Étés"]),
        ("recit", ["Récit"]),  # whatever the accents and the case
        ("ÉTÉS", ["Étés"]),
        ("recit etes", []),  # every word
        ("livre-1", ["Récit"]),  # the end of its address
        ("https://ville.invalid/livres/livre-1/", ["Récit"]),  # the whole of it
        ("B-7", ["Étés"]),  # its line in the register
        ("livre-", []),  # an identifier is typed whole
        ("%", ["Récit", "Étés"]),  # no word either
    ],
)
def test_a_list_is_searched_by_words_and_by_identifiers(typed, found):
    BookFactory(title="Récit", slug="livre-1")
    BookFactory(title="Étés", slug="recueil", record_id="B-7")
    rows, may_repeat = BOOKS.get_search_results(request_of(), Book.objects.order_by("title"), typed)
    assert sorted(row.title for row in rows) == found
    assert may_repeat is False


@pytest.mark.parametrize(
    ("verb", "title"),
    [
        ("", "Livre"),
        ("Ajouter", "Ajouter\u00a0: livre"),
    ],
)
def test_a_page_is_titled_in_words_that_need_no_article(verb, title):
    assert BOOKS.titled(verb) == title


def test_the_past_is_titled_as_such():
    book = Book(title="Essai")
    assert BOOKS.history_view_title(request_of(), book) == "Historique\u00a0: Essai"
    assert BOOKS.history_form_view_title(request_of(), book) == "Version antérieure\u00a0: Essai"
