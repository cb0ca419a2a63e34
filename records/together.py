"""Rows of several tables read in one statement: a page asks once for all its short tables."""

from typing import Any

from django.db.models import DateTimeField, Field, Model, QuerySet, TextField, Value
from django.db.models.functions import JSONObject


def read_together(*querysets: QuerySet[Any]) -> dict[type[Model], list[Any]]:
    """Return {model: its rows, in no order (a list)} of `querysets`, each of a model of its own, in one statement.

    A row knows the columns of its own table, moments apart: those are read when asked for.
    """
    models = {rows.model._meta.label: rows.model for rows in querysets}
    found: dict[type[Model], list[Any]] = {model: [] for model in models.values()}
    first, *others = [_packed(rows) for rows in querysets]
    for label, values in first.union(*others, all=True):
        found[models[label]].append(_unpacked(models[label], values, first.db))
    return found


def _packed(rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
    """Select each row as two columns, whatever its table: the name of its model, and all it holds."""
    columns = {field.attname: field.attname for field in _kept(rows.model)}
    label = Value(rows.model._meta.label, output_field=TextField())
    return rows.order_by().values_list(label, JSONObject(**columns))


def _unpacked(model: type[Model], values: dict[str, Any], database: str) -> Model:
    names = [field.attname for field in _kept(model)]
    return model.from_db(database, names, [field.to_python(values[field.attname]) for field in _kept(model)])


def _kept(model: type[Model]) -> list["Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, DateTimeField)]
