"""A record as a line of a file would write it: what a line changes is told cell by cell."""

from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects

from records.imports.columns import Approximate, Children, ImportColumn, Lines, Link, Links
from records.imports.pieces import SEPARATOR
from records.imports.tables import DeclaredColumn, Table
from records.publication.fields import field_of
from records.publication.loaded import Loaded
from records.words.dates import iso


def cells_of(table: Table, record: Loaded) -> dict[str, str]:
    """Return {column: cell} of `record`; rows it refers to are named by their keys."""
    found = {table.key: record.record_id or ""}
    for column in table.columns:
        found |= _written(column, record)
    return found


def fetch_with_cells(table: Table, keys: list[int]) -> dict[int, Loaded]:
    """Return {key: record} of these `keys`, with what their cells tell."""
    records: dict[int, Loaded] = table.model._default_manager.in_bulk(keys)
    many = [column.field for column in table.columns if isinstance(column, Links)]
    parts = [accessor_of(model, parent) for model, (parent, _names) in table.child_models.items()]
    prefetch_related_objects(list(records.values()), *dict.fromkeys([*many, *parts]))
    return records


@cache
def accessor_of(model: type[models.Model], parent: str) -> str:
    """Return the name under which a record holds its parts of `model`, whose foreign key to it is `parent`."""
    relation: Any = field_of(model, parent).remote_field
    return str(relation.get_accessor_name())


def children_held(column: Children, record: Any) -> list[Any]:
    """Return the parts of `record` that the column is about, in their order."""
    rows = getattr(record, accessor_of(column.model, column.parent)).all()
    held = [row for row in rows if all(getattr(row, name) == value for name, value in column.fixed.items())]
    return sorted(held, key=lambda row: (getattr(row, "position", None) or 0, row.pk))


def _written(column: DeclaredColumn, record: Any) -> dict[str, str]:
    """Return {column: cell} of what one declaration reads."""
    if isinstance(column, Children):
        return _parts_written(column, record)
    if isinstance(column, Approximate):
        date, precision = (getattr(record, name) for name in column.fields)
        return {column.name: iso(date, precision) if date else ""}
    if isinstance(column, Links):
        return {column.name: SEPARATOR.join(str(row.pk) for row in getattr(record, column.field).all())}
    if isinstance(column, Link):
        key = getattr(record, field_of(type(record), column.field).attname)
        return {column.name: "" if key is None else str(key)}
    if isinstance(column, Lines):
        return {column.name: SEPARATOR.join(getattr(record, column.field).splitlines())}
    if isinstance(column, ImportColumn):
        return {column.name: _word(column, getattr(record, column.field))}
    return {}


def _parts_written(column: Children, record: Any) -> dict[str, str]:
    rows = children_held(column, record)
    name = field_of(column.model, column.field).attname
    found = {column.name: SEPARATOR.join(str(getattr(row, name)) for row in rows)}
    if column.english:
        texts = [getattr(row, f"{column.field}_en") for row in rows]
        found[column.english] = SEPARATOR.join(texts) if any(texts) else ""
    return found


def _word(column: ImportColumn, value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "oui"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    for word, stored in (column.words or {}).items():
        if stored == value:
            return word
    return str(value)
