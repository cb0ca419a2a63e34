"""Rows deleted from a list, as their own page would; what is to be kept says why."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from tests.records.admin.book_desk import BOOKS, SITE, TAGS, BookAdmin, NamedAdmin
from tests.records.admin.bureau import BureauSite, request_of
from tests.records.bookshelf.models import Author, Book, Chapter, Tag
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]


def delete(model_admin, row, user):
    """Delete a row of a list; return why it is kept, an empty list if it is not."""
    try:
        model_admin.delete_one(request_of(user), row, {})
    except ValidationError as refusal:
        return refusal.messages
    return []


def test_a_row_is_deleted_with_its_parts_logged_and_told(manager):
    book = BookFactory(title="Essai")
    ChapterFactory(book=book)
    key = book.pk
    assert delete(BOOKS, book, manager) == []
    assert not Chapter.objects.exists()
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.object_id, entry.user) == ("Essai", str(key), manager)
    deed = ("delete", f"livre {key}", "/admin/bookshelf/book/", manager, {"approvers": "", "authors": ()})
    assert SITE.told == [deed]


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (["B", "A"], "«\u00a0A\u00a0», «\u00a0B\u00a0»"),
        (["D", "B", "A", "C"], "«\u00a0A\u00a0», «\u00a0B\u00a0», «\u00a0C\u00a0», 1 autre"),
    ],
)
def test_what_others_point_to_is_kept_and_they_are_named(manager, titles, told):
    author = AuthorFactory()
    for title in titles:
        BookFactory(title=title, author=author)
    assert delete(SITE.get_model_admin(Author), author, manager) == [f"Ceci s’y rattache encore\u00a0: {told}."]
    assert (Author.objects.filter(pk=author.pk).exists(), SITE.told) == (True, [])


class KeptAdmin(admin.ModelAdmin):
    """Keeps all its rows."""

    def has_delete_permission(self, request, obj=None):
        """Refuse."""
        return False


class KeepingAdmin(NamedAdmin):
    """Keeps what is named « gardée », and says why; keeps « muette » too."""

    def has_delete_permission(self, request, obj=None):
        """Refuse the two."""
        return getattr(obj, "name", "") not in ("gardée", "muette")

    def why_kept(self, request, row):
        """Say it of the first."""
        return "Gardée pour mémoire." if row.name == "gardée" else super().why_kept(request, row)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("libre", []),
        ("gardée", ["Gardée pour mémoire."]),
        ("muette", ["Vos droits ne le permettent pas."]),
    ],
)
def test_a_row_that_is_to_be_kept_says_why(manager, name, reason):
    assert delete(KeepingAdmin(Tag, SITE), TagFactory(name=name), manager) == reason
    assert Tag.objects.exists() is bool(reason)


def test_a_row_whose_parts_the_person_may_not_delete_is_kept(manager):
    site = BureauSite()
    site.register(Chapter, KeptAdmin)
    book = ChapterFactory().book
    assert delete(BookAdmin(Book, site), book, manager) == ["Vos droits ne le permettent pas."]
    assert Book.objects.exists()


def test_a_row_deleted_meanwhile_is_found_by_nobody(manager):
    tag = TagFactory()
    Tag.objects.all().delete()
    with pytest.raises(Tag.DoesNotExist):
        TAGS.delete_one(request_of(manager), tag, {})
