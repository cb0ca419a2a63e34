"""A library: a site whose admins publish, merge, import and propose; the rows of chapters that its form sends."""

from django.http import QueryDict
from django.urls import include, path

from records.admin import MergingAdmin, PartInline, PublishableAdmin
from records.admin.importing import ImportingAdmin
from records.admin.sources import SourceAdmin
from records.models import Source
from tests.records.admin.bureau import BureauSite, request_of
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag


class ChapterRows(PartInline):
    """The chapters of a book."""

    model = Chapter
    fields = ["position", "text", "text_en", "price", "is_free"]


class ShelfAdmin(PublishableAdmin):
    """Edits a book, and puts it online."""

    inlines = [ChapterRows]
    fields = ["title", "summary", "series", "author", "tags", "printed_on", "printed_precision"]
    autocomplete_fields = ["series"]


class PressAdmin(SourceAdmin, ImportingAdmin):
    """Edits a page of the press; what is proposed of it may be shared."""


LIBRARY = BureauSite()
LIBRARY.register(Book, ShelfAdmin)
LIBRARY.register(Source, PressAdmin)
LIBRARY.register([Author, Series, Tag], MergingAdmin)
SHELF, PAGES = LIBRARY.get_model_admin(Book), LIBRARY.get_model_admin(Source)
ROWS = ChapterRows(Book, LIBRARY)

urlpatterns = [path("admin/", LIBRARY.urls), path("", include("tests.records.bookshelf.urls"))]


def cited_by_books(today):
    """Select the pages that a book anyone may read on `today` cites: what is online of the sources of a library."""
    return Source.objects.filter(book__in=Book.objects.published(today))


def chapters_sent(*rows, held=0, **beside):
    """Return what a form sends of the `rows` of its chapters (dicts), the first `held` of which exist; and `beside`."""
    sent = QueryDict(mutable=True)
    sent.update({"chapters-TOTAL_FORMS": str(len(rows)), "chapters-INITIAL_FORMS": str(held), **beside})
    for rank, row in enumerate(rows):
        sent.update({f"chapters-{rank}-{name}": str(value) for name, value in row.items()})
    return sent


def chapters_of(book, sent=None):
    """Return the formset of the chapters of `book`, as the bureau opens it, or with what was `sent`."""
    return ROWS.get_formset(request_of(), book)(sent, instance=book, prefix="chapters")
