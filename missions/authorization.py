"""Whether a trip must be authorized beforehand: computed from the rules of its day, never typed."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from missions.models import Direction, RuleKind

HOME = "CA"


class Need(NamedTuple):
    """Whether an authorization is required (True, False, None while nobody can tell), and why."""

    required: bool | None
    reason: str


NOT_A_TRIP = Need(False, _("La Ville ne se déplace pas."))
BY_MAYOR = Need(False, _("Dirigée par la personne à la mairie, en fonction\u00a0: aucune autorisation préalable."))
ABROAD = Need(True, _("Déplacement hors du pays."))
ABOVE = Need(True, _("Mission au-delà du montant qui demande une autorisation."))
WITHIN = Need(False, _("Au pays, et sous le montant qui demande une autorisation."))
UNTOLD = Need(None, _("Ni les villes ni le montant ne sont connus."))


def need_of(mission, countries, amount, rules):
    """Return the Need of a mission.

    `countries`: the ISO codes of its stops (unknown ones left out); `amount`: what it may cost in Canadian dollars, or
    None; `rules`: {RuleKind: Rule} in force on its day. Rule: outside the country, or above the amount of the rule
    « seuil_autorisation » (7 October 2019); the mayor in office needs none.
    """
    if mission.direction != Direction.OUT:
        return NOT_A_TRIP
    if mission.led_by_mayor:
        return BY_MAYOR
    if any(country != HOME for country in countries):
        return ABROAD
    threshold = rules.get(RuleKind.AUTHORIZED_ABOVE)
    if threshold and amount is not None and amount > threshold.value:
        return ABOVE
    return WITHIN if countries and (amount is not None or not threshold) else UNTOLD
