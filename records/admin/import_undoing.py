"""Undoing an import as one: what it made and nobody touched since is taken back; the rest is told, and why it stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models import PROTECT, RESTRICT
from django.db.models.deletion import Collector
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.admin.applying import ApplyingAdmin
from records.admin.import_writing import owner_model
from records.admin.sent_requests import silenced
from records.imports.kept_sheets import ImportedRow, ImportState, SheetImport
from records.imports.previewing import write_again
from records.imports.sheets import Sheet
from records.imports.verdicts import versions_of
from records.publication.after_write import note_all_deleted
from records.publication.fields import relations_to
from records.publication.proposal_steps import take_proposal_step
from records.words.said import Said

DELETES, DROPS, PUTS_BACK = _("brouillon supprimé"), _("proposition abandonnée"), _("brouillon remis comme avant")
ALREADY_GONE = _("elle n’existe plus")
LEFT_DRAFTS = _("elle n’est plus un brouillon")
TOUCHED = _("quelqu’un l’a modifiée depuis l’import")
HELD = _("d’autres fiches s’y rattachent depuis")
PROPOSAL_CLOSED = _("la proposition n’est plus ouverte")
PROPOSAL_TOUCHED = _("quelqu’un a travaillé à la proposition depuis l’import")


@dataclass
class Undoing:
    """What undoing would do of one row: the verb, in words; `hinders`: why it cannot, empty where it can."""

    row: ImportedRow
    verb: Said
    hinders: Said
    found: Any = None


class ImportUndoing:
    """Undoes an import; `request` is that of who undoes it."""

    def __init__(self, admin: ApplyingAdmin, request: HttpRequest, sheet: Sheet) -> None:
        self.admin, self.sheet = admin, sheet
        self.request = silenced(request)
        self.user: Any = cast(Any, request).user
        self.model: Any = owner_model(sheet)

    def plan(self, kept: SheetImport) -> list[Undoing]:
        """Return what undoing would do, row by row."""
        rows = list(kept.rows.exclude(record=None, proposal=None))
        made = [row for row in rows if row.record and row.backward is None]
        changed = [row for row in rows if row.record and row.backward is not None]
        return [
            *self._plan_records(made, DELETES, self._held({row.record for row in made if row.record})),
            *self._plan_records(changed, PUTS_BACK, set()),
            *self._plan_proposals([row for row in rows if row.proposal]),
        ]

    def _plan_records(self, rows: list[ImportedRow], verb: Said, held: set[int]) -> Iterable[Undoing]:
        keys = [row.record for row in rows if row.record]
        records, versions = self.model.objects.in_bulk(keys), versions_of(self.model, keys)
        for row in rows:
            record = records.get(row.record)
            hinders: Said = ""
            if record is None:
                hinders = ALREADY_GONE
            elif not record.is_draft or (verb is DELETES and record.published_on):
                hinders = LEFT_DRAFTS
            elif versions.get(record.pk) != row.version_left:
                hinders = TOUCHED
            elif record.pk in held:
                hinders = HELD
            yield Undoing(row, verb, hinders, record)

    def _held(self, keys: set[int]) -> set[int]:
        """Return which of the records with these `keys` other records, not made by the import, are tied to."""
        held: set[int] = set()
        for relation in relations_to(self.model):
            if relation.on_delete in (PROTECT, RESTRICT):
                rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": keys})
                if relation.related_model is self.model:
                    rows = rows.exclude(pk__in=keys)
                held |= set(rows.values_list(relation.field.attname, flat=True))
        return held

    def _plan_proposals(self, rows: list[ImportedRow]) -> Iterable[Undoing]:
        model: Any = self.model.proposals.rel.related_model
        keys = [row.proposal for row in rows if row.proposal]
        proposals, versions = model.objects.in_bulk(keys), versions_of(model, keys)
        for row in rows:
            proposal = proposals.get(row.proposal)
            hinders: Said = ""
            if proposal is None or not proposal.is_open:
                hinders = PROPOSAL_CLOSED
            elif versions.get(proposal.pk) != row.version_left:
                hinders = PROPOSAL_TOUCHED
            yield Undoing(row, DROPS, hinders, proposal)

    @transaction.atomic
    def run(self, kept: SheetImport) -> list[Undoing]:
        """Undo what can be; return all of the plan, with what hindered the rest."""
        kept = SheetImport.objects.select_for_update().get(pk=kept.pk)
        if kept.state != ImportState.DONE:
            return []
        undone = gettext("Import annulé")
        self.reason = f"{undone}\u00a0: {kept.file_name}"[:100]
        self._hold(kept)
        plan = self.plan(kept)
        self._delete([each.found for each in plan if each.verb is DELETES and not each.hinders])
        for each in plan:
            if not each.hinders and each.verb is not DELETES:
                self._undo(each)
        kept.state, kept.undone_at = ImportState.UNDONE, timezone.now()
        kept.save()
        for each in plan:
            each.row.faults = [[str(each.verb), str(each.hinders)]] if each.hinders else []
        write_again([each.row for each in plan])
        return plan

    def _hold(self, kept: SheetImport) -> None:
        keys = kept.rows.exclude(record=None).values_list("record", flat=True)
        list(self.model.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk").values_list("pk"))

    def _undo(self, each: Undoing) -> None:
        try:
            with transaction.atomic():
                if each.verb is DROPS:
                    take_proposal_step(each.found, "drop", by=self.user, comment=self.reason)
                else:
                    self._put_back(each.found, each.row.backward)
        except ValidationError as refusal:
            each.hinders = " ".join(refusal.messages)

    def _put_back(self, record: Any, changes: Any) -> None:
        bound = self.admin.bind(self.request, record, changes)
        if bound.conflicts:
            raise ValidationError(TOUCHED)
        if not bound.is_valid():
            raise ValidationError(bound.errors())
        self.admin.save_bound(bound, self.reason)

    def _delete(self, records: list[Any]) -> None:
        """Delete drafts all at once, with their parts and a row of history each."""
        if not records:
            return
        note_all_deleted(self.model, {record.pk for record in records})
        for record in records:
            record._change_reason, record._history_user = self.reason, self.user
        collector = Collector(using=router.db_for_write(self.model), origin=self.model.objects.all())
        collector.collect(records)
        collector.delete()
