"""The book of a mission as a PDF: its tags, its contents, its fonts, and a machine that cannot write one."""

import builtins
import datetime as dt
import io
import os

import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader

from missions.documents.book import write_book
from records.papers import pdf
from tests.missions.big_mission import big_mission
from tests.missions.book.books import address, book
from tests.missions.factories import (
    MeetingFactory,
    MissionDocumentFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    StopFactory,
)
from tests.partners.factories import PartnerDocumentFactory
from tests.records.document_samples import picture, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def pango():
    """What PDFs are written with, or a skipped test that says what is missing."""
    try:
        pdf.weasyprint()
    except pdf.PdfUnavailableError as missing:
        (pytest.fail if os.environ.get("REQUIRE_PDF") == "1" else pytest.skip)(str(missing))


def written(mission, person, today):
    """Return the book of a mission as PdfReader reads it."""
    return PdfReader(io.BytesIO(write_book(book(mission, person, today), person, "http://exemple.invalid/cahier.pdf")))


def nodes_of(node, tag=None):
    """Yield the nodes under a node of the structure of a PDF; `tag`: those of one tag."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, dict):
            if "/S" in kid and tag in (None, kid["/S"]):
                yield kid
            yield from nodes_of(kid, tag)


def tags_of(node):
    """Return the tags under a node of the structure of a PDF (a set)."""
    return {each["/S"] for each in nodes_of(node)}


@pytest.mark.usefixtures("pango")
def test_the_pdf_is_tagged_titled_in_french_and_says_it_is_for_everyone(mission, partner, redaction, today):
    MeetingFactory(mission=mission, partner=partner, held_on=dt.date(2026, 3, 27))
    reader = written(mission, redaction, today)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr-CA"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Cahier de mission – Mission au Havre"
    assert reader.metadata.author == "Relations internationales, Ville de Québec"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/Caption", "/Link", "/L", "/LI"} <= set(
        tags_of(root["/StructTreeRoot"])
    )
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [612, 792]


@pytest.mark.usefixtures("pango")
def test_the_pdf_has_a_table_of_contents_with_pages_and_an_outline(mission, redaction, today):
    ObjectiveFactory(mission=mission)
    reader = written(mission, redaction, today)
    outline = [each.title for each in reader.outline[1] if not isinstance(each, list)]
    chapters = [
        "Pourquoi",
        "Objectifs",
        "Délégation",
        "Programme",
        "Partenaires rencontrés",
        "Critères et autorisation",
    ]
    assert outline == ["Table des matières", *chapters]
    contents = reader.pages[1].extract_text().replace("\u00a0", " ")
    for chapter in chapters:
        page = next(number for number, each in enumerate(reader.pages[2:], 3) if chapter in each.extract_text())
        assert f"{chapter} {page}\n" in contents


def in_one_line(page):
    """Return the text of a page of a PDF, with ordinary spaces."""
    return " ".join(page.extract_text().split())


@pytest.mark.usefixtures("pango")
def test_a_book_fits_a_folder(mission, partner, redaction, today):
    """A cover with its picture, a foot on each other page, tabs, two short sheets on a page, lines to write on."""
    StopFactory(mission=mission, place=partner, place__latitude=49.5, place__longitude=0.1)
    for make, record in ((MissionDocumentFactory, mission), (PartnerDocumentFactory, partner)):
        make(record=record, kind="image", address="", alt="Le port", credit="Ville", **stored(picture()))
    MissionPartnerFactory(mission=mission, partner__name="Université")
    pages = written(mission, redaction, today).pages
    texts = [in_one_line(page) for page in pages]
    assert len(pages) == 6
    assert "Mission au Havre" in texts[0]
    for number, text in enumerate(texts[1:], 2):
        assert f"fait le 2 mars 2026 · http://exemple.invalid/cahier.pdf {number} / 6" in text, text
    tabs = ["1Pourquoi", "2Programme", "3Partenaires", "4Décision"]
    assert [tab in text for tab, text in zip(tabs, texts[2:], strict=True)] == [True] * 4
    assert "Port du Havre" in texts[4]
    assert "Université" in texts[4]
    assert "Notes" in texts[3]
    assert "Notes" in texts[4]
    figures = [each.get("/Alt") for each in nodes_of(pages[0].pdf.trailer["/Root"]["/StructTreeRoot"], "/Figure")]
    assert figures == ["Relations internationales", "Le port", "Itinéraire depuis Québec", "Le port"]
    drawn = [page.get_contents().get_data().count(b" Do") for page in pages]
    assert drawn == [1, 0, 0, 1, 1, 0], "the picture of the mission, its map, the picture of the partner"


def fonts_of(reader):
    """Return {name of the font: whether it is embedded} of a PDF."""
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            [inner] = font.get_object()["/DescendantFonts"]
            fonts[font["/BaseFont"]] = (
                "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
            )
    return fonts


@pytest.mark.usefixtures("pango")
def test_only_our_fonts_are_used_and_embedded_even_for_names_of_elsewhere(mission, partner, redaction, today):
    partner.name = "Łódź, İzmir – Guinée\u2011Bissau, 12\u202f979"
    partner.save()
    fonts = fonts_of(written(mission, redaction, today))
    assert all(fonts.values())
    assert fonts
    assert all("Source-Sans-3" in name for name in fonts), fonts


@pytest.mark.usefixtures("pango")
def test_a_big_mission_makes_a_book_of_twenty_pages(redaction, today):
    assert len(written(big_mission(8), redaction, today).pages) >= 20


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize(
    "address", ["https://exemple.invalid/image.png", "file:///etc/passwd", "../config/settings.py"]
)
def test_nothing_is_fetched_but_our_static_files(address):
    with pytest.raises(pdf.PdfFailedError):
        pdf.write_pdf(f'<html lang="fr-CA"><title>Essai</title><img alt="" src="{address}">')


@pytest.mark.usefixtures("pango")
def test_a_style_sheet_that_is_lost_is_told_and_not_passed_over(monkeypatch):
    monkeypatch.setattr(finders, "find", lambda name: None)
    with pytest.raises(pdf.PdfFailedError, match="introuvable"):
        pdf.write_pdf('<html lang="fr-CA"><title>Essai</title>')


@pytest.fixture(params=[ImportError, OSError])
def no_pango(request, monkeypatch):
    """A machine without what PDFs need."""
    found = builtins.__import__

    def lacking(name, *args, **kwargs):
        if name == "weasyprint":
            raise request.param("cannot load library 'libpango-1.0-0'")
        return found(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", lacking)


def test_a_machine_that_cannot_write_pdfs_says_what_to_install_and_offers_the_page(
    client, redaction, mission, no_pango
):
    client.force_login(redaction)
    refused = client.get(address(mission, "cahier.pdf"))
    assert (refused.status_code, refused["Location"]) == (302, address(mission, "cahier"))
    told = client.get(address(mission, "cahier")).text
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in told
    assert address(mission, "cahier-a-imprimer") in told
    assert 'http-equiv="refresh"' not in told
    assert "Port du Havre" in client.get(address(mission, "cahier-a-imprimer")).text


@pytest.mark.usefixtures("pango")
def test_the_page_that_waits_shows_it_and_asks_for_the_book(client, redaction, mission):
    client.force_login(redaction)
    told = client.get(address(mission, "cahier")).text
    assert "<progress" in told
    assert f'<meta http-equiv="refresh" content="0; url={address(mission, "cahier.pdf")}">' in told


@pytest.mark.usefixtures("pango")
def test_the_book_is_shown_in_its_place(client, redaction, mission):
    client.force_login(redaction)
    response = client.get(address(mission, "cahier.pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="cahier-{mission.slug}.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response.content.startswith(b"%PDF-")
