"""A rule of `clean()` holds at both doors: what a form refuses, a file does not bring in."""

import csv
import dataclasses
import datetime as dt
import io

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from missions.imports import ACTIONS
from missions.models import Action, Mission, MissionStage, Objective
from missions.readiness import refusals_of_facts
from partners.models import Agreement, Partner
from portal.register import TABLES
from records.imports.checking import Check
from records.imports.columns import Children, Link
from records.imports.faults import RecordError
from records.imports.loading import load, no_progress
from records.publication import operations
from tests.axes.factories import CommitmentFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory, AirportFactory, CostFactFactory, StopFactory
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.small_record import SmallRecord, faults_of

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 3, 2)
# The rules of `clean()`, and where each is tried: by a test here, or why no file can break it.
RULES = {
    "Publishable": "test_a_record_goes_online_with_what_it_needs",
    "Partner": "test_a_country_exists",
    "Agreement": "test_renewals_do_not_go_round_through_the_bureau",
    "Action": "test_an_action_and_its_commitment_serve_one_axis, test_the_lead_partner_is_not_named_again",
    "ActionPartner": "test_the_lead_partner_is_not_named_again",
    "Airport": "test_a_time_zone_exists",
    "MissionForm": "test_a_mission_to_come_is_not_said_made, test_a_mission_is_closed_with_its_results",
}
BEYOND_THE_FILES = {
    "CostFact": "a file gives no correction, no participant; what is published stays (test_load_record)",
    "Stop": "a file gives no time zone of a stop",
    "Objective": "a file gives no result of an objective",
}
LEFT_TO_THE_BUREAU = {"CostFact": {"corrects", "participant"}, "Stop": {"time_zone"}, "Objective": {"result"}}


@pytest.fixture
def small(tmp_path):
    """A small valid record, to spoil and to write."""
    return SmallRecord(tmp_path)


def refusals(row):
    """Return what the form refuses of a row: {field: sentences}."""
    with pytest.raises(ValidationError) as refusal:
        row.clean()
    return refusal.value.message_dict


def models_of_the_files():
    """Return the models whose rows come from files, children included (a set)."""
    children = {each.model for table in TABLES for each in table.columns if isinstance(each, Children)}
    return {table.model for table in TABLES} | children


def test_every_rule_of_clean_is_tried_at_both_doors():
    own = {
        base.__name__
        for model in models_of_the_files()
        for base in model.__mro__
        if base.__module__.partition(".")[0] in {"axes", "missions", "partners", "records"} and "clean" in vars(base)
    }
    assert own == (RULES.keys() | BEYOND_THE_FILES.keys()) - {"MissionForm"}
    for names in RULES.values():
        assert all(name in globals() for name in names.split(", "))


def test_what_is_said_beyond_the_files_is():
    for table in TABLES:
        filled = {name for column in table.columns for name in column.fields}
        filled |= {each.field for each in table.columns if isinstance(each, Children)}
        models = {table.model, *(each.model for each in table.columns if isinstance(each, Children))}
        for model in models:
            assert not filled & LEFT_TO_THE_BUREAU.get(model.__name__, set()) or model is not table.model


@time_machine.travel(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
@pytest.mark.parametrize("end", ["2026-03-03", "2026-12-24", "2099-12-31"])
def test_a_mission_to_come_is_not_said_made(small, end):
    mission = Mission(starts_on=dt.date(2024, 5, 1), ends_on=dt.date.fromisoformat(end), date_precision="jour")
    mission.stage, mission.direction = MissionStage.DONE, "sortante"
    words = refusals_of_facts(mission, [], ON)["stage"].replace("\u00a0", " ")
    assert "ne peut être réalisée ni close avant le" in words
    assert faults_of(small.change("missions.csv", end_date=end).write()) == [
        f"missions.csv:2: status: {words} (realisee)"
    ]


@time_machine.travel(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
def test_a_mission_back_today_is_said_made(small):
    assert faults_of(small.change("missions.csv", end_date=ON.isoformat()).write()) == []


def test_a_mission_is_closed_with_its_results(small):
    small.change("missions.csv", status="close", objectives_fr="Apprendre")
    [fault] = faults_of(small.write())
    assert fault.startswith("missions.csv:2: status: Une mission ne se clôt pas tant qu’un objectif est sans résultat")
    mission = Mission(stage=MissionStage.CLOSED, direction="sortante")
    assert "sans résultat" in refusals_of_facts(mission, [Objective(text="Apprendre")], ON)["stage"]


def test_a_country_exists(small):
    assert refusals(Partner(country="UK"))["country"] == ["Pays inconnu\u00a0: «\u00a0GB\u00a0»?."]
    assert faults_of(small.change("cities.csv", country_code="UK").write()) == [
        "cities.csv:2: country_code: pays inconnu : « GB »? (UK)"
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("EL", "« GR »?"),
        ("YU", "code retiré en 2003; écrivez, selon le lieu : BA, HR, ME, MK, RS, SI"),
        ("su", "code retiré en 1992"),
        ("CS", "CZ, SK, RS, ME"),
        ("AN", "BQ, CW, SX"),
        ("DD", "écrivez, selon le lieu : DE"),
        ("QQ", "code ISO à deux lettres"),
    ],
)
def test_a_country_that_is_no_more_is_told_with_what_to_write(small, code, words):
    [fault] = faults_of(small.change("organizations.csv", seat_country_code=code).write())
    assert fault.startswith("organizations.csv:2: seat_country_code: pays")
    assert words in fault
    assert words in refusals(Partner(country=code))["country"][0].replace("\u00a0", " ")


def test_a_time_zone_exists(small):
    airport = AirportFactory.build(time_zone="Europe/Namur")
    assert refusals(airport) == {"time_zone": ["Fuseau inconnu\u00a0: écrivez par exemple Europe/Paris."]}
    assert faults_of(small.change("airports.csv", time_zone="Europe/Namur").write()) == [
        "airports.csv:2: time_zone: Fuseau inconnu : écrivez par exemple Europe/Paris. (Europe/Namur)"
    ]
    assert faults_of(small.change("airports.csv", time_zone="America/Toronto").write()) == []


def test_the_lead_partner_is_not_named_again(small):
    role = ActionPartnerFactory()
    role.action.lead_partner = role.partner
    words = refusals(role.action)["lead_partner"]
    assert refusals(role)["partner"] == ["Ce partenaire est déjà le partenaire principal."]
    assert faults_of(small.change("actions.csv", other_partner_ids="liege|namur").write()) == [
        f"actions.csv:2: other_partner_ids: {words[0]} (liege|namur)"
    ]


def test_an_action_and_its_commitment_serve_one_axis(small):
    action = ActionFactory.build(commitment=CommitmentFactory(), axis_id=0)
    action.axis_id = action.commitment.axis_id + 1
    action.pk = None
    words = refusals(action)["commitment"][0]
    tables = [*TABLES]
    if not any(column.names == ["commitment_id"] for column in ACTIONS.columns):
        columns = [*ACTIONS.columns, Link("commitment_id", "commitment")]
        tables[tables.index(ACTIONS)] = dataclasses.replace(ACTIONS, columns=columns)
        small.columns["actions.csv"].append("commitment_id")
    told = []
    for axis in ("a1", "a2"):
        small.change("actions.csv", axis_id=axis, commitment_id="e1").write()
        try:
            Check(tables, small.directory, today=ON).run(no_progress)
        except RecordError as refused:
            told += map(str, refused.faults)
    assert told == [f"actions.csv:2: commitment_id: {words} (e1)"]


def loaded(small):
    """Load the record."""
    load(TABLES, small.write(), on=ON)


@time_machine.travel(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
def test_renewals_do_not_go_round_through_the_bureau(small):
    loaded(small)
    first, second = Agreement.objects.get(record_id="ag1"), Agreement.objects.get(record_id="ag2")
    between = AgreementFactory(title="Entre les deux", renews=second)
    first.renews = between
    assert "renews" in refusals(first)
    small.change("agreements.csv", 1, renews_id="ag2")
    small.change("agreements.csv", 0, renews_id="")
    Agreement.objects.filter(pk=second.pk).update(edited_at=timezone.now())
    assert faults_of(small.write()) == [
        "agreements.csv:3: renews_id: boucle, cette ligne finit par se désigner elle-même (ag2)"
    ]
    second.renews = None
    second.save()
    assert faults_of(small.write()) == []


@time_machine.travel(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
def test_a_record_goes_online_with_what_it_needs(small, approbation):
    loaded(small)
    for record in (Action.objects.get(), *Agreement.objects.all()):
        operations.withdraw(record, by=approbation, on=ON)
    operations.withdraw(Partner.objects.get(record_id="namur"), by=approbation, on=ON)
    assert faults_of(small.directory) == []
    small.add("actions.csv", action_id="A2", title_fr="Autre")
    words = "À mettre en ligne d’abord : partenaire principal « namur »."
    assert faults_of(small.write()) == [f"actions.csv:3: lead_partner_id: {words} (namur)"]
    action = ActionFactory(published=True)
    action.lead_partner = Partner.objects.get(record_id="namur")
    assert refusals(action)["lead_partner"] == ["À mettre en ligne d’abord\u00a0: partenaire principal « Namur »."]


@pytest.mark.parametrize("column", ["lat", "lon", "country_code"])
def test_what_a_city_lacks_is_told_on_its_column(small, column):
    assert faults_of(small.change("cities.csv", **{column: ""}).write()) == [
        f"cities.csv:2: {column}: Une ville a un pays, une latitude et une longitude."
    ]


@pytest.mark.parametrize(("typed", "kept"), [("44.841225000001", "44.8412"), ("-0.00005", "0.0000"), ("9", "9.0000")])
def test_degrees_are_rounded_at_both_doors(small, approbation, client, typed, kept):
    small.change("cities.csv", lat=typed).change("airports.csv", lat=typed)
    loaded(small)
    assert str(Partner.objects.get(record_id="namur").latitude.copy_abs()) == kept
    client.force_login(approbation)
    page = client.get("/admin/partners/partner/add/")
    field = page.context["adminform"].form.fields["longitude"]
    assert str(field.clean(typed).copy_abs()) == kept


def table_of(rows):
    """Return the text of a CSV file of `rows` (lists)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("digits", ["１２３", "٣", "१२", "¹²", "Ⅳ"])
def test_a_number_in_a_file_is_written_with_the_digits_0_to_9(small, digits):
    small.change("mission_costs.csv", amount_cad=digits).change("missions.csv", delegation_size_city=digits)
    small.change("cities.csv", lat=digits, geonames_id=digits).change("axes.csv", position=digits)
    small.change("actions.csv", start_date=f"{digits}-05-01").change("sources.csv", published=digits)
    places = [fault.split(": ")[1] for fault in faults_of(small.write())]
    for column in ("amount_cad", "delegation_size_city", "lat", "geonames_id", "position", "start_date", "published"):
        assert column in places


def test_places_are_refused_where_nobody_can_be():
    for factory in (PartnerFactory, AirportFactory):
        with pytest.raises(ValidationError):
            factory.build(latitude=-90.5).validate_constraints()


def test_the_rules_of_a_published_amount_and_of_a_stop_are_those_of_their_forms():
    cost = CostFactFactory()
    cost.corrects = CostFactFactory(mission=cost.mission, fact_type="estime")
    assert "corrects" in refusals(cost)
    assert "time_zone" in refusals(StopFactory.build(time_zone="Lune/Tycho"))


def test_a_line_does_not_take_an_address_that_was_online(small):
    loaded(small)
    partner = Partner.objects.get(record_id="namur")
    partner.slug = "namur-sur-meuse"
    partner.save()
    small.add("cities.csv", partner_id="namur-ca", name_fr="Namur", country_code="CA", lat="45.9", lon="-74.9")
    loaded(small)
    assert Partner.objects.get(record_id="namur-ca").slug == "namur-2"
