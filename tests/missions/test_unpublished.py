"""What nobody published of a mission or of an action, and what nobody has to."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from axes.models import Axis, Theme
from missions.costs import read_costs
from missions.models import Action, CostFact, Leg, Mission, Objective, Outcome, Participant, Service, Stop
from missions.unpublished import unpublished_of, unpublished_of_action
from tests.axes.factories import AxisFactory
from tests.missions.factories import MissionFactory, StopFactory

TODAY = dt.date(2026, 3, 2)
WHY = ["but", "axes", "objectifs", "dates"]
WHO = ["fonctions des personnes", "nombre de personnes", "payeur"]
MADE = ["trajets et leurs émissions", "montant déclaré"]
DECISION = ["décision (instance, numéro, date)", "montant autorisé"]
PARTS = ("axes", "objectives", "participants", "legs", "outcomes")


def unpublished(*, costs=(), stops=(), **known):
    """Return what is not known of a mission out, never saved, of which `known` is told: fields and lists of parts."""
    parts = {name: known.pop(name, []) for name in PARTS}
    mission = Mission(pk=1, **{"direction": "sortante", **known})
    mission._prefetched_objects_cache, mission.shown_stops = parts, list(stops)
    return unpublished_of(mission, read_costs(costs, mission.ceiling, {}))


@pytest.mark.parametrize(
    ("case", "known", "words"),
    [
        ("a trip out", {}, [*WHY, *WHO, "villes", *MADE, "résultats", *DECISION]),
        ("a declined trip", {"stage": "non_retenue"}, [*WHY, *WHO, "villes"]),
        ("a delegation received", {"direction": "entrante"}, [*WHY, *WHO, "résultats"]),
        ("an event hosted", {"direction": "accueil_evenement"}, [*WHY, *WHO, "résultats"]),
        ("no authorization asked", {"authorization_required": False}, [*WHY, *WHO, "villes", *MADE, "résultats"]),
    ],
)
def test_what_nobody_has_to_know_is_not_said_to_be_missing(case, known, words):
    assert unpublished(**known) == words, case


@pytest.mark.parametrize(
    ("label", "known"),
    [
        ("but", {"purpose": "Voir le port"}),
        ("axes", {"axes": [Axis()]}),
        ("objectifs", {"objectives": [Objective()]}),
        ("dates", {"starts_on": TODAY}),
        ("fonctions des personnes", {"lead_role": "Mairesse"}),
        ("fonctions des personnes", {"participants": [Participant()]}),
        ("nombre de personnes", {"city_delegates": 0}),
        ("payeur", {"costs": [CostFact(pk=1, fact_type="remboursement", payer="ville")]}),
        ("villes", {"stops": [Stop()]}),
        ("trajets et leurs émissions", {"legs": [Leg()]}),
        ("montant déclaré", {"costs": [CostFact(pk=1, fact_type="declare")]}),
        ("montant déclaré", {"costs": [CostFact(pk=1, fact_type="declare_poste")]}),
        ("montant autorisé", {"costs": [CostFact(pk=1, fact_type="autorise")]}),
        ("montant autorisé", {"ceiling": 0}),
        ("résultats", {"outcome_note": "Rien n’en est venu."}),
        ("résultats", {"outcomes": [Outcome()]}),
        (DECISION[0], {"decision_body": "Comité exécutif", "decision_number": "CE-1", "decided_on": TODAY}),
    ],
)
def test_what_is_published_is_no_longer_said_to_be_missing(label, known):
    assert unpublished(**known) == [each for each in unpublished() if each != label]


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"decision_body": "Comité exécutif"}, "décision (numéro, date)"),
        ({"decision_body": "Comité exécutif", "decided_on": TODAY}, "décision (numéro)"),
        ({"decision_number": "CE-1"}, "décision (instance, date)"),
        ({"authorization_required": True}, "décision (instance, numéro, date)"),
    ],
)
def test_the_parts_of_a_decision_that_are_missing_are_told_together(known, words):
    assert unpublished(**known)[-2:] == [words, "montant autorisé"]


@pytest.mark.parametrize(
    ("direction", "known", "is_counted"),
    [
        ("sortante", {"city_delegates": 3}, True),
        ("sortante", {"all_delegates": 3}, False),
        ("entrante", {"all_delegates": 3}, True),
        ("entrante", {"city_delegates": 3}, False),
    ],
)
def test_people_are_those_of_the_city_who_go_or_all_who_come(direction, known, is_counted):
    assert ("nombre de personnes" not in unpublished(direction=direction, **known)) is is_counted


def test_a_claimed_benefit_tells_nobody_who_pays_and_one_person_who_pays_does():
    benefit = CostFact(pk=1, fact_type="retombees_estimees", payer="ville")
    assert "payeur" in unpublished(costs=[benefit], participants=[Participant()])
    assert "payeur" not in unpublished(costs=[benefit], participants=[Participant(), Participant(payer="soi")])


@pytest.mark.django_db
@pytest.mark.parametrize(("online", "is_known"), [({}, False), ({"published": True}, True)])
def test_an_axis_or_a_city_being_prepared_is_not_published(online, is_known):
    mission = MissionFactory()
    mission.axes.add(AxisFactory(**online))
    StopFactory(mission=mission, **{f"place__{name}": value for name, value in online.items()})
    told = Mission.objects.for_page(AnonymousUser(), TODAY).get()
    said = unpublished_of(told, read_costs([], None, {}))
    assert [label in said for label in ("axes", "villes")] == [not is_known] * 2


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, ["services de la Ville", "thèmes", "niveau de confiance"]),
        ({"services": [Service()]}, ["thèmes", "niveau de confiance"]),
        ({"themes": [Theme()]}, ["services de la Ville", "niveau de confiance"]),
        ({"services": [Service()], "themes": [Theme()], "confidence": "low"}, []),
    ],
)
def test_an_action_tells_what_nobody_published_of_it(known, words):
    action = Action(pk=1, confidence=known.get("confidence", ""))
    action._prefetched_objects_cache = {name: known.get(name, []) for name in ("services", "themes")}
    assert unpublished_of_action(action) == words
