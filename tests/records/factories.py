"""The smallest valid rows of the ground floor."""

import datetime as dt

import factory
from django.contrib.auth.models import User

from records.documents.models import DocumentKind, DocumentLanguage
from records.models import (
    ImportedRow,
    KeptTyping,
    OpinionVerdict,
    RecordMerge,
    SearchEntry,
    SharedLink,
    SharedOpinion,
    SheetImport,
    Source,
    SourceKind,
    SourceProposal,
)
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Author, Book, BookDocument, Chapter, Series, Tag

ONLINE_SINCE = dt.date(2026, 1, 1)


def online(**related):
    """Return the trait of what is online; `related`: what must be online with it."""
    return factory.Trait(status=PublicationStatus.PUBLISHED, published_on=ONLINE_SINCE, **related)


class SourceFactory(factory.django.DjangoModelFactory):
    """A page of the press."""

    class Meta:
        model = Source

    url = factory.Sequence("https://exemple.invalid/{}".format)
    publisher = "Le Quotidien"
    kind = SourceKind.PRESS


class SourceProposalFactory(factory.django.DjangoModelFactory):
    """A change of the publisher, prepared on a source."""

    class Meta:
        model = SourceProposal

    record = factory.SubFactory(SourceFactory)
    title = "Le Quotidien"
    changes = {"fields": {"publisher": ["Le Quotidien", "Le Soleil"]}}


class KeptTypingFactory(factory.django.DjangoModelFactory):
    """A title typed in the form of a new book, and not saved."""

    class Meta:
        model = KeptTyping

    author = factory.LazyFunction(lambda: User.objects.get_or_create(username="redaction")[0])
    form = "bookshelf.book"
    typed = factory.LazyFunction(lambda: {"title": ["Essai"]})
    kept_at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class SharedLinkFactory(factory.django.DjangoModelFactory):
    """A link to a book."""

    class Meta:
        model = SharedLink

    model = "bookshelf.book"
    key = 1
    digest = factory.Sequence(lambda rank: f"{rank:064x}")
    made_by = factory.LazyFunction(lambda: User.objects.get_or_create(username="redaction")[0])
    made_at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    expires_at = dt.datetime(2026, 3, 16, 12, tzinfo=dt.UTC)


class SharedOpinionFactory(factory.django.DjangoModelFactory):
    """An approval by a link."""

    class Meta:
        model = SharedOpinion

    link = factory.SubFactory(SharedLinkFactory)
    verdict = OpinionVerdict.APPROVED
    name = "Directrice"
    seen = 1


class RecordMergeFactory(factory.django.DjangoModelFactory):
    """A book that was made one with another."""

    class Meta:
        model = RecordMerge

    model = "bookshelf.book"
    former_key = factory.Sequence(lambda rank: 1000 + rank)
    former_name = "Essai"
    kept_key = 1


class SheetImportFactory(factory.django.DjangoModelFactory):
    """A list of books that someone is about to import."""

    class Meta:
        model = SheetImport

    author = factory.LazyFunction(lambda: User.objects.get_or_create(username="redaction")[0])
    sheet = "livres"
    file_name = "livres.xlsx"
    columns = factory.LazyFunction(lambda: {"Titre": "title"})
    set_aside = factory.LazyFunction(lambda: {"computed": [], "unknown": []})
    kept_at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class ImportedRowFactory(factory.django.DjangoModelFactory):
    """A row of that list, not read yet."""

    class Meta:
        model = ImportedRow

    sheet_import = factory.SubFactory(SheetImportFactory)
    line = factory.Sequence(lambda rank: rank + 2)
    cells = factory.LazyFunction(lambda: {"Titre": "Essai"})


class SearchEntryFactory(factory.django.DjangoModelFactory):
    """What one record of a made-up kind is found by, in French."""

    class Meta:
        model = SearchEntry

    kind = "essais"
    key = factory.Sequence(int)
    slug = "essai"
    language = "fr-ca"
    title = "Essai"
    title_is_french = True
    sorts_on = ONLINE_SINCE


class TagFactory(factory.django.DjangoModelFactory):
    """A word to sort books under."""

    class Meta:
        model = Tag

    name = factory.Sequence("Mot {}".format)
    slug = factory.Sequence("mot-{}".format)


class AuthorFactory(factory.django.DjangoModelFactory):
    """An author; `published=True` puts them online."""

    class Meta:
        model = Author

    class Params:
        published = online()

    name = factory.Sequence("Plume {}".format)


class SeriesFactory(factory.django.DjangoModelFactory):
    """A series; `published=True` puts it online."""

    class Meta:
        model = Series

    class Params:
        published = online()

    name = factory.Sequence("Collection {}".format)


class BookFactory(factory.django.DjangoModelFactory):
    """A book of nobody knows when; `published=True` puts it online with its series and its author."""

    class Meta:
        model = Book

    class Params:
        published = online(series__published=True, author__published=True)

    title = factory.Sequence("Livre {}".format)
    series = factory.SubFactory(SeriesFactory)
    author = factory.SubFactory(AuthorFactory)


class ChapterFactory(factory.django.DjangoModelFactory):
    """A chapter of a book."""

    class Meta:
        model = Chapter

    book = factory.SubFactory(BookFactory)
    position = factory.Sequence(int)
    text = factory.Sequence("Chapitre {}".format)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A document in French, kept elsewhere; each app makes those of its records."""

    class Meta:
        abstract = True

    kind = DocumentKind.OTHER
    title = factory.Sequence("Document {}".format)
    language = DocumentLanguage.FRENCH
    address = factory.Sequence("https://exemple.invalid/document-{}".format)

    class Params:
        # A PDF kept here instead.
        filed = factory.Trait(
            address="",
            file=factory.Sequence("documents/{}.pdf".format),
            media_type="application/pdf",
            size=1_234_567,
            checksum="0" * 64,
        )


class BookDocumentFactory(DocumentFactory):
    """A document of a book."""

    class Meta:
        model = BookDocument

    record = factory.SubFactory(BookFactory)
