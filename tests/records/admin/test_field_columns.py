"""The columns of the files of the bureau, made from the fields of a model."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.utils import translation

from records.admin.field_columns import OF_THE_PORTAL, columns_from_fields
from records.models import Source, SourceKind
from tests.records.bookshelf.models import Author, Book, Chapter, Series
from tests.records.factories import BookFactory, TagFactory

MOMENT = dt.datetime(2026, 3, 2, 4, 30, tzinfo=dt.UTC)


def column(model, name):
    """Return the one column of a field."""
    [found] = columns_from_fields(model, [name])
    return found


@pytest.mark.parametrize(
    ("model", "name", "kind"),
    [
        (Book, "title", "texte"),
        (Book, "printed_on", "date"),
        (Book, "edited_at", "date"),  # of a moment, its day
        (Book, "tags", "liste"),
        (Book, "author", "texte"),  # of a key, the name
        (Book, "status", "texte"),  # of a choice, its words
        (Source, "url", "adresse"),
        (Chapter, "position", "nombre"),
        (Chapter, "price", "nombre"),
        (Chapter, "is_free", "texte"),
    ],
)
def test_a_column_has_the_type_of_its_field(model, name, kind):
    assert column(model, name).type == kind


@pytest.mark.parametrize(
    ("model", "name", "row", "value"),
    [
        (Book, "title", Book(title="Été"), "Été"),
        (Book, "title", Book(), ""),
        (Book, "printed_on", Book(printed_on=dt.date(2026, 3, 1)), dt.date(2026, 3, 1)),
        (Book, "printed_on", Book(), None),
        (Book, "edited_at", Book(edited_at=MOMENT), dt.date(2026, 3, 1)),  # the day it was here
        (Book, "edited_at", Book(), None),
        (Book, "author", Book(author=Author(name="Plume")), "Plume"),
        (Series, "director", Series(), None),
        (Book, "status", Book(status="review"), "à approuver"),
        (Book, "status", Book(status="perdu"), ""),  # a choice nobody knows any more
        (Book, "confidence", Book(confidence=""), ""),
        (Source, "kind", Source(kind=SourceKind.PRESS), "presse"),
        (Chapter, "position", Chapter(position=0), 0),
        (Chapter, "price", Chapter(price=Decimal("12.50")), Decimal("12.50")),
        (Chapter, "price", Chapter(), None),
        (Chapter, "is_free", Chapter(is_free=True), "oui"),
        (Chapter, "is_free", Chapter(is_free=False), "non"),
        (Chapter, "is_free", Chapter(is_free=None), ""),
    ],
)
def test_a_column_reads_what_a_row_holds(model, name, row, value):
    read = column(model, name).reader()(row)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.django_db
def test_a_list_is_told_by_the_names_of_its_rows():
    book = BookFactory()
    assert column(Book, "tags").reader()(book) == []
    book.tags.set([TagFactory(name="Zinc"), TagFactory(name="Été")])
    assert column(Book, "tags").reader()(book) == ["Été", "Zinc"]


@pytest.mark.parametrize("language", ["fr-ca", "en"])
def test_a_header_is_the_same_in_every_language(language):
    with translation.override(language):
        headers = {each.fields[0]: each.header for each in columns_from_fields(Source)}
    assert headers["publisher"] == "editeur"  # no accent
    assert headers["publisher_en"] == "editeur_en_anglais"  # no space
    assert headers["published_precision"] == "precision"


def test_a_label_and_what_a_choice_says_follow_the_language():
    with translation.override("en"):
        kind = column(Source, "kind")
        assert (str(kind.label), kind.reader()(Source(kind=SourceKind.PRESS))) == ("kind", "press")
        assert column(Chapter, "is_free").reader()(Chapter(is_free=True)) == "yes"


def test_two_fields_of_the_same_name_have_two_headers():
    with isolate_apps("tests.records.bookshelf"):

        class Parcel(models.Model):
            """What goes from a place to another."""

            sent = models.CharField("lieu", max_length=5)
            got = models.CharField("Lieu", max_length=5)
            kept = models.CharField("ailleurs", max_length=5, help_text="Où il attend.")

            class Meta:
                app_label = "bookshelf"

            def __str__(self):
                return self.kept

        columns = columns_from_fields(Parcel)
        assert [each.header for each in columns] == ["lieu", "lieu_got", "ailleurs"]
        assert [each.meaning for each in columns] == ["lieu", "Lieu", "Où il attend."]  # its help, or else its name
        assert [each.reader()(Parcel(sent="Namur", got="Liège", kept="Spa")) for each in columns] == [
            "Namur",
            "Liège",
            "Spa",
        ]


def test_what_the_portal_keeps_for_itself_is_not_told():
    told = [each.fields[0] for each in columns_from_fields(Book)]
    assert OF_THE_PORTAL.isdisjoint(told)
    assert told[-2:] == ["sources", "tags"]  # lists last
    assert {"record_id", "edited_at", "status", "editor_note", "title_en"} <= set(told)
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], []),
        (["title"], ["title"]),
        (["title", "record_id"], ["record_id", "title"]),  # in the order of the model
        (["search_text"], ["search_text"]),  # asked by its name, it is told
        (["perdu"], []),
        (iter(["title", "tags"]), ["title", "tags"]),
        (["english_written_for"], []),  # no cell holds it
    ],
)
def test_only_the_fields_asked_are_told(names, told):
    assert [each.fields for each in columns_from_fields(Book, names)] == [(name,) for name in told]
