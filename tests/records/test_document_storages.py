"""Documents are kept in a folder or in a bucket of an S3-compatible storage, and served the same from both."""

import datetime as dt
import uuid

import pytest
from django.conf import settings as project
from django.core.files.storage import default_storage
from django.utils import timezone
from moto.server import ThreadedMotoServer

from records.documents.models import DocumentKind
from records.documents.storing import WAITS_FOR, name_at_width, store_upload
from records.documents.strays import remove_stray_files
from tests.records.document_samples import PDF, content_of, picture, sent, stored
from tests.records.factories import BookDocumentFactory, BookFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def s3():
    """Serve S3 on this machine; return its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def storage(request, settings, tmp_path):
    """Keep documents in a folder, then in a bucket, as the settings of production would."""
    settings.MEDIA_ROOT = tmp_path / "media"
    chosen = project.FOLDER_STORAGE
    if request.param == "bucket":
        options = {
            **project.BUCKET_STORAGE["OPTIONS"],
            "bucket_name": f"essai-{uuid.uuid4().hex}",
            "endpoint_url": request.getfixturevalue("s3"),
            "region_name": "us-east-1",
            "access_key": "essai",
            "secret_key": "essai",
        }
        chosen = {**project.BUCKET_STORAGE, "OPTIONS": options}
    settings.STORAGES = {**project.STORAGES, "default": chosen}
    if request.param == "bucket":
        default_storage.connection.create_bucket(Bucket=options["bucket_name"])
    return request.param


def body(response):
    return b"".join(response.streaming_content)


def test_a_document_is_kept_and_served(client, storage):
    document = BookDocumentFactory(record=BookFactory(published=True), address="", **stored())
    address = document.get_absolute_url()
    assert body(client.get(address)) == PDF
    part = client.get(address, headers={"Range": "bytes=5-8"})
    assert (part.status_code, body(part)) == (206, PDF[5:9])
    default_storage.delete(str(document.file))
    assert client.get(address).status_code == 404


def test_a_picture_is_kept_in_its_widths(client, storage):
    values = {"kind": DocumentKind.PICTURE, "alt": "Port", "credit": "Nous", "address": ""}
    document = BookDocumentFactory(record=BookFactory(published=True), **values, **stored(picture(1000, 500)))
    for width in document.widths:
        kept = content_of(name_at_width(str(document.file), width))
        assert body(client.get(document.get_absolute_url(), {"largeur": width})) == kept


def test_stray_files_are_found_and_removed(storage):
    document = BookDocumentFactory(address="", **stored())
    stray = store_upload(sent(PDF)).file
    assert remove_stray_files(timezone.now()) == 0
    assert remove_stray_files(timezone.now() + WAITS_FOR + dt.timedelta(minutes=1)) == 1
    assert (default_storage.exists(str(document.file)), default_storage.exists(stray)) == (True, False)
    assert remove_stray_files(timezone.now() + WAITS_FOR + dt.timedelta(minutes=1)) == 0


def test_a_new_storage_has_no_stray_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "rien"
    settings.STORAGES = {**project.STORAGES, "default": project.FOLDER_STORAGE}
    assert remove_stray_files(timezone.now()) == 0


def test_a_folder_is_no_place_that_is_served_as_it_is():
    assert project.BASE_DIR / "static" not in [project.MEDIA_ROOT, *project.MEDIA_ROOT.parents]
    assert project.STATIC_ROOT not in [project.MEDIA_ROOT, *project.MEDIA_ROOT.parents]
