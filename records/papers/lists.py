"""A list on paper: a table of a few columns of its file."""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from records.listing.cells import NUMBERS, Value, values_reader
from records.listing.columns import Column, ColumnType
from records.listing.formats import Export
from records.listing.listing import Listing
from records.words.languages import FRENCH, is_french

# Rows on paper at most: beyond, nobody reads paper, and the file holds them all.
ROWS_ON_PAPER = 400
# Columns whose words a translator may have left in French.
IN_WORDS = (ColumnType.TEXT, ColumnType.LIST)


class PaperText(NamedTuple):
    """A value of a cell on paper: whether it is an amount, and whether it is French on an English page."""

    value: Any
    is_amount: bool
    is_french: bool


def list_on_paper(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Show the rows of a list, all pages of it, as a table to print; unknown values are refused, as by its files."""
    narrowed = listing.narrow(request)
    if narrowed.unknown:
        told = render_to_string("_partials/set_aside.txt", {"unknown": narrowed.unknown})
        return HttpResponse(told, content_type="text/plain; charset=utf-8", status=400)
    export = listing.export(request, narrowed)
    shown = [column for column in export.columns if column.header in listing.dataset.on_paper]
    context = {
        "title": export.title,
        "filter": narrowed,
        "columns": shown,
        "rows": _rows(shown, export),
        "left_out": max(narrowed.total - ROWS_ON_PAPER, 0),
    }
    return render(request, "paper_list.html", context)


def _rows(columns: Sequence[Column], export: Export) -> list[tuple[str, list[list[PaperText]]]]:
    """Return (address, cells, each a list of PaperTexts) of the first rows."""
    readers = [_cell_reader(column, export.absolute) for column in columns]
    return [(row.get_absolute_url(), [read(row) for read in readers]) for row in islice(export.rows, ROWS_ON_PAPER)]


def _cell_reader(column: Column, absolute: Callable[[str], str]) -> Callable[[Any], list[PaperText]]:
    """Return the function that returns the PaperTexts of a row; an empty list where it is unknown."""
    read, holds_amounts = values_reader(column, absolute), column.type in (ColumnType.AMOUNT, ColumnType.LIST)
    may_be_french = column.type in IN_WORDS and not is_french()
    with translation.override(FRENCH):
        read_french = values_reader(column, absolute)

    def read_cell(row: Any) -> list[PaperText]:
        values, french = _parts(read([row])[0]), []
        if may_be_french:
            with translation.override(FRENCH):
                french = _parts(read_french([row])[0])
        return [PaperText(each, holds_amounts and isinstance(each, NUMBERS), each in french) for each in values]

    return read_cell


def _parts(value: Value) -> list[Any]:
    """Return what a value is made of; an empty list for the unknown."""
    if value is None:
        return []
    found = value if isinstance(value, list) else [value]
    return [each.isoformat() if isinstance(each, dt.date) else each for each in found]
