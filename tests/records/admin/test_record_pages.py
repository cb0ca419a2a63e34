"""The pages of a record at the bureau: their titles, their chapters, what is to be corrected, its history."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from records.admin.history_words import HistoryInWords
from tests.records.admin.book_desk import BOOKS, SITE, TAGS, BookAdmin
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Book
from tests.records.factories import BookFactory, ChapterFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]


@pytest.fixture
def shown(manager):
    """Return the function that gives the context of a form: of a record, or of a new one."""

    def show(model_admin, record=None, sent=None, **extra):
        key = str(record.pk) if record else None
        return model_admin.changeform_view(request_of(manager, sent=sent), key, extra_context=extra).context_data

    return show


def test_a_form_is_titled_by_what_it_is_of(shown):
    assert shown(TAGS)["title"] == "Ajouter\u00a0: mot-clé"
    assert shown(TAGS, TagFactory())["title"] == "Mot-clé"
    assert shown(TAGS, title="Autre")["title"] == "Autre"


def test_the_question_before_a_deletion_is_titled_so(manager):
    tag = TagFactory()
    page = TAGS.delete_view(request_of(manager), str(tag.pk))
    assert page.context_data["title"] == "Supprimer\u00a0: mot-clé"
    assert TAGS.delete_view(request_of(manager), str(tag.pk), {"title": "Autre"}).context_data["title"] == "Autre"


def test_a_long_form_is_cut_in_chapters_and_a_short_one_is_not(shown):
    chapters = shown(BOOKS, BookFactory())["chapters"]
    assert [(chapter.slug, chapter.title) for chapter in chapters] == [("livre", "Le livre"), ("textes", "Les textes")]
    assert [part.formset.prefix for part in chapters[1].parts] == ["chapters", "documents"]
    assert shown(TAGS)["chapters"] == []


def test_a_form_that_is_opened_has_nothing_to_correct(shown):
    assert (shown(TAGS)["problems"], shown(TAGS, TagFactory())["problems"]) == ([], [])


def test_what_is_to_be_corrected_is_told_in_one_list_and_not_again_above_the_form(shown):
    context = shown(TAGS, TagFactory(), {"name": "", "slug": "eau"})
    assert [tuple(problem) for problem in context["problems"]] == [("Nom", "Ce champ est obligatoire.", "id_name")]
    assert context["errors"] == []


def test_a_form_leads_to_lists_only_of_a_record_that_is_there(shown):
    assert (shown(TAGS)["tied_lists"], shown(TAGS, TagFactory())["tied_lists"]) == ([], [])


def test_a_row_asked_for_is_added_and_nothing_is_checked(shown):
    book = BookFactory(title="Essai")
    counts = {f"{part}-{name}_FORMS": "0" for part in ("chapters", "documents") for name in ("TOTAL", "INITIAL")}
    context = shown(BOOKS, book, {"title": "", "_ajouter": "chapters", **counts})
    chapters, documents = (part.formset for part in context["inline_admin_formsets"])
    assert (chapters.total_form_count(), documents.total_form_count(), context["problems"]) == (1, 0, [])
    assert Book.objects.get().title == "Essai"


class TellingAdmin(BookAdmin):
    """Gives what its page of history tells instead of the page."""

    def render_history_view(self, request, template, context, **kwargs):
        """Return an answer that holds the context."""
        response = HttpResponse()
        response.told = context
        return response


HISTORY = TellingAdmin(Book, SITE)


def history(key, user=None, **extra):
    """Return what the page of history of a book tells."""
    return HISTORY.history_view(request_of(user), str(key), extra).told


def test_a_history_tells_what_changed_in_the_record_and_in_its_parts():
    chapter = ChapterFactory(text="Un", book__title="Essai")
    chapter.book.title = "Récit"
    chapter.book.save()
    told = history(chapter.book.pk)
    assert told["title"] == "Historique\u00a0: Récit"
    latest, _first = told["page_obj"]
    assert [change[:3] for change in latest.history_delta_changes] == [("Titre", "Essai", "Récit")]
    assert [str(row.part) for row in told["changes_of_parts"]] == ["Un"]
    assert told["can_compare"] is True


def test_the_history_of_what_was_deleted_is_told_and_its_versions_are_not_compared():
    book = BookFactory(title="Essai")
    key = book.pk
    book.delete()
    told = history(key)
    assert (told["title"], told["can_compare"]) == ("Historique\u00a0: Essai", False)


def test_what_is_given_to_the_page_of_history_is_told_too():
    assert history(BookFactory().pk, can_compare="jamais")["can_compare"] == "jamais"


@pytest.mark.parametrize("key", ["0", "x", "1_2F", "9" * 30, "-1"])
def test_there_is_no_history_of_what_never_was(key):
    with pytest.raises(Http404):
        HISTORY.history_view(request_of(), key)


def test_who_may_not_read_a_record_does_not_read_its_history():
    book = BookFactory()
    with pytest.raises(PermissionDenied):
        history(book.pk, AnonymousUser())


def test_changes_are_said_as_people_see_them():
    words = BOOKS.get_historical_record_context_helper(request_of(), BookFactory().history.get())
    assert isinstance(words, HistoryInWords)
    assert words.model is Book
