"""Verbs over actions."""

from django.db import transaction
from django.utils import timezone

from missions.models import Action
from records.search.indexing import reindex


@transaction.atomic
def attach_commitment(action, commitment, *, by):
    """Record that `action` serves `commitment` and return it. Raise ValidationError if it is of another axis."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    action.commitment = commitment
    action.full_clean()
    action._history_user = by
    action.save()
    reindex(action, today=timezone.localdate())
    return action
