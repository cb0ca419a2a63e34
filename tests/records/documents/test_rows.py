"""A document is a file or an address: what it is called, where it is read, which versions it had, who reads it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.http import Http404
from django.utils import translation

from records.documents.media_types import PDF
from records.documents.models import (
    PREVIEWED_AT,
    DocumentKind,
    document_models,
    find_document,
    name_of_width,
    official_text,
    record_model,
)
from records.documents.sizes import size_in_words
from records.documents.storing import (
    SIGNER,
    StoredFile,
    name_at_width,
    read_signed,
    sign,
)
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Book, BookDocument
from tests.records.factories import BookDocumentFactory, BookFactory

A_FILE = StoredFile("documents/2026/a.pdf", "application/pdf", 1_234_567, "c" * 64)
A_PICTURE = StoredFile("documents/2026/b-960.webp", "image/webp", 90_000, "d" * 64, [480, 960], 640)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "1\u00a0ko"),
        (1, "1\u00a0ko"),  # never nothing
        (1_499, "1\u00a0ko"),
        (840_000, "840\u00a0ko"),
        (999_999, "1\u00a0000\u00a0ko"),
        (1_000_000, "1,0\u00a0Mo"),
        (1_249_999, "1,2\u00a0Mo"),
        (26_214_400, "26,2\u00a0Mo"),
    ],
)
def test_a_size_is_said_in_words(size, words):
    assert size_in_words(size) == words


@pytest.mark.parametrize(
    ("stored", "words"), [(A_FILE, "PDF, 1,2\u00a0Mo"), (A_PICTURE, "WebP, 90\u00a0ko")], ids=["PDF", "picture"]
)
def test_a_file_says_what_it_is(stored, words):
    assert stored.in_words == words


def test_a_file_says_what_it_is_in_english_too():
    with translation.override("en"):
        assert (A_FILE.in_words, A_PICTURE.in_words) == ("PDF, 1.2\u00a0MB", "WebP, 90\u00a0kB")


@pytest.mark.parametrize(
    ("name", "width", "found"),
    [
        ("documents/2026/abc", 480, "documents/2026/abc-480.webp"),
        ("documents/2026/abc-960.webp", 480, "documents/2026/abc-480.webp"),
        ("documents/2026/a-b", 480, "documents/2026/a-b-480.webp"),  # a stem may have a dash
        ("documents/2026/a-b-960.webp", 1600, "documents/2026/a-b-1600.webp"),
    ],
)
def test_a_picture_has_a_name_in_each_width(name, width, found):
    assert name_at_width(name, width) == found


@pytest.mark.parametrize(
    ("width", "name"),
    [
        (480, "documents/2026/b-480.webp"),
        (960, "documents/2026/b-960.webp"),
        (481, "documents/2026/b-960.webp"),  # none of its own
        (0, "documents/2026/b-960.webp"),
        (None, "documents/2026/b-960.webp"),
    ],
)
def test_a_picture_is_given_in_one_of_its_widths_or_the_widest(width, name):
    assert name_of_width(A_PICTURE, width) == name
    assert name_of_width(A_FILE, width) == A_FILE.file


@pytest.mark.parametrize("stored", [A_FILE, A_PICTURE], ids=["PDF", "picture"])
def test_what_a_form_sends_again_says_the_whole_file(stored):
    assert read_signed(sign(stored)) == stored


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "abc",
        sign(A_FILE)[:-1],
        sign(A_FILE).upper(),
        SIGNER.sign_object({"file": "/etc/passwd"}),  # ours, but of another time
        SIGNER.sign_object({**vars(A_FILE), "more": 1}),
        SIGNER.sign_object([1, 2]),
        SIGNER.sign("a"),
    ],
)
def test_what_is_no_signed_file_is_none(forged):
    assert read_signed(forged) is None


def test_a_document_takes_a_file_instead_of_its_address_and_leaves_it():
    document = BookDocument(address="https://exemple.org/a.pdf", title="Essai")
    assert (document.stored_file, document.type, document.width) == (None, None, None)
    document.take_file(A_PICTURE)
    assert (document.stored_file, document.address, document.width) == (A_PICTURE, "", 960)
    document.drop_file()
    assert (document.stored_file, document.width, document.height, document.size) == (None, None, None, None)
    assert (document.media_type, document.checksum, document.widths) == ("", "", [])


def test_a_document_says_of_which_type_it_is():
    document = BookDocument(title="Essai", media_type="application/pdf")
    assert document.type is PDF
    assert BookDocument(media_type="text/html").type is None


@pytest.mark.parametrize(("kind", "is_picture"), [(DocumentKind.PICTURE, True), (DocumentKind.OTHER, False)])
def test_a_page_shows_pictures_alone(kind, is_picture):
    assert BookDocument(kind=kind).is_picture is is_picture


def test_a_page_leads_to_the_address_of_a_document_or_to_where_we_serve_it():
    elsewhere, here = BookDocument(slug="a", address="https://exemple.org/a"), BookDocument(slug="a", file="a.pdf")
    assert elsewhere.link == "https://exemple.org/a"
    assert here.link == elsewhere.get_absolute_url() == "/documents/livre/a"


def test_a_preview_reads_a_file_where_it_waits():
    here, elsewhere = BookDocument(slug="a"), BookDocument(slug="b", address="https://exemple.org/b")
    here.take_file(A_FILE)
    token = PREVIEWED_AT.set(lambda stored: f"/apercu/{stored.checksum[:3]}")
    try:
        assert here.get_absolute_url() == "/apercu/ccc"
        assert elsewhere.get_absolute_url() == "/documents/livre/b"  # it has no file
    finally:
        PREVIEWED_AT.reset(token)
    assert here.get_absolute_url() == "/documents/livre/a"


def test_the_official_text_is_the_first_of_its_kind():
    kinds = [DocumentKind.REPORT, DocumentKind.TEXT, DocumentKind.TEXT]
    documents = [BookDocument(kind=kind, title=f"{rank}") for rank, kind in enumerate(kinds)]
    assert official_text(documents) is documents[1]
    assert official_text(documents[:1]) is official_text([]) is None


def test_a_table_of_documents_is_known_by_its_word():
    assert document_models()["livre"] is BookDocument
    assert record_model(BookDocument) is Book


@pytest.mark.django_db
def test_the_address_of_a_document_is_made_of_its_title_and_its_record_once():
    book = BookFactory(title="L’hiver")
    first, second = BookDocumentFactory.create_batch(2, record=book, title="Étude")
    assert [first.slug, second.slug] == ["etude-l-hiver", "etude-l-hiver-2"]
    first.title = "Autre chose"
    first.save()
    assert first.slug == "etude-l-hiver"


@pytest.mark.django_db
def test_the_versions_of_a_document_are_the_files_it_had_in_their_order():
    document = BookDocumentFactory(filed=True, file="documents/1.pdf")
    document.save()  # the same file: no other version
    for name in ("documents/2.pdf", "documents/3.pdf"):
        document.file = name
        document.save()
    assert [(each.number, str(each.row.file), each.is_former) for each in document.versions()] == [
        (1, "documents/1.pdf", True),
        (2, "documents/2.pdf", True),
        (3, "documents/3.pdf", False),
    ]
    document.drop_file()
    document.address = "https://exemple.org/a"
    document.save()
    assert [each.is_former for each in document.versions()] == [True, True, True]


@pytest.mark.django_db
def test_a_document_kept_elsewhere_has_no_version():
    assert BookDocumentFactory().versions() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "status", "is_found"),
    [
        (("livre", "a"), PublicationStatus.PUBLISHED, True),
        (("livre", "a"), PublicationStatus.DRAFT, False),
        (("livre", "a"), PublicationStatus.ARCHIVED, False),
        (("livre", "b"), PublicationStatus.PUBLISHED, False),
        (("revue", "a"), PublicationStatus.PUBLISHED, False),
    ],
)
def test_a_document_is_found_by_whoever_may_read_its_record(named, status, is_found):
    book = BookFactory(published=True)
    document = BookDocumentFactory(record=book)
    BookDocument.objects.update(slug="a")
    Book.objects.update(status=status)
    if is_found:
        assert find_document(named, AnonymousUser()) == document
    else:
        with pytest.raises(Http404):
            find_document(named, AnonymousUser())


@pytest.mark.django_db
def test_the_bureau_finds_the_documents_of_a_draft():
    document, reader = BookDocumentFactory(), User.objects.create_user("redaction", is_staff=True)
    assert not BookDocument.objects.visible_to(reader, dt.date(2026, 3, 2))
    reader.user_permissions.add(Permission.objects.get(codename="view_book"))
    reader = User.objects.get(pk=reader.pk)
    assert BookDocument.objects.visible_to(reader, dt.date(2026, 3, 2)).get() == document


@pytest.mark.django_db
def test_another_file_is_told_in_words_and_the_same_is_not():
    document = BookDocumentFactory()
    document.take_file(A_FILE)
    document.save()
    document.title = "Autre titre"
    document.save()
    document.take_file(A_PICTURE)
    document.kind, document.alt, document.credit = DocumentKind.PICTURE, "Port", "Nous"
    document.save()
    none, filed, renamed, drawn = document.history.order_by("history_id")
    said = [BookDocument.told_together(*pair) for pair in ((none, filed), (filed, renamed), (renamed, drawn))]
    assert [[(old, new) for _label, old, new in told] for told in said] == [
        [("", "PDF, 1,2\u00a0Mo")],
        [],
        [("PDF, 1,2\u00a0Mo", "WebP, 90\u00a0ko")],
    ]
