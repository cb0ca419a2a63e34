"""The state of a relationship: the word recorded, and what is known to have happened, which decides."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models.activity import NONE_LATEST
from records.words.dates import years_before


class Standing(models.TextChoices):
    """The state of a relationship, as recorded."""

    ACTIVE = "actif", pgettext_lazy("relation", "active")
    TO_CHECK = "a_verifier", _("à vérifier")
    ASLEEP = "inactif", _("inactive")
    OVER = "termine", _("terminée")
    UNKNOWN = "inconnu", _("inconnue")
    NO_AGREEMENT = "sans_entente", _("suivie, sans entente")
    AVAILABLE = "disponible", _("possible")
    OCCASIONAL = "ponctuel", _("ponctuelle")


class RelationState(models.TextChoices):
    """The state of a relationship on a given day: what is known to have happened decides."""

    ACTIVE = "active", pgettext_lazy("relation", "active")
    ASLEEP = "dormante", _("dormante")
    OVER = "terminee", _("terminée")
    UNKNOWN = "inconnue", _("inconnue")


# From how many whole years without activity a relationship is asleep.
SILENT_YEARS = 3


def relation_state_on(today):
    """Return the expression that gives the RelationState of a row of `with_activity` on `today` (a date).

    What was recorded ends a relationship; only what happened keeps one active.
    """
    recent = years_before(today, SILENT_YEARS) + timedelta(days=1)
    rules = [
        (Q(standing=Standing.OVER) | Q(until_on__lt=today), RelationState.OVER),
        (Q(has_work_under_way=True) | Q(latest_told__gte=recent.isoformat()), RelationState.ACTIVE),
        (Q(latest_told=NONE_LATEST), RelationState.UNKNOWN),
    ]
    cases = [When(condition, then=Value(state.value)) for condition, state in rules]
    return Case(*cases, default=Value(RelationState.ASLEEP.value), output_field=models.CharField())
