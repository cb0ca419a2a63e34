"""Writing the history of many rows at once: the same rows of history as saving each, relations included.

The database copies its own rows: there is no way to say INSERT … SELECT through the ORM, and twice as many rows would
otherwise travel. Names of tables and columns come from the models; values travel as parameters.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, models
from django.utils import timezone

from records.publication.fields import ManyToMany, through_of
from records.publication.history import Historic


class Cause(NamedTuple):
    """Why rows are written, as their history tells it, and by whom: the key of a user, None for nobody."""

    reason: str
    user: int | None = None


# In the bureau's language.
LOADING = Cause("Chargement du registre")


def write_history(model: type[Historic], keys: Sequence[int], kind: str, cause: Cause = LOADING) -> None:
    """Write one row of history of the given `kind` for each row of `model` whose key is in `keys` (a list).

    The rows and their many-to-many relations are written already.
    """
    if not keys:
        return
    history, at = model.history.model, connection.ops.adapt_datetimefield_value(timezone.now())
    columns = [field.column for field in history.tracked_fields]
    _copy(
        f"INSERT INTO {_quoted(history)} (history_date, history_type, history_change_reason, history_user_id, "  # noqa: S608
        f"{_listed(columns)}) SELECT %s, %s, %s, {'NULL' if cause.user is None else '%s'}, {_listed(columns)} "
        f"FROM {_quoted(model)} WHERE id IN {_places(keys)} ORDER BY id",
        [at, kind, cause.reason, *([] if cause.user is None else [cause.user]), *keys],
    )
    for field in history._history_m2m_fields:
        _leave_relations(history, field, keys, at)


def _leave_relations(history: Any, field: ManyToMany, keys: Sequence[int], at: Any) -> None:
    """Copy the rows of a many-to-many `field` into the rows of history written at the time `at`."""
    through = through_of(field)
    kept = getattr(history, field.name).model
    columns = [str(each.column) for each in through._meta.fields]
    _copy(
        f"INSERT INTO {_quoted(kept)} (history_id, {_listed(columns)}) "  # noqa: S608
        f"SELECT trace.history_id, {_listed(columns, 'held.')} FROM {_quoted(through)} held "
        f"JOIN {_quoted(history)} trace ON trace.id = held.{field.m2m_column_name()} AND trace.history_date = %s "
        f"WHERE trace.id IN {_places(keys)} ORDER BY held.id",
        [at, *keys],
    )


def _copy(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _quoted(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _listed(columns: Iterable[str], prefix: str = "") -> str:
    return ", ".join(prefix + connection.ops.quote_name(column) for column in columns)


def _places(values: Sequence[int]) -> str:
    return f"({', '.join(['%s'] * len(values))})"
