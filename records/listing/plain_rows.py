"""Rows read to be written out: what a record holds and says, without what makes it a model.

A record of Django costs fifty times its values: its state, its descriptors, its managers, and again for each row it is
joined to. A plain row has the values as attributes, the methods and the properties of its model, and nothing else; a
row that many are tied to is read once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from types import FunctionType
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from records.listing.among import AMONG
from records.listing.columns import INTERNAL, NEVER_TOLD

# Rows read at once.
CHUNK = 2000
# What serves neither readers nor the bureau, the folded text of all the others among it.
UNREAD = NEVER_TOLD.keys() - {*INTERNAL, "id"}


class Tied(NamedTuple):
    """A list of the rows tied to each row.

    `rows`: those that tie, in order; `owner`: their relation to the row; `listed`: their relation to what is listed,
    or nothing where they are listed themselves: then `told` names the fields that are read of them, and `joined` those
    among these whose row comes along. Rows that tell the same are one.
    """

    rows: QuerySet[Any]
    owner: str
    listed: str = ""
    told: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


def tied_by(model: type[Model], name: str) -> Tied:
    """Return the Tied rows of the many-to-many field `name` of `model`, in the order of their model."""
    field: Any = model._meta.get_field(name)
    listed = field.m2m_reverse_field_name()
    order = [_along(listed, each) for each in field.related_model._meta.ordering]
    return Tied(field.remote_field.through._base_manager.order_by(*order), field.m2m_field_name(), listed)


def _along(relation: str, name: str) -> str:
    return f"-{relation}__{name[1:]}" if name.startswith("-") else f"{relation}__{name}"


class PlainRows:
    """The rows of `queryset`, with its annotations; each has the rows `joined` names, and the lists of `tied`."""

    def __init__(
        self, queryset: QuerySet[Any], joined: Sequence[str] = (), tied: Mapping[str, Tied] | None = None
    ) -> None:
        self.queryset, self.joined, self.tied = queryset, joined, tied or {}
        # What was read already: {model: {key: row}}.
        self._read: dict[type[Model], dict[Any, Any]] = defaultdict(dict)

    def __iter__(self) -> Iterator[Any]:
        self._read.clear()
        rows = read_plain(self.queryset, in_chunks=True)
        while chunk := list(islice(rows, CHUNK)):
            self._join(self.queryset.model, self.joined, chunk)
            for attribute, tied in self.tied.items():
                self._list(attribute, tied, chunk)
            yield from chunk

    def _join(self, model: type[Model], relations: Sequence[str], rows: list[Any]) -> None:
        """Give each of `rows` the row that each relation leads to; None where it leads nowhere."""
        for name in relations:
            field: Any = model._meta.get_field(name)
            known = self._find(field.related_model, {getattr(row, field.attname) for row in rows})
            for row in rows:
                setattr(row, name, known.get(getattr(row, field.attname)))

    def _find(self, model: type[Model], keys: set[Any]) -> dict[Any, Any]:
        """Return {key: row} of the rows of `model` read so far, those of `keys` among them."""
        known = self._read[model]
        missing = keys - known.keys() - {None}
        if missing:
            rows = model._base_manager.filter(**{f"pk__{AMONG}": list(missing)}).order_by()
            known.update((row.pk, row) for row in read_plain(rows))
        return known

    def _list(self, attribute: str, tied: Tied, owners: list[Any]) -> None:
        """Give each of `owners` the list of what is tied to it, as `attribute`."""
        lists: dict[Any, list[Any]] = defaultdict(list)
        among = {f"{tied.owner}__pk__{AMONG}": [owner.pk for owner in owners]}
        for key, row in self._listed(tied, tied.rows.filter(**among)):
            lists[key].append(row)
        none: list[Any] = []
        for owner in owners:
            setattr(owner, attribute, lists.get(owner.pk, none))

    def _listed(self, tied: Tied, rows: QuerySet[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield (key of the owner, what is listed) pairs."""
        owner, *told = (rows.model._meta.get_field(name).attname for name in (tied.owner, *tied.told))
        if tied.listed:
            listed: Any = rows.model._meta.get_field(tied.listed)
            pairs = list(rows.values_list(owner, listed.attname))
            known = self._find(listed.related_model, {key for _owner, key in pairs})
        else:
            pairs = [(key, tuple(values)) for key, *values in rows.values_list(owner, *told)]
            known = {values: _plain_row(rows.model, told, values) for values in {values for _owner, values in pairs}}
            self._join(rows.model, tied.joined, list(known.values()))
        yield from ((key, known[target]) for key, target in pairs)


def read_plain(queryset: QuerySet[Any], *, in_chunks: bool = False) -> Iterator[Any]:
    """Yield the rows of `queryset` as plain ones, with its annotations; what no file tells is left out.

    `in_chunks`: some are used while the others wait in a cursor of the database, which costs more than it saves where
    they are few.
    """
    model: Any = queryset.model
    fields = [field.attname for field in model._meta.concrete_fields if field.name not in UNREAD]
    names = [*fields, *queryset.query.annotation_select]
    place = names.index(model._meta.pk.attname)
    found = queryset.values_list(*names)
    for values in found.iterator(chunk_size=CHUNK) if in_chunks else found:
        row = _plain_row(model, names, values)
        row.pk = values[place]
        yield row


def _plain_row(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> Any:
    kind: Any = plain_class(model)
    row = kind.__new__(kind)
    # A dictionary made at once takes half the time of filling the row's own.
    row.__dict__ = dict(zip(names, values, strict=True))
    return row


@cache
def plain_class(model: type[Model]) -> type[Any]:
    """Return the class of the plain rows of `model`: the methods and the properties written in it and in its bases."""
    written = [vars(base) for base in reversed(model.__mro__) if issubclass(base, Model) and base is not Model]
    told = {
        name: value for base in written for name, value in base.items() if isinstance(value, FunctionType | property)
    }
    return type(f"Plain{model.__name__}", (), told)
