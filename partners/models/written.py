"""Expressions that tell something of a partner from many tables, whose SQL is written once for all statements.

Django takes a millisecond to build and to write a subquery; the state of a relationship alone holds sixteen.
"""

import re
from collections.abc import Callable, Hashable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Func, Model

# Expressions held by a process, for each reader's sight and each day; beyond, it begins again.
EXPRESSIONS_HELD = 64
# How Django calls a table in a subquery.
ALIAS = re.compile(r"\b([A-Z]{1,2}\d+)\b")
_WRITTEN: dict[Hashable, tuple[str, tuple[Any, ...], "Field[Any, Any]"]] = {}


class Written(Func):
    """An expression on a row of `model`, given as SQL that names the row by its table."""

    def __init__(self, sql: str, params: tuple[Any, ...], table: str, output_field: "Field[Any, Any]") -> None:
        super().__init__("pk", output_field=output_field)
        self.sql, self.params, self.table = sql, params, table

    def as_sql(self, compiler: Any, *_others: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return (SQL, parameters): the row is that of the statement, whatever its alias there."""
        key, _params = compiler.compile(self.get_source_expressions()[0])
        return self.sql.replace(f"{self.table}.", f"{key.rpartition('.')[0]}."), self.params


def written(model: type[Model], on: Hashable, make: Callable[[], Any]) -> Written:
    """Return the expression that `make()` gives on a row of `model`, written once for each value of `on`.

    `on`: its name, and all that it depends on.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    key = (connection.vendor, model, on)
    if key not in _WRITTEN:
        if len(_WRITTEN) >= EXPRESSIONS_HELD:
            _WRITTEN.clear()
        _WRITTEN[key] = _write(model, make(), connection)
    sql, params, output_field = _WRITTEN[key]
    return Written(sql, params, connection.ops.quote_name(model._meta.db_table), output_field)


def _write(model: type[Model], expression: Any, connection: Any) -> tuple[str, tuple[Any, ...], "Field[Any, Any]"]:
    rows = model._base_manager.order_by().annotate(said=expression).values_list("said")
    compiler = rows.query.get_compiler(connection=connection)
    compiler.pre_sql_setup()
    [(resolved, (sql, params), _alias)] = compiler.select
    # Within another statement the row may be called as the subqueries of the text call theirs (U0): they change names.
    said = ALIAS.sub(r"\1_said", sql)
    return f"({said})", tuple(params), resolved.output_field
