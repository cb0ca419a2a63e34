"""What an address of the API asks of a list: its filters, its fields, its page; what is unknown is set aside."""

import datetime as dt
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from portal.api.resources import Resource
from records.listing.cursors import rows_after
from records.listing.filterset import unknown_parameters
from records.listing.listing import ORDER
from records.words.keys import key_in

CURSOR, FIELDS, SIZE = "curseur", "champs", "par_page"
USUAL_PAGE, LARGEST_PAGE = 25, 100
# The parameters that narrow nothing.
OWN_PARAMETERS = (ORDER, CURSOR, FIELDS, SIZE)


class UnknownCursorError(Exception):
    """Nothing public stands where a cursor points: what was there was withdrawn, or never was."""


class ListRequest:
    """What `data`, a query string, asks of a Resource on `today` (a date), for anyone."""

    def __init__(self, resource: Resource, data: QueryDict, today: dt.date) -> None:
        self.resource, self.data, self.today = resource, data, today
        # Public whoever asks: a session opens nothing here.
        self.narrowed = resource.listing.narrow_for(data, AnonymousUser(), today)

    @property
    def known_parameters(self) -> set[str]:
        """Names of the parameters that are read."""
        return {*self.narrowed.filters, *OWN_PARAMETERS}

    @cached_property
    def known_fields(self) -> list[str]:
        """Names of the fields there are, parts included."""
        return [*(column.header for column in self.resource.columns), *self.resource.parts]

    @cached_property
    def _typed_fields(self) -> list[str]:
        typed = ",".join(self.data.getlist(FIELDS)).split(",")
        return list(dict.fromkeys(filter(None, (each.strip() for each in typed))))

    @cached_property
    def fields(self) -> list[str]:
        """Names of the fields asked for; all of them where none that is known is."""
        return [name for name in self._typed_fields if name in self.known_fields] or self.known_fields

    @cached_property
    def size(self) -> int:
        """Number of rows of a page."""
        typed = self.data.get(SIZE, "").strip()
        return min(int(typed), LARGEST_PAGE) if _is_size(typed) else USUAL_PAGE

    @property
    def set_aside(self) -> list[dict[str, str | None]]:
        """What is not understood: the name of each parameter with the value; without, if the parameter is unknown."""
        typed = self.data.get(SIZE, "").strip()
        values = [
            *self.narrowed.unknown_values,
            *((FIELDS, name) for name in self._typed_fields if name not in self.known_fields),
            *([(SIZE, typed)] if typed and not _is_size(typed) else []),
        ]
        names = unknown_parameters(self.data, self.known_parameters)
        return [
            *({"parametre": name, "valeur": value} for name, value in values),
            *({"parametre": name, "valeur": None} for name in names),
        ]

    def count(self) -> int:
        """Return the number of rows that match, on all pages."""
        return self.narrowed.qs.count()

    def page(self) -> tuple[list[Any], str]:
        """Return (the rows of the page, the query string of the next one); raise UnknownCursorError.

        The query string is empty after the last row.
        """
        rows = self.resource.listing.in_order(self.narrowed)
        cursor = self.data.get(CURSOR, "").replace("\0", "\N{REPLACEMENT CHARACTER}").strip()
        following = rows_after(rows, self.resource.key, cursor) if self._may_be_key(cursor) else None
        if cursor and following is None:
            raise UnknownCursorError
        found = list(self.fetch(rows if following is None else following)[: self.size + 1])
        shown = found[: self.size]
        return shown, self._query_after(shown[-1]) if len(found) > self.size else ""

    def fetch(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return `rows` with what the fields asked for tell of each."""
        told = self.resource.listing.fetched(rows, self.narrowed)
        parts = [part for name, part in self.resource.parts.items() if name in self.fields]
        return told.prefetch_related(*(lookup for part in parts for lookup in part.fetched()))

    def _may_be_key(self, cursor: str) -> bool:
        return bool(cursor) and (self.resource.key == "slug" or key_in(cursor) is not None)

    def _query_after(self, row: Any) -> str:
        asked = [(name, option.value) for name, option in self.narrowed.choices] + self.narrowed.kept
        if self.fields is not self.known_fields:
            asked.append((FIELDS, ",".join(self.fields)))
        if self.size != USUAL_PAGE:
            asked.append((SIZE, str(self.size)))
        return urlencode([*asked, (CURSOR, getattr(row, self.resource.key))], safe=",")


class RecordRequest(ListRequest):
    """What the address of one record asks: its fields, and nothing else."""

    known_parameters = {FIELDS}

    def __init__(self, resource: Resource, data: QueryDict, today: dt.date) -> None:
        fields = QueryDict(mutable=True)
        fields.setlist(FIELDS, data.getlist(FIELDS))
        super().__init__(resource, fields, today)
        self.others = unknown_parameters(data, self.known_parameters)

    @property
    def set_aside(self) -> list[dict[str, str | None]]:
        """What is not understood, as for a list."""
        return [*super().set_aside, *({"parametre": name, "valeur": None} for name in self.others)]


def _is_size(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 6 and int(typed) >= 1


def root_of(request: HttpRequest) -> str:
    """Return what every address of the site begins with where `request` came in: its scheme and its host."""
    return f"{request.scheme}://{request.get_host()}"
