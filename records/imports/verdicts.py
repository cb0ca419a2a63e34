"""What would come of each row of a spreadsheet: checked by the engine of the register, compared with the records."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Max, Model
from django.utils.translation import gettext_lazy

from records.imports import faults
from records.imports.current_cells import cells_of, fetch_with_cells
from records.imports.kept_sheets import RowKind
from records.imports.names import RowsByName
from records.imports.rows import CsvRow
from records.imports.sheet_rows import SheetReader, TypedRow
from records.imports.sheets import Sheet
from records.imports.tables import mentioned
from records.publication.conditions import condition_of, holds
from records.publication.fields import pointed_by
from records.publication.loaded import Loaded
from records.words.said import Said

# What a person answers of a row that may be there already: it is not; to leave it out; or it is the row of this key.
OTHER, LEFT, SAME = "autre", "laisser", "meme:"
PUBLISHED = gettext_lazy("ce qui est publié ne se change plus\u00a0: corrigez-le dans le formulaire")


@dataclass
class RowVerdict:
    """What would come of one row.

    faults: [column, reason] each; changes: [label, before, after] each; alike: [name, sentence] of what may be the
    same; doubts: other sentences; target: the key of the record it is about; version: of that record, when read.
    `row` is what the engine read, `base` what the record says, `changed` the columns that change.
    """

    line: int
    kind: RowKind = RowKind.REFUSED
    faults: list[list[str]] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    alike: list[list[str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    target: int | None = None
    version: str = ""
    label: str = ""
    described: Any = None
    row: CsvRow | None = None
    record: Any = None
    changed: list[str] = field(default_factory=list)


class SheetCheck:
    """Checks the rows of a file as of `today`; `guard(record)` says why a record may not be changed, or nothing."""

    def __init__(
        self, sheet: Sheet, columns: Mapping[str, str], *, today: dt.date, guard: Callable[[Any], Said]
    ) -> None:
        self.sheet, self.today, self.guard = sheet, today, guard
        self.rows = RowsByName()
        self.reader = SheetReader(sheet, columns, self.rows)
        self.likeness = sheet.likeness()
        self.labels = {name: sheet.label(name) for name in sheet.names}
        self.conditions = [(each, mentioned(condition_of(each))) for each in sheet.table.conditions]
        # {key of a record, or identifier of a new one: line that is about it}.
        self.lines: dict[str, int] = {}

    def remember(self, verdict: RowVerdict) -> None:
        """Have the rows checked from now on compared with this one."""
        known = str(verdict.target or "") or (f"={verdict.row.id}" if verdict.row and verdict.row.id else "")
        self.remember_row(verdict.kind, verdict.line, known, verdict.label, verdict.described)

    def remember_row(self, kind: str, line: int, known: str, label: str, described: Any) -> None:
        """Have the rows checked from now on compared with a row of this kind, known as `known`."""
        if kind in (RowKind.REFUSED, RowKind.LEFT):
            return
        if known:
            self.lines.setdefault(known, line)
        if kind in (RowKind.NEW, RowKind.DOUBTFUL) and described is not None:
            self.likeness.add(described, f"L{line}", f"{label} (ligne {line})")

    def check(self, typed: Sequence[tuple[int, Mapping[str, str], str]]) -> Iterator[RowVerdict]:
        """Yield the RowVerdict of each of these rows: (line, {header: text}, answer)."""
        read = [(self.reader.read(line, cells), answer) for line, cells, answer in typed]
        for row, answer in read:
            if answer.startswith(SAME) and answer.removeprefix(SAME).isdecimal():
                row.key = answer.removeprefix(SAME)
                row.cells.pop(next(iter(self.sheet.columns)), None)  # it keeps its own name
        keys = [int(row.key) for row, _answer in read if row.key]
        records = fetch_with_cells(self.sheet.table, keys)
        versions, final = self._versions(records), self._final(keys)
        for row, answer in read:
            record = records.get(int(row.key)) if row.key else None
            verdict = self._verdict(row, record, answer, is_final=bool(record) and int(row.key) in final)
            verdict.version = versions.get(self._owner_key(record), "") if record else ""
            self.remember(verdict)
            yield verdict

    def _owner_key(self, record: Any) -> int:
        return int(getattr(record, f"{self.sheet.owner}_id" if self.sheet.owner else "pk"))

    def _versions(self, records: Mapping[int, Loaded]) -> dict[int, str]:
        model: Any = (
            pointed_by(self.sheet.table.model, self.sheet.owner) if self.sheet.owner else self.sheet.table.model
        )
        keys = {self._owner_key(record) for record in records.values()}
        return versions_of(model, keys)

    def _final(self, keys: Iterable[int]) -> set[int]:
        model: Any = self.sheet.table.model
        return (
            set(model.objects.filter(model.final_once, pk__in=keys).values_list("pk", flat=True))
            if model.final
            else set()
        )

    def _verdict(self, typed: TypedRow, record: Any, answer: str, *, is_final: bool) -> RowVerdict:
        base = cells_of(self.sheet.table, record) if record else {}
        cells = self.reader.complete(typed, base)
        row = self.sheet.table.read(typed.line, cells)
        row.today = self.today
        if not row.id:  # a record of the bureau needs no identifier
            row.refusals = [each for each in row.refusals if each[0] != self.sheet.table.key]
        verdict = RowVerdict(typed.line, row=row, record=record, target=record.pk if record else None)
        verdict.label = self._label(row, record)
        verdict.changed = self._changed(typed, row, base, record) if record else []
        self._refuse(typed, row, verdict, is_final=is_final)
        if verdict.faults:
            return verdict
        said = (
            verdict.changed
            if record
            else [name for name in self.sheet.names if row.cells[name] and name in typed.cells]
        )
        verdict.changes = [
            [self.labels[name], self.reader.shown(name, base.get(name, "")), self.reader.shown(name, cells[name])]
            for name in said
        ]
        verdict.kind = RowKind.NEW if record is None else RowKind.CHANGED if verdict.changed else RowKind.UNCHANGED
        self._doubt(verdict, base, answer)
        return verdict

    def _label(self, row: CsvRow, record: Any) -> str:
        if record:
            return str(record)
        named = next((row.cells[name] for name in self.sheet.columns if row.cells.get(name)), "")
        return self.reader.shown(next(iter(self.sheet.columns)), named)

    def _changed(self, typed: TypedRow, row: CsvRow, base: Mapping[str, str], record: Any) -> list[str]:
        """Return the names of the columns that say something else than the record."""
        touched = self.reader.touched(typed)
        differs = [name for name in self.sheet.columns if name in touched and row.cells[name] != base[name]]
        if not differs:
            return []
        before = self.sheet.table.read(typed.line, {**row.cells, **base})
        return [name for name in differs if _said(self.sheet, name, row) != _said(self.sheet, name, before)]

    def _refuse(self, typed: TypedRow, row: CsvRow, verdict: RowVerdict, *, is_final: bool) -> None:
        """Put in `verdict` all that is wrong with a row: its cells, the rules between them, the record it changes."""
        unread = {name for name, _reason in typed.refusals}
        found: list[tuple[Said, Said]] = list(typed.refusals)
        touched = set(verdict.changed) if verdict.record else set(self.sheet.names)
        found += [(column, reason) for column, reason, _value in row.refusals if column in touched - unread]
        if not typed.refusals and (verdict.record is None or verdict.changed):
            found += self._rules_broken(row)
            found += self._links_apart(row)
        twice = self.lines.get(str(verdict.target or "") or (f"={row.id}" if row.id else ""), 0)
        if twice:
            found.append((self.sheet.table.key, faults.ROW_TWICE % {"line": twice}))
        if verdict.record and verdict.changed and (sentence := self.guard(verdict.record)):
            found.append((faults.LINE, sentence))
        if verdict.record is None and self.sheet.owner and (sentence := self._owner_refused(row)):
            found.append((faults.LINE, sentence))
        if is_final:
            final = set(self.sheet.table.model.final)
            found += [(name, PUBLISHED) for name in verdict.changed if final & set(self.sheet.columns[name].fields)]
        verdict.faults = [[str(column), str(reason)] for column, reason in dict.fromkeys(found)]

    def _owner_refused(self, row: CsvRow) -> Said:
        model = pointed_by(self.sheet.table.model, self.sheet.owner)
        key = row.links.get(self.sheet.owner)
        owner = model._default_manager.filter(pk=key).first() if key else None
        return self.guard(owner) if owner else ""

    def _rules_broken(self, row: CsvRow) -> list[tuple[Said, Said]]:
        found: list[tuple[Said, Said]] = [each for rule in self.sheet.table.rules for each in rule(row)]
        facts = row.facts()
        for constraint, fields in self.conditions:
            if not row.unread & fields and holds(condition_of(constraint), facts) is False:
                beside = self.sheet.table.column_of(constraint.violation_error_code)
                found.append((beside or faults.LINE, constraint.violation_error_message or ""))
        return found

    def _links_apart(self, row: CsvRow) -> Iterator[tuple[Said, Said]]:
        """Yield (column, reason) of the links to rows that do not share with this one what they must."""
        for name, (shared, message) in self.sheet.table.shared_links.items():
            other = row.links.get(name)
            if (
                other
                and self.rows.links(pointed_by(self.sheet.table.model, name), shared).get(other) != row.links[shared]
            ):
                yield self.sheet.table.column_of(name) or faults.LINE, message

    def _doubt(self, verdict: RowVerdict, base: Mapping[str, str], answer: str) -> None:
        """Have a row that may be there already wait for an answer, and follow the answer it has."""
        row = cast(CsvRow, verdict.row)
        verdict.described = self.likeness.described(row)
        if verdict.kind == RowKind.UNCHANGED:
            return
        if verdict.record is None:
            verdict.alike = [list(each) for each in self.likeness.like(verdict.described)]
        elif self.likeness.described(self.sheet.table.read(row.line, {**row.cells, **base})) != verdict.described:
            found = self.likeness.like(verdict.described)
            verdict.alike = [list(each) for each in found if each[0] != str(verdict.target)]
        verdict.doubts = [str(reason) for doubts in self.sheet.table.doubts for _r, _c, reason in doubts([row], [])]
        if answer == LEFT or answer.startswith(f"{SAME}L"):
            verdict.kind = RowKind.LEFT
        elif (verdict.alike or verdict.doubts) and answer != OTHER and not answer.startswith(SAME):
            verdict.kind = RowKind.DOUBTFUL


def versions_of(model: Any, keys: Iterable[int]) -> dict[int, str]:
    """Return {key: version} of the rows of `model` with these `keys`: the last row of the history of each."""
    rows = model.history.filter(id__in=list(keys)).order_by().values_list("id").annotate(Max("history_id"))
    return {key: str(version) for key, version in rows}


def _said(sheet: Sheet, name: str, row: CsvRow) -> Any:
    """Return what a row says in a column, as plain values."""
    column = sheet.columns[name]
    children = [(child.values, child.links) for child in row.children if child.of is column]
    fields: Sequence[str] = [*column.fields] or [getattr(column, "field", "")]
    facts = {**row.values, **row.links, **{each: sorted(names) for each, names in row.many.items()}}
    return children, [facts.get(each) for each in fields]


def owner_of(sheet: Sheet, record: Any) -> Model:
    """Return the record whose form holds a row: itself, or its owner."""
    return getattr(record, sheet.owner) if sheet.owner else record
