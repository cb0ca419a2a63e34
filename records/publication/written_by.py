"""Whose a record is at the bureau, and who handed it over for approval: its history tells."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from records.publication.status import PublicationStatus


def written_by(model: type[Any], user: Any) -> Q:
    """Return the Q of the records of `model` that `user` wrote, or is responsible for: a step gives its reason."""
    return _of_person(model, user, Q(history_change_reason=None) | Q(history_type="+"))


def touched_by(model: type[Any], user: Any) -> Q:
    """Return the Q of those that `user` wrote, changed or took a step with, or is responsible for."""
    return _of_person(model, user, Q())


def _of_person(model: type[Any], user: Any, rows: Q) -> Q:
    mine = Q(pk__in=model.history.filter(rows, history_user=user.pk).values("id"))
    return mine | Q(owner=user.pk) if any(field.name == "owner" for field in model._meta.fields) else mine


def handing_over(model: type[Any]) -> Any:
    """Return the row of history that handed a record of `model` (OuterRef) over for the approval it waits for.

    The first of those that say so since the last that did not.
    """
    beside = model.history.filter(id=OuterRef("id")).exclude(status=PublicationStatus.REVIEW)
    former = Subquery(beside.order_by("-history_id").values("history_id")[:1])
    rows = model.history.filter(id=OuterRef("pk"), status=PublicationStatus.REVIEW)
    return rows.filter(history_id__gt=Coalesce(former, 0)).order_by("history_id")
