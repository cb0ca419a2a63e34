"""`manage.py load_record`: the whole record, all or nothing, as many times as one likes."""

import csv
import datetime as dt
import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from axes.models import Axis, Commitment, Milestone, Theme, Vision, VisionItem
from missions.costs import read_costs
from missions.models import (
    Action,
    Airport,
    CommitmentLink,
    CostFact,
    CostType,
    EmissionFactor,
    Mission,
    MissionPartner,
    Objective,
    Rule,
    Service,
    Stop,
)
from partners.models import Agreement, AgreementParty, Partner
from portal.register import TABLES
from records.imports import writing
from records.imports.faults import RecordError
from records.imports.loading import load
from records.models import Source
from records.page_cache.version import shared_version
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory
from tests.portal.big_record import write_big_record
from tests.portal.small_record import SmallRecord

DATA = Path(__file__).resolve().parents[2] / "data"
ON = dt.date(2026, 3, 2)
MODELS = [
    Source,
    Vision,
    Axis,
    Commitment,
    VisionItem,
    Milestone,
    Theme,
    Partner,
    Agreement,
    Service,
    Mission,
    CostFact,
    Action,
    Rule,
    EmissionFactor,
    Airport,
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path):
    """A small valid record, to spoil and to write."""
    return SmallRecord(tmp_path)


def load_into_database(small, **options):
    """Load a small record; return its summaries by model name."""
    return {summary.table.model.__name__: summary for summary in load(TABLES, small.write(), on=ON, **options)}


def run(directory, *options):
    """Run the command; return what it prints."""
    out = StringIO()
    call_command("load_record", directory, *options, stdout=out, stderr=out)
    return out.getvalue()


def test_the_real_record_is_whole_and_public():
    load(TABLES, DATA, on=ON)
    assert [model.objects.count() for model in MODELS] == [143, 1, 3, 12, 18, 3, 22, 76, 21, 17, 16, 11, 67, 3, 4, 20]
    assert Partner.objects.filter(kind="ville").count() == 38
    assert Action.objects.published(ON).count() == 67
    assert not Airport.objects.filter(time_zone="").exists()
    assert [model.objects.exclude(record_hash="").count() for model in MODELS] == [
        model.objects.count() for model in MODELS
    ]


def test_a_second_load_of_the_real_record_changes_nothing():
    load(TABLES, DATA, on=ON)
    traces = Action.history.count()
    again = load(TABLES, DATA, on=ON)
    assert sum(summary.unchanged for summary in again) == sum(model.objects.count() for model in MODELS)
    assert not sum(summary.created + summary.updated + len(summary.edited) + len(summary.gone) for summary in again)
    assert Action.history.count() == traces


def test_two_totals_of_one_mission_are_both_kept():
    load(TABLES, DATA, on=ON)
    totals = CostFact.objects.filter(mission__record_id="M2022-11", fact_type="declare")
    assert sorted(totals.values_list("amount", flat=True)) == [10700, 12979]


def test_each_column_finds_its_place(small):
    load_into_database(small)
    action = Action.objects.get(record_id="A1")
    assert (action.axis.record_id, action.lead_partner.record_id, action.mission.record_id) == ("a1", "namur", "M1")
    assert {role.partner.record_id for role in action.roles.all()} == {"aimf", "liege"}
    assert [outcome.text for outcome in action.outcomes.all()] == ["Un jardin."]
    assert [theme.slug for theme in action.themes.all()] == ["eau-douce"]
    assert [source.url for source in action.sources.all()] == ["https://exemple.org/page"]
    assert action.sorts_on == dt.date(2024, 5, 1)
    assert action.search_text == "echange a 2024 01"
    assert (action.slug, action.status, action.published_on) == ("echange", "published", ON)


def test_places_are_stops_of_a_mission_out_and_origins_of_a_delegation_in(small):
    small.add("missions.csv", mission_id="D1", direction="entrante", place_ids="liege")
    load_into_database(small)
    assert list(Stop.objects.values_list("mission__record_id", "place__record_id")) == [
        ("M1", "namur"),
        ("M1", "liege"),
    ]
    roles = MissionPartner.objects.filter(mission__record_id="D1").values_list("partner__record_id", "role")
    assert set(roles) == {("liege", "origine"), ("aimf", "associe")}


def test_dates_keep_the_precision_of_their_form(small):
    load_into_database(small)
    assert Partner.objects.get(record_id="aimf").founded_precision == "annee"
    assert Source.objects.get().published_precision == "mois"


def test_an_action_known_to_fall_within_its_mission_says_so(small):
    load_into_database(small.change("actions.csv", date_precision="mission"))
    assert Action.objects.get().date_precision == "periode"


def test_a_renewal_may_stand_before_what_it_renews(small):
    load_into_database(small)
    assert Agreement.objects.get(record_id="ag2").renews.record_id == "ag1"


def test_parties_keep_their_order(small):
    load_into_database(small.change("agreements.csv", partner_ids="liege|aimf|namur"))
    parties = AgreementParty.objects.filter(agreement__record_id="ag2").order_by("position")
    assert [party.partner.record_id for party in parties] == ["liege", "aimf", "namur"]


def test_two_missions_of_the_same_title_have_two_addresses(small):
    load_into_database(small.add("missions.csv", mission_id="M2"))
    assert set(Mission.objects.values_list("slug", flat=True)) == {"mission-2024", "mission-2024-2"}


def test_the_history_of_a_loaded_row_is_what_saving_it_would_leave(small):
    load_into_database(small)
    action = Action.objects.get()
    trace = action.history.get()
    assert (trace.history_type, trace.history_change_reason) == ("+", "Chargement du registre")
    action.title = "Grand échange"
    action.save()
    changes = action.history.first().diff_against(trace).changes
    assert [change.field for change in changes] == ["title"]
    assert trace.themes.count() == trace.sources.count() == trace.services.count() == 1
    assert action.roles.first().history.get().history_type == "+"


def test_a_changed_line_is_written_again_with_its_history(small):
    load_into_database(small)
    small.change("actions.csv", title_fr="Autre titre", theme_ids="", other_partner_ids="liege", outcome_fr="Un parc.")
    summary = load_into_database(small)["Action"]
    action = Action.objects.get()
    assert (summary.created, summary.updated, summary.unchanged) == (0, 1, 0)
    assert (action.title, action.slug, action.search_text) == ("Autre titre", "echange", "autre titre a 2024 01")
    assert not action.themes.exists()
    assert [role.partner.record_id for role in action.roles.all()] == ["liege"]
    assert [outcome.text for outcome in action.outcomes.all()] == ["Un parc."]
    assert action.outcomes.get().history.count() == 2
    newest, oldest = action.history.all()
    assert {change.field for change in newest.diff_against(oldest).changes} == {"title", "themes"}


def test_an_update_leaves_publication_alone(small):
    load_into_database(small)
    Action.objects.update(status="archived")
    load_into_database(small.change("actions.csv", title_fr="Autre titre"))
    assert Action.objects.get().status == "archived"


def test_a_list_that_shrinks_loses_its_last_rows_and_history_remembers(small):
    load_into_database(small)
    load_into_database(small.change("missions.csv", objectives_fr="Rayonner"))
    assert [objective.text for objective in Objective.objects.all()] == ["Rayonner"]
    assert set(Objective.history.values_list("history_type", flat=True)) == {"+", "~", "-"}


def test_ranks_can_be_exchanged(small):
    load_into_database(small)
    load_into_database(small.change("axes.csv", 0, position="2").change("axes.csv", 1, position="1"))
    assert list(Axis.objects.values_list("record_id", "position")) == [("a2", 1), ("a1", 2)]


def test_texts_are_loaded_with_their_english_and_the_note_of_the_bureau(small):
    small.change("cities.csv", domains_fr="Eau|Arts", domains_en="Water|Arts", editor_note_fr="À relire.")
    small.change("missions.csv", objectives_en="Learn|Shine", delegation_roles_en="mayor")
    load_into_database(small.change("commitments.csv", text_en="Hold."))
    partner = Partner.objects.get(record_id="namur")
    assert (partner.domains_en, partner.editor_note) == ("Water\nArts", "À relire.")
    assert list(Objective.objects.values_list("text_en", flat=True)) == ["Learn", "Shine"]
    assert Commitment.objects.get(record_id="e1").text_en == "Hold."


def test_the_official_english_name_of_an_axis_comes_before_ours(small):
    small.change("axes.csv", 0, name_en="Ours", name_en_official="OFFICIAL").change("axes.csv", 1, name_en="Ours too")
    load_into_database(small)
    assert list(Axis.objects.values_list("name_en", flat=True)) == ["OFFICIAL", "Ours too"]


def test_an_action_is_linked_to_its_commitment_for_the_bureau_to_confirm(small):
    load_into_database(small.change("actions.csv", commitment_id="e1", commitment_rationale_fr="Le dit."))
    action = Action.objects.get()
    assert (action.commitment.record_id, action.commitment_link) == ("e1", CommitmentLink.PROPOSED)
    assert action.commitment.slug == "tenir"


def test_a_refund_is_a_dated_credit_of_its_own(small):
    small.change("mission_costs.csv", fact_type="declare_poste", category="repas")
    small.add("mission_costs.csv", cost_id="C2", fact_type="remboursement", amount_cad="210.30")
    load_into_database(small)
    credit = CostFact.objects.get(record_id="C2")
    assert (credit.fact_type, credit.amount, credit.made_public_on is not None) == (
        CostType.CREDIT,
        Decimal("210.30"),
        True,
    )
    reading = read_costs(CostFact.objects.all(), None, {})
    assert credit not in reading.declared
    assert credit in reading.expenses


def test_an_approximate_amount_says_so(small):
    load_into_database(small.change("mission_costs.csv", approximate="oui"))
    assert CostFact.objects.get().is_approximate


def test_a_row_edited_at_the_bureau_is_reported_and_left_alone(small):
    load_into_database(small)
    Action.objects.update(title="Corrigé", edited_at=timezone.now())
    summary = load_into_database(small.change("actions.csv", title_fr="Autre titre"))["Action"]
    assert (summary.edited, summary.updated) == (["A1"], 0)
    assert Action.objects.get().title == "Corrigé"


@pytest.mark.parametrize(
    "cells", [{"amount_cad": "1300"}, {"scope_code": "non_precise"}, {"published_on": ""}, {"mission_id": "M2"}]
)
def test_a_published_amount_is_reported_and_left_alone(small, cells):
    load_into_database(small.add("missions.csv", mission_id="M2"))
    small.change("mission_costs.csv", note_fr="Relu.", **cells)
    for options in ({"dry_run": True}, {}):
        summary = load_into_database(small, **options)["CostFact"]
        assert (summary.final, summary.updated, summary.unchanged) == (["C1"], 0, 0)
    cost = CostFact.objects.get()
    assert (str(cost.amount), cost.scope_code, cost.mission.record_id, cost.note) == ("1200.50", "delegation", "M1", "")
    assert cost.history.count() == 1


def test_what_is_said_beside_a_published_amount_follows_the_file(small):
    load_into_database(small)
    summary = load_into_database(small.change("mission_costs.csv", note_fr="Relu.", confidence="low"))["CostFact"]
    assert (summary.final, summary.updated) == ([], 1)
    assert (CostFact.objects.get().note, CostFact.objects.get().confidence) == ("Relu.", "low")


def test_an_amount_of_a_mission_never_put_online_follows_the_file(small):
    load_into_database(small)
    Mission.objects.update(status="draft", published_on=None)
    assert load_into_database(small.change("mission_costs.csv", amount_cad="1300"))["CostFact"].updated == 1
    assert CostFact.objects.get().amount == 1300


def test_a_row_gone_from_the_file_is_reported_and_kept(small):
    load_into_database(small.add("actions.csv", action_id="A2"))
    small.lines["actions.csv"].pop()
    summary = load_into_database(small)["Action"]
    assert summary.gone == ["A2"]
    assert Action.objects.count() == 2


def test_a_partner_is_not_gone_because_it_stands_in_the_other_file(small):
    load_into_database(small)
    assert not any(summary.gone for summary in load(TABLES, small.write(), on=ON))


def test_a_dry_run_counts_and_writes_nothing(small):
    assert load_into_database(small, dry_run=True)["Action"].created == 1
    assert not any(model.objects.exists() for model in MODELS)


def test_one_bad_line_keeps_everything_out(small):
    with pytest.raises(RecordError):
        load_into_database(small.change("actions.csv", axis_id="inconnu"))
    assert not any(model.objects.exists() for model in MODELS)


def test_a_name_taken_by_the_bureau_is_refused_before_writing(small):
    Theme.objects.create(name="Eau", slug="eau")
    with pytest.raises(RecordError) as refused:
        load_into_database(small)
    assert [str(fault) for fault in refused.value.faults] == [
        "themes.csv:2: name_fr: valeur déjà employée. Une fiche du bureau l’emploie. (eau_douce)"
    ]


def refusals(small):
    """Return what the database already holds of a record that cannot be loaded over it (a list)."""
    with pytest.raises(RecordError) as refused:
        load_into_database(small)
    return [str(fault).replace("\u00a0", " ") for fault in refused.value.faults]


def test_a_name_given_at_the_bureau_to_a_loaded_row_is_taken_too(small):
    load_into_database(small)
    Theme.objects.update(name="Eau salée", edited_at=timezone.now())
    assert refusals(small.add("themes.csv", theme_id="autre", name_fr="Eau salée")) == [
        "themes.csv:3: name_fr: valeur déjà employée. Une fiche du bureau l’emploie. (autre)"
    ]


def test_a_name_that_a_line_leaves_may_be_taken_by_another(small):
    load_into_database(small)
    small.change("themes.csv", name_fr="Eau salée").add("themes.csv", theme_id="autre", name_fr="Eau")
    load_into_database(small)
    assert dict(Theme.objects.values_list("record_id", "name")) == {"eau_douce": "Eau salée", "autre": "Eau"}


def test_the_rank_of_an_axis_added_at_the_bureau_is_taken(small):
    load_into_database(small)
    AxisFactory(vision=Vision.objects.get(), position=3)
    assert refusals(small.add("axes.csv", axis_id="a3", position="3")) == [
        "axes.csv:4: position: Un autre axe de cette vision occupe ce rang. Une fiche du bureau l’emploie. (a3)"
    ]


def test_the_rank_of_an_axis_of_another_vision_is_free(small):
    load_into_database(small)
    AxisFactory(position=3)
    load_into_database(small.add("axes.csv", axis_id="a3", position="3"))
    assert Axis.objects.filter(record_id="a3", position=3).exists()


def test_the_price_of_a_load_does_not_grow_with_its_rows(small, django_assert_max_num_queries):
    def prices():
        counted = []
        with transaction.atomic():
            for _load in ("first", "unchanged"):
                with django_assert_max_num_queries(1000) as statements:
                    load_into_database(small)
                counted.append(len(statements))
            transaction.set_rollback(True)
        return counted

    alone = prices()
    for number in range(2, 12):
        small.add("actions.csv", action_id=f"A{number}")
    assert prices() == alone


def test_a_big_record_is_valid(tmp_path):
    write_big_record(tmp_path, 80, 90)
    load(TABLES, tmp_path, on=ON, dry_run=True)
    with (tmp_path / "actions.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 81


def test_the_command_says_what_it_did(small):
    assert "actions.csv, actions\u00a0: créations 1, mises à jour 0, sans changement 0" in run(small.write())
    assert "  publiées, laissées telles quelles et à corriger au bureau\u00a0: C1\n" in run(
        small.change("mission_costs.csv", amount_cad="1300").write()
    )
    Action.objects.update(edited_at=timezone.now())
    small.lines["mission_costs.csv"] = []
    told = run(small.write())
    assert "  modifiées au bureau, laissées telles quelles\u00a0: A1\n" in told
    assert "  absentes du fichier, conservées\u00a0: C1\n" in told
    assert told.endswith("Registre chargé.\n")


def test_the_command_says_that_a_dry_run_wrote_nothing(small):
    assert run(small.write(), "--dry-run").endswith("Simulation\u00a0: rien n’a été écrit.\n")


def test_the_command_lists_every_fault_and_fails(small):
    small.change("actions.csv", axis_id="nulle_part", start_date="2024-02-30").change("cities.csv", lat="95")
    out = StringIO()
    with pytest.raises(CommandError, match="3\\. Rien n’a été écrit"):
        call_command("load_record", small.write(), stdout=out, stderr=out, no_color=True)
    assert out.getvalue().splitlines() == [
        "cities.csv:2: lat: La latitude va de -90 à 90. (95)",
        "actions.csv:2: start_date: date impossible, attendu\u00a0: AAAA-MM-JJ (2024-02-30)",
        "actions.csv:2: axis_id: « axe » introuvable dans axes.csv (nulle_part)",
    ]


def test_the_command_refuses_a_directory_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="Dossier introuvable"):
        run(tmp_path / "ailleurs")


def test_the_command_says_when_the_database_refuses(small):
    Vision.objects.create(title="Du bureau", statement="Autre.", is_current=True)
    with pytest.raises(CommandError, match="La base a refusé le registre"):
        run(small.write())
    assert not Source.objects.exists()


def test_a_copy_of_the_real_record_in_another_place_loads_too(tmp_path):
    shutil.copytree(DATA, tmp_path / "copie")
    load(TABLES, tmp_path / "copie", on=ON, dry_run=True)


def test_the_real_record_says_who_needed_no_authorization_and_why():
    load(TABLES, DATA, on=ON)
    trips = Mission.objects.filter(direction="sortante")
    assert all(trip.led_by_mayor for trip in trips)
    # Where others travelled too, a decision was needed that nobody recorded; of the rest, nobody recorded who went.
    assert {trip.authorization_required for trip in trips} == {None}
    others = Mission.objects.exclude(direction="sortante")
    assert {(other.led_by_mayor, other.authorization_required) for other in others} == {(False, False)}


def test_a_mission_made_without_a_recorded_decision_is_loaded_and_nobody_can_tell(small):
    load_into_database(small.change("rules.csv", kind="seuil_autorisation", value="3000"))
    mission = Mission.objects.get()
    assert (mission.stage, mission.led_by_mayor, mission.authorization_required) == ("realisee", False, None)


def test_an_amount_loaded_later_may_ask_for_an_authorization(small):
    small.change("rules.csv", kind="seuil_autorisation", value="3000").change("missions.csv", status="proposee")
    small.change("cities.csv", country_code="CA").change("cities.csv", 1, country_code="CA")
    needed = []
    for amount in ("3000", "3000.01"):
        load_into_database(small.change("mission_costs.csv", fact_type="estime", amount_cad=amount))
        needed.append(Mission.objects.get().authorization_required)
        # An amount that is online would stay as it is.
        Mission.objects.update(status=PublicationStatus.DRAFT, published_on=None)
    assert needed == [False, True]


def test_rows_are_written_a_batch_at_a_time(small, monkeypatch):
    monkeypatch.setattr(writing, "ROW_BATCH", 2)
    batches, create = [], writing.Writing.create
    monkeypatch.setattr(
        writing.Writing, "create", lambda self, rows: batches.append((self.table.file, len(rows))) or create(self, rows)
    )
    for number in range(2, 6):
        small.add("actions.csv", action_id=f"A{number}")
    load_into_database(small)
    assert [size for file, size in batches if file == "actions.csv"] == [2, 2, 1]
    assert list(Action.objects.order_by("record_id").values_list("record_id", flat=True)) == [
        f"A{number}" for number in range(1, 6)
    ]


def test_addresses_are_free_from_one_batch_to_the_next(small, monkeypatch):
    monkeypatch.setattr(writing, "ROW_BATCH", 1)
    for number in range(2, 4):
        small.add("actions.csv", action_id=f"A{number}")
    load_into_database(small)
    assert sorted(Action.objects.values_list("slug", flat=True)) == ["echange", "echange-2", "echange-3"]


@pytest.mark.parametrize(("options", "is_stale"), [({}, True), ({"dry_run": True}, False)], ids=["load", "dry run"])
def test_a_load_makes_stale_what_was_kept_and_a_dry_run_does_not(
    small, django_capture_on_commit_callbacks, options, is_stale
):
    before = shared_version()
    with django_capture_on_commit_callbacks(execute=True):
        load_into_database(small, **options)
    assert (shared_version() != before) == is_stale


def test_a_load_refused_by_its_lines_keeps_what_was_kept(small, django_capture_on_commit_callbacks):
    before = shared_version()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RecordError):
        load_into_database(small.change("actions.csv", axis_id="inconnu"))
    assert shared_version() == before


def test_each_file_is_told_as_it_is_done_and_shown_as_it_is_read(small):
    told, watched = [], []

    def progress(rows, label, total=None):
        watched.append((label, total))
        return rows

    summaries = load(TABLES, small.write(), on=ON, progress=progress, report=told.append)
    assert told == summaries
    assert [summary.table for summary in told] == TABLES
    assert {file for file, _total in watched} >= {table.file for table in TABLES}
    assert ("actions.csv", 1) in watched
