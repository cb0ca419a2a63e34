"""A spreadsheet goes in at the bureau: previewed, answered, confirmed, corrected, undone; nothing is written before."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from missions.models import Action, CostFact, Mission
from missions.sheets import ACTIONS_SHEET, COSTS_SHEET, MISSIONS_SHEET
from partners.models import Partner
from partners.sheets import AGREEMENTS_SHEET, PARTNERS_SHEET
from portal.models import JournalEntry
from portal.privacy.files import forget_sheets
from records.imports.kept_sheets import SheetImport
from records.imports.workbooks_made import model_file
from records.models import Source
from tests.axes.factories import ThemeFactory
from tests.client import StrictClient
from tests.missions.factories import ActionFactory, CostFactFactory, MissionFactory, ObjectiveFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.small_record import SmallRecord

pytestmark = pytest.mark.django_db

HEADER = ["Nom", "Nature", "Pays", "Latitude", "Longitude", "Depuis", "Sources"]


def workbook(*rows):
    """Return a workbook of these rows."""
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


class Importing:
    """Someone who imports a file; `sheet`: (model in an address, name of the sheet)."""

    def __init__(self, person, sheet=("partners_partner", "partenaires")):
        self.model, self.sheet = sheet
        self.client = StrictClient()
        self.client.force_login(person)

    def send(self, content, name="liste.xlsx"):
        """Send a file; read its pages until it is read; return itself."""
        address = reverse(f"admin:{self.model}_import", args=[self.sheet])
        self.answer = self.client.post(address, {"file": SimpleUploadedFile(name, content)})
        if self.answer.status_code == 302:
            self.page = self.answer.url
            self.kept = SheetImport.objects.latest("pk")
            while "import-progress" in self.read().content.decode():
                pass
        return self

    def read(self, page="", **query):
        """Read a page of the import."""
        return self.client.get(self.page + page, query)

    def take(self, action, **answers):
        """Press a button of the preview, with answers by line; read what follows."""
        self.client.post(self.page, {"action": action, **{f"ligne-{line[1:]}": said for line, said in answers.items()}})
        return self.read()

    def kinds(self):
        """Return {kind: lines}."""
        found = {}
        for kind, line in self.kept.rows.values_list("kind", "line"):
            found.setdefault(kind, []).append(line)
        return found

    def row(self, line):
        """Return a row as it is kept."""
        return self.kept.rows.get(line=line)


def thirty():
    """Return a colleague's list: 30 partners under a title, 4 of them there already, 3 with a fault."""
    there = [["NAMUR", "ville", "Belgique", 50.4669, "4,8675"], ["St-Malo", "ville", "France", 48.65, -2.02]]
    there += [["AIMF", "réseau de villes", ""], ["Liege", "Ville", "BE", 50.6326, 5.5797]]
    faulty = [
        ["Un", "vile", "France"],
        ["Deux", "ville", "Frankreich", 47, 2],
        ["Trois", "université", "Canada", "#REF!"],
    ]
    plain = [[f"Institut {n}", "université", "Canada", None, None, "mars 2020", "exemple.org/a"] for n in range(23)]
    return workbook(["Contacts 2026"], [], HEADER, *there, *faulty, *plain)


@pytest.fixture
def known():
    """The four partners that the list names again, two of them online."""
    malo = {"name": "Saint-Malo", "country": "FR", "latitude": "48.6493", "longitude": "-2.0257", "published": True}
    liege = {"name": "Liège", "latitude": "50.6326", "longitude": "5.5797"}
    aimf = {"name": "Association des maires", "acronym": "AIMF", "organization": True}
    return [PartnerFactory(name="Namur", published=True), *(PartnerFactory(**each) for each in (malo, aimf, liege))]


def test_a_list_of_thirty_goes_in_and_is_undone_as_one(known, redaction):
    importing = Importing(redaction).send(thirty())
    assert importing.kinds() == {"doubtful": [4, 5, 6, 7], "refused": [8, 9, 10], "new": [*range(11, 34)]}
    assert (Partner.objects.count(), Source.objects.count()) == (4, 0)
    assert "Frankreich" in importing.read(sorte="refused").content.decode()

    same = {
        f"l{line}": f"meme:{partner.pk}"
        for line, partner in zip((4, 5, 7), (known[0], known[1], known[3]), strict=True)
    }
    importing.take("confirm", **same, l6="laisser")
    assert Partner.objects.count() == 4  # the answers are kept, to be read before anything is written
    assert importing.kinds()["changed"] == [5]
    assert importing.row(5).changes == [["Latitude", "48.6493", "48.65"], ["Longitude", "-2.0257", "-2.02"]]

    importing.take("confirm")
    assert JournalEntry.objects.get(event="import").what == "liste.xlsx (partenaires)\u00a0: 23 + 1"
    made = Partner.objects.get(name="Institut 0")
    assert (made.status, made.since_precision, made.sources.get().url) == ("draft", "mois", "https://exemple.org/a")
    assert [(row.history_user, row.history_change_reason) for row in made.history.all()] == [
        (redaction, "Importé de «\u00a0liste.xlsx\u00a0»")
    ]
    known[1].refresh_from_db()
    assert (known[1].latitude, known[1].proposals.get().author) == (Decimal("48.6493"), redaction)

    refused = load_workbook(io.BytesIO(importing.read("a-corriger.xlsx").content)).active
    assert [row[0] for row in refused.iter_rows(min_row=2, values_only=True)] == ["Un", "Deux", "Trois"]
    assert "formule en erreur" in refused["H4"].value

    Partner.objects.get(name="Institut 1").save()  # somebody was there
    plan = importing.read("annuler/").context
    assert (len(plan["undone"]), [each.row.line for each in plan["hindered"]]) == (23, [12])
    importing.client.post(importing.page + "annuler/")
    assert set(Partner.objects.exclude(pk__in=[each.pk for each in known]).values_list("name", flat=True)) == {
        "Institut 1"
    }
    assert known[1].proposals.get().state == "dropped"
    assert Partner.history.filter(name="Institut 0").first().history_change_reason == "Import annulé\u00a0: liste.xlsx"


def test_two_writers_do_not_write_over_one_another(known, redaction, approbation):
    lines = workbook(["adresse", "Latitude"], ["/partenaires/namur/", "50,5"], ["/partenaires/liege/", "50,6"])
    first, second = Importing(redaction).send(lines), Importing(approbation).send(lines)
    assert second.client.get(first.page).status_code == 404  # what is not confirmed is its author's alone
    first.take("confirm")
    told = second.take("confirm").content.decode()
    assert "non écrites\u00a0: 2" in told
    assert "une proposition est déjà ouverte" in told
    assert "a changé depuis l’aperçu" in str(second.row(3).faults)
    assert second.kinds() == {"refused": [2, 3]}
    known[3].refresh_from_db()
    assert (known[3].latitude, known[3].history.first().history_user) == (Decimal("50.6"), redaction)

    first.client.post(first.page + "annuler/")
    known[3].refresh_from_db()
    assert known[3].latitude == Decimal("50.6326")


def test_a_draft_mission_is_changed_part_by_part_and_put_back(redaction):
    mission = MissionFactory(title="Nord", purpose="Voir")
    stops = [
        StopFactory(mission=mission, position=rank, place=PartnerFactory(name=name))
        for rank, name in ((1, "A"), (2, "B"))
    ]
    ObjectiveFactory(mission=mission, text="Apprendre", position=1)
    ThemeFactory(name="Eau"), PartnerFactory(name="C")
    importing = Importing(redaction, ("missions_mission", "missions")).send(
        workbook(
            ["adresse", "But", "Villes", "Objectifs", "Thèmes"], [mission.slug, "Aller", "A|C", "Apprendre|Dire", "eau"]
        )
    )
    importing.take("confirm")

    def said():
        found = Mission.objects.get(pk=mission.pk)
        places = [stop.place.name for stop in found.stops.order_by("position")]
        return (
            found.purpose,
            places,
            [each.text for each in found.objectives.all()],
            [str(each) for each in found.themes.all()],
        )

    assert said() == ("Aller", ["A", "C"], ["Apprendre", "Dire"], ["Eau"])
    importing.client.post(importing.page + "annuler/")
    assert said() == ("Voir", ["A", "B"], ["Apprendre"], [])
    assert mission.stops.filter(pk=stops[0].pk).exists()


def test_amounts_go_to_their_missions(redaction):
    draft, online = MissionFactory(title="Nord"), MissionFactory(title="Sud", published=True)
    published = CostFactFactory(mission=online, amount=500, record_id="C9")
    importing = Importing(redaction, ("missions_mission", "montants")).send(
        "Mission;Nature;Montant;Date de publication;cost_id\nNord;estimé;1 200,50 $;;\nSud;estimé;300;3 nov. 2022;\n"
        "Sud;estimé;501;;C9\n".encode("cp1252"),
        "montants.csv",
    )
    assert importing.kinds() == {"new": [2, 3], "refused": [4]}
    importing.take("confirm")
    assert [cost.amount for cost in draft.costs.all()] == [Decimal("1200.50")]
    assert list(online.costs.all()) == [published]
    assert online.proposals.get().changes["parts"]["costs"]["new"][0]["amount"] == "300"
    importing.client.post(importing.page + "annuler/")
    assert CostFact.objects.count() == 1


@pytest.mark.parametrize("published", [True, False])
def test_the_file_of_a_list_comes_back_with_two_cells_changed(redaction, published):
    for title in ("Fête", "Jardin", "=1+1"):
        ActionFactory(title=title, published=True, description="Ici")
    importing = Importing(redaction, ("missions_action", "actions"))
    rows = list(csv.reader(io.StringIO(b"".join(importing.client.get("/actions.csv")).decode("utf-8-sig"))))
    importing.send(workbook(*rows))
    assert importing.kinds() == {"unchanged": [2, 3, 4]}

    rows[1][rows[0].index("titre")], rows[2][rows[0].index("description")] = "Autre", "Là"
    if not published:
        Action.objects.update(status="draft", published_on=None)
    importing.send(workbook(*rows)).take("confirm")
    assert {kind: len(lines) for kind, lines in importing.kinds().items()} == {"changed": 2, "unchanged": 1}
    assert Action.objects.filter(title="Autre").count() == (0 if published else 1)


def test_who_only_reads_imports_nothing(known, gestion, redaction):
    page = Importing(redaction).send(workbook(HEADER, ["Institut", "université", "Canada"])).page
    importing = Importing(gestion)
    address = reverse("admin:partners_partner_import", args=["partenaires"])
    assert [importing.client.get(each).status_code for each in (address, page)] == [403, 404]
    assert address not in importing.client.get(reverse("admin:partners_partner_changelist")).content.decode()
    assert importing.send(thirty()).answer.status_code == 403


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "Aucune ligne ne nomme les colonnes"),
        (workbook(HEADER), "aucune ligne à importer"),
        (workbook(HEADER, *[["Un", "ville"]] * 5001), "plus de 5000 lignes"),
        (workbook(["adresse", "Nom"], ["https://exemple.org/en/partenaires/a/", "A"]), "version anglaise"),
        (b"", "Choisissez un fichier"),
    ],
    ids=["no header", "no row", "too many", "english", "empty"],
)
def test_a_file_that_is_no_list_is_refused_in_words(redaction, content, words):
    assert words in Importing(redaction).send(content).answer.content.decode()
    assert not SheetImport.objects.exists()


@pytest.mark.parametrize("sheet", [PARTNERS_SHEET, AGREEMENTS_SHEET, MISSIONS_SHEET, COSTS_SHEET, ACTIONS_SHEET])
def test_the_model_offers_every_column_and_comes_back(redaction, sheet):
    book = load_workbook(io.BytesIO(model_file(sheet)))
    page = book.worksheets[0]
    assert len([cell for cell in page[1] if cell.comment]) == len(sheet.names)
    assert len(page.data_validations.dataValidation) >= 2
    model = {"partenaires": "partners_partner", "ententes": "partners_agreement", "actions": "missions_action"}
    importing = Importing(redaction, (model.get(sheet.name, "missions_mission"), sheet.name))
    page.append(["x"] * len(sheet.names))
    filled = io.BytesIO()
    book.save(filled)
    kept = importing.send(filled.getvalue()).kept
    assert (set(kept.columns.values()), kept.set_aside["unknown"]) == (set(sheet.names), [])


def test_old_files_are_forgotten_at_night(redaction, today):
    importing = Importing(redaction).send(workbook(HEADER, ["Institut", "université", "Canada"], ["", "ville"]))
    importing.take("confirm")
    left = Importing(redaction).send(workbook(HEADER, ["Autre", "université", "Canada"])).kept
    SheetImport.objects.update(kept_at="2026-01-01T12:00Z")
    forget_sheets(today)
    assert list(SheetImport.objects.all()) == [importing.kept]
    assert not importing.kept.rows.exclude(cells={}).exists()
    assert not left.rows.exists()


def test_the_register_loads_from_workbooks_as_drafts(tmp_path):
    small = SmallRecord(tmp_path)
    small.write()
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            path.with_suffix(".xlsx").write_bytes(workbook(*csv.reader(lines)))
    call_command("load_record", tmp_path, "--format", "xlsx", "--as-drafts")
    assert set(Partner.objects.values_list("status", flat=True)) == {"draft"}
    for path in tmp_path.glob("*.csv"):
        path.unlink()
    call_command("load_record", tmp_path)  # the format that is there; the same lines change nothing
    assert set(Action.objects.values_list("status", flat=True)) == {"draft"}
