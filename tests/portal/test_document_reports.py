"""The clock that the document of a report stops, and files that are proposed."""

import datetime as dt
import re

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from missions.models import Mission, MissionDocument, MissionStage, Report, Rule
from missions.report_status import ReportState, report_status
from portal.nightly import note_reports, remove_files
from records.documents.models import DocumentKind
from records.documents.storing import WAITS_FOR, read_signed, sign, store_upload
from records.models import KeptTyping
from tests.missions.factories import (
    MissionDocumentFactory,
    MissionFactory,
    ReportFactory,
    RuleFactory,
)
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.document_forms import NAMED, TODAY, errors, put
from tests.portal.proposals import Bureau
from tests.portal.typed import typed
from tests.records.document_samples import PDF, content_of, docx, sent, stored, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine):
    """The day the tests agree on, and the promise of a report."""
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC), tick=False)
    RuleFactory(valid_from=dt.date(2025, 3, 21))


def back(**values):
    """Return a trip back since last May whose report is awaited."""
    mission = MissionFactory(
        starts_on=dt.date(2025, 5, 1),
        ends_on=dt.date(2025, 5, 9),
        date_precision="jour",
        stage=MissionStage.DONE,
        **values,
    )
    ReportFactory(mission=mission)
    return mission


def state_of(mission):
    return report_status(Mission.objects.get(pk=mission.pk), TODAY, Rule.objects.book()).state


def test_the_report_of_a_public_mission_stops_its_clock_that_minute(approver):
    mission = back(published=True)
    assert state_of(mission) == ReportState.LATE
    response = put(approver, mission, PDF)
    assert response.status_code == 302, errors(response)
    assert state_of(mission) == ReportState.ONLINE_LATE
    report = Report.objects.get()
    assert (report.published_on, report.link) == (TODAY, mission.documents.get().get_absolute_url())
    approver.logout()
    page = approver.get(mission.get_absolute_url()).text
    assert f'<a href="{report.link}">Lire le rapport (PDF, 1\u00a0ko, français)</a>' in page


def test_an_address_stops_it_too_and_another_kind_does_not(approver):
    mission = back(published=True)
    put(approver, mission, PDF, kind="sommaire")
    assert state_of(mission) == ReportState.LATE
    put(approver, mission, address="https://exemple.invalid/rapport")
    assert state_of(mission) == ReportState.ONLINE_LATE


def test_the_clock_of_a_draft_runs_until_readers_may_read_its_report(approver):
    mission = back()
    put(approver, mission, PDF)
    assert Report.objects.get().published_on is None
    publication = reverse("admin:missions_mission_publication", args=[mission.pk])
    approver.post(publication, {"_step": "publish"})
    assert Report.objects.get().published_on == TODAY


def test_the_clock_under_embargo_stops_the_night_it_lifts():
    mission = back(published=True, embargo_until=TODAY + dt.timedelta(days=1))
    MissionDocumentFactory(record=mission, kind=DocumentKind.REPORT)
    assert note_reports(TODAY) == "mis en ligne\u00a0: 0"
    assert note_reports(TODAY + dt.timedelta(days=1)) == "mis en ligne\u00a0: 1"
    assert note_reports(TODAY + dt.timedelta(days=2)) == "mis en ligne\u00a0: 0"
    assert Report.objects.get().published_on == TODAY + dt.timedelta(days=1)


def test_a_report_that_was_online_elsewhere_keeps_its_date_and_is_read_here(approver):
    mission = back(published=True)
    Report.objects.update(published_on=dt.date(2025, 6, 1), document_url="https://exemple.invalid/ailleurs")
    put(approver, mission, PDF)
    report = Report.objects.get()
    assert (report.published_on, report.link) == (dt.date(2025, 6, 1), mission.documents.get().get_absolute_url())


def test_the_document_of_a_published_report_is_not_deleted(approver):
    mission = back(published=True)
    put(approver, mission, PDF)
    data = typed(
        approver.get(address(mission)), "mission_form", **{"documents-0-DELETE": "on", "change_reason": "Erreur"}
    )
    data = {name: value for name, value in data.items() if not name.endswith("-upload")}
    refused = approver.post(address(mission), data)
    assert refused.status_code == 200
    assert "Le rapport est en ligne\u00a0: déposez-en une nouvelle version" in refused.text
    assert mission.documents.exists()


def test_a_programme_waits_for_the_return_as_movements_do(client):
    away = MissionFactory(
        published=True, starts_on=TODAY, ends_on=TODAY, date_precision="jour", stage=MissionStage.AUTHORIZED
    )
    programme = MissionDocumentFactory(record=away, kind=DocumentKind.PROGRAMME, title="Heures", address="", **stored())
    assert client.get(programme.get_absolute_url()).status_code == 404
    assert "Heures" not in client.get(away.get_absolute_url()).text
    Mission.objects.update(ends_on=TODAY - dt.timedelta(days=1), starts_on=TODAY - dt.timedelta(days=1))
    assert client.get(programme.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("stage", MissionStage.values)
@pytest.mark.parametrize("ends_on", [None, TODAY - dt.timedelta(days=1), TODAY])
@pytest.mark.parametrize("after_return", [True, False])
def test_a_mission_and_the_database_agree_on_what_hides_its_movements(stage, ends_on, after_return):
    dates = {"starts_on": ends_on, "ends_on": ends_on, "date_precision": "jour"} if ends_on else {}
    mission = MissionFactory(stage=stage, declined_reason="Non.", movements_after_return=after_return, **dates)
    assert Mission.objects.hiding_movements(TODAY).exists() == mission.hides_movements(TODAY)


def test_the_night_removes_the_files_nobody_kept(time_machine):
    document = MissionDocumentFactory(address="", **stored())
    stray = store_upload(sent(PDF)).file
    time_machine.shift(WAITS_FOR + dt.timedelta(days=1))
    words = remove_files(TODAY)
    assert words.startswith("enlevés\u00a0: ")
    assert (default_storage.exists(str(document.file)), default_storage.exists(stray)) == (True, False)
    assert remove_files(TODAY) == "enlevés\u00a0: 0"


def test_a_draft_mission_is_deleted_with_its_report():
    mission = back()
    document = MissionDocumentFactory(record=mission, kind=DocumentKind.REPORT)
    Report.objects.update(document=document, published_on=TODAY)
    mission.delete()
    assert not MissionDocument.objects.exists()


@pytest.fixture
def trip():
    """A trip online whose report is late, at the desks of who writes and of who approves."""
    return back(published=True)


@pytest.fixture
def desks(redaction, approbation, trip):
    """Who writes and who approves, each with the trip before them."""
    return Bureau(redaction, trip), Bureau(approbation, trip)


def propose(desk, content, shown=None, **values):
    """Put a file with the first document of a record, or a new one, as the form of a proposal does."""
    shown = shown or desk.open()
    fresh = [{**NAMED, "position": "1"}] if not values else []
    data = typed(shown, desk.form_id, {"documents": fresh}, **values)
    data["documents-0-upload"] = sent(content)
    return desk.client.post(address(desk.record), data)


def test_a_document_proposed_waits_for_approval_with_its_file_then_stops_the_clock(desks, trip, client):
    writer, approver = desks
    before = client.get(trip.get_absolute_url()).text
    propose(writer, PDF)
    assert writer.proposal() is not None
    assert client.get(trip.get_absolute_url()).text == before
    assert (trip.documents.count(), state_of(trip)) == (0, ReportState.LATE)
    received = re.search(r'<a href="(/admin/fichiers-recus/[^"]+)">PDF, 1\u00a0ko</a>', approver.read().text)[1]
    assert b"".join(approver.client.get(received).streaming_content) == PDF
    assert client.get(received)["Location"].startswith("/admin/login/")
    preview = approver.client.get(approver.page(page="preview")).text
    shown = re.search(r'<a href="([^"]+)">Lire le rapport \(PDF', preview)[1]
    assert b"".join(approver.client.get(shown).streaming_content) == PDF
    assert (trip.documents.count(), state_of(trip)) == (0, ReportState.LATE)
    assert "Mise en ligne" in approver.client.get(approver.take("publish")["Location"]).text
    assert state_of(trip) == ReportState.ONLINE_LATE
    assert content_of(str(trip.documents.get().file)) == PDF
    assert "Lire le rapport (PDF, 1\u00a0ko, français)" in client.get(trip.get_absolute_url()).text


def test_a_file_proposed_is_shown_again_in_the_form_that_continues_the_proposal(desks, trip):
    writer, approver = desks
    propose(writer, PDF)
    shown = writer.open()
    assert "reçu\u00a0: PDF, 1\u00a0ko" in shown.text
    data = typed(shown, writer.form_id, **{"documents-0-title": "Rapport de Lyon"})
    writer.client.post(address(trip), {name: value for name, value in data.items() if not name.endswith("-upload")})
    approver.take("publish")
    document = trip.documents.get()
    assert (document.title, content_of(str(document.file))) == ("Rapport de Lyon", PDF)


def test_a_new_version_proposed_replaces_the_file_and_a_version_put_meanwhile_is_told(desks, trip):
    writer, approver = desks
    document = MissionDocumentFactory(record=trip, address="", **stored(PDF))
    shown = writer.open()
    propose(writer, docx(), shown, **{"documents-0-title": document.title})
    page = approver.read().text
    assert re.search(r'<a href="[^"]+">PDF, 1\u00a0ko</a>\s*→\s*<a href="[^"]+">DOCX, 1\u00a0ko</a>', page), page
    propose(approver, xlsx(), approver.open(), **{"documents-0-title": document.title, "change_reason": "Corrigé"})
    page = approver.read().text
    assert [label in page for label in (">PDF, 1", ">XLSX, 1", ">DOCX, 1")] == [True, True, True]
    approver.take("publish")
    document.refresh_from_db()
    assert document.type.label == "XLSX"
    assert approver.proposal().is_open


def test_the_night_keeps_the_files_of_open_proposals_and_of_what_is_typed(desks, time_machine):
    writer, approver = desks
    propose(writer, PDF)
    row = writer.proposal().changes["parts"]["documents"]["new"][0]
    in_proposal, in_form = read_signed(row["kept_file"]), store_upload(sent(docx()))
    KeptTyping.objects.keep(writer.person, Mission, "7", {"documents-0-kept_file": [sign(in_form)]})

    def kept_after(days):
        time_machine.shift(days)
        approver.client.force_login(approver.person)
        remove_files(TODAY)
        return [default_storage.exists(each.file) for each in (in_proposal, in_form)]

    assert kept_after(2 * WAITS_FOR) == [True, True]
    KeptTyping.objects.all().delete()
    approver.take("drop")
    assert kept_after(dt.timedelta(days=1)) == [True, False]
    assert kept_after(WAITS_FOR) == [False, False]
    assert "PDF, 1\u00a0ko" in approver.read().text


def test_the_history_of_a_record_tells_its_files_in_words(approver):
    partner = PartnerFactory()
    put(approver, partner, PDF)
    document = partner.documents.get()
    document.take_file(store_upload(sent(docx())))
    document.save()
    text = approver.get(reverse("admin:partners_partner_history", args=[partner.pk])).text
    assert re.search(r"Fichier\s:</strong>\s*PDF, 1\sko →\s*DOCX, 1\sko", text), text
    assert "somme de contrôle" not in text


@pytest.mark.parametrize("way", ["draft", "proposal"])
def test_a_report_is_dated_with_its_document_in_one_form_and_never_alone(approbation, redaction, way):
    mission = MissionFactory(published=way == "proposal", title="Namur")
    desk = Bureau(redaction, mission)
    dated = {"report": [{"published_on": "2026-02-20", "document_url": ""}]}
    form = typed(desk.open(), "mission_form", dated)
    refused = desk.client.post(address(mission), form).text
    assert "Donnez l’adresse du rapport" in " ".join(refused.split())
    with_pdf = typed(desk.open(), "mission_form", {**dated, "documents": [{**NAMED, "position": "1"}]})
    with_pdf = {name: value for name, value in with_pdf.items() if not name.endswith("-upload")}
    desk.client.post(address(mission), {**with_pdf, "documents-0-upload": sent(PDF, "rapport.pdf")})
    if way == "proposal":
        Bureau(approbation, mission).take("publish")
    mission.refresh_from_db()
    assert (mission.report.published_on, mission.report.document.title) == (dt.date(2026, 2, 20), NAMED["title"])
