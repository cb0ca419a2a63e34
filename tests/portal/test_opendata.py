"""Open data: what each file holds, what describes it, what others harvest, what is kept of each quarter."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from openpyxl import load_workbook
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SH, Graph

from missions.models import CostType, Direction, MissionStage, Payer
from portal import nightly, sources
from portal.accountability import quarters, summarize
from portal.api.resources import RESOURCES
from portal.opendata.catalogue import contact_point
from portal.opendata.datasets import DATASETS
from portal.opendata.files import formats_of
from portal.opendata.snapshots import SNAPSHOTS, keep_snapshot
from records.models import Source
from records.publication.status import PublicationStatus
from tests.house.code import our_models
from tests.missions.factories import (
    CostFactFactory,
    MissionFactory,
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = [
    pytest.mark.django_db,
    # rdflib reads JSON-LD into a graph of a class that it will drop.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

SHAPES = Path(__file__).parent / "dcat_ap.shapes.ttl"
SITE = "http://testserver/"
TRIP = {
    "published": True,
    "direction": Direction.OUT,
    "stage": MissionStage.DONE,
    "starts_on": dt.date(2024, 5, 6),
    "ends_on": dt.date(2024, 5, 9),
    "date_precision": "jour",
}


def content(response):
    """Return the bytes of a file."""
    return response.getvalue() if response.streaming else response.content


def read(client, slug, language=""):
    """Return the rows of the CSV of a dataset: {header: cell} dicts."""
    text = content(client.get(f"{language}/donnees/{slug}.csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def trip():
    """A trip with one of each part, and a partner at a place."""
    mission = MissionFactory(title="Mission à Namur", title_en="Mission to Namur", **TRIP)
    city = PartnerFactory(published=True, name="Namur", latitude="50.4669", longitude="4.8675")
    StopFactory(mission=mission, place=city)
    ParticipantFactory(mission=mission, function="Mairesse")
    ObjectiveFactory(mission=mission)
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=Decimal("1200.50"))
    return mission


def test_every_format_tells_the_same_rows(client, trip):
    for slug, dataset in DATASETS.items():
        told = read(client, slug)
        plain = json.loads(content(client.get(f"/donnees/{slug}.json")))
        sheet = load_workbook(io.BytesIO(content(client.get(f"/donnees/{slug}.xlsx")))).worksheets[0]
        assert len(told) == len(plain) == sheet.max_row - 1, slug
        assert all(list(row) == [column.header for column in dataset.columns] for row in told)
        if "geojson" in formats_of(dataset):
            features = json.loads(content(client.get(f"/donnees/{slug}.geojson")))["features"]
            assert [each["properties"] for each in features] == plain
            assert features[0]["geometry"] == {"type": "Point", "coordinates": [4.8675, 50.4669]}
    assert client.get("/donnees/missions.geojson").status_code == 404


def test_parts_are_tied_to_their_record_by_its_reference_and_names_stay_unsaid(client, trip):
    for slug in ("etapes", "participants", "couts", "objectifs"):
        [row] = read(client, slug)
        assert row["reference_de_la_fiche"] == trip.reference == "M-2024-01"
    assert read(client, "participants")[0]["nom_si_public"] == ""
    assert read(client, "couts", "/en")[0]["titre_de_la_fiche"] == "Mission to Namur"


def test_movements_of_a_mission_under_way_wait_for_the_return(client, trip):
    trip.starts_on, trip.ends_on = dt.date(2026, 11, 1), dt.date(2099, 1, 1)
    trip.save()
    assert read(client, "etapes") == []


def test_only_the_sources_of_something_public_are_told(client, trip, today):
    cited, proof, _unused, drafted = (SourceFactory() for _number in range(4))
    trip.costs.get().sources.add(cited)
    trip.objectives.update(evidence=proof)
    MissionFactory().sources.add(drafted)
    assert {row["adresse"] for row in read(client, "sources")} == {cited.url, proof.url}


def test_every_model_that_cites_a_source_is_asked(today):
    citing = {model for model in our_models() if hasattr(model, "sources") and model is not Source}
    proving = {model for model in our_models() for field in model._meta.fields if field.name == "evidence"}
    assert citing == {*sources.CITED_BY, *sources.PLAIN_LISTS}
    assert {each.model for each in sources._proofs(today)} == proving


@pytest.mark.usefixtures("nobody_writes")
def test_the_pages_of_any_site_may_read_the_data(client, trip):
    for path in ("", "catalogue.jsonld", "missions.csv", "missions/", "donnees-ouvertes.zip"):
        assert client.get(f"/donnees/{path}")["Access-Control-Allow-Origin"] == "*", path


@pytest.mark.parametrize("path", ["donnees/missions.xlsx", "donnees/donnees-ouvertes.zip", "missions.csv"])
def test_a_file_that_has_not_changed_is_not_sent_again(client, gestion, trip, path):
    tag = client.get(f"/{path}")["ETag"]
    again = client.get(f"/{path}", headers={"If-None-Match": tag})
    assert (again.status_code, again["ETag"], content(again)) == (304, tag, b"")
    MissionFactory(**TRIP)
    assert client.get(f"/{path}", headers={"If-None-Match": tag}).status_code == 200
    client.force_login(gestion)
    assert "ETag" not in client.get("/missions.csv")


def test_a_spreadsheet_tells_its_terms_unless_it_may_tell_drafts(client, gestion, trip):
    for path in ("/donnees/missions.xlsx", "/missions.xlsx"):
        told = dict(load_workbook(io.BytesIO(content(client.get(path)))).worksheets[1].values)
        assert told["Connu jusqu’au"].date() == TRIP["ends_on"]
        assert told["Licence"] == "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
    client.force_login(gestion)
    sheet = load_workbook(io.BytesIO(content(client.get("/missions.xlsx")))).worksheets[1]
    assert "Licence" not in dict(sheet.values)


def test_the_zip_holds_every_file_as_it_is_alone_with_its_checksum(client, trip):
    archive = content(client.get("/donnees/donnees-ouvertes.zip"))
    assert archive == content(client.get("/donnees/donnees-ouvertes.zip"))
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        held = {name: files.read(name) for name in files.namelist()}
    sums = dict(reversed(line.split("  ")) for line in held.pop("SHA256SUMS").decode().splitlines())
    assert {name: hashlib.sha256(each).hexdigest() for name, each in held.items()} == sums
    assert {"LISEZMOI.txt", "LICENCE.txt", "dictionnaire.csv"} < held.keys()
    assert held["missions.csv"] == content(client.get("/donnees/missions.csv"))
    alone = dict(reversed(line.split("  ")) for line in client.get("/donnees/SHA256SUMS").text.splitlines())
    assert alone == {name: each for name, each in sums.items() if name in alone}
    assert len(alone) == sum(len(formats_of(each)) for each in DATASETS.values())


def test_each_page_tells_what_its_columns_mean_in_both_languages(client, trip):
    for slug, dataset in DATASETS.items():
        response = client.get(f"/donnees/{slug}/")
        lacking = [column.header for column in dataset.columns if f"<code>{column.header}</code>" not in response.text]
        assert (slug, lacking) == (slug, [])
        assert '"@type": "Dataset"' in response.text
        assert 'lang="en-CA"' in response.text
        assert f'<{SITE}donnees/catalogue.jsonld>; rel="describedby"' in response["Link"]
        assert f'<{SITE}donnees/{slug}.csv>; rel="alternate"; type="text/csv"' in response["Link"]


def faults_of(catalogue):
    """Return where a catalogue (a dict) does not keep the shapes: (name of the dataset, property) pairs (a set)."""
    graph = Graph().parse(data=json.dumps(catalogue), format="json-ld")
    _valid, results, _report = validate(graph, shacl_graph=Graph().parse(SHAPES))
    return {
        (str(results.value(each, SH.focusNode)), str(results.value(each, SH.resultPath)))
        for each in results.subjects(RDF.type, SH.ValidationResult)
    }


def test_the_catalogue_is_valid_and_tells_each_file_as_it_is(client, trip, nobody_writes):
    told = client.get("/donnees/catalogue.jsonld")
    assert told["Content-Type"] == "application/ld+json"
    catalogue = json.loads(told.text)
    assert faults_of(catalogue) == set()
    assert len(catalogue["dcat:dataset"]) == len(DATASETS) + 1
    words = [each["@value"] for each in catalogue["dcat:dataset"][0]["dcat:keyword"]]
    assert len(words) == len(set(words)) == 5
    service = catalogue["dcat:service"]
    assert client.get(service["dcat:endpointDescription"]["@id"]).json()["servers"] == [{"url": "/api/v1"}]
    assert {f"{SITE}donnees/{name}/" for name in RESOURCES} == {each["@id"] for each in service["dcat:servesDataset"]}
    for distribution in [
        *catalogue["dcat:dataset"][2]["dcat:distribution"],
        *catalogue["dcat:dataset"][-1]["dcat:distribution"],
    ]:
        file = content(client.get(distribution["@id"].removeprefix(SITE.rstrip("/"))))
        assert distribution["dcat:byteSize"]["@value"] == str(len(file))
        assert distribution["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(file).hexdigest()
    needed = {
        "dct:title": DCTERMS.title,
        "dcat:contactPoint": DCAT.contactPoint,
        "dcat:distribution": DCAT.distribution,
    }
    lacking = [{**catalogue["dcat:dataset"][0], "@id": f"{SITE}{name}", name: []} for name in needed]
    found = faults_of({**catalogue, "dcat:dataset": lacking})
    assert {(f"{SITE}{name}", str(path)) for name, path in needed.items()} <= found


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", ("vcard:hasURL", f"{SITE}donnees/")),
        ("mailto:registre@exemple.invalid", ("vcard:hasEmail", "mailto:registre@exemple.invalid")),
        ("https://exemple.invalid/ecrire", ("vcard:hasURL", "https://exemple.invalid/ecrire")),
    ],
)
def test_the_catalogue_says_whom_to_write_to(settings, contact, told):
    settings.CONTACT = contact
    assert contact_point(SITE)[told[0]] == {"@id": told[1]}


def test_a_reader_finds_the_totals_of_the_accounts_in_the_files(client, today):
    """With csv and plain sums: of each trip, the least and the most that the City declared, then the sum of each."""
    for number, amounts in enumerate([(12979, 10700), (500,), ()]):
        mission = MissionFactory(**TRIP)
        for amount in amounts:
            day = dt.date(2025, 1, 1 + amount % 28)
            CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount, made_public_on=day)
        CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=77, is_approximate=True)
        CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=88, payer=Payer.OTHER, payer_name="AIMF")
        CostFactFactory(mission=mission, fact_type=CostType.AUTHORIZED, amount=13000 + number)
    wrong = CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=9999)
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=99, corrects=wrong, correction_reason="-")
    trips = {
        row["reference"]
        for row in read(client, "missions")
        if row["sens"] == Direction.OUT.label and row["avancement"] == MissionStage.DONE.label
    }
    costs = read(client, "couts")
    corrected = {row["reference_corrigee"] for row in costs}
    declared = defaultdict(list)
    for row in costs:
        counts = row["nature"] == CostType.DECLARED.label and row["qui_paie"] in (Payer.CITY.label, Payer.UNKNOWN.label)
        if counts and not row["approximatif"] and row["reference"] not in corrected:
            declared[row["reference_de_la_fiche"]].append(Decimal(row["montant_cad"]))
    assert declared.keys() <= trips
    span = summarize(today).total.trips[1].span
    assert (
        (sum(map(min, declared.values())), sum(map(max, declared.values()))) == (span.low, span.high) == (11299, 13578)
    )


@pytest.fixture
def kept(settings):
    """A storage of its own for what is kept, new as any change of the setting makes it."""
    settings.STORAGES, settings.SITE_URL = {**settings.STORAGES}, "https://exemple.invalid"


def test_a_copy_is_kept_each_quarter_and_read_again_as_it_was(client, trip, kept):
    first, again = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
    made = [*keep_snapshot(first), *keep_snapshot(again)]
    assert [(str(each.quarter), each.day, each.language) for each in made] == [
        ("2026-T2", first, "fr"), ("2026-T2", first, "en"),
    ]  # fmt: skip
    type(trip).objects.update(status=PublicationStatus.ARCHIVED)
    assert read(client, "missions") == []
    archive = content(client.get("/donnees/copies/2026-T2.zip"))
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        assert "https://exemple.invalid/missions/mission-a-namur-2024/" in files.read("missions.csv").decode()
    assert 'href="/donnees/copies/2026-T2.zip"' in client.get("/donnees/").text
    assert client.get("/donnees/copies/2026-T1.zip").status_code == 404
    assert len(default_storage.listdir(SNAPSHOTS)[1]) == 2


def test_the_night_keeps_the_copy_and_says_what_it_lacks(trip, kept, settings, today):
    assert "2" in nightly.keep_quarter(today)
    assert "0" in nightly.keep_quarter(today + dt.timedelta(days=1))
    settings.SITE_URL = ""
    assert "SITE_URL" in nightly.keep_quarter(today)
    assert quarters.quarter_of(today).previous == (2025, 4)
