"""References between lines: each leads somewhere, none goes round, and what it leads to allows it."""

from collections.abc import Callable
from typing import Any

from records.imports import faults
from records.imports.rows import CsvRow, Reference
from records.imports.tables import Table
from records.publication.fields import field_of, pointed_by
from records.publication.publishable import NEEDED_ONLINE, Publishable
from records.words.said import Said


class References:
    """The references of the lines of one table, as they are read; `check`: the Check of all files."""

    def __init__(self, check: Any, table: Table, refuse: Callable[[int, Said, Said, str], None]) -> None:
        self.check, self.table, self.refuse = check, table, refuse
        self.names = check.names[table.model]
        self.own_links: dict[str, tuple[CsvRow, Reference]] = {}
        self.offline = {name: self._offline(name) for name in self._published_with()}
        self.left_alone = self._left_alone()

    def read(self, row: CsvRow) -> None:
        """Refuse references of `row` to lines that do not exist or do not suit it.

        Those to the same table are kept for `finish`.
        """
        for reference in row.references:
            if reference.name in self.check.deleted_of(reference.model):
                row.refuse(reference.column, faults.DELETED_AT_THE_BUREAU, reference.name)
            elif reference.model is self.table.model:
                self.own_links[row.id] = row, reference
            elif reference.model not in self.check.unreadable:
                self._must_exist(row, reference)
        self._must_share(row)
        self._must_be_online(row)
        self.check.links[self.table.model][row.cells[self.table.named_by]] = row.links

    def finish(self) -> None:
        """Refuse references within the table to lines that do not exist, and circular ones."""
        links = {
            name: reference.name for name, (_row, reference) in self.own_links.items()
        } | self._links_of_the_bureau()
        for start, (row, reference) in self.own_links.items():
            seen, step = {start}, reference.name
            if step not in self.names:
                files = self.check.files_of(self.table.model)
                reason = faults.NOT_FOUND % {"kind": self.table.model._meta.verbose_name, "files": files}
                self.refuse(row.line, reference.column, reason, step)
            while step in links and step not in seen:
                seen.add(step)
                step = links[step]
            if step == start != reference.name:
                self.refuse(row.line, reference.column, faults.GOES_ROUND, reference.name)

    def _must_exist(self, row: CsvRow, reference: Reference) -> None:
        where = self.check.names[reference.model].get(reference.name)
        if where is None or reference.among not in ("", where[0]):
            kind, files = reference.model._meta.verbose_name, reference.among or self.check.files_of(reference.model)
            row.refuse(reference.column, faults.NOT_FOUND % {"kind": kind, "files": files}, reference.name)

    def _must_share(self, row: CsvRow) -> None:
        """Refuse a link to a row that does not have the link it must share with this one."""
        for name, (shared, message) in self.table.shared_links.items():
            others = self.check.links[pointed_by(self.table.model, name)]
            other = others.get(row.links.get(name) or "")
            if other and other.get(shared) != row.links.get(shared):
                row.refuse(self.table.column_of(name) or faults.LINE, message)

    def _must_be_online(self, row: CsvRow) -> None:
        """Refuse to put online a row whose record of the bureau it needs is not."""
        if row.id in self.left_alone or self.check.as_drafts:
            return
        for name, offline in self.offline.items():
            if row.links.get(name) in offline:
                words = {"field": field_of(self.table.model, name).verbose_name, "record": row.links[name]}
                row.refuse(self.table.column_of(name) or faults.LINE, NEEDED_ONLINE % words)

    def _published_with(self) -> tuple[str, ...]:
        return self.table.model.published_with if issubclass(self.table.model, Publishable) else ()

    def _offline(self, name: str) -> set[str | None]:
        """Return the identifiers of the rows that the foreign key `name` may point to, loaded, but not online."""
        rows = pointed_by(self.table.model, name).objects.filter(record_id__isnull=False)
        online = rows.published(self.check.today).values("pk")
        return set(rows.exclude(pk__in=online).values_list("record_id", flat=True))

    def _left_alone(self) -> set[str | None]:
        """Return the identifiers of the rows that the load does not put online: edited at the bureau, or withdrawn."""
        if not self.offline:
            return set()
        rows: Any = self.table.model.objects.filter(record_id__isnull=False)
        kept = rows.not_online() | rows.filter(edited_at__isnull=False)
        return set(kept.values_list("record_id", flat=True))

    def _links_of_the_bureau(self) -> dict[str, str]:
        """Return {identifier: identifier} of the links within the table that the load leaves as they are."""
        if not self.table.own_link:
            return {}
        name, model = self.table.own_link.field, self.table.model
        rows = model.objects.filter(**{f"{name}__isnull": False})
        found = rows.values_list("pk", "record_id", "edited_at", f"{name}__pk", f"{name}__record_id")
        return {
            record_id or f"#{key}": former_id or f"#{former}"
            for key, record_id, edited_at, former, former_id in found
            if edited_at or record_id not in self.names
        }
