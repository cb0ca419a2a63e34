"""A list of records, as a page and as a CSV file: its filter, its columns, its orders, its page size."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.listing.columns import Dataset
from records.listing.export import stream_csv
from records.listing.filterset import PAGE, FacetedFilterSet, Settings
from records.listing.pages import Pages, find_page
from records.words.said import Said

ORDER, LAYOUT = "tri", "vue"
# Rows fetched at once while a file is written.
CHUNK = 500


class Order(NamedTuple):
    """An order readers may choose: its label, and the function that returns a queryset in that order."""

    label: Said
    apply: Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Listing:
    """A list: the page and the file narrow, order and show the same rows.

    `shown` and `written` take a queryset and its FacetedFilterSet; they return the queryset with the annotations and
    related rows that the page or the file needs. `orders` and `layouts`: by their value in the query string; the
    default is empty. `is_plain`: the table is without publication, everyone may read all of it.
    """

    model: type[Model]
    filterset: type[FacetedFilterSet]
    dataset: Dataset
    orders: dict[str, Order]
    per_page: int
    shown: Callable[[Any, Any], QuerySet[Any]]
    written: Callable[[Any, Any], QuerySet[Any]]
    layouts: dict[str, Said] = field(default_factory=dict)
    is_plain: bool = False

    def narrow(self, request: HttpRequest) -> FacetedFilterSet:
        """Return the FacetedFilterSet of the query string of `request`, over the rows its user may read today."""
        layouts = {LAYOUT: (_("Présentation"), self.layouts)} if self.layouts else {}
        return self.narrow_for(request.GET, request.user, timezone.localdate(), layouts)

    def narrow_for(
        self, data: Mapping[str, Any], user: Any, today: dt.date, settings: Settings | None = None
    ) -> FacetedFilterSet:
        """Return the FacetedFilterSet of `data`, a query string, over the rows that `user` may read on `today`.

        `settings`: the parameters it knows besides its filters and its order.
        """
        # Of records that may be published: it knows who may see them.
        records: Any = self.model._default_manager
        rows = records.all() if self.is_plain else records.visible_to(user, today)
        return self.filterset(data, rows, user=user, today=today, settings={**self._orders, **(settings or {})})

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """Return the template context of the page of the list that `request` asks for.

        `filter`: the FacetedFilterSet; `page`: a Page of rows; `order`, `layout`: the values in force;
        `labels`: {header: label} of the columns.
        """
        narrowed = self.narrow(request)
        rows = self.shown(self.in_order(narrowed), narrowed)
        page, narrowed.set_aside = find_page(Pages(rows, self.per_page, narrowed.total), request.GET.get(PAGE))
        return {
            "filter": narrowed,
            "page": page,
            "order": narrowed.set_to[ORDER],
            "layout": narrowed.set_to.get(LAYOUT, ""),
            "labels": self.dataset.labels(),
        }

    def file(self, request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
        """Return a CSV attachment of all the rows that `request` asks for, in its order.

        A file cannot tell which values it set aside: those that are unknown are refused, in words.
        """
        narrowed = self.narrow(request)
        if narrowed.unknown:
            told = render_to_string("_partials/set_aside.txt", {"unknown": narrowed.unknown})
            return HttpResponse(told, content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST)
        rows = self.written(self.in_order(narrowed), narrowed).iterator(chunk_size=CHUNK)
        return stream_csv(self.dataset.columns, rows, f"{self.dataset.name}.csv", request.build_absolute_uri)

    @property
    def _orders(self) -> Settings:
        return {ORDER: (_("Ordre"), {value: order.label for value, order in self.orders.items()})}

    def in_order(self, narrowed: FacetedFilterSet) -> QuerySet[Any]:
        """Return the rows of a FacetedFilterSet of this list, in the order it asks for."""
        return self.orders[narrowed.set_to[ORDER]].apply(narrowed.qs)
