"""The bureau puts documents with a record, and reads the files they had."""

import pytest
from django.contrib.admin.utils import flatten
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from records.admin.documents import SENT
from records.documents.storing import StoredFile
from tests.records.admin.book_desk import SITE, BookDocumentInline
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Book, BookDocument
from tests.records.factories import BookDocumentFactory

pytestmark = pytest.mark.urls("tests.records.admin.book_desk")

INLINE = BookDocumentInline(Book, SITE)
SECOND = StoredFile("documents/deux.pdf", "application/pdf", 2_000_000, "1" * 64)


@pytest.fixture
def document(db):
    """Return a document that has a file."""
    return BookDocumentFactory(filed=True, slug="plan")


def link(number, words):
    """Return the link to a version of the document."""
    return f'<a href="/documents/livre/plan?version={number}">{words}</a>'


@pytest.mark.parametrize(
    ("user", "is_sent"),
    [
        (None, True),
        (AnonymousUser(), False),  # who may not change the record reads which file there is
    ],
)
def test_a_file_is_sent_by_who_may_change_the_record(user, is_sent):
    fields = INLINE.get_fields(request_of(user), Book())
    assert (SENT in fields) is is_sent
    assert set(flatten(fields)) >= {"kind", "title", "address", "alt", "credit", "versions"}
    assert ("upload" in flatten(fields), "kept_file" in flatten(fields)) == (is_sent, is_sent)


def test_the_fields_of_the_inline_itself_stay():
    INLINE.get_fields(request_of(AnonymousUser()), Book())
    assert SENT in BookDocumentInline.fields


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (BookDocument(), "–"),  # nothing yet
        (BookDocument(address="https://exemple.invalid/a"), "–"),
        (
            BookDocument(file="documents/a.pdf", media_type="application/pdf", size=1_234_567),
            "reçu\u00a0: PDF, 1,2\u00a0Mo",
        ),
    ],
)
def test_a_document_not_saved_yet_says_what_was_received(document, told):
    assert INLINE.versions(document) == told


def test_the_file_in_place_is_led_to(document):
    assert INLINE.versions(document) == link(1, "version 1, en place")


def test_former_files_are_led_to_before_the_one_in_place(document):
    document.take_file(SECOND)
    document.save()
    assert INLINE.versions(document) == link(1, "version 1") + "<br>" + link(2, "version 2, en place")


def test_a_file_just_sent_is_received_and_not_in_place(document):
    document.take_file(SECOND)
    assert INLINE.versions(document) == link(1, "version 1") + "<br>reçu\u00a0: PDF, 2,0\u00a0Mo"


def test_a_document_that_became_an_address_still_leads_to_its_file(document):
    document.drop_file()
    document.address = "https://exemple.invalid/a"
    document.save()
    assert INLINE.versions(document) == link(1, "version 1")


def test_the_words_follow_the_language(document):
    with translation.override("en"):
        assert INLINE.versions(document) == link(1, "version 1, current")
