"""What keeps a mission from the stage it is moved to: said in words, beside the field where it can be mended."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from missions.authorization import (
    AMOUNT_UNKNOWN,
    PLACES_AND_AMOUNT_UNKNOWN,
    PLACES_UNKNOWN,
    TRAVELLERS_UNKNOWN,
    missing_of_decision,
)
from missions.models import MissionStage
from missions.models.stage import AUTHORIZED_STAGES
from records.words.dates import DatePrecision, in_words

MISSING = {
    "decision_number": _("Cette mission s’autorise d’avance\u00a0: donnez le numéro de la décision."),
    "decided_on": _("Cette mission s’autorise d’avance\u00a0: donnez la date de la décision."),
    "ceiling": _("Cette mission s’autorise d’avance\u00a0: donnez le plafond autorisé."),
}
GIVE_PLACES_AND_AMOUNT = _(
    "On ne peut dire si cette mission s’autorise d’avance\u00a0: donnez d’abord les villes où elle va et son plafond, "
    "ou une dépense estimée."
)
GIVE_AMOUNT = _(
    "On ne peut dire si cette mission s’autorise d’avance\u00a0: donnez d’abord son plafond, ou une dépense estimée."
)
GIVE_PLACES = _("On ne peut dire si cette mission s’autorise d’avance\u00a0: donnez d’abord les villes où elle va.")
GIVE_TRAVELLERS = _(
    "On ne peut dire si cette mission s’autorise d’avance\u00a0: donnez le nombre de personnes de la Ville, 1 si la "
    "mairesse ou le maire part sans elles."
)
GIVE_FACTS = [
    (AMOUNT_UNKNOWN, GIVE_AMOUNT),
    (PLACES_UNKNOWN, GIVE_PLACES),
    (PLACES_AND_AMOUNT_UNKNOWN, GIVE_PLACES_AND_AMOUNT),
]
WITHOUT_OBJECTIVE = _("Une mission se clôt avec au moins un objectif, dit atteint ou non.")
NOT_BACK = _("Cette mission n’est pas terminée\u00a0: elle ne peut être réalisée ni close avant le %(day)s.")
OBJECTIVES_PENDING = _("Une mission ne se clôt pas tant qu’un objectif est sans résultat\u00a0: %(objectives)s.")
# Characters of an objective by which it is recognized.
NAMED_BY = 60


def refusals(mission, former_stage, requirement, objectives, today):
    """Return what keeps a mission from its stage on `today` (a date): {name of a field: sentence}.

    `former_stage`: as the database has it (None for a new mission); `requirement`: whether it must be authorized (a
    Requirement); `objectives`: its rows (a list), saved or not.
    """
    return {
        **_of_authorization(mission, former_stage, requirement),
        **refusals_of_facts(mission, objectives, today),
    }


def refusals_of_facts(mission, objectives, today):
    """Return what its dates and `objectives` (a list) keep from its stage on `today` (a dict as `refusals`)."""
    return {**_of_closing(mission, objectives), **_of_return(mission, today)}


def _of_authorization(mission, former_stage, requirement):
    if mission.stage not in AUTHORIZED_STAGES:
        return {}
    if mission.stage == MissionStage.AUTHORIZED != former_stage and (missing := _missing_facts(mission, requirement)):
        return missing
    if not requirement.is_required or _may_stay_unknown(mission, former_stage):
        return {}
    return {name: MISSING[name] for name in missing_of_decision(mission)}


def _missing_facts(mission, requirement):
    """Return what to give before the need of an authorization can be decided (a dict as `refusals`)."""
    if requirement == TRAVELLERS_UNKNOWN and missing_of_decision(mission):
        return {"city_delegates": GIVE_TRAVELLERS}
    asked = next((words for unknown, words in GIVE_FACTS if requirement == unknown), None)
    return {"stage": asked} if asked else {}


def _may_stay_unknown(mission, former_stage):
    """Whether the record holds the mission as made, without the decision that allowed it."""
    is_stored = mission.authorization_required is True
    return bool(mission.record_id) and former_stage in AUTHORIZED_STAGES and not is_stored


def _of_return(mission, today):
    """Refuse to tell of a trip to come as of one that was made: of vague dates, only the first day is sure."""
    is_sure = mission.date_precision == DatePrecision.DAY and mission.ends_on
    day = mission.ends_on if is_sure else mission.starts_on
    if mission.is_held and day and day > today:
        return {"stage": NOT_BACK % {"day": in_words(day)}}
    return {}


def _of_closing(mission, objectives):
    if mission.stage != MissionStage.CLOSED:
        return {}
    if not objectives and mission.is_out:
        return {"stage": WITHOUT_OBJECTIVE}
    pending = [objective for objective in objectives if not objective.result]
    if not pending:
        return {}
    named = ", ".join(f"«\u00a0{Truncator(objective.text).chars(NAMED_BY)}\u00a0»" for objective in pending)
    return {"stage": OBJECTIVES_PENDING % {"objectives": named}}
