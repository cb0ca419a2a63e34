"""The API reads what the lists read, rows, filters and columns alike; it opens to anyone, and to nothing else."""

import csv
import datetime as dt
import json
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import translation
from openapi_spec_validator import validate

from missions.models import CostType, MissionStage
from portal.accountability import summarize
from portal.api import resources
from portal.api.resources import RESOURCES
from portal.api.routes import DETAIL_ROUTES
from records.page_cache.version import CONTENT_VERSION, renew_version
from tests.axes.factories import CommitmentFactory, MeasureFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    MissionFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    PriorityFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

LISTS = [(name, order) for name, each in RESOURCES.items() for order in each.listing.orders]


@pytest.fixture
def rows(record):
    """Three more rows in each list, some undated, some alike."""
    for number in range(3):
        day = dt.date(2020 + number // 3, 1, 1) if number else None
        known = {"starts_on": day, "date_precision": "jour" if day else ""}
        mission = MissionFactory(published=True, title=f"Mission {number % 2}", **known)
        StopFactory(mission=mission, place__published=True)
        cost = CostFactFactory(mission=mission, amount=100 + number)
        cost.sources.add(SourceFactory())
        CostFactFactory(mission=mission, amount=90, corrects=cost, correction_reason="Erreur")
        ParticipantFactory(mission=mission)
        ObjectiveFactory(mission=mission, evidence=SourceFactory())
        OutcomeFactory(mission=mission, action=None, receiver=ServiceFactory(), evidence=SourceFactory())
        action = ActionFactory(published=True, title=f"Action {number % 2}", **known)
        OutcomeFactory(action=action, receiver=ServiceFactory())
        partner = PartnerFactory(published=True, organization=bool(number % 2))
        AgreementFactory(published=True, partners=[partner], ends_on=day)
        CommitmentFactory(axis=action.axis)
        ThemeFactory()
        PriorityFactory(published=True)
        MeasureFactory(indicator__published=True)
    # The latest results are of both kinds.
    latest = {"published": True, "starts_on": dt.date(2025, 1, 1), "date_precision": "jour"}
    OutcomeFactory(action=ActionFactory(**latest))
    OutcomeFactory(action=None, mission=MissionFactory(**latest))


def get(client, path, **headers):
    """Ask the API for a path under its root, or for a whole address; return the answer."""
    whole = path if "api/v1" in path else f"/api/v1/{path}"
    return client.get(whole.removeprefix("http://testserver"), **headers)


def walk(client, path):
    """Return the objects of all the pages that follow one another from `path` (a list)."""
    found = []
    while path:
        page = get(client, path).json()
        found += page["donnees"]
        path = page["suivant"]
    return found


def test_pages_that_follow_one_another_are_the_list_in_its_order(client, rows):
    for name, order in LISTS:
        whole = get(client, f"{name}/?par_page=100&tri={order}").json()
        assert whole["suivant"] is None
        assert len(whole["donnees"]) == whole["nombre"] > 2
        assert walk(client, f"{name}/?par_page=2&tri={order}") == whole["donnees"], (name, order)


def test_what_is_added_before_a_cursor_moves_no_page(client):
    MissionFactory.create_batch(3, published=True)
    first = get(client, "missions/?par_page=2&champs=cle").json()
    rest = walk(client, first["suivant"])
    MissionFactory(published=True, starts_on=dt.date(2026, 1, 1), date_precision="jour")
    assert walk(client, first["suivant"]) == rest


def test_it_tells_the_rows_and_the_columns_of_the_file(client, rows):
    asked = {"partenaires": "pays=BE", "ententes": "pays=BE", "missions": "statut=proposee", "actions": "pays=BE"}
    for name, query in asked.items():
        lines = client.get(f"/{name}.csv?{query}").getvalue().decode("utf-8-sig").splitlines()
        written = list(csv.DictReader(lines))
        told = get(client, f"{name}/?{query}&par_page=100").json()["donnees"]
        assert [each["adresse"] for each in told] == [each["adresse"] for each in written]
        assert set(told[0]) == {*written[0], *RESOURCES[name].parts, "cle", "adresse_api"}


def test_a_page_costs_the_same_for_two_rows_and_for_all(client, rows, django_assert_max_num_queries):
    for name in RESOURCES:
        costs = []
        for size in (2, 2, 100):
            with django_assert_max_num_queries(40) as queries:
                get(client, f"{name}/?par_page={size}")
            costs.append(len(queries))
        assert costs[1] == costs[2] <= 16, name


def test_an_object_alone_is_that_of_the_list(client, record):
    for name in (route.removesuffix("_detail") for route in DETAIL_ROUTES):
        listed = get(client, f"{name}/").json()["donnees"][0]
        assert get(client, listed["adresse_api"]).json() == {"mis_de_cote": [], "donnees": listed}


def test_an_object_is_found_by_its_reference_too(client, record):
    for name, one in (("missions", record.mission), ("ententes", record.agreement), ("actions", record.action)):
        assert get(client, f"{name}/{one.reference}/").json() == get(client, f"{name}/{one.slug}/").json()
    assert get(client, f"missions/{record.agreement.reference}/").status_code == 404
    draft = MissionFactory()
    type(draft).objects.filter(pk=draft.pk).update(reference="M-2001-01")
    assert [get(client, f"{path}/").status_code for path in ("missions/M-2001-01", "themes/M-2001-01")] == [404, 404]


def test_a_former_address_leads_to_the_present_one(client, record):
    former = record.partner.slug
    record.partner.slug = "nouvelle"
    record.partner.save()
    answer = get(client, f"partenaires/{former}/")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/partenaires/nouvelle/")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_is_unknown_is_set_aside_and_named(client, record):
    told = get(client, "actions/?axe=rien&tri=zz&champs=titre,zut&par_page=0&vue=tableau&page=2").json()
    assert told["nombre"] == 1
    assert told["donnees"] == [{"titre": record.action.title}]
    assert [(each["parametre"], each["valeur"]) for each in told["mis_de_cote"]] == [
        ("axe", "rien"),
        ("tri", "zz"),
        ("champs", "zut"),
        ("par_page", "0"),
        ("vue", None),
        ("page", None),
    ]
    alone = get(client, f"actions/{record.action.slug}/?champs=titre&q=x").json()
    assert alone == {"mis_de_cote": [{"parametre": "q", "valeur": None}], "donnees": {"titre": record.action.title}}


def test_the_next_page_asks_what_was_asked(client):
    MissionFactory.create_batch(2, published=True)
    following = get(client, "missions/?statut=proposee&tri=titre&champs=titre,couts&par_page=1&rien=1").json()[
        "suivant"
    ]
    query = urlsplit(following).query
    assert query.startswith("statut=proposee&tri=titre&champs=titre,couts&par_page=1&curseur=")


def test_values_are_those_of_json(client, record):
    mission = record.mission
    mission.ceiling, mission.city_delegates = 1500, 3
    mission.save()
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount="12.50")
    told = get(client, f"missions/{mission.slug}/").json()["donnees"]
    assert told["plafond_cad"] == 1500
    assert 12.5 in told["declare_cad"]
    assert told["avancement"] == MissionStage.DONE
    assert told["debut"] == "2025-05-01"
    assert told["numero_de_la_decision"] is None
    assert told["adresse"] == f"http://testserver/missions/{mission.slug}/"
    english = get(client, f"/en/api/v1/missions/{mission.slug}/").json()["donnees"]
    assert english["adresse"] == f"http://testserver/en/missions/{mission.slug}/"
    assert english["avancement"] == MissionStage.DONE


def test_no_name_is_told(client, record):
    ParticipantFactory(mission=record.mission, name="Camille", name_is_public=True)
    assert "Camille" not in get(client, f"missions/{record.mission.slug}/").text


def test_a_session_opens_nothing(client, gestion, record):
    MissionFactory(title="En préparation")
    client.force_login(gestion)
    assert get(client, "missions/").json()["nombre"] == 1


REFUSED = [
    ("get", "missions/rien/", "*/*", 404),
    ("get", "rien/", "*/*", 404),
    ("get", "missions/?curseur=rien", "*/*", 400),
    ("get", "sources/?curseur=x", "*/*", 400),
    ("get", "sources/?curseur=99999999999999999999999", "*/*", 400),
    ("get", "missions/", "text/html", 406),
    *((method, "missions/", "*/*", 405) for method in ("post", "put", "patch", "delete")),
]


@pytest.mark.parametrize(("method", "path", "accept", "status"), REFUSED)
def test_what_cannot_be_served_is_a_problem_in_words(client, method, path, accept, status):
    for root, language in (("/api/v1/", "fr-ca"), ("/en/api/v1/", "en")):
        answer = getattr(client, method)(f"{root}{path}", HTTP_ACCEPT=accept)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer["Access-Control-Allow-Origin"] == "*"
        told = answer.json()
        with translation.override(language):
            assert told["type"] == f"{reverse('api:docs')}#{status}"
        assert told["status"] == status
        assert told["title"]
        assert told["detail"]


def test_a_fault_of_ours_is_a_problem_too(client, record, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(resources, "cited_sources", lambda today: 1 / 0)
    answer = get(client, "sources/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "division" not in answer.text


def test_a_host_that_is_refused_is_a_problem(client):
    assert get(client, "missions/", HTTP_HOST="ailleurs.example")["Content-Type"] == "application/problem+json"


def test_what_the_reader_has_is_good_until_the_content_changes(client, monkeypatch, django_assert_num_queries):
    answer = get(client, "missions/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    with django_assert_num_queries(0):
        again = get(client, "missions/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    renew_version()
    monkeypatch.setattr(CONTENT_VERSION, "_until", float("-inf"))
    assert get(client, "missions/", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 200


def test_a_program_of_another_site_may_ask_with_a_tag(client):
    answer = client.options("/api/v1/missions/", HTTP_ORIGIN="https://ailleurs.example")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.parametrize("root", ["/api/v1/", "/en/api/v1/"])
def test_the_document_is_valid_and_names_what_is_read(client, root):
    document = client.get(f"{root}openapi.json").json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": root.removesuffix("/")}]
    for name, resource in RESOURCES.items():
        operation = document["paths"][f"/{name}/"]["get"]
        told = {each["name"] for each in operation["parameters"]}
        read = {*resource.listing.filterset.base_filters, "champs", "par_page", "curseur"}
        assert told - {"tri"} == read
        fields = document["components"]["schemas"][resource.component]["properties"]
        assert list(fields) == [*(column.header for column in resource.columns), *resource.parts]


def test_french_and_english_documents_differ_in_words_alone(client):
    french, english = (client.get(f"{root}openapi.json").json() for root in ("/api/v1/", "/en/api/v1/"))
    names = [[operation["get"]["operationId"] for operation in each["paths"].values()] for each in (french, english)]
    assert names[0] == names[1]
    assert french["info"]["description"] != english["info"]["description"]


@pytest.mark.parametrize("address", ["/api/", "/en/api/"])
def test_every_example_of_the_page_is_answered(client, record, address):
    page = client.get(address)
    examples = page.context["examples"]
    assert len(examples) == 3
    for example in examples:
        answer = client.get(example.address)
        assert answer.status_code == 200
        assert answer.json()["mis_de_cote"] == []
        assert example.address.replace("&", "&amp;") in page.text
        if example.answer:
            assert json.loads(example.answer) == answer.json()


def test_from_the_page_alone_one_finds_the_agreements_that_end_this_year(client, record, today):
    ending = AgreementFactory(published=True, partners=[record.partner], ends_on=dt.date(2026, 12, 31))
    AgreementFactory(published=True, partners=[record.partner], ends_on=dt.date(2027, 1, 1))
    told = client.get(client.get("/api/").context["examples"][0].address.replace("fin=", "fin=2026&fin="))
    assert [each["titre"] for each in told.json()["donnees"]] == [ending.title]


def test_the_page_writes_codes_as_codes_and_addresses_in_pieces(client):
    page = client.get("/api/").text
    assert "<code>sortante</code> (mission à l’extérieur)" in page
    assert "`" not in page
    assert "<wbr>&amp;champs=titre,<wbr>fin,<wbr>etat," in page


def test_from_the_page_alone_one_finds_what_the_accounts_add_up(client, today):
    for number, amount in enumerate([1000, 250, None]):
        mission = MissionFactory(
            published=True,
            stage=MissionStage.DONE,
            starts_on=dt.date(2025, 1, 1 + number),
            ends_on=dt.date(2025, 1, 2 + number),
            date_precision="jour",
        )
        if amount:
            CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount)
    told = walk(client, client.get("/api/").context["examples"][2].address)
    _authorized, declared = summarize(today).total.trips
    assert sum(sum(each["declare_cad"]) for each in told) == declared.span.low == declared.span.high == 1250


def test_pages_of_the_site_do_without_its_framework():
    told = (
        "import django, sys; django.setup(); from django.urls import reverse; reverse('portal:home');"
        "assert not {'rest_framework', 'drf_spectacular'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", told], check=True, env={"DJANGO_SETTINGS_MODULE": "tests.settings"})
