"""Lists, records, quarters and years on paper: what anyone may read, on letter pages that say where they come from."""

import datetime as dt
import io
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from missions.models import MissionStage
from records.papers import lists
from records.papers.pdf import PdfUnavailableError, weasyprint
from records.papers.pictures import picture_on_paper
from tests.missions.factories import MissionDocumentFactory, MissionFactory, ObjectiveFactory, ParticipantFactory
from tests.partners.factories import AgreementFactory, PartnerFactory, PartyFactory
from tests.records.document_samples import picture, stored

pytestmark = pytest.mark.django_db
SHOWN = {"kind": "image", "address": "", "alt": "Le port au matin", "credit": "Ville de Québec"}


@pytest.fixture
def written():
    """Where PDFs can be written."""
    try:
        weasyprint()
    except PdfUnavailableError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def world():
    """A public mission of 2025 with its partner and their agreement; and drafts."""
    long = "Association internationale des villes et des régions francophones " * 2
    partner = PartnerFactory(published=True, name=long.strip())
    agreement = AgreementFactory(published=True, title="Pacte d’amitié")
    PartyFactory(agreement=agreement, partner=partner)
    mission = MissionFactory(
        published=True, title="Mission à Lyon", starts_on=dt.date(2025, 5, 2), ends_on=dt.date(2025, 5, 9),
        date_precision="jour", stage=MissionStage.DONE,
    )  # fmt: skip
    for make, name in ((PartnerFactory, "name"), (AgreementFactory, "title"), (MissionFactory, "title")):
        make(**{name: "Canari", "editor_note": "Canari"})
    return [
        ("/partenaires", "Association internationale"),
        ("/ententes?nature=", "Pacte d’amitié"),
        ("/missions", "Mission à Lyon"),
        (f"/partenaires/{partner.slug}", "Pacte d’amitié"),
        (f"/ententes/{agreement.slug}", "Association internationale"),
        (f"/missions/{mission.slug}", "2 au 9\u00a0mai 2025"),
        ("/bilan/divulgation/2025-T2", "Mission à Lyon"),
        ("/bilan/2025", "Mission à Lyon"),
    ]


def at(address, end):
    path, mark, query = address.partition("?")
    return f"{path}.{end}{mark}{query}"


def test_a_page_on_paper_says_what_anyone_may_read_and_where_it_comes_from(client, gestion, world):
    client.force_login(gestion)
    for address, said in world:
        html = client.get(at(address, "html")).content.decode()
        assert said in html, address
        assert "Canari" not in html, address
        page = "/bilan/2025.pdf" if address == "/bilan/2025" else at(address, "").replace(".", "/")
        foot = " ".join(re.search(r'<header class="address">(.*?)</header>', html, re.DOTALL)[1].split())
        assert foot.startswith(f"http://testserver{page} · fait le <time")
        assert f'href="{at(address, "pdf")}"' in html
        assert html.count("<h1") == 1


def test_a_pdf_is_letter_size_numbered_and_dated(client, written, world):
    for address, said in world[:1] + world[4:6]:
        response = client.get(at(address, "pdf"))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("inline; filename=")
        pages = PdfReader(io.BytesIO(response.getvalue())).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert [float(side) for side in pages[0].mediabox[2:]] == [612, 792]
        assert said.replace("\u00a0", " ") in text.replace("\u00a0", " ")
        assert "Le registre va jusqu’au" in text.replace("\u00a0", " ")
        for number, page in enumerate(pages, 1):
            foot = " ".join(page.extract_text().split())
            assert f"{number} / {len(pages)}" in foot
            assert "http://testserver" in foot
            assert "fait le 2" in foot


@pytest.mark.parametrize("end", ["html", "pdf"])
def test_what_is_not_there_or_not_understood_is_on_no_paper(client, written, world, end):
    assert client.get(f"/missions/inconnue.{end}").status_code == 404
    assert client.get(f"/missions/canari.{end}").status_code == 404
    assert client.get(f"/bilan/2031.{end}").status_code == 404
    assert client.get(f"/missions.{end}?sens=toto").status_code == 400


def test_pictures_are_on_paper_for_who_may_read_them(client, written):
    mission = MissionFactory(published=True)
    shown = MissionDocumentFactory(record=mission, **SHOWN, **stored(picture(500, 300)))
    pdf = client.get(f"/missions/{mission.slug}.pdf").getvalue()
    assert [len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages][:1] == [1]
    hidden = MissionDocumentFactory(**SHOWN, **stored(picture(500, 300)))
    for document, readable in ((shown, True), (hidden, False)):
        assert bool(picture_on_paper(document.get_absolute_url(), AnonymousUser())) is readable


def test_a_long_list_says_what_it_leaves_out(client, monkeypatch, world):
    monkeypatch.setattr(lists, "ROWS_ON_PAPER", 1)
    PartnerFactory.create_batch(2, published=True)
    assert "2 autres lignes ne sont pas imprimées" in client.get("/partenaires.html").content.decode()


def test_the_report_of_a_mission_begins_with_what_the_record_knows(client, gestion):
    mission = MissionFactory(title="Mission à Lyon", purpose="", editor_note="Canari")
    ObjectiveFactory(mission=mission, text="Apprendre du tramway")
    ParticipantFactory(mission=mission, function="Mairesse", name="Nom public", name_is_public=True)
    ParticipantFactory(mission=mission, function="Conseillère", name_is_public=False)
    client.force_login(gestion)
    content = client.get(reverse("admin:missions_mission_document", args=[mission.pk, "rapport.docx"])).content
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(each.text for each in paper.paragraphs), *cells])
    for said in ("Mission à Lyon", "Apprendre du tramway", "Mairesse", "Nom public", "Conseillère", "[à compléter]"):
        assert said in text, said
    assert "Canari" not in text
