"""What a row of history changed, as people see it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from simple_history.models import ModelChange

from records.admin.history_words import HistoryInWords
from records.models import Source
from records.publication.history import CREATED
from tests.records.bookshelf.models import Book, Chapter
from tests.records.factories import AuthorFactory, BookFactory, TagFactory


def told(model, name, before, after):
    """Return a field that changed, in words: (label, before, after)."""
    return HistoryInWords(model, None).field_change(ModelChange(name, before, after))[:3]


@pytest.mark.parametrize(
    ("model", "name", "before", "after", "words"),
    [
        (Book, "title", "Essai", "Récit", ("Titre", "Essai", "Récit")),
        (Book, "title", "", "Été", ("Titre", "", "Été")),
        (Book, "status", "draft", "published", ("Publication", "brouillon", "en ligne")),
        (Book, "status", "perdu", "draft", ("Publication", "perdu", "brouillon")),  # a code nobody knows any more
        (Book, "confidence", "", "high", ("Confiance", "", "forte")),
        (Book, "printed_on", None, dt.date(2026, 3, 1), ("Parution", "", "1er\u00a0mars 2026")),
        (Chapter, "is_free", False, True, ("Gratuit", "non", "oui")),
        (Chapter, "price", None, Decimal("12979.50"), ("Prix", "", "12\u00a0979,50")),
        (Chapter, "position", 1, 2, ("Rang", "1", "2")),
        (Book, "title", "<b>", "&", ("Titre", "<b>", "&")),  # the page escapes them
    ],
)
def test_a_field_is_told_with_its_label_and_its_words(model, name, before, after, words):
    assert told(model, name, before, after) == words


def test_the_words_follow_the_language():
    with translation.override("en"):
        assert told(Source, "kind", "presse", "loi") == ("Kind", "press", "act or regulation")


def test_a_long_text_is_told_word_by_word():
    before = "La ville reçoit la délégation au port, puis à la citadelle, avant le dîner."
    change = HistoryInWords(Book, None).field_change(ModelChange("summary", before, before.replace("port", "musée")))
    assert [piece.text for piece in change.pieces if piece.sort != "same"] == ["port,", "musée,"]


@pytest.mark.django_db
def test_what_differs_between_two_rows_of_history_is_told():
    book = BookFactory(title="Essai", author=AuthorFactory(name="Plume"))
    book.tags.add(TagFactory(name="Eau"))
    book.title, book.author = "Récit", AuthorFactory(name="Encre")
    book.save()
    book.tags.add(TagFactory(name="Air"))
    latest, first = book.history.first(), book.history.get(history_type=CREATED)
    delta = latest.diff_against(first, foreign_keys_are_objs=True)
    changes = HistoryInWords(Book, latest).context_for_delta_changes(delta)
    assert sorted(change[:3] for change in changes) == [
        ("Auteur", "Plume", "Encre"),
        ("Mots-clés", "", "Air, Eau"),
        ("Titre", "Essai", "Récit"),
    ]


@pytest.mark.django_db
def test_two_rows_that_say_the_same_tell_nothing():
    book = BookFactory()
    book.save()
    latest, first = book.history.all()
    assert HistoryInWords(Book, latest).context_for_delta_changes(latest.diff_against(first)) == []
