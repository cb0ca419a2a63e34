"""The briefing book: what it tells, to whom, and the PDF it becomes."""

import builtins
import datetime as dt
import io
import os

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from missions.documents.book import book_of, write_book
from missions.documents.briefs import MAX_ROWS
from missions.documents.unknowns import unknowns_of_reasons
from missions.models import Direction, Mission, MissionStage, Rule, RuleKind
from missions.models.programme import Payer
from partners.models import AgreementStanding, Partner, Standing
from records.papers import pdf
from records.publication.status import PublicationStatus
from tests.axes.factories import VisionFactory, VisionItemFactory
from tests.missions.big_mission import big_mission
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    FollowUpFactory,
    MeetingFactory,
    MissionDocumentFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    ParticipantFactory,
    RuleFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerDocumentFactory, PartnerFactory
from tests.records.document_samples import picture, stored
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    """A mission to come that meets the port of a city."""
    mission = MissionFactory(title="Mission au Havre", starts_on=dt.date(2026, 3, 27), date_precision="jour")
    MissionPartnerFactory(mission=mission, partner__name="Port du Havre")
    return mission


@pytest.fixture
def partner(mission):
    """Whom it meets."""
    return mission.roles.get().partner


def book(mission, person, today):
    return book_of(Mission.objects.for_documents().get(pk=mission.pk), person, today)


def sheet(mission, person, today):
    [found] = book(mission, person, today)["sheets"]
    return found


def address(mission, name):
    return reverse("admin:missions_mission_document", args=[mission.pk, name])


def words(html):
    return " ".join(strip_tags(html.replace("<", " <")).split())


def test_each_partner_has_one_sheet_that_says_why(mission, partner, redaction, today):
    StopFactory(mission=mission, place=partner)
    MeetingFactory(mission=mission, partner=partner)
    MeetingFactory(mission=mission, partner=PartnerFactory(name="Autre"))
    MeetingFactory(mission=mission)
    sheets = book(mission, redaction, today)["sheets"]
    assert [(each.partner.name, [str(part) for part in each.parts]) for each in sheets] == [
        ("Port du Havre", ["étape", "rencontre", "partenaire"]),
        ("Autre", ["rencontre"]),
    ]


def test_agreements_that_hold_come_first_with_their_state(mission, partner, redaction, today):
    for title, ends_on in (("échue", dt.date(2025, 1, 1)), ("longue", None), ("brève", dt.date(2026, 5, 1))):
        AgreementFactory(title=title, partners=[partner], standing=AgreementStanding.ACTIVE, ends_on=ends_on)
    AgreementFactory(title="d’un autre", partners=[PartnerFactory()])
    found = sheet(mission, redaction, today).agreements
    assert [each.title for each in found][-1] == "échue"
    assert {(each.title, each.state_label) for each in found} == {
        ("brève", "en vigueur, expire bientôt"),
        ("longue", "en vigueur"),
        ("échue", "échue"),
    }


def test_a_sheet_tells_what_last_happened_and_the_word_recorded_where_it_is_another(client, redaction, partner, today):
    mission = MissionFactory(title="À venir")
    StopFactory(mission=mission, place=partner)
    Partner.objects.filter(pk=partner.pk).update(standing=Standing.ACTIVE)
    dated = {"starts_on": dt.date(2019, 5, 1), "date_precision": "mois", "stage": MissionStage.DONE}
    StopFactory(mission=MissionFactory(title="Ancienne", **dated), place=partner)
    client.force_login(redaction)
    page = words(client.get(address(mission, "cahier-a-imprimer")).text)
    assert "Relation dormante (inscrite comme «\u00a0active\u00a0»)".replace("\u00a0", " ") in page
    assert "Dernière activité connue : mai 2019 , Ancienne" in page.replace("\u00a0", " ")
    assert "sans activité depuis" in page


def test_past_missions_and_actions_are_the_partner_s_the_latest_first(mission, partner, redaction, today):
    year = {"date_precision": "annee"}
    first = StopFactory(place=partner, mission__starts_on=dt.date(2019, 1, 1), mission__date_precision="annee").mission
    second = MeetingFactory(partner=partner, mission=MissionFactory(starts_on=dt.date(2022, 1, 1), **year)).mission
    declined = MissionFactory(starts_on=dt.date(2023, 1, 1), stage=MissionStage.DECLINED, declined_reason="Non", **year)
    for other in (declined, MissionFactory(starts_on=dt.date(2027, 1, 1), **year)):
        StopFactory(place=partner, mission=other)
    StopFactory(mission__starts_on=dt.date(2021, 1, 1), mission__date_precision="annee")
    led = ActionFactory(lead_partner=partner, starts_on=dt.date(2020, 1, 1), **year)
    shared = ActionPartnerFactory(partner=partner, action=ActionFactory(starts_on=dt.date(2021, 1, 1), **year)).action
    ActionFactory()
    found = sheet(mission, redaction, today)
    assert found.missions.rows == [second, first]
    assert found.actions.rows == [shared, led]


def test_an_archive_is_told_to_nobody(mission, partner, redaction, today):
    archived = {"status": PublicationStatus.ARCHIVED}
    AgreementFactory(partners=[partner], **archived)
    ActionFactory(lead_partner=partner, **archived)
    StopFactory(place=partner, mission=MissionFactory(**archived))
    found = sheet(mission, redaction, today)
    assert (found.agreements, found.missions.rows, found.actions.rows) == ([], [], [])


def test_a_long_past_is_cut_and_says_so(client, redaction, mission, partner, today):
    ActionFactory.create_batch(MAX_ROWS + 2, lead_partner=partner)
    assert sheet(mission, redaction, today).actions.others == 2
    client.force_login(redaction)
    assert "et 2 autres, plus anciennes" in words(client.get(address(mission, "cahier-a-imprimer")).text)


def test_promises_still_open_come_back_the_most_urgent_first(mission, partner, redaction, today):
    earlier = MeetingFactory(partner=partner)
    later = FollowUpFactory(meeting=earlier, partner=partner, due_on=dt.date(2026, 6, 1))
    sooner = FollowUpFactory(meeting=earlier, due_on=dt.date(2026, 4, 1))
    FollowUpFactory(meeting=earlier, partner=partner, done_on=today, result="Envoyé.")
    FollowUpFactory(meeting=earlier, partner=PartnerFactory())
    FollowUpFactory()
    assert sheet(mission, redaction, today).promises == [sooner, later]


@pytest.mark.parametrize(("person", "shown"), [("redaction", True), ("approbation", True), ("gestion", False)])
def test_contacts_are_told_only_to_those_who_may_read_them(client, request, mission, partner, person, shown):
    ContactFactory(partner=partner, name="Nom secret", salutation="Madame la Présidente", email="x@exemple.invalid")
    client.force_login(request.getfixturevalue(person))
    said = words(client.get(address(mission, "cahier-a-imprimer")).text)
    assert ("Nom secret" in said) == ("x@exemple.invalid" in said) == ("Madame la Présidente" in said) == shown
    assert ("qu’aux personnes qui y ont droit" in said) != shown


def test_an_expired_contact_is_left_out(client, redaction, mission, partner, time_machine):
    ContactFactory(partner=partner, name="Nom périmé", keep_until=dt.date(2026, 3, 1))
    time_machine.move_to("2026-03-02T15:00:00Z")
    client.force_login(redaction)
    said = words(client.get(address(mission, "cahier-a-imprimer")).text)
    assert "Nom périmé" not in said
    assert "promesses ouvertes, missions passées, actions, contacts," in said


def test_criteria_not_checked_yet_are_shown_as_such(mission, redaction, today):
    vision = VisionFactory(is_current=True)
    first, second = (VisionItemFactory(vision=vision, kind="critere_mission", position=each) for each in (1, 2))
    VisionItemFactory(vision=vision, kind="levier")
    check = CriterionCheckFactory(mission=mission, criterion=second)
    old = CriterionCheckFactory(mission=mission)
    assert book(mission, redaction, today)["criteria"] == [(first, None), (second, check), (old.criterion, old)]


def test_the_need_of_an_authorization_is_told_with_its_reason(client, redaction, today):
    client.force_login(redaction)
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=dt.date(2019, 10, 7))
    mission = StopFactory().mission
    assert "requise – Déplacement hors du pays." in words(client.get(address(mission, "cahier-a-imprimer")).text)
    received = MissionFactory(direction=Direction.IN)
    assert "non requise – La Ville ne se" in words(client.get(address(received, "cahier-a-imprimer")).text)


def test_a_ceiling_and_its_parts_that_differ_say_so(client, redaction, mission):
    client.force_login(redaction)
    CeilingItemFactory(mission=mission, amount=500)
    mission.ceiling = 500
    mission.save()
    assert "en diffère" not in words(client.get(address(mission, "cahier-a-imprimer")).text)
    mission.ceiling = 600
    mission.save()
    assert "600 $ (plafond de la décision) – la somme des catégories, 500 $, en diffère" in words(
        client.get(address(mission, "cahier-a-imprimer")).text
    )


def test_the_decision_sheet_tells_the_amount_that_the_page_tells(client, gestion):
    mission = MissionFactory(published=True)
    CostFactFactory(mission=mission, amount=13_000, scope_code="delegation").sources.add(SourceFactory(kind="presse"))
    client.force_login(gestion)
    said = "13 000 $ selon la presse (délégation); décision non consultée"
    book = client.get(address(mission, "cahier-a-imprimer")).text
    page = client.get(mission.get_absolute_url()).text
    for read in (words(book), words(page)):
        assert said in read.replace(" ;", ";")


def test_what_is_unknown_is_said_and_nothing_is_zero(client, gestion):
    client.force_login(gestion)
    said = words(client.get(address(MissionFactory(), "cahier-a-imprimer")).text)
    reasons = "Inconnu : but, axes, thèmes, objectifs, direction de la délégation, nombre de personnes de la Ville,"
    missing = "Non consigné : instance, numéro, date, plafond."
    for expected in (reasons, "Partenaires : inconnus.", missing):
        assert expected in said, expected


def test_a_column_that_no_one_tells_is_said_once_of_how_many_otherwise(mission):
    def told():
        return unknowns_of_reasons(Mission.objects.for_documents().get(pk=mission.pk))

    assert "fonctions des personnes" in told()
    ParticipantFactory.create_batch(2, mission=mission, organization="", payer=Payer.UNKNOWN)
    assert told()[-2:] == ["organisme", "qui paie"]
    ParticipantFactory(mission=mission, organization="Port", payer=Payer.OTHER, payer_name="Le port")
    assert told()[-2:] == ["organisme (2/3)", "qui paie (2/3)"]


def test_a_book_costs_the_same_whatever_the_partners(client, redaction, query_count):
    client.force_login(redaction)
    Rule.objects.book()
    few, many = big_mission(1), None
    alone = query_count(address(few, "cahier-a-imprimer"))
    few.delete()
    VisionFactory._meta.model.objects.update(is_current=False)
    many = big_mission(4)
    assert query_count(address(many, "cahier-a-imprimer")) == alone


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
