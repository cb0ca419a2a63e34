"""A list on paper: a table of a few columns of its file."""

import datetime as dt
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import capfirst

from records.listing.cells import NUMBERS, Value, value_reader
from records.listing.columns import ColumnType
from records.listing.listing import Listing
from records.templatetags.typography import money

# Rows on paper at most: beyond, nobody reads paper, and the file holds them all.
MAX_ROWS = 400


def list_on_paper(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Show the rows of a list, all pages of it, as a table to print; unknown values are refused, as by its files."""
    narrowed = listing.narrow(request)
    if narrowed.unknown:
        told = render_to_string("_partials/set_aside.txt", {"unknown": narrowed.unknown})
        return HttpResponse(told, content_type="text/plain; charset=utf-8", status=400)
    export = listing.export(request, narrowed)
    shown = [column for column in export.columns if column.header in listing.dataset.on_paper]
    readers = [(value_reader(column, export.absolute), column.type) for column in shown]
    rows = [
        (row.get_absolute_url(), [_told(read(row), kind) for read, kind in readers])
        for row in islice(export.rows, MAX_ROWS)
    ]
    context = {
        "title": export.title,
        "filter": narrowed,
        "columns": shown,
        "rows": rows,
        "left_out": max(narrowed.total - MAX_ROWS, 0),
    }
    return render(request, "paper_list.html", context)


def _told(value: Value, kind: ColumnType) -> Any:
    """Return what a cell on paper says."""
    if isinstance(value, list):
        return ", ".join(str(_told(each, kind)) for each in value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, NUMBERS) and kind in (ColumnType.AMOUNT, ColumnType.LIST):
        return money(str(value))
    return capfirst(str(value)) if kind == ColumnType.CHOICE and value else value
