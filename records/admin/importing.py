"""The pages by which the bureau imports a spreadsheet: the file, what would come of it, what came, and undoing."""

from typing import Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from records.admin.deeds import tell_deed
from records.admin.import_undoing import ImportUndoing
from records.admin.import_writing import ImportWriting
from records.admin.sharing import SharingAdmin
from records.imports.faults import UnreadableFileError
from records.imports.grids import MAX_SHEET_BYTES
from records.imports.kept_sheets import ImportedRow, ImportState, RowKind, SheetImport
from records.imports.previewing import MAX_SHEET_ROWS, answer_doubts, keep_sheet, read_some
from records.imports.sheets import Sheet
from records.imports.verdicts import LEFT, OTHER, SAME, SheetCheck
from records.imports.workbooks_made import model_file, refused_file
from records.listing.formats import FORMATS
from records.words.keys import key_in
from records.words.said import Said

ROWS_A_PAGE, IMPORTS_SHOWN = 50, 30
# Begins the name of what the person answers about a line.
ANSWER_OF_LINE = "ligne-"
# What a page shows first, if there is any.
SHOWN_FIRST = [RowKind.DOUBTFUL, RowKind.REFUSED, RowKind.CHANGED, RowKind.NEW, RowKind.UNCHANGED, RowKind.LEFT]
READ_ONLY, CLOSED = _("vous ne pouvez pas changer cette fiche"), _("cette fiche est à approuver ou archivée")
HAS_PROPOSAL = _("une proposition est déjà ouverte sur cette fiche\u00a0: menez-la d’abord à son terme")
ANSWERS_KEPT = _("Vos choix sont notés\u00a0: relisez ce qui en est, puis confirmez.")
NOTHING_WRITTEN = _("La base de données a refusé\u00a0: rien n’a été écrit. Essayez de nouveau.")
WRITTEN = _("Importé. Nouvelles\u00a0: %(new)s, changées\u00a0: %(changed)s.")
REFUSED_SINCE = _(
    "Refusées depuis l’aperçu, et non écrites\u00a0: %(count)s. Voyez pourquoi parmi les lignes refusées."
)
NO_FILE = _("Choisissez un fichier.")


class ImportingAdmin(SharingAdmin):
    """Imports spreadsheets: `sheets` says which, none for most records."""

    sheets: tuple[Sheet, ...] = ()
    change_list_template = "admin/record_change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of the imports."""
        if not self.sheets:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        guard = self.admin_site.admin_view
        return [
            path("importer/<slug:sheet_name>/", guard(self.import_view), name=f"{name}_import"),
            path("importer/<slug:sheet_name>/modele.xlsx", guard(self.model_view), name=f"{name}_import_model"),
            path("imports/<int:key>/", guard(self.preview_import_view), name=f"{name}_import_preview"),
            path("imports/<int:key>/a-corriger.xlsx", guard(self.refused_view), name=f"{name}_import_refused"),
            path("imports/<int:key>/annuler/", guard(self.undo_view), name=f"{name}_import_undo"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead from the list to what may be imported."""
        shown = self.sheets if self.may_import(request) else ()
        links = [(self._import_address("import", sheet.name), sheet) for sheet in shown]
        return super().changelist_view(request, {"imports": links, **(extra_context or {})})

    def may_import(self, request: HttpRequest) -> bool:
        """Say whether the person may import rows here: whoever may add and change the records that hold them."""
        return self.has_add_permission(request) and self.has_change_permission(request)

    def _import_address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _sheet(self, request: HttpRequest, name: str) -> Sheet:
        """Return the sheet called `name`. Raise Http404 if there is none, PermissionDenied if it is not for them."""
        found = next((sheet for sheet in self.sheets if sheet.name == name), None)
        if found is None:
            raise Http404
        if not self.may_import(request):
            raise PermissionDenied
        return found

    def _import(self, request: HttpRequest, key: int) -> tuple[SheetImport, Sheet]:
        """Return the import of this key with its sheet; one not confirmed is its author's alone."""
        found = SheetImport.objects.filter(pk=key, sheet__in=[sheet.name for sheet in self.sheets]).first()
        user = cast(Any, request).user
        if found is None or not SheetImport.objects.open_to(user, found.sheet).filter(pk=key).exists():
            raise Http404
        return found, self._sheet(request, found.sheet)

    @method_decorator(require_http_methods(["GET", "PART_HEAD", "POST"]))
    def import_view(self, request: HttpRequest, sheet_name: str) -> HttpResponse:
        """Ask for a file, and keep it for its author; say in words why it cannot be read."""
        sheet, refusal = self._sheet(request, sheet_name), ""
        if request.method == "POST":
            sent: Any = request.FILES.get("file")
            try:
                if sent is None or not sent.size:
                    raise UnreadableFileError(NO_FILE)
                content = sent.read(MAX_SHEET_BYTES + 1)
                kept = keep_sheet(sheet, cast(Any, request).user, sent.name, content)
                return redirect(self._import_address("import_preview", kept.pk))
            except UnreadableFileError as unreadable:
                refusal = str(unreadable.reason)
        context = self._context(request, sheet, _("Importer\u00a0: %s") % sheet.title)
        known = SheetImport.objects.open_to(cast(Any, request).user, sheet.name).select_related("author")
        imports = [(self._import_address("import_preview", each.pk), each) for each in known[:IMPORTS_SHOWN]]
        context |= {"refusal": refusal, "imports": imports, "most_rows": MAX_SHEET_ROWS}
        context["model_url"] = self._import_address("import_model", sheet.name)
        return TemplateResponse(request, "admin/import_file.html", context)

    def _context(self, request: HttpRequest, sheet: Sheet, title: Said) -> dict[str, Any]:
        urls = {"import_url": self._import_address("import", sheet.name)}
        return {**self.admin_site.each_context(request), "opts": self.opts, "sheet": sheet, "title": title, **urls}

    @method_decorator(require_safe)
    def model_view(self, request: HttpRequest, sheet_name: str) -> HttpResponse:
        """Return the workbook to fill."""
        sheet = self._sheet(request, sheet_name)
        return _workbook(model_file(sheet), gettext("modele-%s.xlsx") % sheet.name)

    def make_check(self, request: HttpRequest, sheet: Sheet, kept: SheetImport) -> SheetCheck:
        """Return what checks the rows of an import for who imports them."""
        proposals: Any = self.model.proposals.rel.related_model.objects
        proposed = set(proposals.still_proposed().values_list("record", flat=True))

        def guard(record: Any) -> Said:
            if not (record.is_draft or record.is_online):
                return CLOSED
            if not self.has_change_permission(request, record):
                return READ_ONLY
            return HAS_PROPOSAL if record.pk in proposed else ""

        columns = {title: name for title, name in kept.columns.items() if name}
        owned = (lambda row: guard(getattr(row, sheet.owner, row))) if sheet.owner else guard
        return SheetCheck(sheet, columns, today=timezone.localdate(), guard=owned)

    @method_decorator(require_http_methods(["GET", "PART_HEAD", "POST"]))
    def preview_import_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show what would come of a file, a little at a time while it is read; then what came of it."""
        kept, sheet = self._import(request, key)
        if request.method == "POST":
            return self._take(request, kept, sheet)
        if kept.state == ImportState.READING:
            kept = read_some(kept, lambda: self.make_check(request, sheet, kept))
        if kept.state == ImportState.READING:
            context = self._context(request, sheet, _("Lecture de %s") % kept.file_name)
            total, waiting = kept.rows.count(), kept.rows.filter(kind=RowKind.WAITING).count()
            context |= {"kept": kept, "total": total, "read": total - waiting}
            return TemplateResponse(request, "admin/import_progress.html", context)
        return TemplateResponse(request, "admin/import_preview.html", self._preview_context(request, kept, sheet))

    def _take(self, request: HttpRequest, kept: SheetImport, sheet: Sheet) -> HttpResponse:
        """Keep the answers, drop the file, or write what the preview told."""
        page = redirect(self._import_address("import_preview", kept.pk))
        action = request.POST.get("action")
        if not kept.is_open:
            return page
        if action == "drop":
            kept.delete()
            return redirect(self._import_address("import", sheet.name))
        if answers := _new_answers(request, kept):
            answer_doubts(kept, answers)
            self.message_user(request, ANSWERS_KEPT, messages.INFO)
        elif action == "confirm":
            self._write(request, kept, sheet)
        return page

    def _write(self, request: HttpRequest, kept: SheetImport, sheet: Sheet) -> None:
        """Write what the preview told, and say what came of it."""
        writing = ImportWriting(self, request, sheet, self.make_check(request, sheet, kept))
        try:
            counts = writing.run(kept).counts
        except DatabaseError:
            self.message_user(request, NOTHING_WRITTEN, messages.ERROR)
            return
        told = f"{kept.file_name} ({sheet.name})\u00a0: {counts['new']} + {counts['changed']}"
        tell_deed(self, request, "import", told, self._import_address("import_preview", kept.pk))
        self.message_user(request, WRITTEN % {"new": counts["new"], "changed": counts["changed"]}, messages.SUCCESS)
        if writing.left:
            self.message_user(request, REFUSED_SINCE % {"count": writing.left}, messages.WARNING)

    def _preview_context(self, request: HttpRequest, kept: SheetImport, sheet: Sheet) -> dict[str, Any]:
        counts = {kind: kept.rows.filter(kind=kind).count() for kind in SHOWN_FIRST}
        first = next((kind for kind in SHOWN_FIRST if counts[kind]), RowKind.NEW)
        shown = request.GET.get("sorte", "")
        kind = RowKind(shown) if shown in SHOWN_FIRST else first
        page = Paginator(kept.rows.filter(kind=kind), ROWS_A_PAGE).get_page(request.GET.get("page"))
        for row in page:
            row.shown = self._shown(row, kept, sheet)
        context = self._context(request, sheet, kept.file_name)
        return {
            **context,
            "kept": kept,
            "kinds": [(each, counts[each]) for each in SHOWN_FIRST if counts[each]],
            "counts": {each.value: number for each, number in counts.items()},
            "kind": kind,
            "rows": page,
            "written": counts[RowKind.NEW] + counts[RowKind.CHANGED],
            "refused_url": self._import_address("import_refused", kept.pk) if counts[RowKind.REFUSED] else "",
            "undo_url": self._import_address("import_undo", kept.pk) if self.may_undo(request, kept) else "",
        }

    def _shown(self, row: ImportedRow, kept: SheetImport, sheet: Sheet) -> dict[str, Any]:
        """Return what the page tells of a row: its faults beside its cells, its answers, where what it wrote is."""
        labels = {"": "", **{name: sheet.label(name) for name in [*sheet.names, "adresse"]}}
        typed = {kept.columns.get(title): text for title, text in row.cells.items()}
        faults = [(labels.get(name, name), reason, typed.get(name, "")) for name, reason in row.faults]
        answers = [(f"{SAME}{name}", name, sentence) for name, sentence in row.alike]
        found = {"faults": faults, "answers": answers, "url": ""}
        if row.proposal:
            found["url"] = self._import_address("proposal", row.proposal)
        elif row.record or (row.target and not sheet.owner):
            found["url"] = self._import_address("change", row.record or row.target)
        return found

    @method_decorator(require_safe)
    def refused_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Return the refused rows, as they were typed, each with its reason."""
        kept, sheet = self._import(request, key)
        rows = [
            (row.cells, "; ".join(f"{_named(sheet, name)}\u00a0: {reason}" for name, reason in row.faults))
            for row in kept.rows.filter(kind=RowKind.REFUSED)
        ]
        return _workbook(refused_file(list(kept.columns), rows), gettext("a-corriger-%s.xlsx") % sheet.name)

    def may_undo(self, request: HttpRequest, kept: SheetImport) -> bool:
        """Say whether the person may undo an import: who made it, or who approves."""
        is_author = kept.author_id == cast(Any, request).user.pk
        return kept.state == ImportState.DONE and (is_author or self.has_publish_permission(request))

    @method_decorator(require_http_methods(["GET", "PART_HEAD", "POST"]))
    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say what undoing an import would do, and what it cannot; do it."""
        kept, sheet = self._import(request, key)
        if not self.may_undo(request, kept):
            raise PermissionDenied
        undoing = ImportUndoing(self, request, sheet)
        if request.method == "POST":
            plan = undoing.run(kept)
            done = sum(not each.hinders for each in plan)
            told = f"{kept.file_name} ({sheet.name})\u00a0: {done}"
            tell_deed(self, request, "undo_import", told, self._import_address("import_preview", kept.pk))
            self.message_user(request, _("Import annulé. Fiches défaites\u00a0: %s.") % done, messages.SUCCESS)
            return redirect(self._import_address("import_preview", kept.pk))
        plan = undoing.plan(kept)
        context = self._context(request, sheet, _("Annuler l’import de %s") % kept.file_name)
        context |= {"kept": kept, "undone": [each for each in plan if not each.hinders]}
        context |= {"kept_url": self._import_address("import_preview", kept.pk)}
        return TemplateResponse(
            request, "admin/import_undo.html", {**context, "hindered": [each for each in plan if each.hinders]}
        )


def _named(sheet: Sheet, name: str) -> str:
    return sheet.label(name) if name in (*sheet.names, "adresse") else name


def _new_answers(request: HttpRequest, kept: SheetImport) -> dict[int, str]:
    """Return {line: answer} of what the person answers otherwise than before."""
    sent = {
        line: answer
        for name, answer in request.POST.items()
        if name.startswith(ANSWER_OF_LINE) and isinstance(answer, str) and answer
        if (line := key_in(name.removeprefix(ANSWER_OF_LINE))) is not None
    }
    rows = kept.rows.filter(line__in=list(sent))
    offered = {row.line: {OTHER, LEFT, *(f"{SAME}{name}" for name, _why in row.alike)} for row in rows}
    before = {row.line: row.answer for row in rows}
    return {line: answer for line, answer in sent.items() if answer in offered.get(line, ()) and answer != before[line]}


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=FORMATS["xlsx"].media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
