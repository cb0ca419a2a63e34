"""Documents from the form of the bureau to the page: what is kept, read, hidden, and the clock a report stops."""

import datetime as dt
import re

import pytest
from django.forms import modelform_factory
from django.urls import reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from axes.documents import VisionDocument
from partners.models import PartnerDocument
from records.admin.document_form import DocumentForm
from records.documents import refusals
from records.documents.models import DocumentKind, document_models
from records.documents.sizes import size_in_words
from records.publication.status import PublicationStatus
from records.search.indexing import rebuild
from records.templatetags.documents import file_in_words
from records.words.dates import in_words
from tests.axes.factories import AxisDocumentFactory, VisionDocumentFactory
from tests.missions.factories import (
    ActionDocumentFactory,
    MissionDocumentFactory,
    RuleFactory,
)
from tests.partners.factories import AgreementDocumentFactory, PartnerDocumentFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.document_forms import NAMED, SHOWN, TODAY, errors, put
from tests.portal.typed import typed
from tests.records.document_samples import PDF, content_of, docx, picture, sent, stored

pytestmark = pytest.mark.django_db


FACTORIES = [
    VisionDocumentFactory,
    AxisDocumentFactory,
    PartnerDocumentFactory,
    AgreementDocumentFactory,
    MissionDocumentFactory,
    ActionDocumentFactory,
]
every_table = pytest.mark.parametrize("factory", FACTORIES, ids=lambda each: each._meta.model.__name__)


@pytest.fixture(autouse=True)
def _clock(time_machine):
    """The day the tests agree on, and the promise of a report."""
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC), tick=False)
    RuleFactory(valid_from=dt.date(2025, 3, 21))


def test_a_table_of_documents_has_a_word_of_its_own():
    words = {"livre", "vision", "axe", "partenaire", "entente", "mission", "action"}
    assert set(document_models()) == words


def test_a_file_put_with_a_draft_is_kept_and_read_by_the_bureau_alone(writer):
    partner = PartnerFactory()
    assert put(writer, partner, PDF).status_code == 302
    document = partner.documents.get()
    assert (content_of(str(document.file)), document.media_type, document.size) == (PDF, "application/pdf", len(PDF))
    assert writer.get(document.get_absolute_url()).status_code == 200
    writer.logout()
    assert writer.get(document.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("content", "values", "words"),
    [
        (b"MZ\x90\x00", {}, refusals.UNKNOWN_TYPE),
        (b"", {}, refusals.EMPTY),
        (None, {}, "Un document est un fichier ou une adresse\u00a0: l’un des deux."),
        (PDF, {"language": ""}, "Dites en quelle langue est le document."),
        (PDF, {"kind": "image", "alt": "Port", "credit": "Nous"}, "Un fichier JPEG, PNG ou WebP est de nature"),
        (picture(10, 10), {}, "Un fichier JPEG, PNG ou WebP est de nature"),
        (picture(10, 10), {"kind": "image", "alt": "Port"}, "Une image a une description et un crédit."),
    ],
)
def test_what_is_refused_is_said_beside_its_field(writer, content, values, words):
    partner = PartnerFactory()
    response = put(writer, partner, content, **values)
    assert any(str(words) in said for said in errors(response)), errors(response)
    assert not partner.documents.exists()


def test_a_file_is_sent_once_even_if_the_form_is_refused_for_another_reason(writer):
    partner = PartnerFactory()
    refused = put(writer, partner, PDF, title="")
    assert "reçu\u00a0: PDF" in refused.text
    data = typed(refused, "partner_form", **{"documents-0-title": "Rapport"})
    data = {name: value for name, value in data.items() if not name.endswith("-upload")}
    assert writer.post(address(partner), data).status_code == 302
    assert content_of(str(partner.documents.get().file)) == PDF


def test_what_was_sent_may_be_kept_as_plain_words_and_sent_again_later():
    make = modelform_factory(PartnerDocument, DocumentForm, fields=list(NAMED))
    first = make(data=MultiValueDict({name: [value] for name, value in NAMED.items()}), files={"upload": sent(PDF)})
    assert first.is_valid(), first.errors
    assert set(first.changed_data) == {*NAMED, "kept_file"}
    assert {type(first[name].data) for name in first.changed_data} == {str}
    later = make(data=first.data, instance=PartnerDocument(record=PartnerFactory()))
    assert content_of(str(later.save().file)) == PDF


def test_a_new_file_takes_the_place_of_the_former_which_the_bureau_still_reads(writer):
    document = PartnerDocumentFactory(address="", kind="rapport", **stored(PDF))
    former = document.get_absolute_url()
    form = writer.get(address(document.record))
    data = typed(form, "partner_form")
    data["documents-0-upload"] = sent(docx())
    assert writer.post(address(document.record), data).status_code == 302
    document = PartnerDocument.objects.get()
    assert (document.type.label, document.get_absolute_url()) == ("DOCX", former)
    page = writer.get(address(document.record)).text
    assert f'<a href="{former}?version=1">version 1</a><br><a href="{former}?version=2">version 2, ' in page
    assert b"".join(writer.get(former, {"version": 1}).streaming_content) == PDF


def test_an_address_takes_the_place_of_a_file(writer):
    document = PartnerDocumentFactory(address="", kind="rapport", **stored(PDF))
    form = writer.get(address(document.record))
    data = typed(form, "partner_form", **{"documents-0-address": "https://exemple.invalid/rapport"})
    data = {name: value for name, value in data.items() if not name.endswith("-upload")}
    assert writer.post(address(document.record), data).status_code == 302
    document.refresh_from_db()
    assert (document.address, str(document.file)) == ("https://exemple.invalid/rapport", "")


@every_table
def test_a_page_tells_what_a_link_leads_to(client, factory):
    document = factory(record__published=True, title="Bilan", language="en", dated_on=TODAY, filed=True)
    page = client.get(document.record.get_absolute_url()).text
    link = re.search(rf'<a href="{document.get_absolute_url()}" ?hreflang="en">(.*?)</a>', page)
    assert link, page
    assert link[1] == "Bilan (PDF, 1,2\u00a0Mo, anglais)"
    assert in_words(TODAY) in page


@every_table
def test_a_page_shows_its_pictures_with_their_credit(client, factory):
    document = factory(record__published=True, title="Le port", **SHOWN, **stored(picture(2000, 1000)))
    page, where = client.get(document.record.get_absolute_url()).text, document.get_absolute_url()
    drawn = f"{where}?largeur=480 480w, {where}?largeur=960 960w, {where}?largeur=1600 1600w"
    assert f'<img src="{where}" srcset="{drawn}"' in page
    assert 'width="1600" height="800" alt="Le port au matin"' in page
    assert "Image\u00a0: Ville de Québec" in page


@every_table
def test_what_is_hidden_has_no_document(client, factory):
    document = factory(address="", title="Secret", **stored())
    assert client.get(document.get_absolute_url()).status_code == 404
    type(document.record).objects.update(status=PublicationStatus.ARCHIVED)
    assert client.get(document.get_absolute_url()).status_code == 404


@every_table
def test_a_record_is_found_by_its_documents(client, factory):
    factory(
        record__published=True,
        title="Bathyscaphe",
        **({"record__is_current": True} if factory is VisionDocumentFactory else {}),
    )
    rebuild(today=TODAY)
    assert "<mark>" in client.get(reverse("portal:search"), {"q": "bathyscaphe"}).text


def test_the_home_shows_a_picture_of_the_vision_and_no_other(client):
    document = VisionDocumentFactory(record__published=True, **SHOWN, **stored(picture(500, 300)))
    VisionDocumentFactory(record=document.record, **{**SHOWN, "alt": "Une autre"}, **stored(picture(500, 300)))
    page = client.get("/").text
    assert 'alt="Le port au matin"' in page
    assert "Une autre" not in page
    VisionDocument.objects.all().delete()
    assert "<figure" not in client.get("/").text


def test_the_signed_text_is_where_the_text_is_looked_for(client):
    document = AgreementDocumentFactory(record__published=True, kind=DocumentKind.TEXT, title="Texte signé")
    page = client.get(document.record.get_absolute_url()).text
    assert re.search(r"<dt>Texte</dt><dd><a href=\"https://exemple.invalid/[^>]*>Texte signé", page)


def test_a_link_says_what_it_knows_in_the_language_of_the_page():
    document = PartnerDocumentFactory.build(language="fr-en", filed=True, size=840_400)
    assert file_in_words(document) == "PDF, 840\u00a0ko, français et anglais"
    with translation.override("en"):
        assert file_in_words(document) == "PDF, 840\u00a0kB, French and English"
    assert file_in_words(PartnerDocumentFactory.build(language="es")) == "autre site, espagnol"
    assert [size_in_words(size) for size in (3, 999_999, 25_000_000)] == [
        "1\u00a0ko",
        "1\u00a0000\u00a0ko",
        "25,0\u00a0Mo",
    ]
