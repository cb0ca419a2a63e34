"""Whether a mission must be authorized beforehand: one answer, from its facts and the rules of its day, never typed.

Rule « seuil_autorisation » (7 October 2019): a trip outside the country, or above the amount, is authorized by the
executive committee; the mayor in office needs no authorization, the others who travel for the City do.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from missions.costs import uncorrected
from missions.models import CostType, Direction, Rule, RuleKind
from missions.models.stage import AUTHORIZED_STAGES
from records.words.said import Said

HOME = "CA"
# The amounts that say what a mission may cost before the trip.
EXPECTED = (CostType.AUTHORIZED, CostType.ESTIMATED)


class AuthorizationFacts(NamedTuple):
    """What decides whether a mission must be authorized.

    `city_delegates`: how many travel for the City, the mayor included (None: unknown); `countries`: the ISO codes of
    its stops, unknown ones left out; `amount`: what it may cost in Canadian dollars (None: unknown); `threshold`: the
    amount above which the rule of its day asks for an authorization (None: no rule).
    """

    is_out: bool
    led_by_mayor: bool
    city_delegates: int | None
    countries: frozenset
    amount: Decimal | None
    threshold: Decimal | None


class Requirement(NamedTuple):
    """Whether an authorization is required (True, False, or None where that cannot be told), and why."""

    is_required: bool | None
    reason: Said

    @property
    def label(self):
        """Whether it is required, in a word."""
        return {True: _("requise"), False: _("non requise"), None: _("inconnu")}[self.is_required]


NOT_A_TRIP = Requirement(False, _("La Ville ne se déplace pas."))
MAYOR_ALONE = Requirement(
    False, _("La mairesse ou le maire part sans autre personne de la Ville\u00a0: aucune autorisation n’est demandée.")
)
NO_RULE = Requirement(None, _("Aucune règle consignée ne vaut pour la date de cette mission."))
ABROAD = Requirement(True, _("Déplacement hors du pays."))
ABOVE_THRESHOLD = Requirement(True, _("Mission au-delà du montant qui demande une autorisation."))
WITHIN_THRESHOLD = Requirement(False, _("Au pays, et sous le montant qui demande une autorisation."))
# Added to the reason where the mayor leads a trip that others make too: the rule holds for them.
FOR_COMPANIONS = _("La mairesse ou le maire n’en a pas besoin; les personnes de la Ville qui l’accompagnent, oui.")
TRAVELLERS_UNKNOWN = Requirement(
    None,
    _("La mairesse ou le maire n’en a pas besoin; on ignore combien de personnes de la Ville l’accompagnent."),
)
AMOUNT_UNKNOWN = Requirement(None, _("Au pays, mais le montant est inconnu."))
PLACES_UNKNOWN = Requirement(None, _("Sous le montant qui demande une autorisation, mais les villes sont inconnues."))
PLACES_AND_AMOUNT_UNKNOWN = Requirement(None, _("Ni les villes ni le montant ne sont connus."))


def decide_requirement(facts):
    """Return the Requirement that AuthorizationFacts lead to: the only place where the rule is written."""
    if not facts.is_out:
        return NOT_A_TRIP
    if facts.led_by_mayor and facts.city_delegates == 1:
        return MAYOR_ALONE
    found = _requirement_of_trip(facts)
    if not (facts.led_by_mayor and found.is_required):
        return found
    if facts.city_delegates is None:
        return TRAVELLERS_UNKNOWN
    return Requirement(True, format_lazy("{} {}", found.reason, FOR_COMPANIONS))


def _requirement_of_trip(facts):
    if facts.threshold is None:
        return NO_RULE
    if facts.countries - {HOME}:
        return ABROAD
    if facts.amount is not None and facts.amount > facts.threshold:
        return ABOVE_THRESHOLD
    if facts.amount is None:
        return AMOUNT_UNKNOWN if facts.countries else PLACES_AND_AMOUNT_UNKNOWN
    return WITHIN_THRESHOLD if facts.countries else PLACES_UNKNOWN


def facts_of_authorization(mission, *, places, costs, ceiling_items, book, today):
    """Return the AuthorizationFacts of a mission and its parts, rows saved or only typed.

    `places`: the partners where it stops; `costs`: its CostFacts; `ceiling_items`: its CeilingItems; `book`: the
    RuleBook; `today` (a date) chooses the rules of a mission that has no date.
    """
    rule = book.of_mission(mission, today).get(RuleKind.AUTHORIZED_ABOVE)
    return AuthorizationFacts(
        is_out=mission.direction == Direction.OUT,
        led_by_mayor=mission.led_by_mayor,
        city_delegates=mission.city_delegates,
        countries=frozenset(place.country for place in places if place.country),
        amount=expected_amount(mission.ceiling, costs, ceiling_items),
        threshold=rule.value if rule else None,
    )


def requirement_of(mission, **parts):
    """Return the Requirement of a mission by its `parts`: those that `facts_of_authorization` asks for."""
    return decide_requirement(facts_of_authorization(mission, **parts))


def requirement_as_saved(mission, today):
    """Return the Requirement of a mission by the parts of it that the database holds on `today` (a date)."""
    return requirement_of(
        mission,
        places=[stop.place for stop in mission.stops.select_related("place")],
        costs=mission.costs.all(),
        ceiling_items=mission.ceiling_items.all(),
        book=Rule.objects.book(),
        today=today,
    )


def expected_amount(ceiling, costs, ceiling_items):
    """Return what a mission may cost, in Canadian dollars; None where nothing tells.

    The highest of its ceiling, the sum of its CeilingItems and each uncorrected amount authorized or estimated; these
    are not added up: publications overlap.
    """
    amounts = [cost.amount for cost in uncorrected(costs) if cost.fact_type in EXPECTED]
    if items := list(ceiling_items):
        amounts.append(sum(item.amount for item in items))
    return max([amount for amount in [ceiling, *amounts] if amount is not None], default=None)


def missing_of_decision(mission):
    """Return the names of the fields of the decision that are empty (a list)."""
    given = {"decision_number": mission.decision_number, "decided_on": mission.decided_on, "ceiling": mission.ceiling}
    return [name for name, value in given.items() if value in (None, "")]


def stored_requirement(mission, requirement):
    """Return what `authorization_required` stores of a Requirement: True, False, or None where that cannot be told.

    A mission of the register may have been authorized by a decision that the register does not hold: None.
    """
    is_past = mission.stage in AUTHORIZED_STAGES
    if requirement.is_required and is_past and mission.record_id and missing_of_decision(mission):
        return None
    return requirement.is_required


def is_decided_late(mission):
    """Whether its decision is dated after the departure."""
    return bool(mission.decided_on and mission.starts_on and mission.decided_on > mission.starts_on)
