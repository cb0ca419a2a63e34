"""The second reading: the rows of one table are written in batches, with their relations and their history."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from django.db.models import F, Model, prefetch_related_objects

from records.imports.cells import SMALL
from records.imports.columns import ONLY
from records.imports.history_rows import LOADING, Cause, write_history
from records.imports.relations import DERIVED, sync_children, sync_many_to_many
from records.imports.rows import Child, CsvRow
from records.imports.tables import Table
from records.publication.addresses import free_slug, kept_addresses
from records.publication.deletions import deleted_identifiers
from records.publication.fields import ManyToMany, attribute_of, field_of, pointed_by
from records.publication.history import CHANGED, CREATED
from records.publication.loaded import Loaded
from records.publication.merges import RecordMerge
from records.publication.publishable import Publishable
from records.publication.references import Referenced, give_references
from records.publication.status import put_online

ROW_BATCH = 2000
UPDATE_BATCH = 500

# For each model: the key of each row, by the name that files call it.
Keys: TypeAlias = dict[type[Model], dict[str, int]]


@dataclass
class Summary:
    """Result of loading one table: numbers of rows, and the identifiers of those to be looked at.

    edited: left as edited on the site; final: not changed, although their line was; gone: no longer in the file;
    deleted: at the bureau, not brought back.
    """

    table: Table
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)
    final: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


class LoadedRows:
    """The rows of one model already loaded: {identifier: (key, digest, whether edited on the site since)}."""

    def __init__(self, model: type[Any]) -> None:
        found = model.objects.filter(record_id__isnull=False)
        self.rows = {
            record_id: (key, digest, edited_at is not None)
            for record_id, key, digest, edited_at in found.values_list(
                "record_id", "pk", "record_hash", "edited_at"
            ).iterator()
        }
        self.gone: set[str] = set(self.rows)
        self.deleted = deleted_identifiers(model)
        # A line whose row was merged into another at the bureau names this one, and stays undone.
        merged = RecordMerge.objects.of(model).exclude(record_id="").values_list("record_id", "kept_key")
        self.rows |= {record_id: (key, "", True) for record_id, key in merged}
        final = found.filter(model.final_once) if model.final else found.none()
        self.final = set(final.values_list("record_id", flat=True))
        self.has_slug = any(each.name == "slug" for each in model._meta.fields)
        self.slugs = set(model.objects.values_list("slug", flat=True).iterator()) if self.has_slug else set()
        if self.has_slug:
            self.slugs |= set(kept_addresses(model).values_list("slug", flat=True).distinct().iterator())


class Writing:
    """Writes the rows of one `table`; `keys`: {model: {name: key}}, to which this table adds its own rows.

    as_drafts: new rows are not put online; cause: what the history tells of them.
    """

    def __init__(
        self,
        table: Table,
        keys: Keys,
        loaded: LoadedRows,
        *,
        on: dt.date,
        dry_run: bool,
        as_drafts: bool = False,
        cause: Cause = LOADING,
    ) -> None:
        self.table, self.keys, self.loaded = table, keys, loaded
        self.on, self.dry_run, self.as_drafts, self.cause = on, dry_run, as_drafts, cause
        self.summary = Summary(table)
        self.touched: set[int] = set()
        names = [*table.fields, *DERIVED]
        self.written = [each for each in table.model._meta.fields if each.name in names]
        self.ranked = any("position" in fields for fields, _beside, _message in table.unique_sets)

    def run(self, rows: Iterable[CsvRow]) -> Summary:
        """Write `rows`, unless `dry_run`; return the Summary."""
        for batch in self.batches(rows):
            unknown = [row for row in batch if row.id not in self.loaded.rows]
            fresh = [row for row in unknown if row.id not in self.loaded.deleted]
            self.summary.deleted += [row.id for row in unknown if row.id in self.loaded.deleted]
            changed = self.without_final([row for row in batch if self.is_changed(row)])
            self.summary.created += len(fresh)
            self.summary.updated += len(changed)
            if not self.dry_run:
                self.free_ranks(changed)
                # First: a new row may take the name that a changed line leaves.
                self.update(changed)
                self.create(fresh)
        return self.summary

    def batches(self, rows: Iterable[CsvRow]) -> Iterator[list[CsvRow]]:
        """Yield lists of ROW_BATCH rows at most, none of which refers to another of the list."""
        batch: list[CsvRow] = []
        held: set[str | None] = set()
        link = self.table.own_link
        for row in rows:
            if len(batch) == ROW_BATCH or (link and row.links[link.field] in held):
                yield batch
                batch, held = [], set()
            batch.append(row)
            held.add(row.cells[self.table.named_by])
        if batch:
            yield batch

    def is_changed(self, row: CsvRow) -> bool:
        """Return whether a row already loaded must be updated; count it and remember its key."""
        if row.id not in self.loaded.rows:
            return False
        key, digest, is_edited = self.loaded.rows[row.id]
        self.loaded.gone.discard(row.id)
        self.name(row, key)
        if is_edited:
            self.summary.edited.append(row.id)
            return False
        is_same = digest == self.table.digest(row)
        self.summary.unchanged += is_same
        return not is_same

    def without_final(self, rows: list[CsvRow]) -> list[CsvRow]:
        """Return `rows` without those whose line changes final fields; add these to `summary.final`."""
        keys = [self.loaded.rows[row.id][0] for row in rows if row.id in self.loaded.final]
        found = self.table.model.objects.in_bulk(keys) if keys else {}
        left = [row.id for row in rows if self.changes_final_fields(row, found.get(self.loaded.rows[row.id][0]))]
        self.summary.final += left
        return [row for row in rows if row.id not in left]

    def changes_final_fields(self, row: CsvRow, instance: Loaded | None) -> bool:
        """Return whether the line changes a final field of `instance` (None if it has no final field)."""
        fields = [field_of(self.table.model, name) for name in self.table.model.final if instance]
        said = {each.name: row.values[each.name] for each in fields if each.name in row.values}
        for each in fields:
            if each.name in row.links:
                said[each.name] = self.keys[pointed_by(self.table.model, each.name)].get(row.links[each.name] or "")
        return any(getattr(instance, each.attname) != said[each.name] for each in fields if each.name in said)

    def name(self, row: CsvRow, key: int) -> None:
        """Remember the key of the row, for those that refer to it by name."""
        keys = self.keys[self.table.model]
        keys[row.cells[self.table.named_by]] = key
        if self.table.single:
            keys[ONLY] = key

    def free_ranks(self, rows: list[CsvRow]) -> None:
        """Move the rows to update to temporary positions, so that positions can be exchanged."""
        if self.ranked and rows:
            model: Any = self.table.model  # ranked: it has a position
            keys = [self.loaded.rows[row.id][0] for row in rows]
            model.objects.filter(pk__in=keys).update(position=F("position") + SMALL // 2)

    def create(self, rows: list[CsvRow], edited_at: dt.datetime | None = None) -> list[Loaded]:
        """Insert rows, published on the day of the load unless they are drafts, and return them.

        edited_at: when someone of the bureau made them; a load leaves them alone then.
        """
        if not rows:
            return []
        begun = [self.table.model(record_id=row.id or None, edited_at=edited_at) for row in rows]
        instances = [self.fill(instance, row) for instance, row in zip(begun, rows, strict=True)]
        for instance in instances:
            self.set_defaults(instance)
        if issubclass(self.table.model, Referenced):
            prefetch_related_objects(instances, *filter(None, [self.table.model.numbered_with]))
            give_references(cast(list[Any], instances))
        for instance in instances:
            instance.fill_derived_fields()
        self.table.model.objects.bulk_create(instances)
        for row, instance in zip(rows, instances, strict=True):
            self.name(row, instance.pk)
        self.write_related(rows, instances, CREATED)
        return instances

    def update(self, rows: list[CsvRow]) -> None:
        """Update rows whose line has changed; their publication status and slug do not change."""
        if not rows:
            return
        found = self.table.model.objects.in_bulk([self.loaded.rows[row.id][0] for row in rows])
        instances = [found[self.loaded.rows[row.id][0]] for row in rows]
        before = [self.values(instance) for instance in instances]
        for row, instance in zip(rows, instances, strict=True):
            self.fill(instance, row).fill_derived_fields()
        after = [self.values(instance) for instance in instances]
        changed = [
            name for name in before[0] if any(old[name] != new[name] for old, new in zip(before, after, strict=True))
        ]
        self.table.model.objects.bulk_update(instances, changed, batch_size=UPDATE_BATCH)
        self.write_related(rows, instances, CHANGED)

    def values(self, instance: Loaded) -> dict[str, Any]:
        """Return {name of the field: value} of the fields of `instance` that the file fills."""
        return {field.name: getattr(instance, field.attname) for field in self.written}

    def fill(self, instance: Loaded, row: CsvRow) -> Loaded:
        """Set the values of the line on `instance`, without saving; return it."""
        model = self.table.model
        for name, value in row.values.items():
            setattr(instance, name, value)
        for name, target in row.links.items():
            setattr(instance, attribute_of(model, name), self.key(pointed_by(model, name), target))
        instance.record_hash = self.table.digest(row)
        return instance

    def set_defaults(self, instance: Loaded) -> None:
        """Set the publication and the slug of a new row."""
        if isinstance(instance, Publishable) and not self.as_drafts:
            put_online(instance, self.on)
        if self.loaded.has_slug:
            named: Any = instance
            named.slug = free_slug(type(instance), self.table.address(instance), taken=self.loaded.slugs)
            self.loaded.slugs.add(named.slug)

    def key(self, model: type[Model], name: str | None) -> int | None:
        """Return the key of the row of `model` that files call `name`; None if `name` is None."""
        return None if name is None else self.keys[model][name]

    def write_related(self, rows: list[CsvRow], instances: list[Loaded], kind: str) -> None:
        """Write the relations, the children and the history of rows just saved."""
        are_new = kind == CREATED
        pairs = [(instance.pk, row) for instance, row in zip(instances, rows, strict=True)]
        self.touched.update(pk for pk, _row in pairs)
        for name in rows[0].many:
            field, target = cast(ManyToMany, field_of(self.table.model, name)), pointed_by(self.table.model, name)
            sync_many_to_many(
                field,
                {pk: [self.keys[target][each] for each in row.many[name]] for pk, row in pairs},
                are_new=are_new,
            )
        write_history(self.table.model, [pk for pk, _row in pairs], kind, self.cause)
        for model, (parent, identified_by) in self.table.child_models.items():
            wanted = {pk: [self.child(each) for each in row.children if each.of.model is model] for pk, row in pairs}
            sync_children(model, parent, identified_by, wanted, are_new=are_new, cause=self.cause)

    def child(self, child: Child) -> dict[str, Any]:
        """Return {attribute: value} of one child, with the keys of the rows it refers to."""
        model = child.of.model
        links = {
            attribute_of(model, name): self.key(pointed_by(model, name), target) for name, target in child.links.items()
        }
        return {**child.values, **links}
