"""The form of a document: a file is checked and kept as soon as it is sent, and sent once."""

from urllib.parse import unquote

import pytest
from django import forms
from django.core.signing import Signer
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from records.admin.document_form import DocumentForm, KeptFileField, address_received
from records.documents.storing import KEPT_FILE, StoredFile, read_signed, sign, store_upload
from tests.records.bookshelf.models import BookDocument
from tests.records.document_samples import PDF, content_of, picture, sent, stored

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]

FILE = StoredFile("documents/2026/a.pdf", "application/pdf", 1_234_567, "0" * 64)
AN_ADDRESS = "https://exemple.invalid/plan"


class PlanForm(DocumentForm):
    """The form of a document of a book."""

    address = forms.URLField(required=False, assume_scheme="https")

    class Meta:
        model = BookDocument
        fields = ["kind", "title", "language", "address", "alt", "credit"]


def filled(document=None, upload=None, prefix=None, **values):
    """Return the form of a document (a new one by default) as it is sent, with a file or without."""
    named = {"kind": "autre", "title": "Plan", "language": "fr", **values}
    data = QueryDict(mutable=True)
    for name, value in named.items():
        data[f"{prefix}-{name}" if prefix else name] = value
    name = f"{prefix}-upload" if prefix else "upload"
    files = MultiValueDict({name: [upload]} if upload else {})
    return PlanForm(data, files, instance=document or BookDocument(), prefix=prefix)


def filed():
    """Return a document that has a file kept here, as it is stored."""
    return BookDocument(pk=7, kind="autre", title="Plan", language="fr", **stored())


def test_a_file_sent_is_kept_and_is_that_of_the_document():
    form = filled(upload=sent(PDF, "rapport.pdf"))
    assert form.is_valid(), form.errors
    document = form.instance
    assert (document.media_type, document.size, document.address) == ("application/pdf", len(PDF), "")
    assert content_of(document.file.name) == PDF
    assert form.cleaned_data[KEPT_FILE] == sign(document.stored_file)


def test_a_file_takes_the_place_of_an_address():
    form = filled(BookDocument(address=AN_ADDRESS), upload=sent(PDF), address=AN_ADDRESS)
    assert form.is_valid(), form.errors
    assert (form.instance.address, form.instance.media_type) == ("", "application/pdf")


def test_an_address_takes_the_place_of_a_file():
    document = filed()
    form = filled(document, **{KEPT_FILE: sign(document.stored_file), "address": AN_ADDRESS})
    assert form.is_valid(), form.errors
    assert (document.address, document.file.name, document.size, document.checksum) == (AN_ADDRESS, "", None, "")


def test_a_document_sent_as_it_is_keeps_its_file():
    document = filed()
    before = document.stored_file
    form = filled(document, title="Carte", **{KEPT_FILE: sign(before)})
    assert form.is_valid(), form.errors
    assert (form.changed_data, document.stored_file) == (["title"], before)


def test_a_document_whose_hidden_field_was_lost_keeps_its_file():
    document = filed()
    before = document.stored_file
    form = filled(document, title="Carte")
    assert form.is_valid(), form.errors
    assert document.stored_file == before


def test_a_file_kept_by_a_first_sending_is_taken_at_the_second():
    kept = store_upload(sent(PDF))
    form = filled(**{KEPT_FILE: sign(kept)})
    assert form.is_valid(), form.errors
    assert form.instance.stored_file == kept


def test_a_new_file_is_taken_rather_than_the_one_kept():
    document = filed()
    form = filled(document, upload=sent(PDF + b"\n"), **{KEPT_FILE: sign(document.stored_file)})
    assert form.is_valid(), form.errors
    assert document.size == len(PDF) + 1


@pytest.mark.parametrize(
    "signed",
    [
        "x",
        "documents/2026/a.pdf",
        sign(FILE),  # signed by us, and kept no longer
        sign(FILE)[:-1] + "~",
        Signer(salt="ailleurs").sign_object({"file": "documents/2026/a.pdf"}),
        Signer(salt="records.documents").sign_object({"file": "documents/2026/a.pdf", "owner": "x"}),
    ],
)
def test_what_nobody_signed_or_is_kept_no_longer_is_refused(signed):
    form = filled(**{KEPT_FILE: signed})
    assert form.errors == {"upload": ["Le fichier déposé n’est plus gardé\u00a0: déposez-le de nouveau."]}
    assert not form.instance.file


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (sent(b""), "Ce fichier est vide."),
        (sent(b"MZ\x90", "rapport.pdf"), "Ce fichier n’est d’aucune des sortes acceptées"),
        (sent(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "plan.svg"), "Une image SVG peut contenir un programme"),
    ],
)
def test_a_file_that_is_refused_is_told_once_beside_its_field(upload, words):
    form = filled(upload=upload)
    assert list(form.errors) == ["upload"]
    [refusal] = form.errors["upload"]
    assert refusal.startswith(words)
    assert KEPT_FILE not in form.data


@pytest.mark.parametrize(
    ("values", "beside"),
    [
        ({}, ["address"]),  # neither a file nor an address
        (
            {"address": AN_ADDRESS, "kind": "image", "alt": "Port", "credit": "Nous"},
            ["kind"],
        ),  # no picture at an address
        ({"address": AN_ADDRESS, "language": ""}, ["language"]),
        ({"address": AN_ADDRESS}, []),
    ],
)
def test_the_rules_of_documents_weigh_the_file_too(values, beside):
    assert list(filled(**values).errors) == beside


@pytest.mark.parametrize(
    ("kind", "beside"),
    [
        ("autre", ["kind"]),  # a picture says that it is one
        ("image", []),
    ],
)
def test_a_picture_is_of_its_kind(kind, beside):
    form = filled(upload=sent(picture(40, 20), "port.jpg"), kind=kind, alt="Le port", credit="Ville")
    assert list(form.errors) == beside
    assert (form.instance.media_type, form.instance.width) == ("image/webp", 40)


@pytest.mark.parametrize(
    ("make", "prefix"),
    [
        (BookDocument, None),
        (BookDocument, "documents-0"),
        (filed, "documents-0"),  # of a document that had another file
    ],
)
def test_a_form_refused_for_something_else_says_the_file_is_kept(make, prefix):
    form = filled(make(), upload=sent(PDF), prefix=prefix, title="", address=AN_ADDRESS)
    assert list(form.errors) == ["title"]
    again = PlanForm(form.data, form.files, instance=BookDocument(), prefix=prefix)
    assert (again[KEPT_FILE].value(), again["address"].value()) == (sign(form.instance.stored_file), "")
    assert not form.files
    assert list(again.errors) == ["title"]
    assert again.instance.stored_file == form.instance.stored_file
    assert KEPT_FILE in form.changed_data
    assert "upload" not in form.changed_data


def test_what_the_browser_sent_stays_as_it_was():
    form = filled(upload=sent(PDF))
    data, files = form.data, form.files
    form.full_clean()
    assert KEPT_FILE not in data
    assert "upload" in files


def test_a_form_begins_with_the_file_in_place():
    document = filed()
    assert PlanForm(instance=document).initial[KEPT_FILE] == sign(document.stored_file)
    assert KEPT_FILE not in PlanForm(instance=BookDocument(address=AN_ADDRESS)).initial


def test_what_is_accepted_is_told_to_the_browser():
    accepted = PlanForm().fields["upload"].widget.attrs["accept"].split(",")
    assert {".pdf", ".docx", ".csv", ".jpeg", ".webp"} <= set(accepted)
    assert ".svg" not in accepted


def test_the_address_of_a_file_received_says_which_it_is():
    *_site, place, signed = address_received(FILE).split("/")
    assert (place, read_signed(unquote(signed))) == ("recus", FILE)


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        ("", ""),
        ("x", ""),  # nobody signed it
        (sign(FILE), "PDF, 1,2\u00a0Mo"),
    ],
)
def test_a_file_is_told_by_what_it_is_with_a_link(signed, words):
    told = KeptFileField().told(signed)
    assert words in told
    assert told.startswith("<a href=") is bool(words)
