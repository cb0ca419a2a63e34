"""The sheet of a mission in the bureau: what is weighed, decided, done and closed, and what is refused in words."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from missions.models import (
    CeilingItem,
    CriterionCheck,
    Leg,
    Meeting,
    Mission,
    MissionStage,
    Objective,
    Report,
    RuleKind,
    Stop,
)
from tests.axes.factories import VisionItemFactory
from tests.missions.factories import (
    AirportFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    EmissionFactorFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    ObjectiveFactory,
    ParticipantFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address, take_many
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db

ADD = "admin:missions_mission_add"
DECISION = {"decision_number": "CE-2026-1", "decided_on": "2026-01-05", "ceiling": "5000"}


@pytest.fixture(autouse=True)
def _rules():
    """The rules, and the day the tests agree on."""
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=Decimal(3000), valid_from=dt.date(2019, 10, 7))
    RuleFactory()
    with time_machine.travel(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC), tick=False):
        yield


def trip(country="FR", **values):
    """Return a trip out that starts on 2026-02-01, with one stop."""
    mission = MissionFactory(**{"starts_on": dt.date(2026, 2, 1), "date_precision": "jour", **values})
    StopFactory(mission=mission, place__country=country)
    return mission


def save(writer, mission, rows=None, **values):
    """Open the form of a mission, type in it, and send it; return the answer."""
    return writer.post(address(mission), typed(writer.get(address(mission)), "mission_form", rows, **values))


def errors(response):
    """Return the faults told beside the fields of the mission: {name: sentences}."""
    return {name: list(found) for name, found in response.context["adminform"].form.errors.items()}


def faults_of(response, model):
    """Return the faults told of the parts of one kind: of each row, then of all together."""
    parts = next(each.formset for each in response.context["inline_admin_formsets"] if each.opts.model is model)
    return [dict(form.errors) for form in parts.forms], list(parts.non_form_errors())


@pytest.mark.parametrize(
    ("case", "mission", "words"),
    [
        ("abroad", {}, ["<strong>requise</strong> – Déplacement hors du pays", "La décision n’est pas consignée"]),
        (
            "by the mayor",
            {"led_by_mayor": True, "city_delegates": 1},
            ["<strong>non requise</strong>", "sans autre personne"],
        ),
        ("by the mayor, alone or not", {"led_by_mayor": True}, ["<strong>inconnu</strong>", "on ignore combien"]),
        ("at home, amount unknown", {"country": "CA"}, ["<strong>inconnu</strong>"]),
        ("at home, above", {"country": "CA", "ceiling": 3001}, ["<strong>requise</strong>", "au-delà du montant"]),
        ("before the rule", {"starts_on": dt.date(2019, 10, 6)}, ["<strong>inconnu</strong>", "Aucune règle"]),
    ],
)
def test_the_form_says_whether_it_must_be_authorized_and_why(writer, case, mission, words):
    text = writer.get(address(trip(**mission))).text
    assert all(each in text for each in words), case


def test_saving_stores_what_is_needed(writer):
    mission = trip()
    assert save(writer, mission, title="Mission à Lyon").status_code == 302
    assert Mission.objects.get().authorization_required is True


def test_a_stop_typed_with_the_stage_counts(writer):
    mission = MissionFactory(starts_on=dt.date(2026, 2, 1), date_precision="jour")
    rows = {"stops": [{"position": 1, "place": PartnerFactory(country="FR").pk}]}
    response = save(writer, mission, rows, stage="autorisee")
    assert set(errors(response)) == {"decision_number", "decided_on", "ceiling"}
    assert save(writer, mission, rows, stage="autorisee", **DECISION).status_code == 302
    mission.refresh_from_db()
    assert (mission.stage, mission.authorization_required) == (MissionStage.AUTHORIZED, True)


@pytest.mark.parametrize("missing", DECISION)
def test_a_trip_abroad_is_not_authorized_without_its_decision_and_nothing_typed_is_lost(writer, missing):
    mission = trip()
    response = save(writer, mission, stage="autorisee", purpose="Ce qui a été tapé", **{**DECISION, missing: ""})
    assert list(errors(response)) == [missing]
    assert "Cette mission s’autorise d’avance" in errors(response)[missing][0]
    assert "Ce qui a été tapé" in response.text
    mission.refresh_from_db()
    assert mission.stage == MissionStage.PROPOSED


def test_what_is_deleted_no_longer_counts(writer):
    mission = trip()
    response = save(writer, mission, stage="autorisee", **{"stops-0-DELETE": "on"}, ceiling="100")
    assert "donnez d’abord les villes" in errors(response)["stage"][0]


def test_the_mayor_in_office_needs_no_decision(writer):
    mission = trip()
    assert save(writer, mission, stage="autorisee", led_by_mayor="on", city_delegates="1").status_code == 302
    assert Mission.objects.get().authorization_required is False


def test_a_mission_of_the_record_is_mended_although_nobody_recorded_its_decision(client, approbation):
    client.force_login(approbation)
    mission = trip(record_id="M1", stage=MissionStage.DONE, published=True)
    assert save(client, mission, title="Mission à Lyon", change_reason="Vérifié").status_code == 302
    assert Mission.objects.get().authorization_required is None
    response = save(client, trip(record_id="M2", stage=MissionStage.TO_CHECK), stage="realisee")
    assert "decision_number" in errors(response)


def test_a_decision_dated_after_the_departure_is_saved_and_told(writer):
    mission = trip()
    data = typed(writer.get(address(mission)), "mission_form", decided_on="2026-02-02")
    assert "datée d’après le départ" in writer.post(address(mission), data, follow=True).text


def test_each_criterion_of_the_vision_is_offered_until_it_is_weighed(writer):
    seen = VisionItemFactory(kind="critere_mission", text="Un gain est exigé.", vision__is_current=True)
    other = VisionItemFactory(kind="critere_mission", text="Le moment est le bon.", vision=seen.vision)
    VisionItemFactory(kind="critere_mission", text="D’une autre vision.")
    mission = trip()
    page = writer.get(address(mission))
    assert "Un gain est exigé." in page.text
    assert "D’une autre vision." not in page.text
    data = typed(page, "mission_form")
    data |= {"criteria-1-verdict": "rempli", "criteria-1-reason": "Le chantier vient d’ouvrir."}
    assert writer.post(address(mission), data).status_code == 302
    check = CriterionCheck.objects.get()
    assert (check.criterion, check.reason) == (other, "Le chantier vient d’ouvrir.")
    rows = typed(writer.get(address(mission)), "mission_form")
    assert [rows[f"criteria-{rank}-criterion"] for rank in (0, 1)] == [[str(other.pk)], [str(seen.pk)]]


def test_a_criterion_weighed_without_a_sentence_is_refused(writer):
    VisionItemFactory(kind="critere_mission", vision__is_current=True)
    rows, _together = faults_of(save(writer, trip(), **{"criteria-0-verdict": "rempli"}), CriterionCheck)
    assert "reason" in rows[0]


def test_a_delegation_received_is_held_against_no_criterion(writer):
    VisionItemFactory(kind="critere_mission", text="Un gain est exigé.", vision__is_current=True)
    assert "Un gain est exigé." not in writer.get(address(MissionFactory(direction="entrante"))).text


def test_a_manager_reads_what_was_weighed_and_is_offered_nothing(client, gestion):
    client.force_login(gestion)
    check = CriterionCheckFactory(mission=trip(), criterion__vision__is_current=True, reason="Le chantier ouvre.")
    VisionItemFactory(kind="critere_mission", text="Un gain est exigé.", vision=check.criterion.vision)
    text = client.get(address(check.mission)).text
    assert "Le chantier ouvre." in text
    assert "Un gain est exigé." not in text


@pytest.mark.parametrize(
    ("ceiling", "is_kept"), [("500", True), ("499,99", False), ("", True)], ids=["equal", "under", "none"]
)
def test_the_parts_of_the_ceiling_stay_under_it(writer, ceiling, is_kept):
    rows = {"ceiling_items": [{"category": "repas", "amount": "200"}, {"category": "hebergement", "amount": "300"}]}
    response = save(writer, trip(), rows, ceiling=ceiling)
    assert (CeilingItem.objects.count() == 2) == is_kept
    if not is_kept:
        _rows, (sentence,) = faults_of(response, CeilingItem)
        assert "500" in sentence
        assert "499,99" in sentence


def test_a_flight_keeps_the_latest_factor_of_its_class_for_the_year_of_the_mission(writer):
    (
        EmissionFactorFactory(year=2024),
        EmissionFactorFactory(year=2027),
        EmissionFactorFactory(year=2025, cabin="affaires"),
    )
    wanted, flight = EmissionFactorFactory(year=2025), {"position": 1, "mode": "avion", "cabin": "economique"}
    flight |= {"from_airport": AirportFactory().pk, "to_airport": AirportFactory().pk, "travellers": "2"}
    assert save(writer, trip(), {"legs": [flight]}).status_code == 302
    assert Leg.objects.get().factor == wanted


@pytest.mark.parametrize(("mode", "cabin"), [("avion", ""), ("train", "economique")])
def test_what_is_not_flown_in_a_class_keeps_no_factor(writer, mode, cabin):
    EmissionFactorFactory(year=2025)
    leg = {"position": 1, "mode": mode, "cabin": cabin, "travellers": "1"}
    leg |= {"from_airport": AirportFactory().pk, "to_airport": AirportFactory().pk}
    assert save(writer, trip(), {"legs": [leg]}).status_code == 302
    assert Leg.objects.get().factor is None


def test_a_factor_chosen_is_not_replaced(writer):
    leg = LegFactory(mission=trip(), cabin="economique", factor=EmissionFactorFactory(year=2024))
    EmissionFactorFactory(year=2025)
    save(writer, leg.mission, **{"legs-0-travellers": "3"})
    leg.refresh_from_db()
    assert (leg.travellers, leg.factor.year) == (3, 2024)


def test_a_meeting_has_its_stop_its_objective_and_its_people_in_the_same_mission(writer):
    mission = trip()
    ours = [mission.stops.get(), ObjectiveFactory(mission=mission), ParticipantFactory(mission=mission)]
    names, meeting = ["stop", "objective", "attendees"], {"position": 1, "subject": "Le tramway"}
    meeting |= {name: row.pk for name, row in zip(names, ours, strict=True)}
    assert save(writer, mission, {"meetings": [meeting]}).status_code == 302
    held = Meeting.objects.get()
    assert [held.stop, held.objective, *held.attendees.all()] == ours
    elsewhere = [StopFactory(), ObjectiveFactory(), ParticipantFactory()]
    theirs = {f"meetings-0-{name}": row.pk for name, row in zip(names, elsewhere, strict=True)}
    rows, _together = faults_of(save(writer, mission, **theirs), Meeting)
    assert set(rows[0]) == set(names)


def test_a_mission_is_not_closed_with_an_objective_left_unsaid(writer):
    mission = trip("CA", stage=MissionStage.DONE, ceiling=100)
    objective = ObjectiveFactory(mission=mission, text="Voir le tramway")
    response = save(writer, mission, stage="close")
    assert "«\u00a0Voir le tramway\u00a0»" in errors(response)["stage"][0]
    said = {"objectives-0-result": "atteint", "objectives-0-result_note": "Le chantier a été vu."}
    assert save(writer, mission, stage="close", **said).status_code == 302
    mission.refresh_from_db()
    objective.refresh_from_db()
    assert (mission.stage, objective.result) == (MissionStage.CLOSED, "atteint")


def test_an_objective_added_unsaid_keeps_a_mission_from_closing(writer):
    mission = trip("CA", stage=MissionStage.DONE, ceiling=100)
    response = save(writer, mission, {"objectives": [{"position": 1, "text": "Voir le port"}]}, stage="close")
    assert "Voir le port" in errors(response)["stage"][0]
    assert not Objective.objects.exists()


def test_a_trip_to_come_is_not_told_as_made_and_nothing_typed_is_lost(writer):
    mission = trip("CA", ceiling=100, ends_on=dt.date(2026, 3, 5))
    response = save(writer, mission, stage="realisee", purpose="Voir le tramway.")
    assert "avant le 5\u00a0mars 2026" in errors(response)["stage"][0]
    assert "Voir le tramway." in response.text
    mission.refresh_from_db()
    assert mission.stage == MissionStage.PROPOSED


def test_a_trip_without_an_objective_is_not_closed(writer):
    mission = trip("CA", stage=MissionStage.DONE, ceiling=100)
    assert "au moins un objectif" in errors(save(writer, mission, stage="close"))["stage"][0]
    said = {"position": 1, "text": "Voir le port", "result": "inconnu"}
    assert save(writer, mission, {"objectives": [said]}, stage="close").status_code == 302


@pytest.mark.parametrize("typed_", ["13000", "13 000", "13\u00a0000,00", "13\u202f000,00 $", "13000.00"])
def test_an_amount_is_read_as_it_is_written_here(writer, typed_):
    mission = trip("CA")
    assert save(writer, mission, ceiling=typed_).status_code == 302
    mission.refresh_from_db()
    assert mission.ceiling == 13000


def test_a_ceiling_that_cannot_be_read_is_not_said_to_be_missing_too(writer):
    response = save(writer, trip(), stage="autorisee", ceiling="treize mille")
    assert errors(response)["ceiling"] == ["Ce nombre n’a pas pu être lu. Écrivez par exemple 12\u00a0979,50."]


def test_two_stops_of_one_rank_are_told_in_the_words_of_the_form(writer):
    mission, place = trip("CA"), PartnerFactory()
    response = save(writer, mission, {"stops": [{"position": mission.stops.get().position, "place": place.pk}]})
    rows, together = faults_of(response, Stop)
    assert together == ["Deux lignes ont la même valeur\u00a0: Rang."]
    assert rows[1]["__all__"] == ["Cette ligne répète une autre ligne."]


def test_a_result_without_a_sentence_is_refused_beside_the_field(writer):
    objective = ObjectiveFactory(mission=trip())
    rows, _together = faults_of(save(writer, objective.mission, **{"objectives-0-result": "atteint"}), Objective)
    assert "Dites en une phrase" in rows[0]["result_note"][0]


def test_coming_back_makes_the_report_awaited_once_and_says_so(writer):
    mission = trip("CA", ceiling=100, ends_on=dt.date(2026, 2, 5))
    data = typed(writer.get(address(mission)), "mission_form", stage="realisee")
    assert "Le rapport de mission est maintenant attendu" in writer.post(address(mission), data, follow=True).text
    save(writer, mission, title="Mission à Ottawa")
    assert Report.objects.get().published_on is None


def test_a_mission_of_the_record_already_back_is_not_said_to_expect_anything(writer):
    mission = trip("CA", ceiling=100, stage=MissionStage.DONE, ends_on=dt.date(2026, 2, 5))
    save(writer, mission, title="Mission à Ottawa")
    assert not Report.objects.exists()


def test_several_missions_are_closed_at_once_and_one_refusal_does_not_stop_the_others(client, approbation):
    client.force_login(approbation)
    ready = trip("CA", stage=MissionStage.DONE, ceiling=100, title="Prête")
    ObjectiveFactory(mission=ready, result="inconnu")
    left = ObjectiveFactory(mission=trip("CA", stage=MissionStage.DONE, ceiling=100), text="Voir le tramway").mission
    text = take_many(client, [left, ready], "close_selected").text
    assert [Mission.objects.get(pk=each.pk).stage for each in (ready, left)] == [MissionStage.CLOSED, MissionStage.DONE]
    assert "Voir le tramway" in text


def test_who_writes_does_not_move_what_is_online(writer):
    mission = trip("CA", ceiling=100, published=True)
    assert "Seule l’approbation peut la changer" in take_many(writer, [mission], "bring_back_selected").text
    assert Mission.objects.get().stage == MissionStage.PROPOSED


def test_a_mission_is_added_whole_in_one_sitting(writer):
    VisionItemFactory(kind="critere_mission", vision__is_current=True)
    rows = {
        "stops": [{"position": 1, "place": PartnerFactory(country="FR").pk, "time_zone": "Europe/Paris"}],
        "objectives": [{"position": 1, "text": "Voir le tramway", "success": "Une note au service."}],
        "participants": [{"position": 1, "function": "Direction", "payer": "ville"}],
    }
    values = {"title": "Mission à Lyon", "direction": "sortante", "embargo_until": "2026-04-01"}
    data = typed(writer.get(reverse(ADD)), "mission_form", rows, **values)
    assert writer.post(reverse(ADD), data).status_code == 302
    mission = Mission.objects.get()
    assert mission.authorization_required is True
    assert mission.objectives.get().success == "Une note au service."


def test_the_choices_of_a_row_are_read_once_however_many_rows(writer, query_count):
    mission = trip()

    def fill(times):
        ParticipantFactory.create_batch(times, mission=mission)
        ObjectiveFactory.create_batch(times, mission=mission)
        LegFactory.create_batch(times, mission=mission)
        MeetingFactory.create_batch(times, mission=mission)
        CeilingItemFactory(mission=mission, category=["repas", "autre"][times > 1])
        CriterionCheckFactory(mission=mission)
        CostFactFactory(mission=mission)
        ReportFactory(mission=mission) if times == 1 else None
        return query_count(address(mission))

    assert fill(1) == fill(5)


def test_a_person_who_has_a_cost_is_not_deleted_and_it_is_said(writer):
    cost = CostFactFactory(mission=trip())
    cost.participant = ParticipantFactory(mission=cost.mission, function="Direction")
    cost.save()
    response = save(writer, cost.mission, **{"participants-0-DELETE": "on"})
    assert response.status_code == 200
    assert Mission.objects.get().participants.exists()
