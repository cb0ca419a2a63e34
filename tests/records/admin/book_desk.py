"""A desk for books: a site with plain admins of them, each form in chapters, changed and deleted many at a time."""

from django.urls import include, path

from records.admin import DocumentInline, PartInline, RecordAdmin, SourceAdmin
from records.admin.chapters import Chapter as FormChapter
from records.models import Source
from tests.records.admin.bureau import BureauSite
from tests.records.bookshelf.models import Author, Book, BookDocument, Chapter, Series, Tag


class ChapterInline(PartInline):
    """The chapters of a book."""

    model = Chapter
    fields = ["position", "text", "price", "is_free"]


class BookDocumentInline(DocumentInline):
    """The documents of a book."""

    model = BookDocument


class BookAdmin(RecordAdmin):
    """Edits a book."""

    bulk_fields = ("series", "tags")
    fieldsets = [(None, {"fields": ["title", "summary", "series", "author", "tags"]})]
    inlines = [ChapterInline, BookDocumentInline]
    chapters = (FormChapter("livre", "Le livre", [None]), FormChapter("textes", "Les textes", [ChapterInline]))


class NamedAdmin(RecordAdmin):
    """Edits what has a name."""

    list_display = ["name"]
    fieldsets = [(None, {"fields": ["name"]})]


def every_source(_day):
    """Return the sources that something public cites, for the settings to name: all."""
    return Source.objects.all()


SITE = BureauSite()
SITE.register(Book, BookAdmin)
SITE.register([Author, Series, Tag], NamedAdmin)
SITE.register(Source, SourceAdmin)
BOOKS, TAGS, SOURCES = (SITE.get_model_admin(model) for model in (Book, Tag, Source))

urlpatterns = [
    path("admin/", SITE.urls),
    path("", include("records.documents.urls")),
    path("", include("tests.records.bookshelf.urls")),
]
