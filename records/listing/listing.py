"""A list of records, as a page and as files: its filter, its columns, its orders, its page size."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.listing.columns import Dataset
from records.listing.downloads import absolute_for, download, file_links
from records.listing.filterset import PAGE, FacetedFilterSet
from records.listing.formats import Export
from records.listing.pages import Pages, find_page
from records.publication.status import Reader
from records.words.said import Said

ORDER, LAYOUT = "tri", "vue"


class Order(NamedTuple):
    """An order readers may choose: its label, and the function that returns a queryset in that order."""

    label: Said
    apply: Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Listing:
    """A list: the page and the file narrow, order and show the same rows.

    `shown` and `written` take a queryset and its FacetedFilterSet: `shown` returns the queryset with the annotations
    and related rows that the page needs; `written`, the rows of the file one after another, with what it needs.
    `orders` and `layouts`: by their value in the query string; the default is empty.
    """

    model: type[Model]
    filterset: type[FacetedFilterSet]
    dataset: Dataset
    orders: dict[str, Order]
    per_page: int
    shown: Callable[[Any, Any], QuerySet[Any]]
    written: Callable[[Any, Any], Iterable[Any]]
    layouts: dict[str, Said] = field(default_factory=dict)

    def narrow(self, request: HttpRequest) -> FacetedFilterSet:
        """Return the FacetedFilterSet of the query string of `request`, over the rows its user may read today."""
        return self._narrowed(request.GET, request.user, timezone.localdate())

    def rows_for(self, user: Reader, today: dt.date) -> Iterable[Any]:
        """Return all the rows that `user` may read on `today` (a date), with what a file of them tells."""
        narrowed = self._narrowed(QueryDict(), user, today)
        return self.written(self._in_order(narrowed), narrowed)

    def _narrowed(self, asked: QueryDict, user: Reader, today: dt.date) -> FacetedFilterSet:
        # Of records that may be published: it knows who may see them.
        records: Any = self.model._default_manager
        rows = records.visible_to(user, today)
        return self.filterset(asked, rows, user=user, today=today, settings=self._settings)

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """Return the template context of the page of the list that `request` asks for.

        `filter`: the FacetedFilterSet; `page`: a Page of rows; `order`, `layout`: the values in force;
        `labels`: {header: label} of the columns; `files`: FileLinks to its rows, all pages of them.
        """
        narrowed = self.narrow(request)
        rows = self.shown(self._in_order(narrowed), narrowed)
        page, narrowed.set_aside = find_page(Pages(rows, self.per_page, narrowed.total), request.GET.get(PAGE))
        return {
            "filter": narrowed,
            "page": page,
            "order": narrowed.set_to[ORDER],
            "layout": narrowed.set_to.get(LAYOUT, ""),
            "labels": self.dataset.labels(),
            "files": file_links(request.path.rstrip("/"), narrowed.query),
        }

    def file(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Return the file of all the rows that `request` asks for, in its order; `kind`: a key of FORMATS.

        A file cannot tell which values it set aside: those that are unknown are refused, in words.
        """
        narrowed = self.narrow(request)
        if narrowed.unknown:
            told = render_to_string("_partials/set_aside.txt", {"unknown": narrowed.unknown})
            return HttpResponse(told, content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST)
        return download(request, kind, self.dataset.name, narrowed.query, lambda: self.export(request, narrowed))

    def export(self, request: HttpRequest, narrowed: FacetedFilterSet) -> Export:
        """Return the Export of the rows of `narrowed`, in its order."""
        stem = request.path.rpartition(".")[0]
        return Export(
            columns=self.dataset.columns,
            rows=self.written(self._in_order(narrowed), narrowed),
            absolute=absolute_for(request),
            day=narrowed.today,
            title=capfirst(str(self.model._meta.verbose_name_plural)),
            address=request.build_absolute_uri(f"{stem}/{narrowed.query}"),
            filters=narrowed.applied,
        )

    def written_for(self, user: Any, queryset: QuerySet[Any]) -> Iterable[Any]:
        """Return the rows of `queryset` as their file tells them to `user` today, whatever narrowed them."""
        return self.written(queryset, self.filterset({}, queryset, user=user, today=timezone.localdate()))

    @property
    def _settings(self) -> dict[str, tuple[Said, Mapping[str, Said]]]:
        orders = {value: order.label for value, order in self.orders.items()}
        layouts = {LAYOUT: (_("Présentation"), self.layouts)} if self.layouts else {}
        return {ORDER: (_("Ordre"), orders), **layouts}

    def _in_order(self, narrowed: FacetedFilterSet) -> QuerySet[Any]:
        return self.orders[narrowed.set_to[ORDER]].apply(narrowed.qs)


def list_file(request: HttpRequest, listing: Listing, kind: str) -> HttpResponseBase:
    """Give the rows of a list, all pages of it, as a file; `kind`: a key of FORMATS."""
    return listing.file(request, kind)
