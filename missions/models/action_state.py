"""How far an action has come: the stage recorded, and its state on a day, which is that stage read against its dates.

`state_of` answers of one action; `state_expression` lets a list be narrowed and counted. A test holds the two together
over one table of cases.
"""

from typing import NamedTuple

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.words.dates import DatePrecision


class ActionStage(models.TextChoices):
    """How far an action has come, as recorded."""

    ANNOUNCED = "annoncee", _("annoncée")
    UNDER_WAY = "en_cours", _("en cours")
    DONE = "realisee", _("réalisée")
    OVER = "terminee", _("terminée")
    TO_CHECK = "a_verifier", _("à vérifier")


class ActionState(models.TextChoices):
    """The state of an action on a day: its stage, or LAPSED once the day it was expected for has passed."""

    ANNOUNCED = "annoncee", _("annoncée")
    UNDER_WAY = "en_cours", _("en cours")
    DONE = "realisee", _("réalisée")
    OVER = "terminee", _("terminée")
    TO_CHECK = "a_verifier", _("à vérifier")
    LAPSED = "echue", _("échue, suite inconnue")


# How the actions that serve a commitment are counted: in words, the states that count as one.
STATE_GROUPS = (
    (_("réalisées"), (ActionState.DONE, ActionState.OVER)),
    (_("en cours"), (ActionState.UNDER_WAY,)),
    (_("échues, suite inconnue"), (ActionState.LAPSED,)),
    (_("à venir"), (ActionState.ANNOUNCED,)),
    (_("à vérifier"), (ActionState.TO_CHECK,)),
)

# The stages that say something is still to come, or to be seen.
PENDING_STAGES = (ActionStage.ANNOUNCED, ActionStage.UNDER_WAY, ActionStage.TO_CHECK)


def state_of(action, today):
    """Return the ActionState of an action on `today` (a date).

    An action still expected lapses the day after its end or, without one, after its start; under way without an end, it
    goes on. A date known to the month or the year has passed once the whole month or year has.
    """
    goes_on = action.ends_on is None and action.stage == ActionStage.UNDER_WAY
    last = None if goes_on else action.ends_on or action.starts_on
    if action.stage in PENDING_STAGES and last and last < _limits(today)[DatePrecision(action.date_precision)]:
        return ActionState.LAPSED
    return ActionState(action.stage)


def state_expression(today):
    """Return the expression for the ActionState of an action on `today` (a date)."""
    passed = Q()
    for precision, limit in _limits(today).items():
        without_end = Q(ends_on__isnull=True, starts_on__lt=limit) & ~Q(stage=ActionStage.UNDER_WAY)
        passed |= Q(date_precision=precision) & (Q(ends_on__lt=limit) | without_end)
    lapsed = When(Q(stage__in=PENDING_STAGES) & passed, then=Value(ActionState.LAPSED.value))
    return Case(lapsed, default=F("stage"), output_field=models.CharField())


def _limits(today):
    """Return {DatePrecision: the day before which a date so known has passed on `today`}."""
    first_of_month = today.replace(day=1)
    return {
        DatePrecision.DAY: today,
        DatePrecision.PERIOD: today,
        DatePrecision.MONTH: first_of_month,
        DatePrecision.YEAR: first_of_month.replace(month=1),
    }


class StateCount(NamedTuple):
    """How many actions are in one group of states: its words, the number, and the states."""

    label: str
    number: int
    states: tuple[ActionState, ...]

    @property
    def words(self):
        """The group and its number: « réalisées : 2 »."""
        return gettext("%(state)s\u00a0: %(n)s") % {"state": self.label, "n": self.number}

    @property
    def query(self):
        """The states, as the query of the list of actions writes them."""
        return "".join(f"&statut={state.value}" for state in self.states)


def group_states(numbers):
    """Return the StateCounts of {ActionState: number of actions}, none of them 0 (a list)."""
    counts = [StateCount(label, sum(numbers[state] for state in states), states) for label, states in STATE_GROUPS]
    return [each for each in counts if each.number]
