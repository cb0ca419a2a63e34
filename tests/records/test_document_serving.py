"""A document is served to whoever may read its record, and to nobody else; its address outlives its files."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from records.documents.models import DocumentKind
from records.documents.storing import WAITS_FOR, StoredFile, sign, store_upload, unsign
from records.documents.strays import remove_stray_files
from records.publication.status import PublicationStatus
from tests.records.document_samples import CSV, PDF, docx, picture, sent, stored
from tests.records.factories import BookDocumentFactory, BookFactory

pytestmark = pytest.mark.django_db
NEXT = PDF + b"\n% la suite\n%%EOF\n"


@pytest.fixture
def report():
    """A PDF kept with a book that is online."""
    return BookDocumentFactory(
        title="Rapport", record=BookFactory(published=True, title="Livre"), address="", **stored()
    )


@pytest.fixture
def bureau(client):
    """Someone who may read everything."""
    client.force_login(User.objects.create_superuser("bureau"))
    return client


def body(response):
    return b"".join(response.streaming_content)


def replace(document, content):
    document.take_file(store_upload(sent(content)))
    document.save()


def test_a_pdf_is_shown_in_place_and_said_to_be_one(client, report):
    response = client.get("/documents/livre/rapport-livre")
    assert body(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(len(PDF))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == 'inline; filename="rapport-livre.pdf"'
    assert response.headers["Cache-Control"] == "no-cache"
    assert report.get_absolute_url() == "/documents/livre/rapport-livre"


@pytest.mark.parametrize(("content", "kind"), [(docx(), "docx"), (CSV, "csv")])
def test_what_a_browser_does_not_show_is_handed_over_to_be_kept(client, report, content, kind):
    replace(report, content)
    response = client.get(report.get_absolute_url())
    assert response.headers["Content-Disposition"] == f'attachment; filename="rapport-livre.{kind}"'


@pytest.mark.parametrize(
    "state",
    [
        {"status": PublicationStatus.DRAFT},
        {"status": PublicationStatus.REVIEW},
        {"status": PublicationStatus.ARCHIVED},
        {"embargo_until": dt.date(2090, 1, 1)},
        {"published_on": dt.date(2090, 1, 1)},
    ],
    ids=str,
)
def test_what_is_hidden_has_no_document(client, report, state):
    type(report.record).objects.update(**state)
    response = client.get(report.get_absolute_url())
    assert response.status_code == 404
    assert b"Livre" not in response.content


def test_what_its_record_is_published_with_hides_it_too(client, report):
    type(report.record.author).objects.update(status=PublicationStatus.DRAFT)
    assert client.get(report.get_absolute_url()).status_code == 404


def test_the_bureau_reads_the_documents_of_a_draft_and_nobody_those_of_an_archive(bureau, report):
    books = type(report.record).objects
    books.update(status=PublicationStatus.DRAFT)
    response = bureau.get(report.get_absolute_url())
    assert (body(response), response.headers["Cache-Control"]) == (PDF, "private, no-store")
    books.update(status=PublicationStatus.ARCHIVED)
    assert bureau.get(report.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path", ["livre/autre", "roman/rapport-livre", "livre/../livre", "livre/", "livre/rapport-livre/"]
)
def test_an_unknown_address_leads_nowhere(client, report, path):
    assert client.get(f"/documents/{path}").status_code == 404


def test_a_document_kept_elsewhere_is_led_to(client):
    document = BookDocumentFactory(record__published=True)
    response = client.get(document.get_absolute_url())
    assert (response.status_code, response["Location"]) == (302, document.address)


def test_its_address_survives_a_new_version_and_a_new_title(client, report):
    address = report.get_absolute_url()
    report.title = "Rapport final"
    replace(report, NEXT)
    assert report.get_absolute_url() == address
    assert body(client.get(address)) == NEXT


def test_former_versions_are_for_the_bureau_alone(client, report):
    replace(report, NEXT)
    address = report.get_absolute_url()
    assert client.get(address, {"version": "1"}).status_code == 404
    client.force_login(User.objects.create_superuser("bureau"))
    first = client.get(address, {"version": "1"})
    assert (body(first), first.headers["Content-Disposition"]) == (PDF, 'inline; filename="rapport-livre-1.pdf"')
    assert body(client.get(address, {"version": "2"})) == NEXT
    assert [client.get(address, {"version": each}).status_code for each in ("0", "3", "a", "")] == [404] * 4


def test_a_version_stays_where_an_address_takes_the_place_of_the_file(bureau, report):
    report.drop_file()
    report.address = "https://exemple.invalid/ailleurs"
    report.save()
    assert body(bureau.get(report.get_absolute_url(), {"version": "1"})) == PDF
    assert [version.is_former for version in report.versions()] == [True]


def test_a_copy_is_good_until_the_file_changes(client, report):
    etag = client.get(report.get_absolute_url()).headers["ETag"]
    same = client.get(report.get_absolute_url(), headers={"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    replace(report, NEXT)
    changed = client.get(report.get_absolute_url(), headers={"If-None-Match": etag})
    assert (changed.status_code, body(changed)) == (200, NEXT)


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-3", 0, 4),
        ("bytes=5-", 5, len(PDF)),
        ("bytes=-6", len(PDF) - 6, len(PDF)),
        ("bytes=2-9999", 2, len(PDF)),
    ],
)
def test_a_part_is_given_to_who_asks_for_it(client, report, asked, start, stop):
    response = client.get(report.get_absolute_url(), headers={"Range": asked})
    assert (response.status_code, body(response)) == (206, PDF[start:stop])
    assert response.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(PDF)}"
    assert response.headers["Content-Length"] == str(stop - start)


@pytest.mark.parametrize("asked", ["bytes=9999-", "bytes=9999-10000", "bytes=5-2", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(client, report, asked):
    response = client.get(report.get_absolute_url(), headers={"Range": asked})
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{len(PDF)}")


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "bytes=-", "lines=0-3", "bytes=a-b"])
def test_a_part_asked_in_another_way_is_the_whole(client, report, asked):
    response = client.get(report.get_absolute_url(), headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, PDF)


def test_a_part_of_a_file_that_changed_is_the_whole(client, report):
    response = client.get(report.get_absolute_url(), headers={"Range": "bytes=0-3", "If-Range": '"autre"'})
    assert (response.status_code, body(response)) == (200, PDF)


def test_its_headers_alone_may_be_asked_and_nothing_may_be_sent(client, report):
    head = client.head(report.get_absolute_url())
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(len(PDF)))
    assert client.post(report.get_absolute_url()).status_code == 405


def test_a_proxy_hands_the_file_over_once_we_said_who_reads_it(client, report, settings):
    settings.ACCEL_REDIRECT = "/protege/"
    response = client.get(report.get_absolute_url())
    assert response.headers["X-Accel-Redirect"] == f"/protege/{report.file}"
    assert (response.content, response.headers["Content-Type"]) == (b"", "application/pdf")
    type(report.record).objects.update(status=PublicationStatus.DRAFT)
    assert "X-Accel-Redirect" not in client.get(report.get_absolute_url()).headers


def test_a_file_that_is_gone_is_not_found(client, report):
    default_storage.delete(str(report.file))
    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_picture_is_given_in_the_width_asked(client, report):
    report.kind, report.alt, report.credit = DocumentKind.PICTURE, "Un port", "Nous"
    replace(report, picture(1000, 500))
    address, tags, sizes = report.get_absolute_url(), set(), {}
    for width in ("480", "960", "1000", "", "999", "²", "480 "):
        response = client.get(address, {"largeur": width})
        tags.add(response.headers["ETag"])
        sizes[width] = len(body(response))
        assert response.headers["Content-Type"] == "image/webp"
    assert sizes["480"] < sizes["960"] < sizes["1000"] == sizes[""] == sizes["999"] == sizes["²"]
    assert len(tags) == 3


def test_what_a_form_sends_again_is_what_was_kept():
    kept = store_upload(sent(PDF))
    assert unsign(sign(kept)) == kept


@pytest.mark.parametrize("forged", ["", "a", sign(StoredFile("../db.sqlite3", "application/pdf", 1, "")) + "a"])
def test_what_nobody_signed_is_refused(forged):
    with pytest.raises(ValidationError, match="déposez-le de nouveau"):
        unsign(forged)


def test_what_is_no_longer_kept_is_asked_again():
    with pytest.raises(ValidationError, match="déposez-le de nouveau"):
        unsign(sign(StoredFile("documents/2026/rien.pdf", "application/pdf", 1, "")))


def test_only_the_files_that_no_document_has_or_had_are_removed_and_not_at_once(report):
    first, now = str(report.file), timezone.now()
    replace(report, NEXT)
    shown = BookDocumentFactory(
        kind=DocumentKind.PICTURE, address="", alt="Port", credit="Nous", **stored(picture(1000, 500))
    )
    gone = BookDocumentFactory(address="", **stored())
    stray, removed = store_upload(sent(PDF)).file, str(gone.file)
    gone.delete()
    remove_stray_files(now)
    assert default_storage.exists(stray)
    remove_stray_files(now + WAITS_FOR + dt.timedelta(minutes=1))
    assert [default_storage.exists(name) for name in (stray, removed)] == [False, False]
    held = [first, str(report.file), str(shown.file), str(shown.file).replace("-1000", "-480")]
    assert [default_storage.exists(name) for name in held] == [True] * 4
    assert remove_stray_files(now + 2 * WAITS_FOR) == 0
