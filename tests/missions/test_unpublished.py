"""What nobody published of a mission or of an action, and what nobody has to."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.costs import read_costs
from missions.models import Action, CostType, Mission, Payer
from missions.unpublished import unpublished_of, unpublished_of_action
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    LegFactory,
    MissionFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    ServiceFactory,
    StopFactory,
)

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
TODAY = dt.date(2026, 3, 2)
WHY = ["but", "axes", "objectifs", "dates"]
WHO = ["fonctions des personnes", "nombre de personnes", "payeur"]
MADE = ["trajets et leurs émissions", "montant déclaré"]
DECISION = ["décision (instance, numéro, date)", "montant autorisé"]


def unpublished(mission):
    told = Mission.objects.for_page(ANYONE, TODAY).get(pk=mission.pk)
    return unpublished_of(told, read_costs(told.costs.all(), told.ceiling, {}))


@pytest.mark.parametrize(
    ("case", "values", "words"),
    [
        ("a trip out", {}, [*WHY, *WHO, "villes", *MADE, "résultats", *DECISION]),
        ("a declined trip", {"stage": "non_retenue", "declined_reason": "Non."}, [*WHY, *WHO, "villes"]),
        ("a delegation received", {"direction": "entrante"}, [*WHY, *WHO, "résultats"]),
        ("an event hosted", {"direction": "accueil_evenement"}, [*WHY, *WHO, "résultats"]),
        (
            "a trip that asks for no authorization",
            {"authorization_required": False},
            [*WHY, *WHO, "villes", *MADE, "résultats"],
        ),
    ],
)
def test_what_nobody_has_to_know_is_not_said_to_be_missing(case, values, words):
    assert unpublished(MissionFactory(**values)) == words, case


@pytest.mark.parametrize(
    ("label", "part", "values"),
    [
        ("but", None, {"purpose": "Voir le port"}),
        ("dates", None, {"starts_on": TODAY, "date_precision": "annee"}),
        ("objectifs", ObjectiveFactory, {}),
        ("fonctions des personnes", None, {"lead_role": "Mairesse"}),
        ("fonctions des personnes", ParticipantFactory, {}),
        ("nombre de personnes", None, {"city_delegates": 0}),
        ("payeur", CostFactFactory, {"payer": "ville", "fact_type": "remboursement", "made_public_on": TODAY}),
        ("villes", StopFactory, {"place__published": True}),
        ("trajets et leurs émissions", LegFactory, {}),
        ("montant déclaré", CostFactFactory, {"fact_type": "declare"}),
        ("montant déclaré", CostFactFactory, {"fact_type": "declare_poste", "category": "repas"}),
        ("montant autorisé", CostFactFactory, {"fact_type": "autorise"}),
        ("montant autorisé", None, {"ceiling": 0}),
        ("résultats", None, {"outcome_note": "Rien n’en est venu."}),
        ("résultats", OutcomeFactory, {"action": None}),
    ],
)
def test_what_is_published_is_no_longer_said_to_be_missing(label, part, values):
    mission = MissionFactory(**({} if part else values))
    if part:
        part(mission=mission, **values)
    assert unpublished(mission) == [each for each in unpublished(MissionFactory()) if each != label]


def test_an_axis_is_published_once_readers_may_see_it():
    mission = MissionFactory()
    mission.axes.add(AxisFactory())
    assert "axes" in unpublished(mission)
    mission.axes.add(AxisFactory(published=True))
    assert "axes" not in unpublished(mission)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"decision_body": "Comité exécutif"}, ["décision (numéro, date)"]),
        ({"decision_body": "Comité exécutif", "decided_on": TODAY}, ["décision (numéro)"]),
        ({"decision_body": "Comité exécutif", "decided_on": TODAY, "decision_number": "CE-1"}, []),
        ({"authorization_required": True}, ["décision (instance, numéro, date)"]),
    ],
)
def test_the_parts_of_a_decision_that_are_missing_are_told_together(values, words):
    said = unpublished(MissionFactory(ceiling=1, **values))
    assert [each for each in said if each.startswith("décision")] == words


@pytest.mark.parametrize(
    ("direction", "values", "is_counted"),
    [
        ("sortante", {"city_delegates": 3}, True),
        ("sortante", {"all_delegates": 3}, False),
        ("entrante", {"all_delegates": 3}, True),
        ("entrante", {"city_delegates": 3}, False),
    ],
)
def test_people_are_those_of_the_city_who_go_or_all_who_come(direction, values, is_counted):
    said = unpublished(MissionFactory(direction=direction, **values))
    assert ("nombre de personnes" not in said) is is_counted


@pytest.mark.parametrize(
    ("case", "place", "is_known"),
    [
        ("a stop that readers may see", {"published": True}, True),
        ("a stop being prepared", {}, False),
    ],
)
def test_a_city_that_may_not_be_read_is_not_published(case, place, is_known):
    mission = MissionFactory()
    StopFactory(mission=mission, **{f"place__{name}": value for name, value in place.items()})
    assert ("villes" not in unpublished(mission)) is is_known, case


def test_a_claimed_benefit_tells_nobody_who_pays():
    mission = MissionFactory()
    CostFactFactory(mission=mission, payer=Payer.CITY, fact_type=CostType.CLAIMED_BENEFIT)
    assert "payeur" in unpublished(mission)
    ParticipantFactory(mission=mission, payer=Payer.SELF)
    assert "payeur" not in unpublished(mission)


def test_an_action_tells_what_nobody_published_of_it():
    action = ActionFactory()

    def said():
        return unpublished_of_action(Action.objects.for_page(ANYONE, TODAY).get())

    assert said() == ["services de la Ville", "thèmes", "niveau de confiance"]
    action.services.add(ServiceFactory())
    assert said() == ["thèmes", "niveau de confiance"]
    action.themes.add(ThemeFactory())
    Action.objects.update(confidence="haute")
    assert said() == []
