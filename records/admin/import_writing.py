"""Writing a spreadsheet that was confirmed: new rows are drafts, what is online is proposed, drafts are changed."""

import datetime as dt
from collections import defaultdict
from typing import Any, cast
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.admin.applying import ApplyingAdmin
from records.admin.imported_changes import backward, changes_of_rows
from records.admin.proposed_changes import changes_of
from records.admin.sent_requests import sent_by_hand, silenced
from records.imports import faults
from records.imports.columns import Links
from records.imports.history_rows import Cause
from records.imports.kept_sheets import ImportedRow, ImportState, RowKind, SheetImport
from records.imports.names import NEW
from records.imports.previewing import write_again
from records.imports.sheets import Sheet
from records.imports.verdicts import RowVerdict, SheetCheck, owner_of, versions_of
from records.imports.writing import ROW_BATCH, Keys, LoadedRows, Writing
from records.publication.after_write import note_written
from records.publication.fields import pointed_by
from records.publication.proposal_steps import keep_proposal, take_proposal_step
from records.publication.sources import Source, SourceKind

CHANGED_MEANWHILE = _("a changé depuis l’aperçu\u00a0: importez cette ligne de nouveau pour la relire")

Pair = tuple[ImportedRow, RowVerdict]


class _KeysAsNames(dict[str, int]):
    """Rows named by their own keys."""

    def __missing__(self, name: str) -> int:
        return int(name)


class ImportWriting:
    """Writes the rows of an import in one transaction, each as its preview told it; the others are set aside."""

    def __init__(self, admin: ApplyingAdmin, request: HttpRequest, sheet: Sheet, check: SheetCheck) -> None:
        self.admin, self.sheet, self.check = admin, sheet, check
        # What is said of each saving is said to nobody: the page of the import tells what came of all.
        self.request = silenced(request)
        self.user: Any = cast(Any, request).user
        self.today: dt.date = timezone.localdate()
        self.left = 0

    @transaction.atomic
    def run(self, kept: SheetImport) -> SheetImport:
        """Write what the preview of `kept` told, where nothing changed meanwhile; return it done.

        `left` is then the number of the rows set aside, which the preview did not refuse.
        """
        kept = SheetImport.objects.select_for_update().get(pk=kept.pk)
        if kept.state != ImportState.READ:
            return kept
        self.reason = kept.reason
        rows = list(kept.rows.filter(kind__in=[RowKind.NEW, RowKind.CHANGED]))
        pairs = self._still_true(rows)
        self._record_sources(pairs)
        self._create([pair for pair in pairs if pair[1].record is None and not self.sheet.owner])
        by_owner: dict[int, list[Pair]] = defaultdict(list)
        for row, verdict in pairs:
            if verdict.record is not None or self.sheet.owner:
                by_owner[self._owner_key(verdict)].append((row, verdict))
        for key, about in by_owner.items():
            self._change(key, about)
        self._close(kept, rows)
        self.left = sum(row.kind == RowKind.REFUSED for row in rows)
        return kept

    def _owner_key(self, verdict: RowVerdict) -> int:
        if verdict.record is not None:
            return int(owner_of(self.sheet, verdict.record).pk)
        return int(cast(Any, verdict.row).links[self.sheet.owner])

    def _still_true(self, rows: list[ImportedRow]) -> list[Pair]:
        """Check the rows again, their records held; set aside those of which something else would come by now."""
        targets = [row.target for row in rows if row.target]
        list(self.sheet.table.model._default_manager.select_for_update().filter(pk__in=targets).values_list("pk"))
        verdicts = self.check.check([(row.line, row.cells, row.answer) for row in rows])
        kept = []
        for row, verdict in zip(rows, verdicts, strict=True):
            read = (row.kind, row.target, row.changes, row.version)
            if read == (verdict.kind, verdict.target, verdict.changes, verdict.version):
                kept.append((row, verdict))
            else:
                _set_aside(row, verdict.faults or [[str(faults.LINE), str(CHANGED_MEANWHILE)]])
        return kept

    def _record_sources(self, pairs: list[Pair]) -> None:
        """Record the sources that nobody had, under the name of their site, and cite them where they are named."""
        made: dict[str, str] = {}
        fields = [
            column.field for column in self.sheet.table.columns if isinstance(column, Links) and column.model is Source
        ]
        for _row, verdict in pairs:
            many = cast(Any, verdict.row).many
            for name in fields:
                many[name] = [self._source(key, made) if key.startswith(NEW) else key for key in many.get(name, [])]

    def _source(self, name: str, made: dict[str, str]) -> str:
        if name not in made:
            url = name.removeprefix(NEW)
            host = (urlsplit(url).hostname or url).removeprefix("www.")
            source = Source(url=url, publisher=host[:120], kind=SourceKind.WEB, edited_at=timezone.now())
            source._history_user, source._change_reason = self.user, self.reason
            source.save()
            made[name] = str(source.pk)
        return made[name]

    def _create(self, pairs: list[Pair]) -> None:
        """Make a draft of each new row."""
        if not pairs:
            return
        table, cause = self.sheet.table, Cause(self.reason, self.user.pk)
        keys: Keys = defaultdict(_KeysAsNames)
        loaded = LoadedRows(table.model)
        writing = Writing(table, keys, loaded, on=self.today, dry_run=False, as_drafts=True, cause=cause)
        for start in range(0, len(pairs), ROW_BATCH):
            some = pairs[start : start + ROW_BATCH]
            made = writing.create([cast(Any, verdict.row) for _row, verdict in some], edited_at=timezone.now())
            for (row, _verdict), record in zip(some, made, strict=True):
                row.record = record.pk
        written = {row.record for row, _verdict in pairs if row.record}
        if table.afterwards:
            table.afterwards(written, today=self.today)
        note_written(table.model, written)
        versions = versions_of(table.model, written)
        for row, _verdict in pairs:
            row.version_left = versions[row.record or 0]

    def _change(self, key: int, pairs: list[Pair]) -> None:
        """Change a draft, or propose to change what is online, as `pairs` say; set them aside if its form refuses."""
        model: Any = self.admin.model
        self.admin.lock(model(pk=key))
        record = model.objects.get(pk=key)
        try:
            with transaction.atomic():
                self._type(record, pairs)
        except ValidationError as refusal:
            for row, _verdict in pairs:
                _set_aside(row, [[str(faults.LINE), sentence] for sentence in refusal.messages])

    def _type(self, record: Any, pairs: list[Pair]) -> None:
        record.is_proposed, record.asks_reason, record.merged = False, False, None
        asked = sent_by_hand(self.request, record)
        form = self.admin.form_class(asked, record)(instance=record)
        formsets, _inlines = self.admin._create_formsets(asked, record, change=True)
        changes = changes_of_rows(self.sheet, [verdict for _row, verdict in pairs], form, formsets)
        bound = self.admin.bind(self.request, record, changes)
        if not bound.is_valid():
            raise ValidationError(bound.errors())
        first = pairs[0][0]
        if record.is_online:
            found = changes_of(bound.form, [formset for formset in bound.formsets if formset.needs_approval])
            proposal = keep_proposal(record, found, by=self.user)
            proposal = take_proposal_step(proposal, "comment", by=self.user, comment=self.reason)
            first.proposal, first.version_left = proposal.pk, versions_of(type(proposal), [proposal.pk])[proposal.pk]
        else:
            self.admin.save_bound(bound, self.reason)
            first.backward = backward(changes, bound.formsets)
            first.record, first.version_left = record.pk, versions_of(type(record), [record.pk])[record.pk]

    def _close(self, kept: SheetImport, rows: list[ImportedRow]) -> None:
        """Keep what came of the rows; forget what was typed in those that are written."""
        for row in rows:
            row.cells = {} if row.kind != RowKind.REFUSED else row.cells
        write_again(rows)
        kept.counts = {kind: kept.rows.filter(kind=kind).count() for kind in RowKind.values}
        kept.state, kept.confirmed_at = ImportState.DONE, timezone.now()
        kept.save()


def _set_aside(row: ImportedRow, reasons: list[list[str]]) -> None:
    row.kind, row.faults = RowKind.REFUSED, reasons


def owner_model(sheet: Sheet) -> type[Any]:
    """Return the model of the records whose form holds the rows of a sheet."""
    return pointed_by(sheet.table.model, sheet.owner) if sheet.owner else sheet.table.model
