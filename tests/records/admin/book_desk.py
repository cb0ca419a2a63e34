"""A bureau for books: a site with their admins alone, the requests of somebody who sits at it, what it was told."""

from contextlib import contextmanager

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import include, path, set_urlconf

from records.admin import DocumentInline, PartInline, RecordAdmin, SourceAdmin
from records.admin.chapters import Chapter as FormChapter
from records.documents.views import received
from records.models import Source
from tests.records.bookshelf.models import Author, Book, BookDocument, Chapter, Series, Tag


class DeskSite(admin.AdminSite):
    """A site that keeps what it is told of what people do."""

    def __init__(self):
        super().__init__()
        self.told = []

    def tell_step(self, name, title, address, *, by, **others):
        """Note a deed."""
        self.told.append((name, title, address, by, others))

    def get_urls(self):
        """Add the address where files are read as soon as they are received."""
        return [path("recus/<str:signed>", self.admin_view(received), name="received_file"), *super().get_urls()]


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


SITE = DeskSite()
SITE.register(Book, BookAdmin)
SITE.register([Author, Series, Tag], NamedAdmin)
SITE.register(Source, SourceAdmin)
BOOKS, TAGS, SOURCES = (SITE.get_model_admin(model) for model in (Book, Tag, Source))

urlpatterns = [
    path("admin/", SITE.urls),
    path("", include("records.documents.urls")),
    path("", include("tests.records.bookshelf.urls")),
]


@contextmanager
def addresses_of_books():
    """Have the addresses of this site be those that are found; the resolver of the portal stays as it is."""
    set_urlconf(__name__)
    yield
    set_urlconf(None)


def asked(query="", sent=None, user=None, path="/admin/"):
    """Return a request of somebody who may do everything, unless `user` is given: a form if there is `sent`, a dict.

    What it says is read by `said_to`.
    """
    factory = RequestFactory()
    request = factory.get(path, QueryDict(query)) if sent is None else factory.post(f"{path}?{query}", sent)
    request.user = user or User(username="direction", is_staff=True, is_superuser=True)
    request._messages, request._dont_enforce_csrf_checks = CookieStorage(request), True
    return request


def said_to(request):
    """Return what was said in answer to a request (a list of sentences)."""
    return [str(message) for message in request._messages]
