"""What was deleted, listed and brought back; two versions side by side, and one put back in the form."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from simple_history.admin import SimpleHistoryAdmin

from records.admin.deeds import tell_deed
from records.admin.deleted_rows import restore_row
from records.admin.history_words import HistoryInWords
from records.publication.deletions import deleted_rows

# How many deleted rows a page lists; how many versions are offered to be compared.
DELETED_A_PAGE, VERSIONS_OFFERED = 100, 200


class RestoringAdmin(SimpleHistoryAdmin):
    """Brings back what was deleted, and shows two versions of a row side by side."""

    def get_urls(self) -> list[URLPattern]:
        """Add the list of what was deleted, what brings a row back, and the page of two versions."""
        name, guard = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("supprimees/", guard(self.deleted_view), name=f"{name}_deleted"),
            path("supprimees/<int:key>/", guard(self.restore_view), name=f"{name}_restore"),
            path("<path:object_id>/versions/", guard(self.versions_view), name=f"{name}_versions"),
            *super().get_urls(),
        ]

    def address_for(self, page: str, *args: Any, **query: Any) -> str:
        """Return the address of a page of this admin."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args, query=query or None)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to what was deleted."""
        return super().changelist_view(request, {"deleted_url": self.address_for("deleted"), **(extra_context or {})})

    @method_decorator(require_safe)
    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List what was deleted, the latest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = deleted_rows(self.model).select_related("history_user").order_by("-history_date", "-history_id")
        page = Paginator(rows, DELETED_A_PAGE).get_page(request.GET.get("page"))
        for row in page:
            row.words = str(row.instance)
            row.restore_url = self.address_for("restore", row.id) if self.has_add_permission(request) else ""
            row.history_url = self.address_for("history", row.id)
        title = _("Supprimées\u00a0: %s") % self.opts.verbose_name_plural
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "page": page}
        return TemplateResponse(request, "admin/deleted.html", context)

    @method_decorator(require_POST)
    def restore_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Bring a row back with its parts, and show it; say why where it cannot be."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            restoring = restore_row(self.model, key, by=cast(Any, request.user))
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
            return redirect(self.address_for("deleted"))
        parts = len(restoring.restored) - 1
        told = f"{self.opts.verbose_name} {key}"
        tell_deed(self, request, "restore", told, self.address_for("change", key))
        self.message_user(request, _("Fiche rétablie, avec ses lignes (%s).") % parts, messages.SUCCESS)
        for sentence in restoring.lost:
            self.message_user(request, sentence, messages.WARNING)
        return redirect(self.address_for("change", key))

    @method_decorator(require_safe)
    def versions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show two versions of a row side by side: the last two, unless others are asked."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        versions = list(record.history.select_related("history_user").order_by("-history_id")[:VERSIONS_OFFERED])
        after = _chosen(versions, request.GET.get("apres"), 0)
        before = _chosen(versions, request.GET.get("avant"), 1)
        delta = after.diff_against(before, foreign_keys_are_objs=True)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deux versions\u00a0: %s") % record,
            "record": record,
            "versions": versions,
            "before": before,
            "after": after,
            "restores": hasattr(self, "type_version") and self.has_change_permission(request, record),
            "changes": HistoryInWords(self.model, after).context_for_delta_changes(delta),
        }
        return TemplateResponse(request, "admin/versions.html", context)


def _chosen(versions: list[Any], asked: str | None, rank: int) -> Any:
    """Return the version asked (its key), or that of a rank; raise Http404 where there is none."""
    found = [row for row in versions if str(row.history_id) == asked] if asked else versions[rank:] or versions[-1:]
    if not found:
        raise Http404
    return found[0]
