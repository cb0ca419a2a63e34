"""Files as people send them, and what breaks the rules of documents: made here, for every table of documents."""

import io
import zipfile

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from records.documents.models import DocumentKind
from records.documents.storing import store_upload
from tests.rules import Broken

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
CSV = "pays;année\nBelgique;2024\nJapon;2025\n".encode("cp1252")
WORD = (
    b'<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
SHEET = WORD.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")
ODT, ODS = (b"application/vnd.oasis.opendocument." + each for each in (b"text", b"spreadsheet"))


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    """Return a ZIP (bytes) of {name: bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def docx(**parts):
    """Return a DOCX (bytes), with other parts beside its own."""
    return archive({"[Content_Types].xml": WORD, "word/document.xml": b"<w:document/>", **parts})


def xlsx():
    """Return an XLSX (bytes)."""
    return archive({"[Content_Types].xml": SHEET, "xl/workbook.xml": b"<workbook/>"})


def open_document(mimetype):
    """Return an ODT or an ODS (bytes)."""
    return archive({"mimetype": mimetype, "content.xml": b"<office:document-content/>"})


def picture(width=2000, height=1000, file_format="JPEG", **options):
    """Return a picture (bytes)."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, file_format, **options)
    return out.getvalue()


def sent(content, name="rapport.pdf"):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def content_of(name):
    """Return what the storage keeps under a name (bytes)."""
    with default_storage.open(name) as file:
        return file.read()


def stored(content=PDF):
    """Keep a file; return its fields as a document holds them (a dict)."""
    return vars(store_upload(sent(content)))


def broken_documents(factory):
    """Return what breaks each rule of a table of documents, whose `factory` gives them an address (a list)."""
    options = factory._meta.model._meta
    name = f"{options.app_label}_{options.model_name}_{{}}".format
    image = {"media_type": "image/webp", "file": "documents/image-1.webp", "address": ""}
    return [
        Broken(name("is_a_file_or_an_address"), factory, "address", {"address": ""}),
        Broken(name("is_a_file_or_an_address"), factory, "address", {"file": "documents/a.pdf"}),
        Broken(name("picture_is_a_picture"), factory, "kind", image),
        Broken(
            name("picture_is_a_picture"),
            factory,
            "kind",
            {"kind": DocumentKind.PICTURE, "alt": "Port", "credit": "Nous"},
        ),
        Broken(
            name("picture_has_its_words"), factory, "alt", {**image, "kind": DocumentKind.PICTURE, "credit": "Nous"}
        ),
        Broken(name("picture_has_its_words"), factory, "alt", {**image, "kind": DocumentKind.PICTURE, "alt": "Port"}),
        Broken(name("has_its_language"), factory, "language", {"language": ""}),
    ]
