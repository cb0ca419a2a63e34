"""Parts of a mission made up for the gallery: plainly examples, never written to the database."""

import datetime as dt
from decimal import Decimal

from axes.models import Theme, VisionItem
from missions import models as missions
from missions.authorization import ABROAD, PLACES_AND_AMOUNT_UNKNOWN
from missions.carbon import total_emission
from missions.costs import read_costs
from missions.models import (
    CostCategory,
    CostType,
    Learning,
    OutcomeKind,
    ScopeCode,
    TravelMode,
    Verdict,
)
from records.models import Confidence
from tests.gallery.samples import (
    DRAFT,
    EMPTY,
    FAR_CITY,
    FULL,
    LONG,
    OVERRUN_RULES,
    SAMPLE_CITY,
    STATUSES,
    WAY,
    D,
    cost,
    outcome,
    sample,
    source,
)

PERSON = sample(missions.Participant, function="Une fonction", payer="ville")
ALL = {"scope_code": ScopeCode.DELEGATION, "made_public_on": D(2026, 2, 1)}
FULL._prefetched_objects_cache |= {
    "themes": [sample(Theme, slug="un", name="Un thème"), sample(Theme, slug="autre", name="Un autre")],
    "participants": [
        PERSON,
        sample(missions.Participant, function=LONG, organization="Un organisme", payer="autre", payer_name="Qui paie"),
    ],
    "criteria": [
        sample(
            missions.CriterionCheck,
            criterion=sample(VisionItem, text=f"Un critère {verdict.label}."),
            verdict=verdict,
            reason="Une phrase qui dit pourquoi.",
        )
        for verdict in Verdict
    ],
    "ceiling_items": [
        sample(missions.CeilingItem, category=category, amount=Decimal(amount))
        for category, amount in ((CostCategory.AIR, "6000"), (CostCategory.LODGING, "3500.50"))
    ],
}


def share_source(*facts):
    """Give facts one source, as facts of one publication have."""
    page = source()
    for fact in facts:
        fact.cited = [page]
    return list(facts)


def reading(*facts):
    """Return the CostReading of facts."""
    return read_costs(facts, None, OVERRUN_RULES)


WRONG = cost(CostType.DECLARED, "9000", scope="Deux personnes", **ALL)
COST_READINGS = {
    "connu, sous le plafond": reading(
        cost(CostType.AUTHORIZED, "10000", **ALL),
        cost(CostType.ESTIMATED, "9500", **ALL),
        cost(CostType.BUDGET_ASKED, "12000", **ALL),
        cost(CostType.CLAIMED_BENEFIT, "5000000", **ALL),
        *share_source(
            cost(CostType.DECLARED, "9000", **ALL),
            cost(CostType.DECLARED_ITEM, "5000", category=CostCategory.AIR, **ALL),
            cost(CostType.DECLARED_ITEM, "4000", category=CostCategory.LODGING, **ALL),
        ),
    ),
    "plus de 10 % au-dessus, écart avec les catégories": reading(
        cost(CostType.AUTHORIZED, "10000", **ALL),
        *share_source(
            cost(CostType.DECLARED, "12345.67", confidence=Confidence.LOW, **ALL),
            cost(CostType.DECLARED_ITEM, "12000", category=CostCategory.TRANSPORT, **ALL),
        ),
        cost(CostType.DECLARED, "500", participant=PERSON, payer="autre", payer_name="Un organisme", **ALL),
    ),
    "totaux qui se contredisent": reading(
        cost(CostType.DECLARED, "9000", **ALL),
        cost(CostType.DECLARED, "11000", **{**ALL, "made_public_on": None}),
    ),
    "corrigé": reading(
        WRONG,
        cost(
            CostType.DECLARED,
            "11000",
            corrects=WRONG,
            correction_reason="Une erreur de saisie.",
            scope="Trois personnes",
            **ALL,
        ),
    ),
    "inconnu": reading(),
}
OUTCOMES = {
    "valeur et preuve": outcome(
        kind=OutcomeKind.INVESTMENT,
        value=Decimal("2500000"),
        unit="$",
        horizon="long",
        confidence=Confidence.MEDIUM,
        evidence=source(),
    ),
    "peu sûre": outcome(confidence=Confidence.LOW),
    "sans rien d’autre": outcome(),
    **{
        f"pratique {stage.label}": outcome(
            text="Une pratique.",
            kind=OutcomeKind.PRACTICE_SEEN,
            learning=stage,
            receiver=None if stage == Learning.SEEN else sample(missions.Service, name="Un service"),
            evidence=source() if stage in (Learning.ADOPTED, Learning.REJECTED) else None,
        )
        for stage in Learning
    },
}


def airport(code, latitude, longitude):
    """Return an Airport."""
    return sample(missions.Airport, code=code, name=f"Aéroport {code}", latitude=latitude, longitude=longitude)


def leg(**fields):
    """Return a flight for three from an airport to another."""
    known = {"mode": TravelMode.AIR, "cabin": "economique", "travellers": 3, "factor": FACTOR, "from_airport": HERE}
    row = sample(missions.Leg, **{**known, **fields})
    row.from_is_shown, row.to_is_shown = True, fields.get("to_place") is not DRAFT
    return row


FACTOR = sample(
    missions.EmissionFactor,
    cabin="economique",
    year=2026,
    with_forcing=Decimal("0.10916"),
    without_forcing=Decimal("0.06449"),
    note="Ce que le facteur comprend.",
)
FACTOR.cited = [source()]
HERE, THERE = airport("AAA", 46.8, -71.4), airport("BBB", 49, 2.5)
CARBON = {
    "vols": total_emission([leg(to_airport=THERE), leg(from_airport=THERE, to_airport=HERE)]),
    "en partie inconnu": total_emission(
        [
            leg(to_place=SAMPLE_CITY),
            leg(from_airport=None, from_place=FAR_CITY, to_place=SAMPLE_CITY),
            leg(to_airport=THERE, factor=None),
            leg(to_place=DRAFT, mode=TravelMode.TRAIN),
        ]
    ),
    "inconnu": total_emission([leg(to_place=DRAFT)]),
}
STOP = sample(missions.Stop, place=SAMPLE_CITY)


def meeting(**fields):
    """Return a Meeting with a partner that readers may know."""
    row = sample(missions.Meeting, **{"subject": "Une rencontre", "partner": SAMPLE_CITY, "stop": STOP, **fields})
    row.partner_is_shown = row.place_is_shown = True
    return row


MEETINGS = [
    meeting(
        held_on=D(2026, 1, 11),
        starts_at=dt.time(9),
        ends_at=dt.time(10, 30),
        venue="Un lieu",
        objective=sample(missions.Objective, text="Un objectif"),
        summary="Ce qui s’est dit.",
    ),
    meeting(subject=LONG, held_on=D(2026, 1, 12)),
    meeting(subject="Une rencontre sans date", partner=None, stop=None),
]
MOVEMENTS = {
    "au retour": {"meetings": MEETINGS, "movements_hidden": False, "movements_shown": True},
    "avant le retour": {"meetings": MEETINGS, "movements_hidden": True, "movements_shown": False},
    "avant le retour, au bureau": {"meetings": MEETINGS, "movements_hidden": True, "movements_shown": True},
    "jours inconnus": {"meetings": MEETINGS[2:], "movements_hidden": False, "movements_shown": True},
}
FILES = {
    "connu": {
        "mission": FULL,
        "report_status": STATUSES[4],
        "way": WAY,
        "requirement": ABROAD,
        "movements_shown": True,
        "costs": COST_READINGS["plus de 10 % au-dessus, écart avec les catégories"],
    },
    "inconnu": {
        "mission": EMPTY,
        "report_status": STATUSES[-1],
        "requirement": PLACES_AND_AMOUNT_UNKNOWN,
        "costs": COST_READINGS["inconnu"],
        "unpublished": ["but", "axes", "objectifs", "décision (instance, numéro, date)"],
    },
}
