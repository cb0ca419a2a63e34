"""A list of records, as a page and as a CSV file: its filter, its columns, its orders, its page size."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from records.listing.columns import Dataset
from records.listing.export import stream_csv
from records.listing.filterset import PAGE, FacetedFilterSet
from records.listing.pages import Pages, find_page
from records.page_cache.fragments import Rare, keep_each
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache
from records.publication.status import may_see
from records.words.said import Said

ORDER, LAYOUT = "tri", "vue"
# The first page whose rows are found among the keys of all.
DEEP = 10
# The lists of which a process keeps the keys of all the rows, at most: eight bytes a row.
KEYS = VersionedCache(50, CONTENT_VERSION.edition)
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
    default is empty. `cards`: {layout: template of a `row`}, whose HTML is kept; without it the page is of rows.
    """

    model: type[Model]
    filterset: type[FacetedFilterSet]
    dataset: Dataset
    orders: dict[str, Order]
    per_page: int
    shown: Callable[[Any, Any], QuerySet[Any]]
    written: Callable[[Any, Any], QuerySet[Any]]
    layouts: dict[str, Said] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)

    def narrow(self, request: HttpRequest) -> FacetedFilterSet:
        """Return the FacetedFilterSet of the query string of `request`, over the rows its user may read today."""
        user, today = request.user, timezone.localdate()
        # Of records that may be published: it knows who may see them.
        records: Any = self.model._default_manager
        rows = records.visible_to(user, today)
        return self.filterset(request.GET, rows, user=user, today=today, settings=self._settings)

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """Return the template context of the page of the list that `request` asks for.

        `filter`: the FacetedFilterSet; `page`: a Page of rows, or of cards; `order`, `layout`: the values in force;
        `labels`: {header: label} of the columns; `kept_as`: what the page depends on.
        """
        narrowed = self.narrow(request)
        layout, order, kept = narrowed.set_to.get(LAYOUT, ""), narrowed.set_to[ORDER], narrowed.kept_as
        rows = self._in_order(narrowed)
        shown = rows.values_list("pk", flat=True) if self.cards else self.shown(rows, narrowed)
        page, narrowed.set_aside = find_page(Pages(shown, self.per_page, narrowed.total), request.GET.get(PAGE))
        if self.cards:
            # Written while the page is.
            page.object_list = SimpleLazyObject(
                lambda: self._cards(self._keys(page, rows, narrowed), narrowed, self.cards[layout])
            )
        return {
            "filter": narrowed,
            "page": page,
            "order": order,
            "layout": layout,
            "labels": self.dataset.labels(),
            "kept_as": type(kept)((*kept, order, page.number)),
        }

    def file(self, request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
        """Return a CSV attachment of all the rows that `request` asks for, in its order.

        A file cannot tell which values it set aside: those that are unknown are refused, in words.
        """
        narrowed = self.narrow(request)
        if narrowed.unknown:
            told = render_to_string("_partials/set_aside.txt", {"unknown": narrowed.unknown})
            return HttpResponse(told, content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST)
        rows = self.written(self._in_order(narrowed), narrowed).iterator(chunk_size=CHUNK)
        return stream_csv(self.dataset.columns, rows, f"{self.dataset.name}.csv", request.build_absolute_uri)

    def _keys(self, page: Any, rows: QuerySet[Any], narrowed: FacetedFilterSet) -> Sequence[int]:
        """Return the keys of the rows of a page; of a deep one or of a search, from those of the whole list, kept.

        A database walks through all that stands before a page, and tests all that a search does not find.
        """
        kept = narrowed.kept_as
        keys = rows.values_list("pk", flat=True)
        start, end = max(page.start_index() - 1, 0), page.end_index()
        if page.number < DEEP and not isinstance(kept, Rare):
            return list(keys[start:end])
        return KEYS.recall((*kept, narrowed.set_to[ORDER]), lambda: array("q", keys.iterator()))[start:end]

    def _cards(self, keys: Iterable[int], narrowed: FacetedFilterSet, template: str) -> list[str]:
        """Return the HTML of the rows with these keys, in their order, each by `template`."""
        card = get_template(template)

        def make(missing: list[int]) -> dict[int, str]:
            rows = self.shown(narrowed.queryset.filter(pk__in=missing), narrowed)
            return {row.pk: card.render({"row": row}) for row in rows}

        return keep_each(template, (may_see(narrowed.user),), keys, make)

    @property
    def _settings(self) -> dict[str, tuple[Said, Mapping[str, Said]]]:
        orders = {value: order.label for value, order in self.orders.items()}
        layouts = {LAYOUT: (_("Présentation"), self.layouts)} if self.layouts else {}
        return {ORDER: (_("Ordre"), orders), **layouts}

    def _in_order(self, narrowed: FacetedFilterSet) -> QuerySet[Any]:
        return self.orders[narrowed.set_to[ORDER]].apply(narrowed.qs)
