"""The lists of the bureau as files: exactly the rows that a list shows, drafts too, for whoever may read them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from records.admin.field_columns import columns_from_fields
from records.admin.list_title import TitledListAdmin
from records.admin.listed_rows import RecordList
from records.listing.columns import Column
from records.listing.downloads import FileLink, absolute_for, download, file_links, file_paths
from records.listing.formats import Export
from records.listing.listing import Listing
from records.words.said import Said

OWN_ROWS = "lignes"


class ListFile(NamedTuple):
    """What a list gives as a file: its words, its columns, its rows from those of the list, the permission asked.

    `rows` takes the request and the queryset of the list; `permission`: beside that of reading the list.
    """

    words: Said
    columns: Callable[[], Sequence[Column]]
    rows: Callable[[HttpRequest, QuerySet[Any]], Iterable[Any]]
    permission: str = ""


class FilesAdmin(TitledListAdmin):
    """Gives the rows of a list as files; those of a record with a public list have its columns, then internal ones."""

    change_list_template = "admin/record_change_list.html"
    listing: Listing | None = None

    def list_files(self) -> dict[str, ListFile]:
        """Return {end of the address: ListFile} of the files that the list gives."""
        return {OWN_ROWS: ListFile(_("Télécharger ces lignes"), self._columns, self._rows)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RecordList]:
        """Have the rows written in one go."""
        return RecordList

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the files."""
        view = self.admin_site.admin_view(self.file_view)
        route = f"{self.opts.app_label}_{self.opts.model_name}"
        paths = [file_paths(name, view, f"{route}_{name}", {"name": name}) for name in self.list_files()]
        return [*(each for found in paths for each in found), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Offer the files of the rows asked."""
        asked = request.GET.copy()
        asked.pop("p", None)
        query = f"?{asked.urlencode()}" if asked else ""
        offered: list[tuple[Said, list[FileLink]]] = [
            (each.words, file_links(f"{request.path}{stem}", query))
            for stem, each in self.list_files().items()
            if self._may_read(request, each)
        ]
        return super().changelist_view(request, {"list_files": offered, **(extra_context or {})})

    @method_decorator(require_safe)
    def file_view(self, request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
        """Give a file of the rows asked; `kind`: a key of FORMATS."""
        file = self.list_files()[name]
        if not self.has_view_or_change_permission(request) or not self._may_read(request, file):
            raise PermissionDenied
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(address)

        def export() -> Export:
            return Export(
                columns=file.columns(),
                rows=file.rows(request, shown.queryset),
                absolute=absolute_for(request),
                day=timezone.localdate(),
                title=capfirst(str(self.opts.verbose_name_plural)),
                address=request.build_absolute_uri(f"{address}?{request.GET.urlencode()}"),
                filters=_filters(shown),
            )

        return download(
            request, kind, slugify(f"{self.opts.verbose_name_plural} {name}"), request.GET.urlencode(), export
        )

    def _may_read(self, request: HttpRequest, file: ListFile) -> bool:
        return not file.permission or request.user.has_perm(file.permission)

    def _columns(self) -> list[Column]:
        if self.listing is None:
            return columns_from_fields(self.model)
        return [*self.listing.dataset.columns, *columns_from_fields(self.model, self.listing.dataset.internal)]

    def _rows(self, request: HttpRequest, queryset: QuerySet[Any]) -> Iterable[Any]:
        queryset = queryset.select_related(*(field.name for field in self.opts.fields if field.is_relation))
        if self.listing is None:
            return queryset.prefetch_related(*(field.name for field in self.opts.many_to_many))
        return self.listing.written_for(request.user, queryset)


def _filters(shown: Any) -> list[tuple[Said, str]]:
    """Return the (label, choice) pairs in force in a ChangeList: its words, then its filters."""
    words = [(_("Recherche"), shown.query)] if shown.query else []
    # The first choice of a filter is not to filter.
    chosen = [
        (capfirst(str(spec.title)), str(choice["display"]))
        for spec in shown.filter_specs
        for choice in list(spec.choices(shown))[1:]
        if choice.get("selected")
    ]
    return [*words, *chosen]
