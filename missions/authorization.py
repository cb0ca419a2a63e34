"""Whether a trip must be authorized beforehand: computed from the rules of its day, never typed."""

from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from missions.models import CostType, Direction, Rule, RuleKind
from missions.models.stage import AUTHORIZED_STAGES
from records.words.said import Said

HOME = "CA"
# What a mission may cost, as it is known before the trip.
EXPECTED = (CostType.AUTHORIZED, CostType.ESTIMATED)


class Need(NamedTuple):
    """Whether an authorization is required (True, False, None while nobody can tell), and why."""

    required: bool | None
    reason: Said

    @property
    def in_words(self):
        """Whether it is required, in a word."""
        return {True: _("requise"), False: _("non requise"), None: _("inconnu")}[self.required]


NOT_A_TRIP = Need(False, _("La Ville ne se déplace pas."))
BY_MAYOR = Need(False, _("Dirigée par la personne à la mairie, en fonction\u00a0: elle n’en demande aucune."))
UNRULED = Need(None, _("Aucune règle consignée ne vaut pour la date de cette mission."))
ABROAD = Need(True, _("Déplacement hors du pays."))
ABOVE = Need(True, _("Mission au-delà du montant qui demande une autorisation."))
WITHIN = Need(False, _("Au pays, et sous le montant qui demande une autorisation."))
# Of a trip that the mayor does not make alone: the rule holds for the others.
FOR_OTHERS = _("La personne à la mairie, en fonction, n’en demande aucune; celles de la Ville qui l’accompagnent, oui.")
# Of a trip that the mayor makes, alone or not: nobody can tell before somebody says who goes.
UNCOUNTED = Need(
    None,
    _(
        "La personne à la mairie, en fonction, n’en demande aucune; on ignore combien de personnes de la Ville "
        "l’accompagnent."
    ),
)
UNTOLD = Need(None, _("Ni les villes ni le montant ne sont connus."))


def need_of(mission, countries, amount, rules):
    """Return the Need of a mission.

    `countries`: the ISO codes of its stops (unknown ones left out); `amount`: what it may cost in Canadian dollars, or
    None; `rules`: {RuleKind: Rule} in force on its day. Rule « seuil_autorisation » (7 October 2019): outside the
    country, or above the amount; the mayor in office needs none, the others who travel for the city do: how many of the
    city travel must be known to tell.
    """
    if mission.direction != Direction.OUT:
        return NOT_A_TRIP
    if not mission.led_by_mayor:
        return _need_of_trip(countries, amount, rules)
    if mission.city_delegates == 1:
        return BY_MAYOR
    need = _need_of_trip(countries, amount, rules)
    if mission.city_delegates is None:
        return UNCOUNTED if need.required else need
    return Need(True, format_lazy("{} {}", need.reason, FOR_OTHERS)) if need.required else need


def _need_of_trip(countries, amount, rules):
    rule = rules.get(RuleKind.AUTHORIZED_ABOVE)
    if rule is None:
        return UNRULED
    if any(country != HOME for country in countries):
        return ABROAD
    if amount is not None and amount > rule.value:
        return ABOVE
    return WITHIN if countries and amount is not None else UNTOLD


def need_from(mission, *, places, costs, parts, book, today):
    """Return the Need of a mission by its `places`, the amounts of its `costs` and the `parts` of its ceiling.

    All are rows, saved or not; `book`: the RuleBook; `today` (a date) chooses the rules of a mission that has no date.
    """
    countries = [place.country for place in places if place.country]
    rules = book.in_force(mission.starts_on or today)
    return need_of(mission, countries, amount_expected(mission.ceiling, costs, parts), rules)


def stored_need(mission, today):
    """Return the Need of a mission by what the database holds of its parts; `today` is a date."""
    return need_from(
        mission,
        places=[stop.place for stop in mission.stops.select_related("place")],
        costs=mission.costs.all(),
        parts=mission.ceiling_items.all(),
        book=Rule.objects.book(),
        today=today,
    )


def amount_expected(ceiling, costs, parts):
    """Return what a mission may cost: the most that is said by its ceiling, the parts of it, or a standing amount.

    Amounts of different people are not added up: publications overlap. None if nothing is said.
    """
    corrected = {cost.corrects_id for cost in costs if cost.corrects_id}
    amounts = [cost.amount for cost in costs if cost.fact_type in EXPECTED and cost.pk not in corrected]
    if parts := list(parts):
        amounts.append(sum(part.amount for part in parts))
    return max([amount for amount in [ceiling, *amounts] if amount is not None], default=None)


def missing_of_decision(mission):
    """Return the names of the fields of the decision that are empty (a list)."""
    given = {"decision_number": mission.decision_number, "decided_on": mission.decided_on, "ceiling": mission.ceiling}
    return [name for name, value in given.items() if value in (None, "")]


def settled(mission, need):
    """Return what is stored of a `need`, as `authorization_required`.

    A mission of the record may have been authorized by a decision nobody has recorded: then nobody can tell.
    """
    is_past = mission.stage in AUTHORIZED_STAGES
    if need.required and is_past and mission.record_id and missing_of_decision(mission):
        return None
    return need.required


def is_decided_late(mission):
    """Whether its decision is dated after the departure."""
    return bool(mission.decided_on and mission.starts_on and mission.decided_on > mission.starts_on)
