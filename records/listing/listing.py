"""A list of records, as a page and as files: its filter, its columns, its orders, its page size."""

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.listing.columns import Column, Dataset
from records.listing.downloads import absolute_for, download, file_links
from records.listing.filterset import PAGE, FacetedFilterSet, Settings
from records.listing.formats import Export
from records.listing.formats.export import public_terms
from records.listing.options import Pick
from records.listing.pages import Pages, find_page
from records.listing.plain_rows import CHUNK
from records.listing.tables import table_of
from records.page_cache.fragments import Rare, keep, keep_each
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache
from records.publication.status import Reader, may_see
from records.words.said import Said

ORDER, LAYOUT, COLUMNS_ASKED, READ_AS = "tri", "vue", "colonnes", "lecture"
# The layout of a list as a table of some of its columns, and the words for the other.
AS_TABLE, AS_LIST = "tableau", _("liste")
# What asks, of those who may read drafts, for what anyone reads.
PUBLIC_READING = "publique"
READINGS: dict[str, Said] = {"": _("brouillons compris"), PUBLIC_READING: _("en ligne seulement")}
# The first page whose rows are found among the keys of all.
DEEP = 10
# The lists of which a process keeps the keys of all the rows, at most: eight bytes a row.
KEYS = VersionedCache(50, CONTENT_VERSION.edition)


class Order(NamedTuple):
    """An order readers may choose: its label, and the function that returns a queryset in that order."""

    label: Said
    apply: Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Listing:
    """A list: the page and the file narrow, order and show the same rows.

    `shown`, `fetched` and `written` take a queryset and its FacetedFilterSet: `shown` returns the queryset with what
    the page needs of each row; `fetched`, with what the columns tell; `written`, if given, the rows of the file one
    after another, read faster. `orders`: by their value in the query string; the default is empty.
    `layout`: what the page is called where it is no table; `card`: the template of a `row`, whose HTML is kept;
    without it the page is of rows.
    `readable`: takes a reader and a day, and returns the rows they may read, where rows have no publication.
    """

    model: type[Model]
    filterset: type[FacetedFilterSet]
    dataset: Dataset
    orders: dict[str, Order]
    per_page: int
    shown: Callable[[Any, Any], QuerySet[Any]]
    fetched: Callable[[Any, Any], QuerySet[Any]]
    written: Callable[[Any, Any], Iterable[Any]] | None = None
    layout: Said = AS_LIST
    card: str = ""
    readable: Callable[[Any, dt.date], QuerySet[Any]] | None = None

    def narrow(self, request: HttpRequest) -> FacetedFilterSet:
        """Return the FacetedFilterSet of the query string of `request`, over the rows its user may read today.

        Whoever may read drafts may ask for the list as anyone reads it.
        """
        settings: dict[str, Any] = {LAYOUT: (_("Présentation"), {"": self.layout, AS_TABLE: _("tableau")})}
        settings |= {READ_AS: (_("Fiches"), READINGS)} if may_see(request.user) else {}
        user = AnonymousUser() if request.GET.get(READ_AS) == PUBLIC_READING else request.user
        picks = {COLUMNS_ASKED: Pick(_("Colonnes"), self.dataset.labels(), (LAYOUT, AS_TABLE))}
        return self.narrow_for(request.GET, user, timezone.localdate(), settings, picks)

    def rows_for(self, user: Reader, today: dt.date) -> Iterable[Any]:
        """Return all the rows that `user` may read on `today` (a date), with what a file of them tells."""
        narrowed = self.narrow_for({}, user, today)
        return self.rows_of(self.in_order(narrowed), narrowed)

    def narrow_for(
        self,
        data: Mapping[str, Any],
        user: Any,
        today: dt.date,
        settings: Settings | None = None,
        picks: Mapping[str, Pick] | None = None,
    ) -> FacetedFilterSet:
        """Return the FacetedFilterSet of `data`, a query string, over the rows that `user` may read on `today`.

        `settings`, `picks`: the parameters it knows besides its filters and its order.
        """
        # Of records that may be published: it knows who may see them.
        records: Any = self.model._default_manager
        rows = self.readable(user, today) if self.readable else records.visible_to(user, today)
        known = {**self._orders, **(settings or {})}
        return self.filterset(data, rows, user=user, today=today, settings=known, picks=picks)

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """Return the template context of the page of the list that `request` asks for.

        `name`: that of its files; `filter`: the FacetedFilterSet; `page`: a Page of rows, or of cards; `order`: the
        value in force; `labels`: {header: label} of the columns; `files`: FileLinks to its rows, all pages of them;
        `kept_as`: what the page depends on; `columns`: (header, label, whether it is shown) of each column, and
        `tabled`, a function that gives the `table`, where the list is asked as one.
        """
        narrowed = self.narrow(request)
        is_table = narrowed.set_to[LAYOUT] == AS_TABLE
        # Cards, and the rows of a table, are found by their keys, which are kept.
        by_key = is_table or self.card
        rows = range(narrowed.total) if by_key else self.shown(self.in_order(narrowed), narrowed)
        page, narrowed.set_aside = find_page(Pages(rows, self.per_page, narrowed.total), request.GET.get(PAGE))
        if self.card:
            # Written while the page is.
            page.object_list = SimpleLazyObject(lambda: self._cards(self._keys(page, narrowed), narrowed))
        return {
            "name": self.dataset.name,
            "filter": narrowed,
            "page": page,
            "order": narrowed.set_to[ORDER],
            "labels": self.dataset.labels(),
            "files": file_links(request.path.rstrip("/"), narrowed.query),
            "kept_as": self._kept_as(narrowed, page),
            **(self._as_table(request, narrowed, page) if is_table else {}),
        }

    def _kept_as(self, narrowed: FacetedFilterSet, page: Any) -> tuple[Any, ...]:
        """Return what the page depends on: rare where its columns are picked."""
        picked, kept = narrowed.picked[COLUMNS_ASKED], narrowed.kept_as
        return (Rare if picked else type(kept))((*kept, *narrowed.set_to.values(), page.number, *picked))

    def _as_table(self, request: HttpRequest, narrowed: FacetedFilterSet, page: Any) -> dict[str, Any]:
        columns = self.columns_read(narrowed)
        shown = {column.header for column in columns}

        def tabled() -> dict[str, Any]:
            keys = self._keys(page, narrowed)
            rows = self.fetched(self._order(narrowed).apply(narrowed.queryset.filter(pk__in=keys)), narrowed)
            return {"table": table_of(self.title, columns, rows, absolute_for(request))}

        labels = self.dataset.labels().items()
        return {"tabled": tabled, "columns": [(header, label, header in shown) for header, label in labels]}

    @property
    def title(self) -> str:
        """What its rows are, in words."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    def columns_read(self, narrowed: FacetedFilterSet) -> list[Column]:
        """Return the Columns that a table to read shows: those picked, or the few that paper has room for."""
        return self.dataset.chosen(narrowed.picked[COLUMNS_ASKED] or self.dataset.on_paper)

    def file(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Return the file of all the rows that `request` asks for, in its order; `kind`: a key of FORMATS.

        What is not understood is refused, in words.
        """
        narrowed = self.narrow(request)
        return refuse_unknown(narrowed) or download(
            request, kind, self.dataset.name, narrowed.query, lambda: self.export(request, narrowed)
        )

    def export(self, request: HttpRequest, narrowed: FacetedFilterSet) -> Export:
        """Return the Export of the rows of `narrowed`, in its order."""
        stem, picked = request.path.rpartition(".")[0], narrowed.picked[COLUMNS_ASKED]
        return Export(
            columns=self.dataset.chosen(picked) if picked else self.dataset.columns,
            rows=self.rows_of(self.in_order(narrowed), narrowed),
            absolute=absolute_for(request),
            day=narrowed.today,
            title=self.title,
            address=request.build_absolute_uri(f"{stem}/{narrowed.query}"),
            filters=narrowed.applied,
            # The bureau's file may tell drafts, which nobody may republish.
            terms=() if request.user.is_authenticated else public_terms(narrowed.today),
        )

    def written_for(self, user: Any, queryset: QuerySet[Any]) -> Iterable[Any]:
        """Return the rows of `queryset` as their file tells them to `user` today, whatever narrowed them."""
        return self.rows_of(queryset, self.filterset({}, queryset, user=user, today=timezone.localdate()))

    def rows_of(self, queryset: QuerySet[Any], narrowed: FacetedFilterSet) -> Iterable[Any]:
        """Return the rows of `queryset` one after another, with what their file tells the reader of `narrowed`."""
        if self.written is not None:
            return self.written(queryset, narrowed)
        return self.fetched(queryset, narrowed).iterator(chunk_size=CHUNK)

    def _keys(self, page: Any, narrowed: FacetedFilterSet) -> Sequence[int]:
        """Return the keys of the rows of a page, kept; of a deep one or of a search, from those of the whole list.

        A database walks through all that stands before a page, and tests all that a search does not find.
        """
        kept, order = narrowed.kept_as, narrowed.set_to[ORDER]
        start, end = max(page.start_index() - 1, 0), page.end_index()
        if page.number < DEEP and not isinstance(kept, Rare):
            return keep("keys", (*kept, order, page.number), lambda: list(self._keys_of_all(narrowed)[start:end]))
        return KEYS.recall((*kept, order), lambda: array("q", self._keys_of_all(narrowed).iterator()))[start:end]

    def _keys_of_all(self, narrowed: FacetedFilterSet) -> QuerySet[Any, int]:
        return self.in_order(narrowed).values_list("pk", flat=True)

    def _cards(self, keys: Iterable[int], narrowed: FacetedFilterSet) -> list[str]:
        """Return the HTML of the rows with these keys, in their order, each by `card`."""
        card = get_template(self.card)

        def make(missing: list[int]) -> dict[int, str]:
            rows = self.shown(narrowed.queryset.filter(pk__in=missing), narrowed)
            return {row.pk: card.render({"row": row}) for row in rows}

        return keep_each(self.card, (may_see(narrowed.user),), keys, make)

    @property
    def _orders(self) -> Settings:
        return {ORDER: (_("Ordre"), {value: order.label for value, order in self.orders.items()})}

    def in_order(self, narrowed: FacetedFilterSet) -> QuerySet[Any]:
        """Return the rows of a FacetedFilterSet of this list, in the order it asks for."""
        return self._order(narrowed).apply(narrowed.qs)

    def _order(self, narrowed: FacetedFilterSet) -> Order:
        return self.orders[narrowed.set_to[ORDER]]


def refuse_unknown(narrowed: FacetedFilterSet) -> HttpResponse | None:
    """Return the answer that says which values and parameters are unknown; None if there are none.

    A file or a sheet of paper cannot tell what it set aside.
    """
    unknown = {"unknown": narrowed.unknown, "parameters": narrowed.unknown_parameters}
    if not any(unknown.values()):
        return None
    told = render_to_string("_partials/set_aside.txt", unknown)
    return HttpResponse(told, content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST)


def list_file(request: HttpRequest, listing: Listing, kind: str) -> HttpResponseBase:
    """Give the rows of a list, all pages of it, as a file; `kind`: a key of FORMATS."""
    return listing.file(request, kind)
