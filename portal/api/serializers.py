"""Records as JSON: what their columns declare, and nothing else."""

from collections.abc import Callable
from functools import cache
from typing import Any

from rest_framework import serializers

from portal.api.resources import RESOURCES, Resource
from records.listing.columns import Column
from records.listing.json_values import json_reader


class ColumnField(serializers.Field):
    """The value of a row in a Column; the schema tells it in full."""

    def __init__(self, column: Column | None = None, **options: Any) -> None:
        super().__init__(required=False, read_only=True, **options)
        self.column = column


class RowSerializer(serializers.Serializer):
    """A row, read in its columns. Its context: `absolute`, which turns a path into a full address."""

    columns: list[Column] = []

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return {header: value} of a row."""
        return {name: read(instance) for name, read in self._readers}

    @property
    def _readers(self) -> list[tuple[str, Callable[[Any], Any]]]:
        if "readers" not in self.__dict__:
            self.__dict__["readers"] = self.make_readers()
        return self.__dict__["readers"]

    def make_readers(self) -> list[tuple[str, Callable[[Any], Any]]]:
        """Return (header, function that reads a row) pairs."""
        return [(each.header, json_reader(each, self.context["absolute"])) for each in self.columns]


class RecordSerializer(RowSerializer):
    """A record of a Resource, with its parts. Its context, besides: `fields`, the names asked for; `today`, a date."""

    resource: Resource

    def make_readers(self) -> list[tuple[str, Callable[[Any], Any]]]:
        """Return (header or name of a part, function that reads a record) pairs, of the fields asked for."""
        readers = [*super().make_readers(), *((name, self._part_reader(name)) for name in self.resource.parts)]
        return [pair for pair in readers if pair[0] in self.context["fields"]]

    def _part_reader(self, name: str) -> Callable[[Any], list[dict[str, Any]]]:
        part, today = self.resource.parts[name], self.context["today"]
        write = part_serializer(self.resource, name)(context=self.context).to_representation
        return lambda record: [write(row) for row in part.rows(record, today)]


@cache
def part_serializer(resource: Resource, name: str) -> type[RowSerializer]:
    """Return the serializer of the rows of a part of a Resource."""
    columns = resource.parts[name].columns
    return type(f"{resource.component}_{name}Serializer", (RowSerializer,), {"columns": columns, **_fields(columns)})


@cache
def record_serializer(name: str) -> type[RecordSerializer]:
    """Return the serializer of the records of the Resource called `name`; fields stand in the order they are made."""
    resource = RESOURCES[name]
    fields = _fields(resource.columns)
    parts = {
        part: part_serializer(resource, part)(many=True, required=False, read_only=True) for part in resource.parts
    }
    members = {"resource": resource, "columns": resource.columns, **fields, **parts}
    return type(f"{resource.component}Serializer", (RecordSerializer,), members)


def _fields(columns: list[Column]) -> dict[str, ColumnField]:
    return {column.header: ColumnField(column) for column in columns}
