"""One field is changed on many rows, each by its own form: what one change would do, or refuse, each does."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from records.admin import bulk_changes
from records.admin.bulk import DELETE_ROWS
from records.admin.bulk_changes import ADDED, MAX_CHANGED, REMOVED
from records.models import Source
from tests.records.admin.book_desk import BOOKS, SITE, NamedAdmin
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Book, Series, Tag
from tests.records.factories import BookFactory, ChapterFactory, SeriesFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]


class PublisherAdmin(NamedAdmin):
    """Changes the publisher of many sources."""

    bulk_fields = ("publisher",)


class PublishedAdmin(PublisherAdmin):
    """Of what the person may put online."""

    def has_publish_permission(self, request):
        """Let everybody."""
        return True


class UnpublishedAdmin(PublisherAdmin):
    """Of what the person may not put online."""

    def has_publish_permission(self, request):
        """Let nobody."""
        return False


class DirectedAdmin(NamedAdmin):
    """Changes the director of many series."""

    bulk_fields = ("director",)


def change(row, name, user, model_admin=BOOKS, **typed):
    """Change a field of one row of many; return whether it is only proposed, or why it is refused (a list)."""
    try:
        return model_admin.change_one(name, request_of(user), row, typed)
    except ValidationError as refusal:
        return refusal.messages


def test_each_field_that_many_may_change_is_a_verb_before_deletion():
    verbs = BOOKS.bulk_verbs(request_of())
    assert list(verbs) == ["change_series", "change_tags", DELETE_ROWS]
    assert [str(verb.words) for verb in verbs.values()] == [
        "Changer\u00a0: collection",
        "Changer\u00a0: mots-clés",
        "Supprimer",
    ]
    assert {verb.most for verb in verbs.values()} == {MAX_CHANGED, 500}
    assert [str(verbs["change_series"].counted % {"n": n}) for n in (1, 2)] == ["1 fiche changée", "2 fiches changées"]


def test_an_admin_without_such_fields_offers_deletion_alone():
    assert list(NamedAdmin(Tag, SITE).bulk_verbs(request_of())) == [DELETE_ROWS]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("change_series", ["series"]),
        ("change_tags", [ADDED, REMOVED]),
    ],
)
def test_the_form_of_a_verb_asks_its_field_without_the_links_that_open_windows(verb, fields):
    form = BOOKS.bulk_verbs(request_of())[verb].form(None)
    assert list(form.fields) == fields
    assert not any(hasattr(field.widget, "rel") for field in form.fields.values())


@pytest.mark.parametrize(
    ("model_admin", "is_asked"),
    [
        (PublishedAdmin(Source, SITE), True),
        (UnpublishedAdmin(Source, SITE), False),
        (PublisherAdmin(Source, SITE), False),  # nobody puts these records online
    ],
)
def test_why_is_asked_of_who_publishes(model_admin, is_asked):
    form = model_admin.bulk_verbs(request_of())["change_publisher"].form(None)
    assert (bulk_changes.REASON in form.fields) is is_asked


def test_a_key_is_changed_by_the_row_chosen_and_who_did_it_is_kept(manager):
    other = SeriesFactory()
    assert change(BookFactory(title="Essai"), "series", manager, series=other) is False
    book = Book.objects.get()
    assert (book.title, book.series) == ("Essai", other)
    assert (book.history.latest("history_id").history_user, book.edited_at is not None) == (manager, True)
    assert LogEntry.objects.get().object_repr == "Essai"


def test_a_key_that_may_be_empty_is_emptied(manager):
    series = SeriesFactory(director=BookFactory().author)
    directed = DirectedAdmin(Series, SITE)
    assert change(series, "director", manager, directed, director=None) is False
    assert Series.objects.get(pk=series.pk).director is None


@pytest.mark.parametrize(
    ("held", "typed", "after"),
    [
        ("a", {"add": "b"}, "ab"),
        ("ab", {"take": "a"}, "b"),
        ("ab", {"add": "c", "take": "a"}, "bc"),
        ("a", {"take": "a"}, ""),  # the last one
        ("", {"add": "a"}, "a"),  # the first one
        ("a", {"add": "b", "take": "c"}, "ab"),  # one it has not is not taken out
        ("ab", {"add": "b", "take": "a"}, "b"),  # one it has is not added twice
    ],
)
def test_a_list_gains_a_row_and_loses_another(manager, held, typed, after):
    tags = {name: TagFactory(name=name) for name in "abc"}
    book = BookFactory()
    book.tags.set(tags[name] for name in held)
    chosen = {ADDED: tags.get(typed.get("add")), REMOVED: tags.get(typed.get("take"))}
    assert change(book, "tags", manager, **chosen) is False
    assert "".join(tag.name for tag in book.tags.order_by("name")) == after


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("series", lambda book: {"series": book.series}),
        ("tags", lambda book: {ADDED: book.tags.get(), REMOVED: None}),
        ("tags", lambda book: {ADDED: None, REMOVED: TagFactory()}),
    ],
)
def test_a_row_that_says_so_already_is_left(manager, name, typed):
    book = BookFactory()
    book.tags.add(TagFactory())
    count = book.history.count()
    assert change(book, name, manager, **typed(book)) == ["Rien n’y changerait."]
    assert book.history.count() == count


def test_the_parts_of_a_row_stay_as_they_are(manager):
    chapter = ChapterFactory(text="Un")
    assert change(chapter.book, "series", manager, series=SeriesFactory()) is False
    chapter.refresh_from_db()
    assert (chapter.text, chapter.history.count()) == ("Un", 1)


def test_a_row_deleted_meanwhile_is_found_by_nobody(manager):
    book = BookFactory()
    Book.objects.all().delete()
    with pytest.raises(Book.DoesNotExist):
        change(book, "series", manager, series=SeriesFactory())


def test_who_may_not_change_a_row_changes_nothing():
    book = BookFactory()
    assert change(book, "series", AnonymousUser(), series=SeriesFactory()) == ["Vos droits ne le permettent pas."]
    assert Book.objects.get().series == book.series


def test_what_the_form_of_a_row_refuses_is_told_with_the_name_of_its_field(manager):
    book = BookFactory()
    Book.objects.update(title="")
    assert change(book, "series", manager, series=SeriesFactory()) == ["Titre\u00a0: Ce champ est obligatoire."]
    assert Book.objects.get().series == book.series


def test_a_form_sends_nothing_beside_its_fields_unless_its_admin_says():
    assert BOOKS.sent_beside(Book()) == {}
