"""A library: what its bureau edits books with, the rows of chapters that its form sends, and who asks for what."""

from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import include, path

from records.admin import MergingAdmin, PartInline, PublishableAdmin
from records.admin.importing import ImportingAdmin
from records.admin.sources import SourceAdmin
from records.models import Source
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


class LibrarySite(admin.AdminSite):
    """The site of the library, which notes on each person what they did."""

    def tell_step(self, name, title, _address, *, by, **_others):
        """Note a deed."""
        self.note(by, name, title)

    def note_shared(self, request, link, title):
        """Note that a link was made."""
        self.note(request.user, "share", f"{title}: {link.name}")

    def shared_address(self, secret):
        """Return where a link leads."""
        return f"/partage/{secret}/"

    def note(self, person, *deed):
        """Note a deed on a person."""
        vars(person).setdefault("deeds", []).append(deed)


LIBRARY = LibrarySite()
LIBRARY.register(Book, ShelfAdmin)
LIBRARY.register(Source, PressAdmin)
LIBRARY.register([Author, Series, Tag], MergingAdmin)
SHELF, PAGES = LIBRARY.get_model_admin(Book), LIBRARY.get_model_admin(Source)
ROWS = ChapterRows(Book, LIBRARY)

urlpatterns = [path("admin/", LIBRARY.urls), path("", include("tests.records.bookshelf.urls"))]


def cited_by_books(today):
    """Select the pages that a book anyone may read on `today` cites: what is online of the sources of a library."""
    return Source.objects.filter(book__in=Book.objects.published(today))


def asks(user=None, sent=None, query=""):
    """Return the request of `user` (who may do everything, unless said); that sends a form if there is `sent`."""
    factory, address = RequestFactory(), f"/admin/?{query}" if query else "/admin/"
    request = factory.get(address) if sent is None else factory.post(address, sent)
    request.user = user or User(username="directrice", is_superuser=True)
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True  # tokens are tried elsewhere
    return request


def told(request):
    """Return what was said in answer to a request: pairs of a level and a sentence (a list)."""
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def deeds_of(request):
    """Return what the site was told of what the person of a request did: pairs of a name and a title (a list)."""
    return getattr(request.user, "deeds", [])


def person_who_may(*permissions, username="lectrice"):
    """Make someone of the bureau with `permissions` (codenames) and no other."""
    person = User.objects.create_user(username, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return person


def chapters_sent(*rows, held=0, **beside):
    """Return what a form sends of the `rows` of its chapters (dicts), the first `held` of which exist; and `beside`."""
    sent = QueryDict(mutable=True)
    sent.update({"chapters-TOTAL_FORMS": str(len(rows)), "chapters-INITIAL_FORMS": str(held), **beside})
    for rank, row in enumerate(rows):
        sent.update({f"chapters-{rank}-{name}": str(value) for name, value in row.items()})
    return sent


def chapters_of(book, sent=None):
    """Return the formset of the chapters of `book`, as the bureau opens it, or with what was `sent`."""
    return ROWS.get_formset(asks(), book)(sent, instance=book, prefix="chapters")
