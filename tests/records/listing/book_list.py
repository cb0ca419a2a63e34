"""A list of books: narrowed by words, publication, author and keywords, in two orders, as a page and as files."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from records.listing.choices import ChoiceFacet
from records.listing.columns import Column, ColumnType, Dataset, names_of
from records.listing.facets import NO_RANK, RowsFacet, WordsFilter
from records.listing.filterset import FacetedFilterSet
from records.listing.listing import Listing, Order
from records.listing.orders import alphabetical
from records.publication.status import PublicationStatus
from records.words.languages import spoken
from tests.records.bookshelf.models import Author, Book, Tag

TODAY = dt.date(2026, 3, 2)


class AuthorFacet(RowsFacet):
    """By who wrote them, of those that a reader may read."""

    def table(self):
        return Author.objects.visible_to(self.parent.user, self.parent.today), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(author__in=keys)

    def counts(self, queryset):
        return [self.count(queryset, "author__slug", spoken("author__name"))]


class TagFacet(RowsFacet):
    """By keyword."""

    def table(self):
        return Tag.objects.all(), "name", NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(tags__in=keys).distinct()

    def counts(self, queryset):
        return [self.count(Book.tags.through.objects.filter(book__in=queryset), "tag__slug", "tag__name")]


class BookFilter(FacetedFilterSet):
    """Narrows the books."""

    q = WordsFilter(label="Recherche")
    etat = ChoiceFacet(PublicationStatus, "status", label="Publication")
    auteur = AuthorFacet(label="Auteur")
    mot = TagFacet(label="Mot-clé")


DATASET = Dataset(
    name="livres",
    columns=[
        Column("titre", "Titre", ColumnType.TEXT, "Son titre.", "title"),
        Column("auteur", "Auteur", ColumnType.TEXT, "Qui l’a écrit.", "author.name"),
        Column("mots", "Mots-clés", ColumnType.LIST, "Ses mots-clés.", names_of("tags")),
    ],
    left_out={},
    on_paper=("titre", "auteur"),
)
BOOK_LIST = Listing(
    model=Book,
    filterset=BookFilter,
    dataset=DATASET,
    orders={
        "": Order("Parution", lambda rows: rows.order_by("-sorts_on", "pk")),
        "titre": Order("Titre", alphabetical),
    },
    per_page=2,
    shown=lambda rows, narrowed: rows.select_related("series"),
    fetched=lambda rows, narrowed: rows.select_related("author").prefetch_related("tags"),
)


def narrow_books(query="", user=None, rows=None, **more):
    """Return the books (or `rows` of them) narrowed by a query string, as an anonymous reader sees them, or `user`."""
    given = Book.objects.order_by("title") if rows is None else rows
    return BookFilter(QueryDict(query), given, user=user or AnonymousUser(), today=TODAY, **more)
