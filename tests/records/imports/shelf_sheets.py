"""The spreadsheets of a register of books: authors, books with their chapters, and chapters of their own."""

from django.utils.translation import gettext_lazy as _

from records.imports.bilingual import bilingual
from records.imports.cells import read_country
from records.imports.columns import Approximate, Children, ImportColumn, Lines, Link, Links
from records.imports.sheets import SOURCES_HEADERS, SameName, Sheet, sourced_at_the_bureau
from records.imports.tables import Table
from records.listing.columns import Column, ColumnType, Dataset
from tests.records.bookshelf.models import Author, Book, Chapter

DATASET = Dataset(
    "livres",
    [
        Column("titre", "titre", ColumnType.TEXT, "le titre de la couverture", "title"),
        Column("publication", _("publication"), ColumnType.TEXT, "son état", "status"),
        Column("confiance", _("confiance"), ColumnType.CHOICE, "ce qui l’appuie", "confidence"),
        Column("adresse", _("adresse"), ColumnType.ADDRESS, "sa page", "slug"),
        Column("nb_chapitres", "nombre de chapitres", ColumnType.NUMBER, "combien", "pk"),
    ],
    {},
)

AUTHOR_SHEET = Sheet(
    "auteurs",
    "Auteurs",
    Table(
        "auteurs",
        Author,
        "author_id",
        [
            *bilingual("name"),
            ImportColumn("country", "country", reader=read_country),
            Lines("biography_fr", "biography"),
            Approximate("born", "born"),
        ],
    ),
    lambda: SameName(Author, ["name", "country"], "même nom, même pays"),
    others={"name_fr": ["auteur", "nom"], "country": ["pays"]},
    labels={"born": "Naissance"},
)

BOOK_SHEET = Sheet(
    "livres",
    "Livres",
    Table(
        "livres",
        Book,
        "book_id",
        [
            *bilingual("title"),
            Link("series_id", "series"),
            Link("author_id", "author"),
            Links("tag_ids", "tags"),
            ImportColumn("printed_on", "printed_on"),
            ImportColumn("printed_precision", "printed_precision"),
            ImportColumn("embargo", "embargo_until"),
            Children("chapters_fr", Chapter, "book", "text", english="chapters_en"),
            *sourced_at_the_bureau(),
        ],
    ),
    lambda: SameName(Book, ["title", "author"], "même titre, même auteur"),
    others={"title_fr": ["titre", "livre"], "tag_ids": ["mots", "mots_2"], **SOURCES_HEADERS},
    labels={"tag_ids": "Mots-clés"},
    dataset=DATASET,
)

CHAPTER_SHEET = Sheet(
    "chapitres",
    "Chapitres",
    Table(
        "chapitres",
        Chapter,
        "chapter_id",
        [
            Link("book_id", "book"),
            ImportColumn("rank", "position"),
            ImportColumn("text_fr", "text"),
            ImportColumn("price", "price"),
            ImportColumn("free", "is_free"),
        ],
    ),
    lambda: SameName(Chapter, ["text", "price"], "même texte, même prix"),
    owner="book",
)
