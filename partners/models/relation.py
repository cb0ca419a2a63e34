"""The state of a relationship: the word recorded, and what is known to have happened, which decides."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models.activity import has_activity, has_work_under_way
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


def relation_state_on(user, today):
    """Return the expression of the RelationState of a partner on `today` (a date), of what `user` may read.

    What was recorded ends a relationship; only what happened keeps one active.
    """
    recent = years_before(today, SILENT_YEARS) + timedelta(days=1)
    rules = [
        (Q(standing=Standing.OVER) | Q(until_on__lt=today), RelationState.OVER),
        (has_activity(user, today, since=recent) | has_work_under_way(user, today), RelationState.ACTIVE),
        (has_activity(user, today), RelationState.ASLEEP),
    ]
    cases = [When(condition, then=Value(state.value)) for condition, state in rules]
    return Case(*cases, default=Value(RelationState.UNKNOWN.value), output_field=models.CharField())
