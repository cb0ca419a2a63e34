"""Unique fields: among the lines of a file, and between these and the rows edited on the site."""

from collections.abc import Collection, Iterator
from typing import Any

from records.imports import faults
from records.imports.columns import ONLY
from records.imports.rows import CsvRow
from records.imports.tables import Table
from records.words.said import Said


class Uniqueness:
    """The values of the unique fields of one table, as its lines are read."""

    def __init__(self, table: Table) -> None:
        self.table = table
        filled = set(table.fields)
        self.sets = [each for each in table.unique_sets if set(each[0]) <= filled]
        # For each set of fields: who holds each combination of values, as (identifier, line).
        self.holders: list[dict[tuple[Any, ...], tuple[str, int]]] = [{} for _each in self.sets]

    def refusals(self, row: CsvRow) -> Iterator[tuple[Said, Said, str]]:
        """Yield (column, reason, value) for each value an earlier line already has; remember the others."""
        facts = row.facts()
        for (fields, beside, message), holders in zip(self.sets, self.holders, strict=True):
            if row.unread & set(fields):
                continue
            combination = tuple(facts[name] for name in fields)
            if combination in holders:
                where = {"file": self.table.file, "line": holders[combination][1]}
                reason = faults.NOT_UNIQUE % {"reason": message or faults.ALREADY_USED, **where}
                column = self.table.column_of(beside)
                yield column or faults.LINE, reason, row.cells.get(column or "", "")
            else:
                holders[combination] = row.id, row.line

    def against_database(self, ids: Collection[str], singles: Collection[str]) -> Iterator[tuple[int, Said, Said, str]]:
        """Yield (line, column, reason, value) for each value that a row of the database already has.

        These rows are outside the files, or edited since they were loaded. `ids`: the identifiers of the lines of the
        model; `singles`: those that other lines refer to as ONLY.
        """
        for (fields, beside, message), holders in zip(self.sets, self.holders, strict=True):
            paths = [f"{name}__record_id" if self._is_link(name) else name for name in fields]
            kept = self.table.model.objects.values_list("record_id", "edited_at", *paths).iterator()
            for record_id, edited_at, *values in kept:
                combination = tuple(ONLY if value in singles else value for value in values)
                holder, line = holders.get(combination, (record_id, 0))
                if holder != record_id and (edited_at or record_id not in ids):
                    reason = faults.TAKEN_IN_DATABASE % {"reason": message or faults.ALREADY_USED}
                    yield line, self.table.column_of(beside) or faults.LINE, reason, holder

    def _is_link(self, name: str) -> bool:
        return self.table.model._meta.get_field(name).is_relation
